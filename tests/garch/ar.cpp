// SPDX-License-Identifier: BSL-1.0
// Autoregressive means against Python arch.
//
// arch 8.0.0 (numpy 2.4.6, scipy 1.17.1), rescale=False, fit(tol=1e-15, options={"maxiter": 2000}) three times from its
// own result. Its optimiser leaves the sixth or seventh digit of the parameters open, and the ninth decimal of the
// log-likelihood settles which of two results is the better.
#include "model_checks.hpp"

namespace garch = smirk::garch;
using garch::ar, garch::garch11, garch::with;

namespace {
constexpr double digits = 2e-6;       // of arch's parameters
constexpr double decimals = 2e-8;     // of its log-likelihood, to which its optimiser came
constexpr double of_forecasts = 1e-5; // relative; they are made of those parameters
} // namespace

TEST_CASE("ar: AR(2)-GARCH on S&P 500")
{
    SKIP_WITHOUT_SHARED_DATA("garch/sp500_ret.csv");
    // ARX(y, lags=2), GARCH(1, 0, 1), Normal()
    const auto y = reference::returns("sp500");
    const auto fit = garch::fit<with<garch11, ar<2>>>(y);
    REQUIRE(fit.status == garch::fit_status::converged);
    REQUIRE(fit.conditioned_on == 2);
    REQUIRE(fit.returns.size() == y.size() - 2);
    REQUIRE_THAT(fit.log_likelihood, WithinAbs(-6930.247917245, decimals));
    REQUIRE_THAT(fit.parameters.mu, WithinAbs(0.055963294, digits));
    REQUIRE_THAT(fit.parameters.ar[0], WithinAbs(-0.053876178, digits));
    REQUIRE_THAT(fit.parameters.ar[1], WithinAbs(-0.021919602, digits));
    REQUIRE_THAT(fit.parameters.omega, WithinAbs(0.017438001, digits));
    REQUIRE_THAT(fit.parameters.alpha, WithinAbs(0.101180360, digits));
    REQUIRE_THAT(fit.parameters.beta, WithinAbs(0.886271800, digits));
    const auto se = fit.standard_errors(garch::covariance::robust); // arch differences its scores: three digits
    REQUIRE_THAT(se.mu, WithinRel(0.0119015, 1e-3));
    REQUIRE_THAT(se.ar[0], WithinRel(0.0147206, 1e-3));
    REQUIRE_THAT(se.ar[1], WithinRel(0.0153971, 1e-3));
    REQUIRE_THAT(se.beta, WithinRel(0.0140246, 1e-3));
    // forecast(horizon=5): mean, residual_variance, variance
    const std::vector<double> mean{0.013125415771822857, 0.03671955881720202, 0.05369728081527615, 0.05226541181709947,
                                   0.05197041053018913},
        residual{3.5627158845461446, 3.535449499399914, 3.508525248474358, 3.4819388387242363, 3.455686030972751},
        total{3.5627158845461446, 3.54579078996179, 3.520075832006916, 3.4934187399929684, 3.467079208179384};
    const auto m = fit.forecast_mean(5), h = fit.forecast(5), v = fit.forecast_return_variance(5);
    for (std::size_t k = 0; k < 5; ++k) {
        REQUIRE_THAT(m[k], WithinAbs(mean[k], of_forecasts));
        REQUIRE_THAT(h[k], WithinRel(residual[k], of_forecasts));
        REQUIRE_THAT(v[k], WithinRel(total[k], of_forecasts));
    }
}

TEST_CASE("ar: AR(2)-GARCH on the mark")
{
    SKIP_WITHOUT_SHARED_DATA("garch/dem2gbp.csv");
    const auto fit = garch::fit<with<garch11, ar<2>>>(reference::returns("dem2gbp"));
    REQUIRE(fit);
    REQUIRE_THAT(fit.log_likelihood, WithinAbs(-1102.877069869, decimals));
    REQUIRE_THAT(fit.parameters.mu, WithinAbs(-0.005947899, digits));
    REQUIRE_THAT(fit.parameters.ar[0], WithinAbs(0.052063963, digits));
    REQUIRE_THAT(fit.parameters.ar[1], WithinAbs(-0.026068327, digits));
    REQUIRE_THAT(fit.parameters.omega, WithinAbs(0.010838654, digits));
    REQUIRE_THAT(fit.parameters.beta, WithinAbs(0.804999297, digits));
}

TEST_CASE("ar: without a constant, Student t errors")
{
    SKIP_WITHOUT_SHARED_DATA("garch/sp500_ret.csv");
    // ARX(y, lags=1, constant=False), GARCH(1, 0, 1), StudentsT()
    const auto fit =
        garch::fit<with<garch11, ar<1>>, garch::student_t>(reference::returns("sp500"), {.mean = garch::mean::zero});
    REQUIRE(fit);
    REQUIRE_THAT(fit.log_likelihood, WithinAbs(-6845.613627663, decimals));
    REQUIRE_THAT(fit.parameters.ar[0], WithinAbs(-0.048469839, digits));
    REQUIRE_THAT(fit.parameters.omega, WithinAbs(0.008361675, digits));
    REQUIRE_THAT(fit.parameters.nu, WithinAbs(6.753825086, 2e-5));
    REQUIRE(fit.parameters.mu == 0);
    REQUIRE(fit.estimated() == 5);
}

TEST_CASE("ar: EGARCH and FIGARCH with an autoregressive mean")
{
    SKIP_WITHOUT_SHARED_DATA("garch/sp500_ret.csv");
    const auto y = reference::returns("sp500");
    const auto e = garch::fit<with<garch::egarch, ar<1>>>(y); // ARX(y, lags=1), EGARCH(1, 1, 1), Normal()
    REQUIRE(e);
    // The likelihood has a maximum between every two returns: this one is 5e-7 higher, and as near.
    constexpr double to_the_next_kink = 2e-4;
    REQUIRE(e.log_likelihood > -6815.808123337);
    REQUIRE_THAT(e.log_likelihood, WithinAbs(-6815.808123337, 1e-5));
    REQUIRE_THAT(e.parameters.ar[0], WithinAbs(-0.045689704, to_the_next_kink));
    REQUIRE_THAT(e.parameters.gamma, WithinAbs(-0.145805347, to_the_next_kink));
    REQUIRE_THAT(e.forecast_mean(1)[0], WithinAbs(-0.015014651901972542, to_the_next_kink));
    const auto f = garch::fit<with<garch::figarch, ar<1>>>(y); // ARX(y, lags=1), FIGARCH(), Normal()
    REQUIRE(f);
    REQUIRE_THAT(f.log_likelihood, WithinAbs(-6922.505517868, decimals));
    REQUIRE_THAT(f.parameters.ar[0], WithinAbs(-0.053272402, digits));
    REQUIRE_THAT(f.parameters.d, WithinAbs(0.540845608, digits));
    const std::vector<double> residual{4.029276951629764, 3.5910758147139754, 3.413124570998335},
        total{4.029276951629764, 3.6025106963074043, 3.423348311819793};
    const auto h = f.forecast(3), v = f.forecast_return_variance(3);
    for (std::size_t k = 0; k < 3; ++k) {
        REQUIRE_THAT(h[k], WithinRel(residual[k], of_forecasts));
        REQUIRE_THAT(v[k], WithinRel(total[k], of_forecasts));
    }
}

TEST_CASE("ar: where a return is its own mean, the kink is a maximum")
{
    SKIP_WITHOUT_SHARED_DATA("garch/dem2gbp.csv");
    const auto fit = garch::fit<with<garch::egarch, ar<1>>>(reference::returns("dem2gbp"));
    CAPTURE(fit.reason);
    REQUIRE(fit.status == garch::fit_status::converged);
    REQUIRE(fit.reason.find("kink") != std::string::npos);
    REQUIRE(fit.log_likelihood > -1099.506313989); // arch's
    double nearest = 1;
    for (const double e : fit.residuals) nearest = std::min(nearest, std::fabs(e));
    REQUIRE(nearest < 1e-12);
    // no step of a thousandth to a millionth in any parameter goes up
    for (std::size_t i = 0; i < fit.size; ++i)
        for (const double step : {-1e-3, -1e-6, 1e-6, 1e-3}) {
            auto theta = fit.flat();
            theta[i] += step;
            garch::likelihood<with<garch::egarch, ar<1>>, garch::normal> l(fit.returns, fit.before, fit.regressors);
            auto ignored = theta;
            REQUIRE(l(theta, ignored) < fit.log_likelihood + 1e-10); // rounding
        }
}

TEST_CASE("ar: the responses of returns to a residual")
{
    auto fit = garch::fit<with<garch11, ar<2>>>(checks::sample(500));
    fit.parameters.ar[0] = 0.5;
    fit.parameters.ar[1] = -0.2;
    const auto psi = fit.responses(4); // by hand: 1, .5, .25 - .2, .5 * .05 - .2 * .5
    REQUIRE_THAT(psi[0], WithinAbs(1, 1e-15));
    REQUIRE_THAT(psi[1], WithinAbs(0.5, 1e-15));
    REQUIRE_THAT(psi[2], WithinAbs(0.05, 1e-15));
    REQUIRE_THAT(psi[3], WithinAbs(-0.075, 1e-15));
    const auto h = fit.forecast(2);
    const double vol = fit.forecast_volatility(2, 1.0);
    REQUIRE_THAT(2 * vol * vol, WithinRel(2.25 * h[0] + h[1], 1e-13)); // y1 + y2 = e1 + e2 + .5 e1
}
