// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/replication/smile_integral.hpp>

#include <numbers>
#include <vector>

using namespace smirk::replication;
using smirk::option_type;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double cdf(double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); }

} // namespace

TEST_CASE("price of an out-of-the-money option")
{
    REQUIRE_THAT(out_of_the_money_price(0, 0.04), WithinRel(2 * cdf(0.1) - 1, 1e-14)); // Brenner-Subrahmanyam, exact
    REQUIRE(out_of_the_money_price(-0.1, 0) == 0);
    // put-call symmetry: P(k) = e^k C(-k)
    REQUIRE_THAT(out_of_the_money_price(-0.3, 0.04),
                 WithinRel(std::exp(-0.3) * out_of_the_money_price(0.3, 0.04), 1e-12));
    REQUIRE(std::isnan(out_of_the_money_price(0.1, -0.01)));
}

TEST_CASE("a side is what lies inside the quotes and what lies beyond")
{
    // With weight e^{-k} and w constant, puts and calls together are w / 2; alone they are its down- and up-part.
    const double w = 0.04, v = 0.2, density = std::exp(-w / 8) / std::sqrt(2 * std::numbers::pi);
    const double down = cdf(-v / 2) - cdf(v / 2) + w / 2 * cdf(v / 2) + v * density;
    const auto flat = [=](double) { return w; };
    const auto weight = [](double k) { return std::exp(-k); };
    const auto puts = integrate_side(option_type::put, flat, weight, {.limit = -infinity, .quoted = -0.3, .width = v});
    const auto calls = integrate_side(option_type::call, flat, weight, {.limit = infinity, .quoted = 0.1, .width = v});
    REQUIRE(puts.died_out);
    REQUIRE(puts.resolved);
    REQUIRE_THAT(puts.inside + puts.tail, WithinRel(down, 1e-10));
    REQUIRE_THAT(calls.inside + calls.tail, WithinRel(w / 2 - down, 1e-10));
    const auto inside = integrate_side(option_type::put, flat, weight, {.limit = -0.3, .quoted = -0.3, .width = v});
    REQUIRE_THAT(inside.inside, WithinRel(puts.inside, 1e-10));
    REQUIRE(inside.tail == 0);
    REQUIRE(puts.tail > 0);
    // quotes that begin on the other side of the money: all of this side is tail
    const auto beyond = integrate_side(option_type::put, flat, weight, {.limit = -infinity, .quoted = 0.1, .width = v});
    REQUIRE(beyond.inside == 0);
    REQUIRE_THAT(beyond.tail, WithinRel(down, 1e-10));
}
