// SPDX-License-Identifier: BSL-1.0
#include "vector_checks.hpp"

#include <smirk/garch/component.hpp>
#include <smirk/garch/orders.hpp>

namespace garch = smirk::garch;
using garch::component, garch::garch_of, garch::garch11;

TEST_CASE("vector state: simulation, filtered again, gives its variances back")
{
    const garch_of<2, 2>::parameters<double> p{.mu = 0.04, .omega = 0.1, .alpha = {0.05, 0.1}, .beta = {0.4, 0.3}};
    std::mt19937_64 generator(1);
    const auto path = garch::simulate<garch_of<2, 2>>(p, 3000, generator);
    // the recursion forgets its start: beta's larger root is .78
    garch::filter<garch_of<2, 2>>(p, garch::normal::shape<double>{},
                                  garch::presample_of(path.returns, garch::presample::backcast), path.returns,
                                  [&](std::size_t t, double, double h) {
                                      if (t > 200) REQUIRE_THAT(h, WithinRel(path.conditional_variance[t], 1e-12));
                                  });
    REQUIRE_THROWS_AS(garch::simulate<component>({}, 5, generator, {.initial_variance = 0}), std::invalid_argument);
}

TEST_CASE("vector state: what follows from a fit works as for garch11, of which garch_of<1, 1> is the same model")
{
    const auto y = checks::sample(800);
    const auto a = garch::fit<garch11>(y);
    const auto b = garch::fit<garch_of<1, 1>>(y);
    const double parameters_differ = 1e-5; // by some millionths
    REQUIRE_THAT(garch::value_at_risk(b).value_at_risk,
                 WithinRel(garch::value_at_risk(a).value_at_risk, parameters_differ));
    const std::vector<double> shocks{-2, -1, 0, 1, 2};
    const auto news = garch::news_impact(a, shocks), same = garch::news_impact(b, shocks);
    for (std::size_t i = 0; i < shocks.size(); ++i) REQUIRE_THAT(same[i], WithinRel(news[i], parameters_differ));
    std::mt19937_64 one(3), two(3);
    const auto sums = garch::law_simulation(a, 10, 50, one), others = garch::law_simulation(b, 10, 50, two);
    for (std::size_t i = 0; i < sums.size(); ++i) REQUIRE_THAT(others[i], WithinAbs(sums[i], 1e-3));
    const garch::rolling_fit_options rolling{.window = 600, .every = 100, .horizon = 3};
    const auto r = garch::rolling_fit<garch11>(y, rolling);
    const auto s = garch::rolling_fit<garch_of<1, 1>>(y, rolling);
    for (std::size_t t = 600; t < y.size(); ++t) {
        REQUIRE_THAT(s.variance[t], WithinRel(r.variance[t], 1e-4));
        REQUIRE_THAT(s.variance_of_sum[t], WithinRel(r.variance_of_sum[t], 1e-4));
    }
}

TEST_CASE("vector state: at the presample of rugarch the variance before the sample is the mean square")
{
    const auto y = checks::sample(100);
    const garch_of<2, 1>::parameters<double> p{.mu = 0.04, .omega = 0.1, .alpha = {0.05, 0.1}, .beta = {0.7}};
    std::vector<double> first, second;
    for (auto* h : {&first, &second})
        garch::filter<garch_of<2, 1>>(
            p, garch::normal::shape<double>{},
            garch::presample_of(y, h == &first ? garch::presample::rugarch : garch::presample::sample_variance), y,
            [&](std::size_t, double, double variance) { h->push_back(variance); });
    REQUIRE(first == second);
}
