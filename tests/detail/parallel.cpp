// SPDX-License-Identifier: BSL-1.0
// A range shared among threads: every row once, borders on the grain.
#include <smirk/detail/parallel.hpp>

#include "support/catch.hpp"

#include <algorithm>
#include <atomic>
#include <vector>

TEST_CASE("in parallel: every row once, pieces begin on the grain", "[detail][parallel]")
{
    for (const std::size_t n : {0u, 1u, 99u, 100u, 101u, 1000u, 12345u})
        for (const unsigned threads : {0u, 1u, 2u, 5u, 64u}) {
            std::vector<std::atomic<int>> seen(n);
            std::atomic<int> off_grain = 0;
            smirk::detail::in_parallel(n, threads, 100, [&](std::size_t first, std::size_t last) {
                off_grain += first % 100 != 0;
                for (std::size_t i = first; i < last; ++i) ++seen[i];
            });
            CHECK(off_grain == 0);
            CHECK(std::all_of(seen.begin(), seen.end(), [](const auto& count) { return count == 1; }));
        }
}
