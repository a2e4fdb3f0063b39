// SPDX-License-Identifier: BSL-1.0
#include "replication/merton.hpp"
#include "replication/option_quotes.hpp"
#include "support/catch.hpp"

#include <smirk/replication/cboe_variance.hpp>
#include <smirk/replication/expected_payoff.hpp>

using namespace smirk::replication;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double years = 30.0 / 365, sigma2 = 0.04, w = sigma2 * years;
constexpr double quadrature = 1e-9; // ten times the tolerance of the integral
const auto flat = [](double) { return w; };

// A strip so fine that only its step is left as an error: of order h^2.
support::option_quotes fine_quotes(double forward)
{
    return support::priced_quotes(
        [=](double k, bool call) { return support::black_forward_price(forward, k, w, call); }, 40, 250, 0.05, years,
        0.03);
}

} // namespace

TEST_CASE("every payoff has a closed form in a lognormal market, from the smile and from the strip")
{
    const auto y = [](int n) { // E ln^n x, normal with mean -w/2 and variance w
        const double m = -w / 2;
        return n == 1   ? m
               : n == 2 ? m * m + w
               : n == 3 ? m * m * m + 3 * m * w
                        : m * m * m * m + 6 * m * m * w + 3 * w * w;
    };
    const auto quotes = fine_quotes(100.02);
    const auto strip = cboe_strip(quotes.slice());
    REQUIRE(strip);
    const auto check = [&](const auto& f, double expected, double step_error) {
        REQUIRE_THAT(expected_payoff(flat, f).value, WithinRel(expected, quadrature));
        REQUIRE_THAT(expected_payoff(strip, f).value, WithinRel(expected, step_error));
    };
    check(log_contract{years}, sigma2, 2e-5);
    check(entropy_contract{years}, sigma2, 2e-5);
    check(squared_return{years}, (std::exp(w) - 1) / years, 2e-5);
    check(log_return_power{1}, y(1), 2e-5);
    check(log_return_power{2}, y(2), 2e-5);
    check(log_return_power{3}, y(3), 1e-3); // puts and calls all but cancel
    check(log_return_power{4}, y(4), 2e-5);
}

TEST_CASE("the log contract on a strip is the Cboe's variance, but for the split beyond leading order")
{
    const auto quotes = support::priced_quotes(
        [=](double k, bool call) { return support::black_forward_price(102, k, w, call); }, 50, 200, 5, years, 0.03);
    const auto strip = cboe_strip(quotes.slice());
    const auto cboe = cboe_variance(quotes.slice());
    const auto log_value = expected_payoff(strip, log_contract{years});
    REQUIRE_THAT(log_value.value - log_value.split, WithinRel(cboe.variance + cboe.split_term, 1e-13));
    const double x = strip.forward / strip.reference_strike - 1; // (x - ln(1 + x)) 2 = x^2 - 2 x^3 / 3 + ...
    REQUIRE_THAT(-log_value.split, WithinRel(2 / years * (x - std::log1p(x)), 1e-10));
    REQUIRE_THAT(cboe.split_term + log_value.split, WithinRel(2 * x * x * x / 3 / years, 0.05));
    REQUIRE_THAT(log_value.put_part / (log_value.value - log_value.split), WithinRel(cboe.put_share, 1e-13));
}

TEST_CASE("corridors add up")
{
    const log_contract whole{years};
    const double edges[] = {0, 0.9, 0.97, 1, 1.04, infinity};
    const auto quotes = support::priced_quotes(
        [=](double k, bool call) { return support::black_forward_price(102, k, w, call); }, 50, 200, 5, years, 0.03);
    const auto strip = cboe_strip(quotes.slice());
    double from_smile = 0, from_strip = 0;
    for (int i = 0; i < 5; ++i) {
        const corridor part{whole, edges[i], edges[i + 1]};
        const auto value = expected_payoff(flat, part, {.tolerance = 1e-9});
        REQUIRE(value);
        REQUIRE(value.value > 0);
        from_smile += value.value;
        from_strip += expected_payoff(strip, part).value;
    }
    REQUIRE_THAT(from_smile, WithinRel(sigma2, 1e-8));
    REQUIRE_THAT(from_strip, WithinRel(expected_payoff(strip, whole).value, 1e-10));
}

TEST_CASE("a corridor between two strikes is a truncated strip")
{
    // Black sigma = 20 %, T = 30/365, corridor of one standard deviation: closed form of the truncated log contract
    const double sd = std::sqrt(w);
    const corridor one{log_contract{years}, std::exp(-sd), std::exp(sd)};
    REQUIRE_THAT(expected_payoff(flat, one).value, WithinAbs(.0339693402, 5e-11));
    const auto quotes = fine_quotes(100.02);
    REQUIRE_THAT(expected_payoff(cboe_strip(quotes.slice()), one).value, WithinAbs(.0339693402, 2e-6));
}

TEST_CASE("corridors that a coarse grid would not see")
{
    const log_contract whole{years};
    const auto narrow = [&](double low, double high) { return expected_payoff(flat, corridor{whole, low, high}); };
    // narrow: the integrand is constant to first order
    const double q = out_of_the_money_price(std::log(1.0015), w);
    REQUIRE_THAT(narrow(1.001, 1.002).value, WithinRel(2 / years * q * 0.001 / (1.0015 * 1.0015), 1e-3));
    REQUIRE_THAT(narrow(0.5, 0.500001).value, WithinAbs(0, 1e-20));
    // far: six standard deviations out, beyond the first panels
    const auto far = narrow(1.41, infinity);
    REQUIRE(far);
    REQUIRE(far.value > 0);
    REQUIRE_THAT(far.value + narrow(0, 1.41).value, WithinRel(sigma2, quadrature));
    REQUIRE_THAT(narrow(1.41, 1.5).value + narrow(1.5, infinity).value, WithinRel(far.value, 1e-8));
    const std::vector<double> back{0.1, 0.05};
    REQUIRE_THROWS_AS(expected_payoff(flat, whole, {.kinks = back}), std::invalid_argument);
}

TEST_CASE("semivariances")
{
    // Down-semivariance of the log contract in a Black market: E[(2/T)(x - 1 - ln x); x < 1]
    const double v = std::sqrt(w), d1 = v / 2, d2 = -v / 2;
    const auto cdf = [](double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); };
    const double density = std::exp(-d2 * d2 / 2) / std::sqrt(2 * std::numbers::pi);
    const double down = 2 / years * (cdf(-d1) - cdf(-d2) - (-w / 2 * cdf(-d2) - v * density));
    REQUIRE_THAT(expected_payoff(flat, corridor{log_contract{years}, 0, 1}).value, WithinRel(down, quadrature));
    REQUIRE_THAT(expected_payoff(flat, corridor{log_contract{years}, 1, infinity}).value,
                 WithinRel(sigma2 - down, quadrature));
}

TEST_CASE("jumps tell the contracts apart")
{
    // Merton: sigma .15, one jump a year of mean -10 % and sd 10 %, T = 30/365. Closed forms of the jump-diffusion.
    const support::merton jumps{.vol = .15, .intensity = 1, .mean = -.1, .sd = .1, .years = years};
    const auto quotes = support::priced_quotes([&](double k, bool call) { return jumps.price(100.01, k, call); }, 20,
                                               300, 0.05, years, 0);
    const auto strip = cboe_strip(quotes.slice());
    const double step = 3e-5; // relative, of order h^2
    REQUIRE_THAT(expected_payoff(strip, log_contract{years}).value, WithinRel(.0412458689, step));
    REQUIRE_THAT(expected_payoff(strip, squared_return{years}).value, WithinRel(.0390869943, step));
}

TEST_CASE("without a strip there is no value")
{
    auto quotes = fine_quotes(100);
    for (auto& bid : quotes.put_bid) bid = 0;
    const auto value = expected_payoff(cboe_strip(quotes.slice()), log_contract{years});
    REQUIRE_FALSE(value);
    REQUIRE(value.status == strip_status::no_puts);
    REQUIRE(std::isnan(value.value));
}
