// SPDX-License-Identifier: BSL-1.0
// Regressors of the mean and of the variance against an independent maximisation in Python.
//
// numpy 2.4.6, scipy 1.17.1: the recursion in a loop, complex-step gradients, minimize(method="BFGS"), then three
// Newton steps with the differenced gradient as Hessian; gradients of 1e-13 at the end. S&P 500, returns in per cent;
// the regressor of day t is of day t - 1: x = (100 ln(high/low))^2, and ln(100 ln(high/low)); or whether the calendar
// jumps by more than a day from t - 1 to t. The log-likelihoods have nine decimals.
#include "model_checks.hpp"

namespace garch = smirk::garch;
using garch::egarch, garch::garch11, garch::gjr, garch::mean_regressors, garch::variance_regressors, garch::with;

namespace {

struct sample {
    std::vector<double> returns, range_squared, log_range, jump; // the regressors with a row more than the returns
};

/// Days since 1970 of a date like 1999-01-04 (days_from_civil of H. Hinnant).
long days(const std::string& date)
{
    long y = std::stol(date.substr(0, 4));
    const long m = std::stol(date.substr(5, 2)), d = std::stol(date.substr(8, 2));
    y -= m <= 2;
    const long era = y / 400, yoe = y - era * 400, doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

sample read()
{
    const auto bars = support::read_csv(support::shared_data("garch/sp500.csv"));
    const auto high = bars.numbers("high"), low = bars.numbers("low");
    const auto& date = bars.text.at("date");
    sample s{reference::returns("sp500"), {}, {}, {}};
    for (std::size_t t = 0; t < high.size(); ++t) {
        const double range = 100 * std::log(high[t] / low[t]);
        s.range_squared.push_back(range * range);
        s.log_range.push_back(std::log(range));
        if (t > 0) s.jump.push_back(days(date[t]) - days(date[t - 1]) > 1 ? 1 : 0);
    }
    return s;
}

template <class Fit>
void agrees(const Fit& fit, double log_likelihood, const std::vector<double>& parameters,
            const std::vector<double>& errors)
{
    CAPTURE(fit.reason, fit.distance);
    REQUIRE(fit);
    REQUIRE_THAT(fit.log_likelihood, WithinAbs(log_likelihood, 2e-9 + 1e-12 * 7000)); // decimals given, rounding
    const auto got = fit.flat(), se = garch::internal::to_array(fit.standard_errors(garch::covariance::hessian));
    for (std::size_t i = 0; i < got.size(); ++i) {
        CAPTURE(fit.name(i));
        REQUIRE_THAT(got[i], WithinAbs(parameters[i], 1e-6 * (errors[i] > 0 ? errors[i] : 1.0)));
        if (errors[i] > 0)
            REQUIRE_THAT(se[i], WithinRel(errors[i], 1e-5)); // differenced Hessian there
        else
            REQUIRE(std::isnan(se[i]));
    }
}

} // namespace

TEST_CASE("regressors: GARCH with a calendar dummy in the variance")
{
    SKIP_WITHOUT_SHARED_DATA("garch/sp500.csv");
    const auto s = read();
    const auto fit = garch::fit<with<garch11, variance_regressors<1>>>(s.returns, {.variance_regressors = {s.jump}});
    agrees(
        fit, -6941.536519514,
        {0.05234968452347915, 0.017325627494879214, 0.10193457238724181, 0.8852080312740277, 0.0020262592333045127},
        {0.011344365591299902, 0.006464264712217806, 0.009116800287879598, 0.00969660381843805, 0.02837296048336907});
    REQUIRE(fit.status == garch::fit_status::converged);
    REQUIRE(std::isnan(fit.forecast(1)[0])); // the day after the last is not in the data
}

TEST_CASE("regressors: GARCH with yesterday's range, which leaves nothing to the shocks")
{
    SKIP_WITHOUT_SHARED_DATA("garch/sp500.csv");
    const auto s = read();
    const auto fit =
        garch::fit<with<garch11, variance_regressors<1>>>(s.returns, {.variance_regressors = {s.range_squared}});
    // there with alpha at 0
    agrees(fit, -6823.396680229,
           {0.014231616532058343, 0.01731771992230262, 0, 0.7881632701013858, 0.10353690056505066},
           {0.01122833359922683, 0.0035463995962755376, 0, 0.01684286793190683, 0.008976562978609649});
    REQUIRE(fit.status == garch::fit_status::at_bound);
    const auto& p = fit.parameters; // the last range is known: a forecast of one day, and no more
    const double want =
        p.omega + p.beta * fit.conditional_variance.back() + p.variance_slope[0] * s.range_squared[s.returns.size()];
    REQUIRE_THAT(fit.forecast(2)[0], WithinRel(want, 1e-12));
    REQUIRE(std::isnan(fit.forecast(2)[1]));
}

TEST_CASE("regressors: GJR with regressors of the mean and of the variance")
{
    SKIP_WITHOUT_SHARED_DATA("garch/sp500.csv");
    const auto s = read();
    const auto fit = garch::fit<with<gjr, mean_regressors<1>, variance_regressors<1>>>(
        s.returns, {.presample = garch::presample::sample_variance,
                    .mean_regressors = {s.jump},
                    .variance_regressors = {s.range_squared}});
    // there with alpha at 0
    agrees(fit, -6795.327647461,
           {0.011427280389568022, 0.019296954332020343, 0, 0.1264042155737434, 0.8270757035181536, 0.013398080848632081,
            0.048823535800957024},
           {0.012651213216808102, 0.0030042216185293597, 0, 0.017790012723573178, 0.014291630956774222,
            0.02709933353993238, 0.00820135817880498});
}

TEST_CASE("regressors: EGARCH with the logarithm of yesterday's range")
{
    SKIP_WITHOUT_SHARED_DATA("garch/sp500.csv");
    const auto s = read();
    const auto fit =
        garch::fit<with<egarch, variance_regressors<1>>>(s.returns, {.variance_regressors = {s.log_range}});
    agrees(fit, -6716.537405679,
           {0.016206534862764476, -0.06832186452556765, -0.09148766620974766, -0.17963706202602667, 0.7955929922208234,
            0.3455227883993734},
           {0.010514093536642004, 0.007639912683066281, 0.023117044319929888, 0.012045678346869499, 0.01829117484736304,
            0.03425842210702456});
    REQUIRE(fit.status == garch::fit_status::converged);
}
