// SPDX-License-Identifier: BSL-1.0
// A range of rows shared among threads in contiguous pieces.
#pragma once
#include <smirk/config.hpp>

#include <cstddef>
#include <thread>
#include <vector>

namespace smirk::inline SMIRK_ABI::detail {

/// work(first, last) over [0, n) in `threads` pieces whose borders are multiples of `grain`; 0 threads takes as many as
/// the machine has. The calling thread does the last piece. `work` must not throw.
template <class Work>
void in_parallel(std::size_t n, unsigned threads, std::size_t grain, const Work& work)
{
    const std::size_t wanted = threads ? threads : std::thread::hardware_concurrency();
    const std::size_t grains = (n + grain - 1) / grain, pieces = wanted < grains ? wanted : grains;
    const auto border = [&](std::size_t i) { return i < pieces ? grains * i / pieces * grain : n; };
    if (pieces < 2) return work(std::size_t{0}, n);
    struct joining {
        std::vector<std::thread> threads;
        ~joining()
        {
            for (auto& t : threads) t.join();
        }
    } others;
    others.threads.reserve(pieces - 1);
    for (std::size_t i = 0; i + 1 < pieces; ++i)
        others.threads.emplace_back([&work, first = border(i), last = border(i + 1)] { work(first, last); });
    work(border(pieces - 1), n);
}

} // namespace smirk::inline SMIRK_ABI::detail
