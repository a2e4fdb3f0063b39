// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/delta_quotes.hpp>
#include <smirk/surface/svi.hpp>

#include <cmath>
#include <vector>

using namespace smirk;
using namespace smirk::surface;

namespace {

double N(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

struct flat {
    double w;
    double total_variance(double) const { return w; }
};

const svi skewed{.a = 0.01, .b = 0.08, .rho = -0.6, .m = 0.02, .sigma = 0.15};

} // namespace

TEST_CASE("at_delta: the strike found has the delta asked for, at its own vol", "[surface][delta_quotes]")
{
    const double years = 0.5;
    for (double delta : {0.01, 0.10, 0.25, 0.5, 0.75, 0.95})
        for (option_type type : {option_type::put, option_type::call}) {
            const auto q = at_delta(skewed, type, delta, years);
            REQUIRE(q);
            REQUIRE_THAT(q.vol, WithinRel(std::sqrt(skewed.total_variance(q.log_moneyness) / years), 1e-14));
            const double s = q.vol * std::sqrt(years), d1 = -q.log_moneyness / s + s / 2;
            REQUIRE_THAT(type == option_type::call ? N(d1) : N(-d1), WithinAbs(delta, 1e-13));
        }
}

TEST_CASE("at_delta: call and put of complementary deltas share a strike", "[surface][delta_quotes]")
{
    const auto put = at_delta(skewed, option_type::put, 0.25, 1), call = at_delta(skewed, option_type::call, 0.75, 1);
    REQUIRE_THAT(put.log_moneyness, WithinAbs(call.log_moneyness, 1e-12));
}

TEST_CASE("at_delta: on a flat smile the strike is in closed form", "[surface][delta_quotes]")
{
    // 25-delta call: N(d1) = .25, d1 = -.6744897501960817, k = w / 2 - d1 sqrt(w)
    const double d1 = -0.6744897501960817;
    REQUIRE_THAT(at_delta(flat{0.04}, option_type::call, 0.25, 1).log_moneyness, WithinAbs(0.02 - 0.2 * d1, 1e-13));
    REQUIRE_THAT(at_delta(flat{0.04}, option_type::put, 0.25, 1).log_moneyness, WithinAbs(0.02 + 0.2 * d1, 1e-13));
}

TEST_CASE("at_delta: spot delta is forward delta over the dividend discount", "[surface][delta_quotes]")
{
    const auto spot =
        at_delta(skewed, option_type::put, 0.25, 2, {.convention = delta_convention::spot, .dividend_yield = 0.03});
    const auto forward = at_delta(skewed, option_type::put, 0.25 * std::exp(0.06), 2);
    REQUIRE_THAT(spot.log_moneyness, WithinAbs(forward.log_moneyness, 1e-12));
    // e^{-q T} caps the spot delta of a call
    REQUIRE_FALSE(
        at_delta(skewed, option_type::call, 0.99, 2, {.convention = delta_convention::spot, .dividend_yield = 0.03}));
}

TEST_CASE("at_delta: a premium-adjusted call delta has a maximum, and the strike is above it",
          "[surface][delta_quotes]")
{
    const delta_options adjusted{.convention = delta_convention::forward_adjusted};
    // vol .3, T = 1: a scan of K/F N(d2) in NumPy 1.24 has its maximum .596 at K/F = .715
    const flat smile{0.09};
    REQUIRE(at_delta(smile, option_type::call, 0.59, 1, adjusted));
    REQUIRE_FALSE(at_delta(smile, option_type::call, 0.60, 1, adjusted));
    REQUIRE(std::exp(at_delta(smile, option_type::call, 0.59, 1, adjusted).log_moneyness) > 0.715);
    for (double delta : {0.05, 0.25, 0.5}) {
        for (double w : {0.0004, 0.09, 4.0}) {
            const auto call = at_delta(flat{w}, option_type::call, delta, 1, adjusted);
            const auto put = at_delta(flat{w}, option_type::put, delta, 1, adjusted);
            const auto value = [&](const delta_quote& q, int theta) {
                const double s = std::sqrt(w), d2 = -q.log_moneyness / s - s / 2;
                return std::exp(q.log_moneyness) * N(theta * d2);
            };
            if (call) REQUIRE_THAT(value(call, 1), WithinAbs(delta, 1e-12));
            REQUIRE_THAT(value(put, -1), WithinAbs(delta, 1e-12));
        }
    }
}

TEST_CASE("at_the_money: forward and delta-neutral straddle", "[surface][delta_quotes]")
{
    REQUIRE(at_the_money(skewed, 1).log_moneyness == 0);
    const auto dns = at_the_money(skewed, 1, at_the_money_convention::delta_neutral);
    REQUIRE_THAT(dns.log_moneyness, WithinRel(skewed.total_variance(dns.log_moneyness) / 2, 1e-12));
    const auto put = at_delta(skewed, option_type::put, 0.5, 1);
    REQUIRE_THAT(put.log_moneyness, WithinAbs(dns.log_moneyness, 1e-12)); // both deltas are one half there
    const auto adjusted = at_the_money(skewed, 1, at_the_money_convention::delta_neutral_adjusted);
    REQUIRE_THAT(adjusted.log_moneyness, WithinRel(-skewed.total_variance(adjusted.log_moneyness) / 2, 1e-12));
}

TEST_CASE("moneyness_at_delta: a table of deltas becomes points of the smile it was read from",
          "[surface][delta_quotes]")
{
    for (delta_convention convention :
         {delta_convention::forward, delta_convention::spot, delta_convention::forward_adjusted}) {
        const delta_options options{.convention = convention, .dividend_yield = 0.02};
        for (double delta : {0.1, 0.25, 0.4})
            for (option_type type : {option_type::put, option_type::call}) {
                const auto quote = at_delta(skewed, type, delta, 0.5, options);
                REQUIRE_THAT(moneyness_at_delta(type, delta, quote.vol, 0.5, options),
                             WithinAbs(quote.log_moneyness, 1e-12));
            }
    }
    REQUIRE(std::isnan(moneyness_at_delta(option_type::put, 0.25, -0.2, 1)));
}

TEST_CASE("at_delta: a smile that ends before the strike has no solution; misuse throws", "[surface][delta_quotes]")
{
    const std::vector<double> k{-0.1, 0, 0.1}, w{0.045, 0.04, 0.042};
    const quoted_smile quoted(k, w);
    REQUIRE(at_delta(quoted, option_type::put, 0.4, 1));
    const auto beyond = at_delta(quoted, option_type::put, 0.05, 1);
    REQUIRE_FALSE(beyond);
    REQUIRE(beyond.status == delta_status::no_solution);
    REQUIRE(std::isnan(beyond.vol));
    REQUIRE_FALSE(at_delta(flat{-1}, option_type::put, 0.25, 1));
    REQUIRE_THROWS_AS(at_delta(skewed, option_type::put, 0, 1), std::invalid_argument);
    REQUIRE_THROWS_AS(at_delta(skewed, option_type::put, -0.25, 1), std::invalid_argument);
    REQUIRE_THROWS_AS(at_delta(skewed, option_type::put, 1, 1), std::invalid_argument);
    REQUIRE_THROWS_AS(at_delta(skewed, option_type::put, 0.25, 0), std::invalid_argument);
    REQUIRE_THROWS_AS(at_the_money(skewed, 0), std::invalid_argument);
}
