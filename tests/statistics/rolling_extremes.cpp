// SPDX-License-Identifier: BSL-1.0
#include <smirk/statistics/rolling_extremes.hpp>

#include "support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace smirk;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

std::vector<double> noise(std::size_t n, unsigned seed, double share_missing = 0)
{
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> uniform(0, 1);
    std::vector<double> x(n);
    for (double& v : x) v = uniform(random) < share_missing ? none : uniform(random);
    return x;
}

/// The definition, window by window.
template <class Better>
std::vector<double> by_definition(const std::vector<double>& x, std::size_t window, std::size_t needed, Better better)
{
    std::vector<double> out(x.size(), none);
    for (std::size_t t = window - 1; t < x.size(); ++t) {
        std::vector<double> valid;
        for (std::size_t i = t + 1 - window; i <= t; ++i)
            if (!std::isnan(x[i])) valid.push_back(x[i]);
        if (valid.size() >= needed) out[t] = *std::min_element(valid.begin(), valid.end(), better);
    }
    return out;
}

void require_same(const std::vector<double>& got, const std::vector<double>& want)
{
    REQUIRE(got.size() == want.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
        INFO("row " << i << ": got " << got[i] << ", want " << want[i]);
        REQUIRE((got[i] == want[i] || (std::isnan(got[i]) && std::isnan(want[i]))));
    }
}

} // namespace

TEST_CASE("rolling extremes are those of the definition, for every length of series and window")
{
    for (const std::size_t n : {0u, 1u, 2u, 7u, 30u})
        for (const std::size_t window : {1u, 2u, 3u, 7u, 8u, 31u}) {
            const auto x = noise(n, static_cast<unsigned>(n + window));
            require_same(statistics::rolling_minimum(x, window), by_definition(x, window, window, std::less<>{}));
            require_same(statistics::rolling_maximum(x, window), by_definition(x, window, window, std::greater<>{}));
        }
}

TEST_CASE("a missing value makes its windows unknown, unless min_valid allows it")
{
    const auto x = noise(500, 1, 0.1);
    for (const std::size_t needed : {1u, 5u, 9u, 12u}) {
        require_same(statistics::rolling_minimum(x, 12, {.min_valid = needed}),
                     by_definition(x, 12, needed, std::less<>{}));
        require_same(statistics::rolling_maximum(x, 12, {.min_valid = needed}),
                     by_definition(x, 12, needed, std::greater<>{}));
    }
    require_same(statistics::rolling_minimum(x, 12), by_definition(x, 12, 12, std::less<>{}));
}

TEST_CASE("a window beyond all bounds is never full")
{
    for (const double v : statistics::rolling_minimum(noise(5, 1), static_cast<std::size_t>(-1)))
        REQUIRE(std::isnan(v));
}

TEST_CASE("infinities are values")
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    require_same(statistics::rolling_minimum(std::vector<double>{inf, inf, 1}, 2), {none, inf, 1});
    require_same(statistics::rolling_maximum(std::vector<double>{-inf, -inf, 1}, 2), {none, -inf, 1});
}

TEST_CASE("rolling extremes walk strided memory")
{
    const std::vector<double> x{3, 0, 1, 0, 2, 0};
    require_same(statistics::rolling_minimum(strided<double>(x.data(), 3, 2), 2), {none, 1, 1});
}

TEST_CASE("misuse of rolling extremes is refused with what was seen")
{
    std::vector<double> x(5), out(4);
    REQUIRE_THROWS_AS(statistics::rolling_minimum(x, 0), std::invalid_argument);
    REQUIRE_THROWS_AS(statistics::rolling_minimum_into(x, 2, x), std::invalid_argument); // in place
    REQUIRE_THROWS_AS(statistics::rolling_minimum_into(strided<double>(x.data() + 4, 2, -4), 2, std::span(x).first(2)),
                      std::invalid_argument);
    REQUIRE_THROWS_AS(statistics::rolling_minimum(x, 2, {.min_valid = 0}), std::invalid_argument);
    REQUIRE_THROWS_WITH(statistics::rolling_maximum_into(x, 2, out),
                        "smirk::statistics::rolling_maximum: expected an output of 5 values, got 4");
}
