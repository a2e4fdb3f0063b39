// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/har.hpp>

#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/shared_data.hpp"

#include <cmath>
#include <random>

namespace realized = smirk::realized;

namespace {

/// Days of a HARQ process with jumps, so that every coefficient has something to find.
struct days {
    std::vector<double> rv, rq, bv;

    explicit days(std::size_t n)
    {
        std::mt19937_64 engine(1);
        std::normal_distribution<double> z;
        for (std::size_t t = 0; t < n; ++t) {
            const double level = t == 0 ? 1 : 0.3 + 0.7 * bv[t - 1];
            bv.push_back(level * std::exp(0.3 * z(engine)));
            rv.push_back(bv[t] + (t % 7 == 0 ? 0.5 : -0.05));
            rq.push_back(bv[t] * bv[t] * std::exp(0.5 * z(engine)));
        }
    }
};

} // namespace

TEST_CASE("har: squared DEM/GBP returns")
{
    SKIP_WITHOUT_SHARED_DATA("garch/dem2gbp.csv");
    std::vector<double> r2;
    for (const double r : support::read_csv(support::shared_data("garch/dem2gbp.csv")).numbers("ret"))
        r2.push_back(r * r);
    const auto fit = realized::har(r2, {.errors = smirk::statistics::standard_errors::classical});
    REQUIRE(fit);
    REQUIRE(fit.regression.rows == 1952);
    // NumPy least squares; the HAR model of Python arch has the same coefficients to 1e-14.
    const double b[] = {0.07801882421284537, 0.08712380814389792, 0.2856762901479883, 0.2783823085526116};
    const double se[] = {0.016557608890580097, 0.026129004850312897, 0.05462618506971794, 0.07083729339645131};
    const double rounding = 1e-11; // of another factorisation, at a condition of about 100
    for (std::size_t j = 0; j < 4; ++j) {
        REQUIRE_THAT(fit.regression.coefficient[j], WithinRel(b[j], rounding));
        REQUIRE_THAT(fit.regression.standard_error[j], WithinRel(se[j], rounding));
    }
    REQUIRE_THAT(fit.regression.r_squared, WithinRel(0.09602200786198134, rounding));
    REQUIRE_THAT(fit.forecast, WithinRel(0.1590344363065846, rounding));
    const double nw[] = {0.016246435955224958, 0.05108399971754046, 0.10841415156460112, 0.10114383867647289};
    const auto robust = realized::har(r2, {.newey_west_lags = 22});
    for (std::size_t j = 0; j < 4; ++j) REQUIRE_THAT(robust.regression.standard_error[j], WithinRel(nw[j], rounding));
}

TEST_CASE("har: an exact process is found exactly")
{
    // RV_{t+1} = 1 + 0.5 RV_t + 0.3 mean of 5, without noise, from an uneven start.
    std::vector<double> rv{4, 9, 1, 7, 3};
    for (int t = 0; t < 40; ++t) {
        const std::size_t n = rv.size();
        rv.push_back(1 + 0.5 * rv[n - 1] + 0.06 * (rv[n - 1] + rv[n - 2] + rv[n - 3] + rv[n - 4] + rv[n - 5]));
    }
    const auto fit = realized::har(rv, {.lags = {1, 5}});
    REQUIRE(fit);
    REQUIRE_THAT(fit.regression.coefficient[0], WithinRel(1., 1e-9));
    REQUIRE_THAT(fit.regression.coefficient[1], WithinRel(0.5, 1e-9));
    REQUIRE_THAT(fit.regression.coefficient[2], WithinRel(0.3, 1e-9));
    const std::size_t n = rv.size();
    REQUIRE_THAT(
        fit.forecast,
        WithinRel(1 + 0.5 * rv[n - 1] + 0.06 * (rv[n - 1] + rv[n - 2] + rv[n - 3] + rv[n - 4] + rv[n - 5]), 1e-12));
}

TEST_CASE("har: nothing after the forecast's day is used")
{
    const days d(300);
    const auto half = smirk::strided(d.rv).slice(0, 200);
    auto changed = d.rv;
    for (std::size_t t = 200; t < 300; ++t) changed[t] = 1e6;
    for (const std::size_t h : {1u, 5u})
        REQUIRE(realized::har(half, {.horizon = h}).forecast ==
                realized::har(smirk::strided(changed).slice(0, 200), {.horizon = h}).forecast);
    REQUIRE(realized::har(d.rv, {.horizon = 5}).regression.rows == 300 - 22 - 5 + 1);
}

TEST_CASE("harq: taking another mean of quarticity moves the first coefficient alone")
{
    const days d(500);
    const auto q = realized::harq(d.rv, d.rq);
    const auto plain = realized::har(d.rv);
    REQUIRE(q);
    REQUIRE(q.regression.coefficient.size() == 5);
    REQUIRE(q.regression.r_squared >= plain.regression.r_squared);
    // The same with the product itself as the regressor, by hand.
    std::vector<double> y, x1, x5, x22, xq;
    double mean = 0;
    for (const double v : d.rq) mean += v / 500;
    for (std::size_t t = 21; t + 1 < 500; ++t) {
        double s5 = 0, s22 = 0;
        for (std::size_t i = 0; i < 22; ++i) {
            s22 += d.rv[t - i] / 22;
            if (i < 5) s5 += d.rv[t - i] / 5;
        }
        y.push_back(d.rv[t + 1]), x1.push_back(d.rv[t]), x5.push_back(s5), x22.push_back(s22);
        xq.push_back(std::sqrt(d.rq[t]) * d.rv[t]);
    }
    const auto raw = smirk::statistics::least_squares(y, {x1, x5, x22, xq});
    const auto &a = q.regression.coefficient, &b = raw.coefficient;
    for (const std::size_t j : {0u, 2u, 3u, 4u}) REQUIRE_THAT(a[j], WithinRel(b[j], 1e-8));
    REQUIRE_THAT(a[1], WithinRel(b[1] + b[4] * std::sqrt(mean), 1e-8));
}

TEST_CASE("harj: the jump has a coefficient of its own, and only where there is one")
{
    const days d(500);
    const auto fit = realized::harj(d.rv, d.bv);
    REQUIRE(fit);
    // Half of a jump stays in RV_t and says nothing of tomorrow: its coefficient takes that of RV_t back.
    REQUIRE(fit.regression.coefficient[4] < 0);
    auto no_jump = d.bv;
    for (std::size_t t = 0; t < 500; ++t) no_jump[t] = d.rv[t] + 1;
    REQUIRE(realized::harj(d.rv, no_jump).regression.status == smirk::statistics::regression_status::rank_deficient);
}

TEST_CASE("har: misuse throws")
{
    const std::vector<double> rv(22, 1.), rq(21, 1.);
    REQUIRE_THROWS_AS(realized::har(rv), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::har(rv, {.lags = {5, 1}}), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::har(rv, {.lags = {}}), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::har(rv, {.lags = {0, 5}}), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::har(rv, {.horizon = 0}), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::harq(rv, rq), std::invalid_argument);
}
