// SPDX-License-Identifier: BSL-1.0
#include <smirk/statistics/correlation.hpp>

#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/shared_data.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace smirk;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Two passes in long double over the known pairs of rows first ... last.
long double two_pass(const std::vector<double>& x, const std::vector<double>& y, std::size_t first, std::size_t last,
                     bool slope = false)
{
    long double n = 0, mx = 0, my = 0, xx = 0, xy = 0, yy = 0;
    for (std::size_t i = first; i <= last; ++i)
        if (!std::isnan(x[i] + y[i])) n += 1, mx += x[i], my += y[i];
    mx /= n, my /= n;
    for (std::size_t i = first; i <= last; ++i)
        if (!std::isnan(x[i] + y[i]))
            xx += (x[i] - mx) * (x[i] - mx), xy += (x[i] - mx) * (y[i] - my), yy += (y[i] - my) * (y[i] - my);
    return slope ? xy / xx : xy / std::sqrt(xx * yy);
}

} // namespace

TEST_CASE("correlation and beta of all pairs")
{
    const std::vector<double> x{1, 2, 3, 4}, y{2, 4, 6, 8}, z{4, 3, none, 1}, flat{1, 1, 1, 1};
    REQUIRE_THAT(statistics::correlation(x, y), WithinRel(1.0, 1e-15));
    REQUIRE_THAT(statistics::beta(x, y), WithinRel(2.0, 1e-15));
    REQUIRE_THAT(statistics::correlation(x, z), WithinRel(-1.0, 1e-15));
    REQUIRE(std::isnan(statistics::correlation(x, flat)));
    REQUIRE(std::isnan(statistics::beta(flat, x)));
    REQUIRE(statistics::beta(x, flat) == 0);
    REQUIRE_THROWS_AS(statistics::correlation(x, std::vector<double>(3)), std::invalid_argument);
}

TEST_CASE("realized beta takes means as zero")
{
    REQUIRE_THAT(statistics::realized_beta(std::vector<double>{0.01, -0.02}, std::vector<double>{0.02, -0.02}),
                 WithinRel(6e-4 / 5e-4, 1e-14));
    REQUIRE(std::isnan(statistics::realized_beta(std::vector<double>{0, 0}, std::vector<double>{1, 1})));
}

TEST_CASE("rolling correlation and beta against two passes in long double")
{
    std::mt19937 random(5);
    std::normal_distribution<double> normal;
    std::vector<double> x(400), y(400);
    for (std::size_t i = 0; i < x.size(); ++i) {
        x[i] = 1e5 + normal(random); // a level far from zero: sums of squares would lose ten digits
        y[i] = -0.7 * x[i] + normal(random);
    }
    x[100] = none, y[200] = none;
    for (const std::size_t window : {5u, 21u, 63u, 399u}) {
        const auto rho = statistics::rolling_correlation(x, y, window, {.min_valid = 2});
        const auto slope = statistics::rolling_beta(x, y, window, {.min_valid = 2});
        const auto strict = statistics::rolling_correlation(x, y, window);
        for (std::size_t t = 0; t < x.size(); ++t) {
            if (t + 1 < window) {
                REQUIRE(std::isnan(rho[t]));
                continue;
            }
            const auto covers = [&](std::size_t row) { return row <= t && row + window > t; };
            REQUIRE(std::isnan(strict[t]) == (covers(100) || covers(200)));
            const double level = 1e-16 * 1e5; // what a mean of size 1e5 can be known to, times sqrt(n) terms
            REQUIRE_THAT(rho[t], WithinAbs(static_cast<double>(two_pass(x, y, t + 1 - window, t)), 100 * level));
            REQUIRE_THAT(slope[t],
                         WithinAbs(static_cast<double>(two_pass(x, y, t + 1 - window, t, true)), 100 * level));
        }
    }
}

TEST_CASE("a flat stretch is NaN, not the rounding that is left of running sums")
{
    std::vector<double> x, y;
    for (int i = 0; i < 30; ++i) x.push_back(std::sin(i)), y.push_back(std::cos(i));
    for (int i = 0; i < 50; ++i) x.push_back(0.1), y.push_back(0.3);
    const auto rho = statistics::rolling_correlation(x, y, 20);
    for (std::size_t t = 49; t < x.size(); ++t) REQUIRE(std::isnan(rho[t]));
}

TEST_CASE("EWMA correlation begins with the first known pair and passes over a missing one")
{
    const auto rho = statistics::ewma_correlation(std::vector<double>{none, 1, 1, none, -1},
                                                  std::vector<double>{1, 2, -2, 5, 2}, 0.5);
    REQUIRE(std::isnan(rho[0]));
    REQUIRE(rho[1] == 1);
    REQUIRE_THAT(rho[2], WithinAbs(0, 1e-16));
    REQUIRE(std::isnan(rho[3]));
    REQUIRE_THAT(rho[4], WithinRel(-0.5, 1e-15)); // xy: 2, 0, -1; xx: 1; yy: 4
    REQUIRE_THROWS_AS(statistics::ewma_correlation(std::vector<double>{1}, std::vector<double>{1}, 1),
                      std::invalid_argument);
}

TEST_CASE("spot-vol correlation of the DAX, 63 days and lambda 0.94, against an independent program")
{
    SKIP_WITHOUT_SHARED_DATA("realized/dax_vrp_corr_ref.csv");
    const auto reference = support::read_csv(support::shared_data("realized/dax_vrp_corr_ref.csv"));
    const auto r = reference.numbers("logret"), iv = reference.numbers("iv_proxy");
    std::vector<double> change(iv.size(), none);
    for (std::size_t t = 1; t < iv.size(); ++t) change[t] = 100 * (iv[t] - iv[t - 1]);
    const auto check = [&](const char* column, const std::vector<double>& got) {
        INFO(column);
        const auto want = reference.numbers(column);
        int known = 0;
        for (std::size_t t = 0; t < want.size(); ++t) {
            INFO("row " << t);
            REQUIRE(std::isnan(got[t]) == std::isnan(want[t]));
            if (std::isnan(want[t])) continue;
            ++known;
            REQUIRE_THAT(got[t], WithinAbs(want[t], 1e-10)); // the other program works with running sums
        }
        REQUIRE(known > 1700);
    };
    check("corr63", statistics::rolling_correlation(r, change, 63));
    check("ewma_corr94", statistics::ewma_correlation(r, change));
}
