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

namespace {

struct reference {
    std::vector<double> coefficient, classical, newey_west;
    double r_squared, forecast;
};

/// Another factorisation of matrices with condition numbers up to a few hundred.
constexpr double factorisation = 1e-10;

/// `fit` takes options and gives a har_fit.
template <class Fit>
void require_fit(const reference& want, const std::vector<std::size_t>& lags, std::size_t newey_west_lags, Fit fit)
{
    const auto classical = fit({.lags = lags, .errors = smirk::statistics::standard_errors::classical});
    const auto robust = fit({.lags = lags, .newey_west_lags = newey_west_lags});
    REQUIRE(classical);
    REQUIRE(robust);
    for (std::size_t j = 0; j < want.coefficient.size(); ++j) {
        INFO("coefficient " << j);
        REQUIRE_THAT(classical.regression.coefficient[j], WithinRel(want.coefficient[j], factorisation));
        REQUIRE_THAT(classical.regression.standard_error[j], WithinRel(want.classical[j], factorisation));
        REQUIRE_THAT(robust.regression.standard_error[j], WithinRel(want.newey_west[j], factorisation));
    }
    REQUIRE_THAT(classical.regression.r_squared, WithinRel(want.r_squared, factorisation));
    REQUIRE_THAT(classical.forecast, WithinRel(want.forecast, factorisation));
}

std::vector<double> squares(const std::vector<double>& x)
{
    std::vector<double> y;
    for (const double v : x) y.push_back(v * v);
    return y;
}

} // namespace

// Reference figures: statsmodels 0.15.0 with NumPy 2.4.6 on Python 3.11,
//
//     fit = OLS(rv[q:], [[1, *(rv[t+1-l:t+1].mean() for l in lags), extra[t]] for t in range(q - 1, n - 1)]).fit()
//     fit.params, fit.bse, fit.rsquared
//     fit.get_robustcov_results('HAC', maxlags=L, kernel='bartlett', use_correction=False).bse
//
// with q the last of the lags, extra = (sqrt(rq) - sqrt(mean(rq))) * rv or maximum(rv - bv, 0).

TEST_CASE("harq, harj: 1662 days of SPY, statsmodels")
{
    SKIP_WITHOUT_SHARED_DATA("garch/spyreal.csv");
    const auto t = support::read_csv(support::shared_data("garch/spyreal.csv"));
    std::vector<double> kernel, day; // roots of realized kernels, open-to-close returns, both in percent
    for (const double v : t.numbers("SPY_RK")) kernel.push_back(100 * v);
    for (const double v : t.numbers("SPY_OC")) day.push_back(100 * v);
    // The file has one measure a day: the squared return stands in for bipower variation, its square for quarticity.
    const auto rv = squares(kernel), bv = squares(day), rq = squares(bv);
    REQUIRE(rv.size() == 1662);
    require_fit(
        {{0.37226975055615374, 0.6839249198006316, -0.06674976804943207, 0.1443944245430444, 0.0058955104770870926},
         {0.1402156476673122, 0.025100769054469015, 0.03233380608795873, 0.03351968339242743, 0.0005665004647102227},
         {0.13526584431582112, 0.07262864304382789, 0.06446894949910403, 0.058191930668469956, 0.0012277223519098293},
         0.6353901746297784,
         0.6052500094163303},
        {1, 5, 22}, 22, [&](const realized::har_options& options) { return realized::harq(rv, rq, options); });
    require_fit(
        {{0.10840497963187651, 1.583884374025075, -0.06645180938008828, 0.06828066570974517, -0.9172932683297872},
         {0.13978208259624358, 0.07124655332273754, 0.03207504465352123, 0.03343714478819886, 0.07858811108365271},
         {0.0765439065079686, 0.3661156335800586, 0.05620203934154236, 0.043616981807050974, 0.3863223047069183},
         0.6411407924218269,
         0.5120218558204643},
        {1, 5, 22}, 22, [&](const realized::har_options& options) { return realized::harj(rv, bv, options); });
}

TEST_CASE("harq, harj: 22 days with measured quarticity and bipower variation, statsmodels")
{
    SKIP_WITHOUT_SHARED_DATA("realized/hf_oneminute_market_daily.csv");
    const auto t = support::read_csv(support::shared_data("realized/hf_oneminute_market_daily.csv"));
    const auto scaled = [&](const char* column, double factor) {
        auto x = t.numbers(column);
        for (double& v : x) v *= factor;
        return x;
    };
    const auto rv = scaled("RV", 1e4), rq = scaled("RQ", 1e8), bv = scaled("BV", 1e4); // in percent
    require_fit({{1.0120814758054875, 0.09336809853451615, 0.1443035792053926, 0.06632830630122451},
                 {0.9094320557319837, 0.7447462590014462, 0.4387416730015184, 0.20996838376311702},
                 {0.3958615174336992, 0.20363532620631866, 0.19011650960310492, 0.06744361717171399},
                 0.12032155759720342,
                 1.170012025440535},
                {1, 5}, 2, [&](const realized::har_options& options) { return realized::harq(rv, rq, options); });
    require_fit({{0.32432229438831595, 0.3997711789035331, 0.11761695153964757, 4.451983928796884},
                 {0.4735189834621594, 0.22416365328195406, 0.2973163950868209, 1.4481250626821833},
                 {0.2714738387837448, 0.09217535636451156, 0.1807895597395756, 2.54780328214651},
                 0.4867306342094997,
                 1.3931199286405844},
                {1, 5}, 2, [&](const realized::har_options& options) { return realized::harj(rv, bv, options); });
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
