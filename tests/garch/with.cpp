// SPDX-License-Identifier: BSL-1.0
// Models with terms in the mean and in the variance: kernels against plain recursions, what goes wrong, round trips.
#include "model_checks.hpp"

namespace garch = smirk::garch;
using garch::ar, garch::aparch, garch::egarch, garch::figarch, garch::garch11, garch::gjr, garch::har, garch::normal,
    garch::presample, garch::student_t, garch::with;

namespace {

/// A regressor of either sign, and one that is positive.
std::vector<double> wave(std::size_t n)
{
    std::vector<double> x(n);
    for (std::size_t t = 0; t < n; ++t) x[t] = std::sin(0.7 * static_cast<double>(t));
    return x;
}
std::vector<double> positive(std::size_t n)
{
    auto x = wave(n);
    for (double& v : x) v = 1.2 + v;
    return x;
}

/// Value and gradient against differences of the plain recursion in 50 digits.
template <class Model>
void gradient_is_exact(const garch::parameters_of<Model, normal>& p)
{
    using checks::number50;
    const auto y = checks::sample();
    const auto x = wave(y.size() + 1), w = positive(y.size() + 1);
    std::vector<smirk::strided<double>> of_mean, of_variance;
    constexpr bool lags_only = Model::reach > 0;
    if (!lags_only) of_mean = {x};
    if (Model::variance_terms > 0) of_variance = {w};
    const auto columns = Model::columns_of(y, of_mean, of_variance);
    const std::vector<double> sample(y.begin() + Model::reach, y.end());
    const auto theta = garch::internal::to_array(p);
    for (const auto convention : {presample::backcast, presample::sample_variance, presample::rugarch})
        for (const auto width : {smirk::lane_width::widest, smirk::lane_width::baseline}) {
            std::array<double, Model::mean_terms> slopes{};
            const auto before =
                garch::internal::presample_of(sample, columns, convention, garch::mean::constant, slopes);
            garch::likelihood<Model, normal> l(sample, before, columns, width);
            std::array<double, theta.size()> gradient{};
            const double value = l(theta, gradient);
            const auto at = [&](std::size_t i, const number50& step) {
                std::array<number50, theta.size()> t;
                for (std::size_t k = 0; k < t.size(); ++k) t[k] = theta[k];
                t[i] += step;
                number50 sum(0);
                garch::internal::visit_log_density<Model, normal>(
                    t, sample, before, [&](std::size_t, const auto&, const auto&, const number50& v) { sum = sum + v; },
                    columns);
                return sum;
            };
            REQUIRE_THAT(value, WithinRel(static_cast<double>(at(0, 0)), 1e-12));
            const number50 step("1e-16");
            for (std::size_t i = 0; i < theta.size(); ++i) {
                const double want = static_cast<double>((at(i, step) - at(i, -step)) / (2 * step));
                CAPTURE(i, static_cast<int>(convention));
                REQUIRE_THAT(gradient[i], WithinAbs(want, 1e-11 * (1000 + std::fabs(want)))); // rounding of the sums
            }
        }
}

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

using garch_ar = with<garch11, ar<2>>;
using garch_x = with<gjr, garch::mean_regressors<1>, garch::variance_regressors<1>>;
using egarch_x = with<egarch, ar<1>, garch::variance_regressors<1>>;
using aparch_x = with<aparch, ar<1>, garch::variance_regressors<1>>;
using in_mean_x = with<garch::garch_in_mean, ar<1>, garch::variance_regressors<1>>;
using figarch_x = with<figarch, har<1, 5>, garch::variance_regressors<1>>;

constexpr garch_ar::parameters<double> p_ar{{0.04, 0.1, 0.1, 0.8}, {{0.2, -0.1}}};
constexpr garch_x::parameters<double> p_x{{0.04, 0.1, 0.03, 0.1, 0.7}, {{0.2}}, {{0.15}}};
constexpr egarch_x::parameters<double> p_egarch{{0.04, -0.05, 0.2, -0.05, 0.9}, {{0.2}}, {{-0.1}}};
constexpr aparch_x::parameters<double> p_aparch{{0.04, 0.1, 0.1, 0.3, 0.7, 1.4}, {{0.2}}, {{0.1}}};
constexpr in_mean_x::parameters<double> p_in_mean{{0.04, 0.1, 0.1, 0.1, 0.7}, {{0.2}}, {{0.1}}};
constexpr figarch_x::parameters<double> p_figarch{{0.04, 0.1, 0.2, 0.4, 0.3}, {{0.2, -0.1}}, {{0.1}}};

} // namespace

TEST_CASE("with: value and gradient of the kernels")
{
    gradient_is_exact<garch_ar>(p_ar);
    gradient_is_exact<garch_x>(p_x);
    gradient_is_exact<egarch_x>(p_egarch);
    gradient_is_exact<aparch_x>(p_aparch);
    gradient_is_exact<in_mean_x>(p_in_mean);
    gradient_is_exact<figarch_x>(p_figarch);
}

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
