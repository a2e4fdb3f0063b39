// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/replication/capped_variance_swap.hpp>

#include <random>

using namespace smirk::replication;

namespace {

constexpr variance_swap swap{.strike = 0.2, .vega_notional = 1e5}; // 25 million a unit of variance
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

} // namespace

TEST_CASE("the payoff stops at the cap")
{
    REQUIRE_THAT(capped_payoff(swap, 0.09), WithinRel(25e6 * 0.05, 1e-12));
    REQUIRE_THAT(capped_payoff(swap, 0.25), WithinRel(25e6 * 0.21, 1e-12)); // vol 50 %: just there
    REQUIRE(capped_payoff(swap, 4) == capped_payoff(swap, 0.26));
    REQUIRE_THAT(capped_payoff(swap, 4, infinity), WithinRel(25e6 * 3.96, 1e-12));
    REQUIRE(std::isnan(capped_payoff(swap, missing)));
    REQUIRE_THROWS_AS(capped_payoff(swap, 0.04, 0), std::invalid_argument);
}

TEST_CASE("without a cap, and without doubt, it is the swap")
{
    const double plain = variance_swap_value(swap, 0.3, 0.05, 0.06, 0.97);
    REQUIRE_THAT(capped_variance_swap_value(swap, 0.3, 0.05, 0.06, 0.1, 0.97, infinity).value, WithinRel(plain, 1e-14));
    REQUIRE_THAT(capped_variance_swap_value(swap, 0.3, 0.05, 0.06, 0, 0.97).value, WithinRel(plain, 1e-14));
    // variance to come that is known, and above the cap
    REQUIRE_THAT(capped_variance_swap_value(swap, 0, missing, 0.3, 0).value,
                 WithinRel(capped_payoff(swap, 0.3), 1e-12));
}

TEST_CASE("at expiry it is the payoff, and above the cap it stays there")
{
    for (const double realised : {0.02, 0.2, 0.3})
        REQUIRE_THAT(capped_variance_swap_value(swap, 1, realised, missing, 0).value,
                     WithinRel(capped_payoff(swap, realised), 1e-12));
    // half of the life at vol 100 %: already twice the cap
    REQUIRE_THAT(capped_variance_swap_value(swap, 0.5, 1.0, 0.04, 0.02).value,
                 WithinRel(capped_payoff(swap, 9), 1e-12));
}

TEST_CASE("lognormal variance to come, by simulation")
{
    const double fair = 0.09, deviation = 0.09, elapsed = 0.25, realised = 0.06;
    const auto v = capped_variance_swap_value(swap, elapsed, realised, fair, deviation);
    const double s = std::sqrt(std::log1p(deviation * deviation / (fair * fair)));
    std::mt19937_64 random(11);
    std::normal_distribution<double> normal;
    constexpr int n = 200000;
    double sum = 0, squares = 0;
    for (int i = 0; i < n; ++i) {
        const double x = fair * std::exp(s * normal(random) - s * s / 2);
        const double paid = capped_payoff(swap, elapsed * realised + (1 - elapsed) * x);
        sum += paid;
        squares += paid * paid;
    }
    const double mean = sum / n, error = std::sqrt((squares / n - mean * mean) / n);
    REQUIRE_THAT(v.value, WithinAbs(mean, 4 * error)); // four standard errors
    REQUIRE(v.cap > 20 * error);                       // and the cap is seen at that precision
}

TEST_CASE("misuse of a capped swap")
{
    REQUIRE_THROWS_AS(capped_variance_swap_value(swap, 2, 0.04, 0.04, 0.01), std::invalid_argument);
    REQUIRE_THROWS_AS(capped_variance_swap_value(swap, 0, 0.04, 0.04, -1), std::invalid_argument);
    REQUIRE_THROWS_AS(capped_variance_swap_value(swap, 0, 0.04, 0.04, 0.01, 1, 0), std::invalid_argument);
}
