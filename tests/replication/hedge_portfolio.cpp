// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/replication/hedge_portfolio.hpp>

using namespace smirk::replication;

namespace {

const std::vector<double> strikes{60, 70, 80, 85, 90, 95, 100, 105, 110, 120, 140, 170};
constexpr double forward = 101.3;
constexpr double rounding = 1e-13;

} // namespace

TEST_CASE("the hedge meets the payoff at every strike and lies above it in between")
{
    const log_contract f{0.25};
    const auto held = hedge(f, forward, strikes, 6);
    for (const double k : strikes)
        REQUIRE_THAT(held.payoff(k, forward), WithinAbs(f.value(k / forward), rounding * 10));
    for (double s = 60; s <= 170; s += 0.7) REQUIRE(held.payoff(s, forward) >= f.value(s / forward) - rounding);
    for (const double s : {40.0, 55.0, 180.0, 250.0}) REQUIRE(held.payoff(s, forward) < f.value(s / forward));
    for (const auto& option : held.options) REQUIRE(option.quantity > 0);
}

TEST_CASE("with fine strikes the quantities are the weights of the strip")
{
    std::vector<double> fine;
    for (int i = 0; i <= 400; ++i) fine.push_back(80 + 0.1 * i);
    const squared_return f{0.25};
    const auto held = hedge(f, forward, fine, 200); // K0 = 100
    for (const auto& option : held.options) {
        const double whole = f.curvature(option.strike / forward) * 0.1 / (forward * forward);
        // a put and a call share K0, half each
        REQUIRE_THAT(option.quantity, WithinRel(option.strike == fine[200] ? whole / 2 : whole, 1e-8));
    }
}

TEST_CASE("misuse of the hedge")
{
    const log_contract f{0.25};
    REQUIRE_THROWS_AS(hedge(f, forward, strikes, 0), std::invalid_argument);
    REQUIRE_THROWS_AS(hedge(f, forward, strikes, 11), std::invalid_argument);
    REQUIRE_THROWS_AS(hedge(f, 0, strikes, 6), std::invalid_argument);
    const std::vector<double> back{60, 80, 70};
    REQUIRE_THROWS_AS(hedge(f, forward, back, 1), std::invalid_argument);
}
