// SPDX-License-Identifier: BSL-1.0
// Models with terms in the mean and in the variance: fits, forecasts, what goes wrong, round trips.
#include "with_models.hpp"

using namespace with_models;
using garch::normal, garch::presample, garch::student_t;

namespace {

/// restore undoes standardise.
template <class Model>
void units_round_trip(const garch::parameters_of<Model, normal>& p)
{
    garch::sample_units u{{0.3, 2.5}, {}, {}};
    for (std::size_t i = 0; i < Model::mean_terms; ++i) u.mean.push_back({0.2 + static_cast<double>(i), 1.7});
    for (std::size_t i = 0; i < Model::variance_terms; ++i)
        u.variance.push_back({Model::state_is_logarithm ? 0.4 : 0.0, 3.0});
    const auto want = garch::internal::to_array(p);
    const auto got = garch::internal::to_array(Model::template restore<double>(Model::standardise(p, u), u));
    for (std::size_t i = 0; i < want.size(); ++i) REQUIRE_THAT(got[i], WithinAbs(want[i], 1e-13));
}

} // namespace

TEST_CASE("with: parameters in two units, and as coordinates")
{
    units_round_trip<garch_ar>(p_ar);
    units_round_trip<garch_x>(p_x);
    units_round_trip<egarch_x>(p_egarch);
    units_round_trip<aparch_x>(p_aparch);
    checks::search_coordinates_round_trip<garch_x>(p_x);
    REQUIRE(std::string(garch_x::names[4]) == "beta");
    REQUIRE(std::string(garch_x::names[5]) == "mean_slope_1");
    REQUIRE(std::string(garch_x::names[6]) == "variance_slope_1");
}

TEST_CASE("with: the unit of returns and regressors does not matter")
{
    const std::size_t n = 1500;
    std::mt19937_64 generator(3);
    const auto w = positive(n);
    const auto y =
        garch::simulate<garch_x>(p_x, n, generator, {.mean_regressors = {w}, .variance_regressors = {w}}).returns;
    const auto fit = garch::fit<garch_x>(y, {.mean_regressors = {w}, .variance_regressors = {w}});
    auto percent = y, scaled = w;
    for (double& v : percent) v = 100 * v;
    for (double& v : scaled) v = 7 * v;
    const auto other = garch::fit<garch_x>(percent, {.mean_regressors = {scaled}, .variance_regressors = {scaled}});
    REQUIRE(fit);
    REQUIRE_THAT(other.parameters.mean_slope[0], WithinRel(fit.parameters.mean_slope[0] * 100 / 7, 1e-6));
    REQUIRE_THAT(other.parameters.variance_slope[0], WithinRel(fit.parameters.variance_slope[0] * 10000 / 7, 1e-6));
    REQUIRE_THAT(other.parameters.omega, WithinAbs(fit.parameters.omega * 10000, 1e-6 * 10000));
    REQUIRE_THAT(other.log_likelihood, WithinAbs(fit.log_likelihood - n * std::log(100.0), 1e-6));
}

TEST_CASE("with: fits of simulated paths find the parameters")
{
    const std::size_t n = 8000;
    const auto w = positive(n), x = wave(n);
    const auto near_truth = [](const auto& fit, const auto& p) {
        CAPTURE(fit.reason);
        REQUIRE(fit.status == garch::fit_status::converged);
        const auto want = garch::internal::to_array(p), got = fit.flat();
        const auto se = garch::internal::to_array(fit.standard_errors());
        for (std::size_t i = 0; i < want.size(); ++i) {
            CAPTURE(fit.name(i), got[i], se[i]);
            const bool kink = std::isnan(se[i]);
            REQUIRE(std::fabs(got[i] - want[i]) < 4.5 * (kink ? 0.02 : se[i])); // 1 in 150000 by chance, each
        }
    };
    std::mt19937_64 generator(5);
    near_truth(garch::fit<garch_ar>(garch::simulate<garch_ar>(p_ar, n, generator).returns), p_ar);
    near_truth(
        garch::fit<garch_x>(
            garch::simulate<garch_x>(p_x, n, generator, {.mean_regressors = {x}, .variance_regressors = {w}}).returns,
            {.mean_regressors = {x}, .variance_regressors = {w}}),
        p_x);
    near_truth(
        garch::fit<egarch_x>(garch::simulate<egarch_x>(p_egarch, n, generator, {.variance_regressors = {w}}).returns,
                             {.variance_regressors = {w}}),
        p_egarch);
}

TEST_CASE("with: forecasts of variance and mean against long simulations")
{
    const std::size_t n = 600, ahead = 6;
    const auto w = positive(n + ahead), x = wave(n + ahead);
    std::mt19937_64 generator(5);
    const auto y =
        garch::simulate<garch_x>(p_x, n, generator, {.mean_regressors = {x}, .variance_regressors = {w}}).returns;
    auto fit = garch::fit<garch_x>(y, {.mean_regressors = {x}, .variance_regressors = {w}});
    REQUIRE(fit);
    const auto h = fit.forecast(ahead + 1), m = fit.forecast_mean(ahead + 1);
    REQUIRE((std::isnan(h[ahead]) && std::isnan(m[ahead]))); // no regressors there
    double expected = fit.next_state;                        // by hand
    const auto& p = fit.parameters;
    for (std::size_t k = 0; k < ahead; ++k) {
        REQUIRE_THAT(h[k], WithinRel(expected, 1e-13));
        REQUIRE_THAT(m[k], WithinAbs(p.mu + p.mean_slope[0] * x[n + k], 1e-13));
        if (k + 1 < ahead)
            expected = p.omega + (p.alpha + p.gamma / 2 + p.beta) * expected + p.variance_slope[0] * w[n + k + 1];
    }
}

TEST_CASE("with: egarch and figarch forecasts with regressors against simulation")
{
    const std::size_t n = 800, ahead = 4, paths = 200000;
    const auto w = positive(n + ahead);
    const auto agree = [&](const auto& fit) {
        CAPTURE(fit.reason);
        REQUIRE(fit);
        const auto h = fit.forecast_return_variance(ahead);
        const auto m = fit.forecast_mean(ahead);
        std::mt19937_64 draws(11);
        const auto sums = garch::law_simulation(fit, ahead, paths, draws);
        double mean = 0, square = 0, expected_mean = 0;
        for (const double s : sums) mean += s / static_cast<double>(paths);
        for (const double s : sums) square += (s - mean) * (s - mean) / static_cast<double>(paths);
        for (const double v : m) expected_mean += v;
        const double vol = fit.forecast_volatility(ahead, 1.0);
        REQUIRE_THAT(mean, WithinAbs(expected_mean, 5 * std::sqrt(square / static_cast<double>(paths))));
        // five standard errors of a variance of draws with kurtosis up to 8
        REQUIRE_THAT(vol * vol * static_cast<double>(ahead),
                     WithinRel(square, 5 * std::sqrt(7.0 / static_cast<double>(paths))));
        REQUIRE(h[0] > 0);
    };
    std::mt19937_64 generator(6);
    agree(garch::fit<egarch_x>(garch::simulate<egarch_x>(p_egarch, n, generator, {.variance_regressors = {w}}).returns,
                               {.variance_regressors = {w}}));
    agree(
        garch::fit<figarch_x>(garch::simulate<figarch_x>(p_figarch, n, generator, {.variance_regressors = {w}}).returns,
                              {.variance_regressors = {w}}));
}

TEST_CASE("with: what is misused, and what data forbid")
{
    const auto y = checks::sample(600);
    const auto w = positive(600), x = wave(600);
    using fit_status = garch::fit_status;
    REQUIRE_THROWS_AS(garch::fit<garch_x>(y), std::invalid_argument); // no columns
    REQUIRE_THROWS_AS(garch::fit<garch_x>(y, {.mean_regressors = {x}, .variance_regressors = {w, x}}),
                      std::invalid_argument);
    const auto short_one = positive(599);
    REQUIRE_THROWS_AS(garch::fit<garch_x>(y, {.mean_regressors = {x}, .variance_regressors = {short_one}}),
                      std::invalid_argument);
    REQUIRE_THROWS_AS(garch::fit<garch11>(y, {.variance_regressors = {w}}), std::invalid_argument);
    auto hole = x;
    hole[17] = std::numeric_limits<double>::quiet_NaN();
    const auto bad = garch::fit<garch_x>(y, {.mean_regressors = {hole}, .variance_regressors = {w}});
    REQUIRE(bad.status == fit_status::invalid_input);
    REQUIRE(bad.reason.find("row 17") != std::string::npos);
    const std::vector<double> flat(600, 2.0);
    REQUIRE(garch::fit<garch_x>(y, {.mean_regressors = {flat}, .variance_regressors = {w}}).status ==
            fit_status::invalid_input);
    using two = with<garch11, garch::mean_regressors<2>>;
    auto twice = x;
    for (double& v : twice) v = 3 * v - 1;
    const auto collinear = garch::fit<two>(y, {.mean_regressors = {x, twice}});
    REQUIRE(collinear.status == fit_status::invalid_input);
    REQUIRE(collinear.reason.find("linearly") != std::string::npos);
    REQUIRE(garch::fit<with<garch11, ar<3>>>(std::vector<double>{1, 2}).status == fit_status::too_few_observations);
    REQUIRE_THROWS_AS((garch::rolling_fit<garch_x>(y, {.window = 300, .horizon = 5})), std::invalid_argument);
}

TEST_CASE("with: a rolling fit forecasts as its fits do")
{
    const auto y = checks::sample(420);
    const auto w = positive(420), x = wave(420);
    using model = with<garch11, ar<2>, garch::mean_regressors<1>, garch::variance_regressors<1>>;
    garch::rolling_fit_options options{.window = 400, .every = 10};
    options.fit.mean_regressors = {x};
    options.fit.variance_regressors = {w};
    const auto rolled = garch::rolling_fit<model>(y, options);
    const smirk::strided<double> sample(y.data(), 400);
    const auto first = garch::fit<model>(sample, {.mean_regressors = {x}, .variance_regressors = {w}});
    REQUIRE(rolled.status.size() == 2);
    REQUIRE_THAT(rolled.variance[400], WithinRel(first.forecast(1)[0], 1e-12));
    REQUIRE_THAT(rolled.mean[400], WithinAbs(first.forecast_mean(1)[0], 1e-12));
    // the second fit, at 410, carried on by hand to 411
    const std::span<const double> second(&y[10], 400);
    const auto columns_from = [&](const std::vector<double>& v) {
        return smirk::strided<double>(v.data() + 10, 401); // a row beyond the sample, for a forecast
    };
    const auto fit =
        garch::fit<model>(second, {.mean_regressors = {columns_from(x)}, .variance_regressors = {columns_from(w)}});
    REQUIRE_THAT(rolled.variance[410], WithinRel(fit.forecast(1)[0], 1e-6)); // warm and cold starts end apart
    REQUIRE_THAT(rolled.mean[410], WithinAbs(fit.forecast_mean(1)[0], 1e-6));
}
