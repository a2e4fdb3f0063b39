// SPDX-License-Identifier: BSL-1.0
#include "model_checks.hpp"

namespace garch = smirk::garch;
using garch::normal, garch::student_t, garch::skewed_t, garch::ged, garch::presample;

using garch::figarch;

namespace {
const figarch::parameters<double> plain{.mu = 0.04, .omega = 0.05, .phi = 0.2, .d = 0.4, .beta = 0.45};
} // namespace

TEST_CASE("FIGARCH: the gradient is exact")
{
    checks::gradient_agrees_with_forward_differentiation<figarch, normal>(plain);
    checks::gradient_agrees_with_forward_differentiation<figarch, student_t>({plain, {.nu = 5.5}});
}

TEST_CASE("FIGARCH: the weights are those of the fractional filter")
{
    std::vector<double> w(figarch::truncation);
    figarch::weights(plain, std::span<double>(w));
    // (1 - beta L) (1 - sum w L^j) = (1 - phi L) (1 - L)^d, coefficient by coefficient; pi_j of (1 - L)^d by its own
    // recursion
    double pi = 1, last_pi = 0, last = -1;
    for (std::size_t j = 1; j < w.size(); ++j) {
        last_pi = pi;
        pi *= (static_cast<double>(j) - 1 - plain.d) / static_cast<double>(j);
        REQUIRE_THAT(-w[j - 1] + plain.beta * last, WithinAbs(pi - plain.phi * last_pi, 1e-15));
        last = w[j - 1];
    }
    double sum = 0;
    for (const double x : w) sum += x;
    REQUIRE(sum < 1); // what the truncation leaves out: the variance is integrated all the same
    REQUIRE(figarch::persistence(plain, normal::shape<double>{}) == 1);
    REQUIRE(std::isinf(figarch::long_run_variance(plain, normal::shape<double>{})));
}

namespace {

/// The recursion of R rugarch, term by term: h_1 = b, then
///
///     h_t = omega + beta h_{t-1} + (phi - beta) x_{t-1} + sum_{j=1..1000} delta_j (x_{t-j} - phi x_{t-1-j})
///
/// with x_t the squares, b before them; as many periods as there are squares, and one more.
template <class R>
std::vector<R> variances_of_rugarch(const figarch::parameters<R>& p, const R& b, const std::vector<R>& squares)
{
    const std::size_t lags = 1000;
    std::vector<R> delta(lags + 1, p.d), h{b};
    for (std::size_t j = 2; j <= lags; ++j) {
        const auto lag = static_cast<double>(j);
        delta[j] = delta[j - 1] * (lag - 1 - p.d) * (1 / lag);
    }
    for (std::size_t t = 1; t <= squares.size(); ++t) {
        const auto x = [&](std::size_t back) -> const R& { return t >= back ? squares[t - back] : b; };
        R next = p.omega + p.beta * h.back() + (p.phi - p.beta) * x(1);
        for (std::size_t j = 1; j <= lags; ++j) next = next + delta[j] * (x(j) - p.phi * x(j + 1));
        h.push_back(next);
    }
    return h;
}

} // namespace

TEST_CASE("FIGARCH: the presample of R rugarch")
{
    const normal::shape<double> law;
    const double transforms = 1e-12; // of Fourier: 1e-15 of the largest square
    using number = smirk::detail::dual<double, 5>;
    for (const std::size_t n : {std::size_t{203}, std::size_t{1403}}) { // fewer periods than lags, and more
        const auto y = checks::sample(n);
        const auto before = garch::presample_of(y, presample::rugarch);
        const auto theta = garch::internal::to_array(plain);
        const auto p = garch::internal::from_array<figarch::parameters<number>>(
            garch::internal::variables<figarch, normal, number>(theta));
        std::vector<number> squares;
        number b(0.0), sum(0.0);
        for (const double v : y) {
            squares.push_back((v - p.mu) * (v - p.mu));
            b = b + squares.back() * (1.0 / static_cast<double>(n));
        }
        auto want = variances_of_rugarch(p, b, squares);
        const number after =
            garch::filter<figarch>(p, law, before, y, [&](std::size_t t, const number& e, const number& h) {
                REQUIRE_THAT(h.value, WithinRel(want[t].value, transforms));
                sum = sum + normal::log_density(law, e, want[t]);
            });
        REQUIRE_THAT(after.value, WithinRel(want[n].value, transforms));
        garch::likelihood<figarch, normal> l(y, before);
        std::array<double, 5> gradient{};
        REQUIRE_THAT(l(theta, gradient), WithinRel(sum.value, transforms));
        for (std::size_t i = 0; i < theta.size(); ++i)
            REQUIRE_THAT(gradient[i], WithinAbs(sum.d[i], 1e-10 * (1000 + std::fabs(sum.d[i]))));

        // forecasts go on as the recursion does, the squares at their expectations
        std::vector<double> e;
        for (const double v : y) e.push_back(v - plain.mu);
        std::array<double, 3> ahead{};
        figarch::forecast(plain, law,
                          {.state = after.value, .residuals = e, .before = b.value, .convention = presample::rugarch},
                          std::span<double>(ahead));
        for (const double h : ahead) {
            REQUIRE_THAT(h, WithinRel(want.back().value, transforms));
            squares.push_back(want.back());
            want = variances_of_rugarch(p, b, squares);
        }
    }
}

TEST_CASE("FIGARCH: search coordinates, units")
{
    checks::search_coordinates_round_trip<figarch>(plain);
    checks::rescaling_keeps_the_likelihood<figarch, normal>(plain);
}

TEST_CASE("FIGARCH: recovers the parameters of a simulation") { checks::recovers_parameters<figarch, normal>(plain); }

TEST_CASE("FIGARCH: reference fits")
{
    SKIP_WITHOUT_SHARED_DATA(reference::fits_file);
    for (const std::string data : {"dem2gbp", "sp500"}) {
        checks::matches_reference<figarch, normal>(data, "|figarch|normal|arch", presample::backcast);
        checks::matches_reference<figarch, student_t>(data, "|figarch|t|fcp", presample::sample_variance);
        checks::matches_reference<figarch, skewed_t>(data, "|figarch|skewt|arch", presample::backcast);
    }
}

TEST_CASE("FIGARCH: a fixed phi or beta, where the usual starts have negative weights")
{
    SKIP_WITHOUT_SHARED_DATA("garch/dem2gbp.csv");
    const auto y = reference::returns("dem2gbp");
    for (const double phi : {0.8, 0.9, 0.95}) {
        const auto fit = garch::fit<figarch>(y, {.fixed = {{"phi", phi}}});
        CAPTURE(phi, fit.reason);
        REQUIRE(fit.status == garch::fit_status::converged);
        REQUIRE(fit.parameters.phi == phi);
        garch::likelihood<figarch, normal> l(y, fit.before);
        std::array<double, 5> gradient{};
        l(fit.flat(), gradient);
        const auto errors = garch::internal::to_array(fit.standard_errors(garch::covariance::hessian));
        for (std::size_t i = 0; i < 5; ++i)
            if (i != 2) REQUIRE_THAT(gradient[i] * errors[i], WithinAbs(0, 1e-6)); // standard errors
    }
    REQUIRE(garch::fit<figarch>(y, {.fixed = {{"beta", 0.9}}}));
}

TEST_CASE("FIGARCH: beyond phi = (1 - d)/2 where the weights allow it")
{
    SKIP_WITHOUT_SHARED_DATA(reference::fits_file);
    const auto fit = garch::fit<figarch>(reference::returns("dem2gbp"));
    REQUIRE(fit.parameters.phi > (1 - fit.parameters.d) / 2);
    // the fit that keeps to the sufficient condition is .55 worse
    const double bounded = reference::fits()["dem2gbp|figarch|normal|arch|archcons"]["loglik"].number;
    REQUIRE_THAT(fit.log_likelihood - bounded, WithinAbs(0.55, 0.005));
}
