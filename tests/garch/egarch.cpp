// SPDX-License-Identifier: BSL-1.0
#include "exact_gradient.hpp"

namespace garch = smirk::garch;
using garch::normal, garch::student_t, garch::skewed_t, garch::ged, garch::presample;

using garch::egarch;

namespace {
const egarch::parameters<double> plain{.mu = 0.04, .omega = -0.01, .alpha = 0.15, .gamma = -0.1, .beta = 0.95};
} // namespace

TEST_CASE("EGARCH: the gradient is exact")
{
    checks::gradient_is_exact<egarch>(plain);
    checks::gradient_agrees_with_forward_differentiation<egarch, student_t>({plain, {.nu = 5.5}}); // E|z| moves with nu
    checks::gradient_agrees_with_forward_differentiation<egarch, skewed_t>({plain, {.nu = 5.5, .lambda = -0.2}});
    checks::gradient_agrees_with_forward_differentiation<egarch, ged>({plain, {.nu = 1.4}});
}

TEST_CASE("EGARCH: search coordinates, units")
{
    checks::search_coordinates_round_trip<egarch>(plain);
    checks::rescaling_keeps_the_likelihood<egarch, normal>(plain);
}

TEST_CASE("EGARCH: forecasts in closed form, infinite where they are")
{
    checks::forecast_is_the_expectation<egarch, normal>(plain, 0.7);
    checks::forecast_is_the_expectation<egarch, ged>({plain, {.nu = 1.4}}, 0.7);
    const garch::sample_end end{.state = 0.7, .residuals = {}, .before = 1};
    std::array<double, 3> ahead{};
    egarch::forecast(plain, student_t::shape_of(student_t::parameters<double>{6}), end, std::span<double>(ahead));
    REQUIRE_THAT(ahead[0], WithinRel(std::exp(0.7), 1e-15));
    REQUIRE(std::isinf(ahead[1]));
    egarch::forecast_log_variance(plain, end, std::span<double>(ahead));
    REQUIRE_THAT(ahead[1], WithinRel(-0.01 + 0.95 * 0.7, 1e-15));
    std::vector<double> far(2000);
    egarch::forecast(plain, normal::shape<double>{}, end, std::span<double>(far));
    REQUIRE_THAT(far.back(), WithinRel(egarch::long_run_variance(plain, normal::shape<double>{}), 1e-12));
}

TEST_CASE("EGARCH: recovers the parameters of a simulation")
{
    checks::recovers_parameters<egarch, normal>(plain, 3);
    checks::recovers_parameters<egarch, student_t>({plain, {.nu = 6}}, 3);
}

TEST_CASE("EGARCH: reference fits")
{
    SKIP_WITHOUT_SHARED_DATA(reference::fits_file);
    checks::matches_reference<egarch, normal>("dem2gbp", "|egarch|normal|fcp", presample::sample_variance);
    checks::matches_reference<egarch, normal>("dem2gbp", "|egarch|normal|rug", presample::rugarch);
    checks::matches_reference<egarch, normal>("sp500", "|egarch|normal|arch", presample::backcast); // mu on a kink
    checks::matches_reference<egarch, normal>("sp500", "|egarch|normal|fcp", presample::sample_variance);
    // a return next to the reference's mu does better
    const auto fit = garch::fit<egarch>(reference::returns("dem2gbp"));
    REQUIRE(fit.log_likelihood > reference::fits()["dem2gbp|egarch|normal|arch"]["loglik"].number);
}

TEST_CASE("EGARCH: before the sample |z| is sqrt(2/pi) under every law")
{
    const student_t::shape<double> law = student_t::shape_of(student_t::parameters<double>{5.5});
    const auto y = checks::sample();
    for (const auto convention : {presample::backcast, presample::sample_variance}) {
        const auto before = garch::presample_of(y, convention);
        std::vector<double> log_h, z;
        const double next = garch::filter<egarch>(plain, law, before, y, [&](std::size_t, double e, double h) {
            log_h.push_back(std::log(h));
            z.push_back(e / std::sqrt(h));
        });
        const double b = before.at(plain.mu), size = normal::shape<double>::mean_abs - law.mean_abs;
        REQUIRE_THAT(log_h[0], WithinAbs(plain.omega + plain.alpha * size + plain.beta * std::log(b), 1e-13));
        log_h.push_back(next);
        for (std::size_t t = 0; t < z.size(); ++t)
            REQUIRE_THAT(log_h[t + 1],
                         WithinAbs(egarch::next(plain, log_h[t], z[t] * std::exp(0.5 * log_h[t]), law), 1e-12));
    }
}

TEST_CASE("EGARCH: published figures of TSP for DEM/GBP")
{
    SKIP_WITHOUT_SHARED_DATA("garch/dem2gbp.csv");
    // tspintl.com/examples/bench/egarch.tsp, "e0 = mean": before the sample stand h0 = mean e^2 and the mean residual
    // e0. At its parameters the likelihood has its value and no slope, in standard errors (those of the same page).
    const auto y = reference::returns("dem2gbp");
    const std::array published{-0.01167873487, -0.12633933747, 0.33305592776, -0.03845788444, 0.91265373928};
    const std::array errors{0.0083216, 0.0272134, 0.0387569, 0.0182962, 0.0161781};
    using number = smirk::detail::dual<double, 5>;
    const auto theta = garch::internal::variables<egarch, normal, number>(published);
    const auto p = garch::internal::from_array<egarch::parameters<number>>(theta);
    const normal::shape<number> law;
    const auto before = garch::presample_of(y, presample::sample_variance);
    number s = egarch::next(p, number(log(before.at(p.mu))), number(before.mean - p.mu), law), sum(0.0);
    for (const double v : y) {
        const number e = v - p.mu;
        sum = sum + normal::log_density(law, e, egarch::variance(p, s));
        s = egarch::next(p, s, e, law);
    }
    REQUIRE_THAT(sum.value, WithinAbs(-1101.6843841, 5e-8));
    for (std::size_t i = 0; i < errors.size(); ++i) REQUIRE_THAT(sum.d[i] * errors[i], WithinAbs(0, 1e-6));
}
