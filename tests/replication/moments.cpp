// SPDX-License-Identifier: BSL-1.0
#include "replication/merton.hpp"
#include "replication/option_quotes.hpp"
#include "support/catch.hpp"

#include <smirk/replication/moments.hpp>

using namespace smirk::replication;

TEST_CASE("a flat smile is normal")
{
    const double w = 0.09;
    const auto m = moments([=](double) { return w; });
    REQUIRE(m);
    REQUIRE_THAT(m.mean, WithinRel(-w / 2, 1e-9));
    REQUIRE_THAT(m.variance, WithinRel(w, 1e-9));
    REQUIRE_THAT(m.skewness, WithinAbs(0, 1e-8)); // the integrals are good to 1e-10, relative
    REQUIRE_THAT(m.kurtosis, WithinRel(3, 1e-8));
}

TEST_CASE("moments of a jump-diffusion")
{
    // Merton: sigma .15, intensity 1, jumps of mean -.1 and sd .1, T = 30/365. With k_n the cumulants of the jumps,
    // variance = T (sigma^2 + l E J^2), skewness = l E J^3 T / V^1.5 = -1.59243752, kurtosis = 3 + l E J^4 T / V^2.
    const double years = 30.0 / 365;
    const support::merton jumps{.vol = .15, .intensity = 1, .mean = -.1, .sd = .1, .years = years};
    const auto quotes = support::priced_quotes([&](double k, bool call) { return jumps.price(100.01, k, call); }, 20,
                                               300, 0.05, years, 0);
    const auto m = moments(cboe_strip(quotes.slice()));
    REQUIRE(m);
    const double step = 2e-4; // relative error of the sums with steps of 0.05, dominated by the variance in V^2
    REQUIRE_THAT(m.variance, WithinRel((.15 * .15 + .02) * years, step));
    REQUIRE_THAT(m.skewness, WithinRel(-1.59243752, step));
    REQUIRE_THAT(m.kurtosis, WithinRel(9.735871, step));
}

TEST_CASE("no strip, no moments")
{
    const auto m = moments(option_strip{.status = strip_status::no_puts});
    REQUIRE_FALSE(m);
    REQUIRE(std::isnan(m.variance));
    REQUIRE_FALSE(moments([](double k) { return 0.01 + 2 * std::fabs(k); }));
}
