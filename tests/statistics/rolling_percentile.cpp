// SPDX-License-Identifier: BSL-1.0
#include <smirk/statistics/rolling_percentile.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace smirk;
using statistics::ties;
using statistics::window_end;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// The definition, value by value.
std::vector<double> by_definition(const std::vector<double>& x, std::size_t window,
                                  const statistics::percentile_options& o)
{
    std::vector<double> out(x.size(), none);
    const std::size_t ahead = o.window == window_end::yesterday;
    for (std::size_t t = window - 1 + ahead; t < x.size(); ++t) {
        double below = 0;
        std::size_t valid = 0;
        for (std::size_t i = t + 1 - ahead - window; i <= t - ahead; ++i) {
            if (std::isnan(x[i])) continue;
            ++valid;
            if (x[i] < x[t]) below += 1;
            if (x[i] == x[t]) below += o.ties == ties::below ? 0 : o.ties == ties::half ? 0.5 : 1;
        }
        if (!std::isnan(x[t]) && valid >= std::min(o.min_valid, window))
            out[t] = 100 * below / static_cast<double>(valid);
    }
    return out;
}

/// Values that repeat, some of them missing.
std::vector<double> coarse(std::size_t n, unsigned seed, int levels, double share_missing)
{
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> uniform(0, 1);
    std::vector<double> x(n);
    for (double& v : x) v = uniform(random) < share_missing ? none : std::floor(levels * uniform(random));
    return x;
}

} // namespace

TEST_CASE("rolling percentile is the share of the definition: windows, ties, missing values")
{
    for (const std::size_t n : {0u, 1u, 5u, 40u, 700u})
        for (const std::size_t window : {1u, 2u, 8u, 21u, 252u})
            for (const auto end : {window_end::today, window_end::yesterday})
                for (const auto rule : {ties::below, ties::at_or_below, ties::half})
                    for (const std::size_t needed : {std::size_t{1}, window / 2 + 1, statistics::whole_window}) {
                        const statistics::percentile_options o{.window = end, .ties = rule, .min_valid = needed};
                        const auto x = coarse(n, static_cast<unsigned>(n + window), 20, n % 2 ? 0.0 : 0.02);
                        const auto got = statistics::rolling_percentile(x, window, o),
                                   want = by_definition(x, window, o);
                        REQUIRE(got.size() == want.size());
                        for (std::size_t i = 0; i < n; ++i)
                            REQUIRE((got[i] == want[i] || (std::isnan(got[i]) && std::isnan(want[i]))));
                    }
}

TEST_CASE("long windows count as short ones do")
{
    const auto x = coarse(9000, 3, 3000, 0.001);
    for (const auto rule : {ties::below, ties::half}) {
        const statistics::percentile_options o{.ties = rule, .min_valid = 1500};
        const auto got = statistics::rolling_percentile(x, 3000, o), want = by_definition(x, 3000, o);
        for (std::size_t i = 0; i < x.size(); ++i)
            REQUIRE((got[i] == want[i] || (std::isnan(got[i]) && std::isnan(want[i]))));
    }
}

TEST_CASE("every vector width counts the same")
{
    const auto x = coarse(1000, 8, 50, 0.01);
    for (const auto rule : {ties::below, ties::at_or_below, ties::half}) {
        const auto want = by_definition(x, 252, {.ties = rule, .min_valid = 200});
        for (const auto width : {lane_width::widest, lane_width::avx512, lane_width::avx2, lane_width::baseline}) {
            const auto got = statistics::rolling_percentile(x, 252, {.ties = rule, .min_valid = 200, .width = width});
            for (std::size_t i = 0; i < x.size(); ++i)
                REQUIRE((got[i] == want[i] || (std::isnan(got[i]) && std::isnan(want[i]))));
        }
    }
}

TEST_CASE("an ascending series is at 100, a descending one at 0, a flat one at 0, 50 or 100 by the rule for ties")
{
    std::vector<double> up(300), flat(300, 0.2);
    for (std::size_t i = 0; i < up.size(); ++i) up[i] = static_cast<double>(i);
    REQUIRE(statistics::rolling_percentile(up, 252).back() == 100);
    for (double& v : up) v = -v;
    REQUIRE(statistics::rolling_percentile(up, 252).back() == 0);
    REQUIRE(statistics::rolling_percentile(flat, 252).back() == 0);
    REQUIRE(statistics::rolling_percentile(flat, 252, {.ties = ties::half}).back() == 50);
    REQUIRE(statistics::rolling_percentile(flat, 252, {.ties = ties::at_or_below}).back() == 100);
}

TEST_CASE("an increasing map of the values changes no percentile, turning them round mirrors it")
{
    std::mt19937 random(4);
    std::normal_distribution<double> normal;
    std::vector<double> x(600), mapped(600), turned(600);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = normal(random), mapped[i] = std::exp(3 * x[i]), turned[i] = -x[i];
    const auto p = statistics::rolling_percentile(x, 100), q = statistics::rolling_percentile(mapped, 100),
               r = statistics::rolling_percentile(turned, 100);
    for (std::size_t i = 100; i < x.size(); ++i) {
        REQUIRE(p[i] == q[i]);
        REQUIRE_THAT(p[i] + r[i], WithinAbs(100, 1e-12)); // no ties among continuous values
    }
}

TEST_CASE("the percentile walks strided memory")
{
    const std::vector<double> x{3, 9, 1, 9, 2, 9};
    const auto got = statistics::rolling_percentile(strided<double>(x.data(), 3, 2), 2);
    REQUIRE((std::isnan(got[0]) && std::isnan(got[1])));
    REQUIRE(got[2] == 50);
}

TEST_CASE("misuse of the rolling percentile is refused")
{
    std::vector<double> x(5), out(6);
    REQUIRE_THROWS_AS(statistics::rolling_percentile(x, 0), std::invalid_argument);
    REQUIRE_THROWS_AS(statistics::rolling_percentile(x, 2, {.min_valid = 0}), std::invalid_argument);
    REQUIRE_THROWS_AS(statistics::rolling_percentile_into(x, 2, out), std::invalid_argument);
}
