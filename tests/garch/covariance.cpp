// SPDX-License-Identifier: BSL-1.0
#include "model_checks.hpp"

namespace garch = smirk::garch;
using garch::covariance, garch::garch11, garch::normal, garch::presample, garch::student_t;

namespace {
const std::array theta{0.04, 0.05, 0.1, 0.85, 6.0};

template <class Law>
auto curvature(const std::array<double, 5>& at, const std::vector<double>& y, const garch::presample_value& before)
{
    return garch::internal::curvature<garch11, Law>(covariance::hessian, at, y, before, {});
}
} // namespace

TEST_CASE("covariance: the Hessian is that of differences of the gradient")
{
    const auto y = checks::sample();
    const auto before = garch::presample_of(y, presample::sample_variance);
    const auto h = curvature<student_t>(theta, y, before);
    garch::likelihood<garch11, student_t> l(y, before);
    for (std::size_t i = 0; i < theta.size(); ++i) {
        const double step = 1e-4 * theta[i];
        const auto at = [&](double k) {
            auto moved = theta;
            moved[i] += k * step;
            std::array<double, 5> gradient{};
            l(moved, gradient);
            return gradient;
        };
        const auto a = at(1), b = at(-1), c = at(2), d = at(-2);
        for (std::size_t j = 0; j < theta.size(); ++j) {
            const double want = -(8 * (a[j] - b[j]) - (c[j] - d[j])) / (12 * step);
            REQUIRE_THAT(h[i][j], WithinAbs(want, 1e-7 * std::sqrt(std::fabs(h[i][i] * h[j][j])))); // rounding / step
        }
    }
}

TEST_CASE("covariance: a residual of 0 leaves the other parameters their curvature, where |e|^nu has none")
{
    using garch::ged;
    auto y = checks::sample();
    const std::array p{y[17], 0.05, 0.1, 0.85, 1.3}; // mu is a return
    const auto before = garch::presample_of(y, presample::sample_variance);
    const auto at = curvature<ged>(p, y, before);
    y[17] += 1e-9; // and next to it
    const auto beside = curvature<ged>(p, y, before);
    for (std::size_t i = 1; i < p.size(); ++i)
        for (std::size_t j = 1; j < p.size(); ++j)
            REQUIRE_THAT(at[i][j], WithinAbs(beside[i][j], 1e-7 * std::sqrt(beside[i][i] * beside[j][j])));
    for (const auto& row : at)
        for (const double v : row) REQUIRE(std::isfinite(v));
}

TEST_CASE("covariance: the scores sum to the gradient")
{
    const auto y = checks::sample();
    const auto before = garch::presample_of(y, presample::backcast);
    const auto g = garch::internal::curvature<garch11, student_t>(covariance::opg, theta, y, before, {});
    using number = smirk::detail::dual<double, 5>;
    smirk::detail::matrix_of<5> want{};
    garch::internal::visit_log_density<garch11, student_t>(
        garch::internal::variables<garch11, student_t, number>(theta), y, before,
        [&](std::size_t, const number&, const number&, const number& l) {
            for (std::size_t i = 0; i < 5; ++i)
                for (std::size_t j = 0; j < 5; ++j) want[i][j] += l.d[i] * l.d[j];
        });
    for (std::size_t i = 0; i < 5; ++i) REQUIRE_THAT(g[i][i], WithinRel(want[i][i], 1e-13));
}

TEST_CASE("covariance: the three estimates agree where the model is right, in a long sample")
{
    std::mt19937_64 generator(3);
    const auto path = garch::simulate<garch11>({0.04, 0.05, 0.1, 0.85}, 50000, generator);
    const auto fit = garch::fit<garch11>(path.returns);
    const auto h = fit.standard_errors(covariance::hessian), g = fit.standard_errors(covariance::opg),
               r = fit.standard_errors(covariance::robust), i = fit.standard_errors(covariance::information);
    for (const auto member : {&garch11::parameters<double>::mu, &garch11::parameters<double>::omega,
                              &garch11::parameters<double>::alpha, &garch11::parameters<double>::beta}) {
        REQUIRE_THAT(g.*member, WithinRel(h.*member, 0.05));
        REQUIRE_THAT(r.*member, WithinRel(h.*member, 0.05));
        REQUIRE_THAT(i.*member, WithinRel(h.*member, 0.05));
    }
}

TEST_CASE("covariance: no number for a parameter that a bound holds")
{
    std::mt19937_64 generator(3);
    std::vector<double> y(3000);
    for (double& v : y) v = std::normal_distribution<double>()(generator);
    const auto fit = garch::fit<garch::arch<1>>(y); // no ARCH in them, and alpha_1 ends at 0 or next to it
    const auto se = fit.standard_errors();
    if (fit.status == garch::fit_status::at_bound) REQUIRE(std::isnan(se.alpha[0]));
    REQUIRE_THAT(se.mu, WithinRel(1 / std::sqrt(3000.0), 0.1));
}

TEST_CASE("covariance: the information matrix is that of normal errors")
{
    const auto fit = garch::fit<garch11, student_t>(checks::sample());
    REQUIRE_THROWS_AS(fit.standard_errors(covariance::information), std::invalid_argument);
}
