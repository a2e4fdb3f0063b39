// SPDX-License-Identifier: BSL-1.0
#include "model_checks.hpp"

namespace garch = smirk::garch;
using garch::figarch, garch::normal, garch::presample;

TEST_CASE("arch_infinity: the variances are the weighted sums, in samples shorter and longer than the weights")
{
    const figarch::parameters<double> p{.mu = 0.04, .omega = 0.05, .phi = 0.2, .d = 0.4, .beta = 0.45};
    std::vector<double> w(figarch::truncation);
    figarch::weights(p, std::span<double>(w));
    for (const std::size_t n : {std::size_t{60}, std::size_t{1500}}) {
        const auto y = checks::sample(n);
        const auto before = garch::presample_of(y, presample::sample_variance);
        const double b = before.at(p.mu);
        std::vector<double> e(n);
        const double after = garch::filter<figarch>(
            p, normal::shape<double>{}, before, y, [&](std::size_t t, double residual, double h) {
                e[t] = residual;
                double want = figarch::intercept(p);
                for (std::size_t j = 1; j <= w.size(); ++j) want += w[j - 1] * (t >= j ? e[t - j] * e[t - j] : b);
                REQUIRE_THAT(h, WithinRel(want, 1e-12)); // of Fourier transforms: 1e-15 of the largest square
            });
        std::array<double, 2> ahead{};
        figarch::forecast(p, normal::shape<double>{}, {.state = after, .residuals = e, .before = b},
                          std::span<double>(ahead));
        REQUIRE_THAT(ahead[0], WithinRel(after, 1e-12));
        double second = figarch::intercept(p) + w[0] * ahead[0]; // the unknown square at its expectation
        for (std::size_t j = 2; j <= w.size(); ++j) {
            const auto t = static_cast<std::ptrdiff_t>(n + 1) - static_cast<std::ptrdiff_t>(j);
            second += w[j - 1] * (t < 0 ? b : e[static_cast<std::size_t>(t)] * e[static_cast<std::size_t>(t)]);
        }
        REQUIRE_THAT(ahead[1], WithinRel(second, 1e-12));
    }
}

TEST_CASE("arch_infinity: negative weights have no likelihood")
{
    const auto y = checks::sample();
    garch::likelihood<figarch, normal> l(y, garch::presample_of(y, presample::backcast));
    std::array<double, 5> gradient{};
    REQUIRE(std::isfinite(l({0.04, 0.05, 0.2, 0.4, 0.45}, gradient)));
    REQUIRE(std::isnan(l({0.04, 0.05, 0.2, 0.4, 0.65}, gradient))); // lambda_1 = phi - beta + d < 0
}
