// SPDX-License-Identifier: BSL-1.0
// Reference: a loop in NumPy 2.4.6, SciPy 1.17.1 minimize(method="Nelder-Mead", xatol=1e-10, fatol=1e-12,
// adaptive=True) restarted six times and polished by BFGS, of the negative joint log-likelihood over all parameters.
// Data: open-to-close returns of SPY in per cent, 2002 to 2008, and 10^4 times the square of its realized kernel, as
// the archive of the paper has them.
#include "realized_parameters.hpp"

namespace garch = smirk::garch;
using garch::realized_garch, garch::normal, garch::student_t, garch::skewed_t, garch::ged;

namespace {

struct days {
    std::vector<double> returns, measure;
};
days spy()
{
    const auto table = support::read_csv(support::shared_data("garch/spyreal.csv"));
    days d{table.numbers("SPY_OC"), table.numbers("SPY_RK")};
    for (double& y : d.returns) y *= 100;
    for (double& x : d.measure) x = 1e4 * x * x;
    return d;
}
template <class Law>
void agrees(const garch::realized_garch_fit<Law>& fit, const std::vector<double>& want, double joint, double partial)
{
    const double flat_top = 1e-5; // how far a simplex search ends from the maximum
    CAPTURE(fit.reason, fit.distance);
    REQUIRE(fit.status == garch::fit_status::converged);
    REQUIRE(fit.log_likelihood > joint - 1e-9);
    REQUIRE_THAT(fit.log_likelihood, WithinAbs(joint, 1e-8));
    REQUIRE_THAT(fit.partial_log_likelihood, WithinAbs(partial, 1e-3)); // not the maximum of its own
    const auto got = garch::internal::to_array(fit.parameters);
    for (std::size_t i = 0; i < got.size(); ++i)
        REQUIRE_THAT(got[i], WithinAbs(want[i], flat_top * (1 + std::fabs(want[i]))));
}

} // namespace

TEST_CASE("realized GARCH: the data of the paper, as an independent search has it")
{
    SKIP_WITHOUT_SHARED_DATA("garch/spyreal.csv");
    const auto [y, x] = spy();
    agrees(garch::fit_realized_garch(y, x),
           {-0.0156510945771116, 0.07056187082672687, 0.5292013139268795, 0.21680348963968987, -0.38502090371721165,
            2.046667673367247, -0.12817975460167194, 0.14864509247656502, 0.7667605188351346},
           -3891.9117788369604, -1975.0311567440626);
    agrees(garch::fit_realized_garch(y, x, {.mean = garch::mean::zero}),
           {0, 0.0704879048521243, 0.5294474855031075, 0.21636295405087735, -0.3873761829546296, 2.0508040020459286,
            -0.12200413357800477, 0.1487447211729389, 0.7666342768092407},
           -3892.327692336073, -1975.7207295842022);
    agrees(garch::fit_realized_garch<student_t>(y, x),
           {-0.002309839805658584, 0.08333923454805946, 0.5267711427320709, 0.2278497030186814, -0.42238977688467366,
            1.9647125665410705, -0.12239479783379521, 0.1458815220904888, 0.766363480160776, 13.75596836231672},
           -3882.4527041959327, -1966.4328999819381);
}

TEST_CASE("realized GARCH: other units change the parameters as they must")
{
    SKIP_WITHOUT_SHARED_DATA("garch/spyreal.csv");
    const auto [y, x] = spy();
    auto decimals = y, kernel = x;
    for (double& v : decimals) v /= 100;
    for (double& v : kernel) v = std::sqrt(v) / 100;
    const auto a = garch::fit_realized_garch(y, x), b = garch::fit_realized_garch(decimals, kernel);
    const double rounding = 1e-6; // of two searches
    REQUIRE_THAT(b.persistence(), WithinRel(a.persistence(), rounding));
    REQUIRE_THAT(b.parameters.phi, WithinRel(a.parameters.phi / 2, rounding));
    REQUIRE_THAT(b.parameters.gamma, WithinRel(a.parameters.gamma * 2, rounding));
    REQUIRE_THAT(b.parameters.mu, WithinRel(a.parameters.mu / 100, rounding));
    REQUIRE_THAT(b.forecast(20).back(), WithinRel(a.forecast(20).back() * 1e-4, rounding));
    const auto n = static_cast<double>(y.size());
    REQUIRE_THAT(b.partial_log_likelihood, WithinAbs(a.partial_log_likelihood + n * std::log(100.0), 1e-4));
    REQUIRE_THAT(b.standard_errors().beta, WithinRel(a.standard_errors().beta, 1e-4));
}

TEST_CASE("realized GARCH: recovers the parameters of a simulation with GED errors")
{
    std::mt19937_64 generator(3);
    const auto b = garch::simulate_realized_garch<ged>({plain, {.nu = 1.4}}, 10000, generator);
    finds(garch::fit_realized_garch<ged>(b.returns, b.realized_variance),
          {0.02, 0.06, 0.55, 0.4, -0.2, 1.05, -0.07, 0.07, 0.38, 1.4});
}

TEST_CASE("realized GARCH: forecasts are the means of simulated paths")
{
    std::mt19937_64 generator(4);
    const auto path = garch::simulate_realized_garch(plain, 1000, generator);
    const auto fit = garch::fit_realized_garch(path.returns, path.realized_variance);
    const auto& p = fit.parameters;
    std::normal_distribution<double> draw;
    const std::size_t paths = 200000, periods = 5;
    std::array<double, periods> mean{}, square{}, log_mean{};
    for (std::size_t i = 0; i < paths; ++i) {
        double log_h = fit.next_log_variance;
        for (std::size_t k = 0; k < periods; ++k) {
            const double h = std::exp(log_h), z = draw(generator);
            mean[k] += h / paths;
            square[k] += h * h / paths;
            log_mean[k] += log_h / paths;
            log_h = realized_garch::next(p, log_h, realized_garch::measured(p, log_h, z) + p.sigma_u * draw(generator));
        }
    }
    const auto ahead = fit.forecast(periods), log_ahead = fit.forecast_log_variance(periods);
    for (std::size_t k = 0; k < periods; ++k) {
        const double error = std::sqrt(std::max(square[k] - mean[k] * mean[k], 0.0) / paths);
        REQUIRE_THAT(ahead[k], WithinAbs(mean[k], 4 * error + 1e-9)); // four standard errors
        REQUIRE_THAT(log_ahead[k], WithinAbs(log_mean[k], 4 * error / mean[k] + 1e-9));
    }
}

TEST_CASE("realized GARCH: misuse throws, bad days are a status")
{
    const std::vector<double> y = checks::sample(200);
    std::vector<double> x(200, 1.0);
    REQUIRE_THROWS_AS(garch::fit_realized_garch(y, std::vector<double>(3)), std::invalid_argument);
    const auto flat = garch::fit_realized_garch(y, x); // a measure that never moves
    REQUIRE_FALSE(flat);
    REQUIRE(flat.status == garch::fit_status::stalled);
    x[7] = 0;
    const auto zero = garch::fit_realized_garch(y, x);
    REQUIRE(zero.status == garch::fit_status::invalid_input);
    REQUIRE_THAT(zero.reason, ContainsSubstring("realized_variance[7] is 0"));
    REQUIRE(std::isnan(zero.parameters.beta));
    const auto few = garch::fit_realized_garch(std::vector<double>(5), std::vector<double>(5));
    REQUIRE(few.status == garch::fit_status::too_few_observations);
    std::mt19937_64 generator(9);
    const auto good = garch::simulate_realized_garch(plain, 300, generator);
    REQUIRE_THROWS_AS(garch::fit_realized_garch(good.returns, good.realized_variance)
                          .covariance_matrix(garch::covariance::information),
                      std::invalid_argument);
}

TEST_CASE("realized GARCH: a search that is stopped says so, with the point it had reached")
{
    std::mt19937_64 generator(3);
    const auto path =
        garch::simulate_realized_garch<>({0.02, 0.1, 0.6, 0.35, -0.2, 1, -0.05, 0.1, 0.4}, 500, generator);
    const auto fit = garch::fit_realized_garch(path.returns, path.realized_variance, {.max_iterations = 1});
    REQUIRE(fit.status == garch::fit_status::max_iterations);
    REQUIRE_FALSE(fit);
    REQUIRE_THAT(fit.reason, ContainsSubstring("1 iterations"));
    REQUIRE(std::isfinite(fit.log_likelihood));
    REQUIRE(fit.log_likelihood < garch::fit_realized_garch(path.returns, path.realized_variance).log_likelihood);
}
