// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/kunitomo_variance.hpp>

#include "support/catch.hpp"

#include <limits>
#include <vector>

namespace realized = smirk::realized;

TEST_CASE("kunitomo_variance: by hand")
{
    // The line from 0 to 3 taken off 0, 2, 1, 3 leaves 0, 1, -1, 0.
    const double v = 6 / (std::numbers::pi * std::numbers::pi) * 4;
    REQUIRE_THAT(realized::kunitomo_variance(std::vector<double>{0, 2, 1, 3}), WithinRel(v, 1e-14));
    REQUIRE_THAT(realized::kunitomo_variance(std::vector<double>{7, 9, 8, 10}), WithinRel(v, 1e-14));
}

TEST_CASE("kunitomo_variance: a drift changes nothing, and alone is nothing")
{
    std::vector<double> p{0, 0.002, -0.001, 0.004, 0.001, 0.003}, line;
    const double before = realized::kunitomo_variance(p);
    for (std::size_t i = 0; i < p.size(); ++i) {
        line.push_back(0.25 * static_cast<double>(i));
        p[i] += line[i];
    }
    REQUIRE_THAT(realized::kunitomo_variance(p), WithinRel(before, 1e-12)); // digits of 1.25 against 0.004
    REQUIRE(realized::kunitomo_variance(line) == 0);
}

TEST_CASE("kunitomo_variance: NaN in, NaN out; too few prices throw")
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (std::size_t at = 0; at < 4; ++at) {
        std::vector<double> p{0, 2, 1, 3};
        p[at] = nan;
        REQUIRE(std::isnan(realized::kunitomo_variance(p)));
    }
    REQUIRE_THROWS_WITH(realized::kunitomo_variance(std::vector<double>{0, 1}),
                        "smirk::realized::kunitomo_variance: expected 3 prices or more, got 2");
}
