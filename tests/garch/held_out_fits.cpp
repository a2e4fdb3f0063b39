// SPDX-License-Identifier: BSL-1.0
// Samples on which a search may stop at the lower of two maxima, or at none. Reference: Python arch 8.0.0, the best of
// three starts,
//
//     ConstantMean(y, volatility=V, distribution=D, rescale=False).fit(tol=1e-12, options={"maxiter": 2000, "ftol": 1e-13})
//
// with y = 100 ln(p_t / p_{t-1}) of the prices named, or the returns named.
#include "model_checks.hpp"

namespace garch = smirk::garch;
using garch::egarch, garch::garch11, garch::garch_in_mean, garch::gjr, garch::tgarch;
using garch::normal, garch::student_t, garch::ged;

namespace {

const double same_maximum = 1e-6; // of the log-likelihood

template <class Fit>
void is_as_high_as(const Fit& fit, double reference)
{
    CAPTURE(fit.reason, fit.log_likelihood);
    REQUIRE(fit);
    REQUIRE(fit.log_likelihood > reference - same_maximum);
}

std::vector<double> index_returns(const std::string& name)
{
    const auto close = support::read_csv(support::shared_data("realized/eustock_close.csv")).numbers(name);
    std::vector<double> y;
    for (std::size_t t = 1; t < close.size(); ++t) y.push_back(100 * std::log(close[t] / close[t - 1]));
    return y;
}

std::vector<double> rows(const std::vector<double>& y, std::size_t first, std::size_t last)
{
    return {y.begin() + static_cast<std::ptrdiff_t>(first), y.begin() + static_cast<std::ptrdiff_t>(last)};
}

/// A calm GARCH path with one return of 20 standard deviations, and returns without any structure.
std::vector<double> with_a_jump()
{
    std::mt19937_64 generator(11);
    auto y =
        garch::simulate<garch11>({.mu = 0.02, .omega = 0.02, .alpha = 0.05, .beta = 0.93}, 1200, generator).returns;
    y[600] = -22;
    return y;
}
std::vector<double> independent()
{
    std::mt19937_64 generator(12);
    std::normal_distribution<double> z;
    std::vector<double> y(1000);
    for (double& v : y) v = z(generator);
    return y;
}

/// No likely start leads to a higher maximum. (Where omega and alpha are next to 0, and the variance drifts through the
/// whole sample from what stands before it, the likelihood may be higher: nobody's model.)
template <class Model, class Law>
void is_as_high_as_from_other_starts(const std::vector<double>& y)
{
    const auto fit = garch::fit<Model, Law>(y);
    CAPTURE(fit.reason);
    REQUIRE(fit);
    const double b = garch::presample_of(y, garch::presample::backcast).variance;
    for (const double persistence : {0.8, 0.95, 0.99})
        for (const double shocks : {0.02, 0.1, 0.3}) {
            auto start = fit.parameters;
            start.omega = b * (1 - persistence);
            start.alpha = persistence * shocks;
            start.beta = persistence - start.alpha;
            if constexpr (requires { start.gamma; }) start.gamma = 0;
            const auto other = garch::fit<Model, Law>(y, {}, &start);
            CAPTURE(persistence, shocks, other.reason);
            const bool drifts = other.parameters.alpha < 1e-3;
            if (!drifts && other) REQUIRE(fit.log_likelihood > other.log_likelihood - same_maximum);
        }
}

} // namespace

TEST_CASE("held-out fits: two maxima of nearly the same height")
{
    SKIP_WITHOUT_SHARED_DATA("realized/eustock_close.csv");
    const auto dax = index_returns("DAX");
    is_as_high_as(garch::fit<garch11>(dax), -2594.8176450047945);       // persistence .988, not .959
    is_as_high_as(garch::fit<garch_in_mean>(dax), -2592.8023580201216); // ARCHInMean(y, form="vol")
    is_as_high_as(garch::fit<garch11, student_t>(dax), -2495.588417712598);
    auto decimals = dax;
    for (double& v : decimals) v /= 100;
    REQUIRE_THAT(garch::fit<garch11>(decimals).parameters.beta,
                 WithinRel(garch::fit<garch11>(dax).parameters.beta, 1e-7));
    const auto cac = index_returns("CAC");
    is_as_high_as(garch::fit<egarch>(cac), -2782.3566056788145);
    is_as_high_as(garch::fit<egarch, student_t>(cac), -2739.857153158039);
    is_as_high_as(garch::fit<garch::aparch>(cac), -2780.4605829992106);
    is_as_high_as(garch::fit<garch::figarch>(cac), -2787.8460947992867);
    is_as_high_as(garch::fit<garch::harch<1, 5, 22>>(cac), -2792.083075902965);
}

TEST_CASE("held-out fits: a jump, and no structure at all")
{
    for (const auto& y : {with_a_jump(), independent()}) {
        is_as_high_as_from_other_starts<garch11, normal>(y);
        is_as_high_as_from_other_starts<garch11, student_t>(y);
        is_as_high_as_from_other_starts<gjr, normal>(y);
        is_as_high_as_from_other_starts<gjr, ged>(y);
    }
}

TEST_CASE("held-out fits: kinks next to one another")
{
    SKIP_WITHOUT_SHARED_DATA("garch/sp500_ret.csv");
    const auto spx = reference::returns("sp500");
    is_as_high_as(garch::fit<egarch>(rows(spx, 2500, 5000)), -3109.510735448046);
    is_as_high_as(garch::fit<egarch, student_t>(rows(spx, 2500, 5000)), -3039.199344042729);
    is_as_high_as(garch::fit<egarch>(reference::returns("dem2gbp")), -1100.3468870612078);
}

TEST_CASE("held-out fits: TGARCH starts as arch does, from mean sizes")
{
    SKIP_WITHOUT_SHARED_DATA("garch/sp500_ret.csv");
    // V = GARCH(1, 1, 1, power=1.0)
    const auto dem = garch::fit<tgarch>(reference::returns("dem2gbp")),
               spx = garch::fit<tgarch>(reference::returns("sp500"));
    REQUIRE_THAT(dem.log_likelihood, WithinAbs(-1101.841231932623, same_maximum));
    REQUIRE_THAT(spx.log_likelihood, WithinAbs(-6807.845765469043, same_maximum));
    const double digits = 2e-5; // of arch: it stops by the value
    REQUIRE_THAT(dem.parameters.gamma, WithinRel(0.043914995, 10 * digits));
    REQUIRE_THAT(dem.parameters.beta, WithinRel(0.80656471, digits));
    REQUIRE_THAT(spx.parameters.beta, WithinRel(0.90949227, digits));
}

TEST_CASE("held-out fits: where the likelihood is ragged, EGARCH keeps to alpha >= 0 and says so")
{
    SKIP_WITHOUT_SHARED_DATA("garch/sp500_ret.csv");
    const auto y = rows(reference::returns("sp500"), 4200, 4700);
    const auto fit = garch::fit<egarch>(y);
    CAPTURE(fit.reason);
    REQUIRE(fit.status == garch::fit_status::at_bound);
    REQUIRE(fit.parameters.alpha == 0);
    REQUIRE(fit.reason.find("ragged") != std::string::npos);
    REQUIRE_THAT(fit.log_likelihood, WithinAbs(garch::fit<egarch>(y, {.fixed = {{"alpha", 0}}}).log_likelihood, 1e-8));
    // the Student t law has a maximum, with alpha above 0
    is_as_high_as(garch::fit<egarch, student_t>(y), -471.9718793844285);
}
