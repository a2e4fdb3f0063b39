// SPDX-License-Identifier: BSL-1.0
#include <smirk/garch/filter.hpp>
#include <smirk/garch/garch11.hpp>

#include "support/catch.hpp"
#include <smirk/garch/normal.hpp>

namespace garch = smirk::garch;
using garch::garch11, garch::presample;

namespace {
const std::vector<double> y{0.3, -1.2, 0.8, 0.1, -0.5};
const garch11::parameters<double> p{.mu = 0.1, .omega = 0.2, .alpha = 0.1, .beta = 0.8};
} // namespace

TEST_CASE("presample: the three conventions by hand")
{
    const auto b = garch::presample_of(y, presample::backcast);
    REQUIRE_THAT(b.mean, WithinRel(-0.1, 1e-14));
    double sum = 0, weights = 0, w = 1;
    for (const double v : y) {
        sum += w * (v + 0.1) * (v + 0.1);
        weights += w;
        w *= 0.94;
    }
    REQUIRE_THAT(b.at(p.mu), WithinRel(sum / weights, 1e-14));
    const auto zero = garch::presample_of(y, presample::backcast, garch::mean::zero);
    REQUIRE(zero.backcast != b.backcast);

    double about_mu = 0;
    for (const double v : y) about_mu += (v - p.mu) * (v - p.mu) / 5;
    const auto s = garch::presample_of(y, presample::sample_variance), r = garch::presample_of(y, presample::rugarch);
    REQUIRE_THAT(s.at(p.mu), WithinRel(about_mu, 1e-14));
    REQUIRE_THAT(garch::first_state<garch11>(p, s), WithinRel(0.2 + 0.9 * about_mu, 1e-14));
    REQUIRE_THAT(garch::first_state<garch11>(p, r), WithinRel(about_mu, 1e-14));
}

TEST_CASE("presample: standardised with the returns")
{
    const auto b = garch::presample_of(y, presample::backcast);
    std::vector<double> z;
    for (const double v : y) z.push_back((v - 0.4) / 3);
    const auto want = garch::presample_of(z, presample::backcast), got = b.standardised(0.4, 3);
    REQUIRE_THAT(got.mean, WithinRel(want.mean, 1e-14));
    REQUIRE_THAT(got.variance, WithinRel(want.variance, 1e-14));
    REQUIRE_THAT(got.backcast, WithinRel(want.backcast, 1e-14));
}

TEST_CASE("filter: the recursion by hand")
{
    const auto before = garch::presample_of(y, presample::rugarch);
    double h = before.at(p.mu);
    std::size_t periods = 0;
    const double last =
        garch::filter<garch11>(p, garch::normal::shape<double>{}, before, y, [&](std::size_t t, double e, double got) {
            REQUIRE_THAT(got, WithinRel(h, 1e-15));
            REQUIRE_THAT(e, WithinAbs(y[t] - 0.1, 1e-16));
            h = 0.2 + 0.1 * e * e + 0.8 * h;
            ++periods;
        });
    REQUIRE(periods == y.size());
    REQUIRE_THAT(last, WithinRel(h, 1e-15));
}
