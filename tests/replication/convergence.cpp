// SPDX-License-Identifier: BSL-1.0
// How fast the sums become the integrals they stand for: the step of the strikes, the width of the strip, the hedge.
#include "replication/option_quotes.hpp"
#include "support/catch.hpp"

#include <smirk/replication/cboe_variance.hpp>
#include <smirk/replication/expected_payoff.hpp>
#include <smirk/replication/hedge_portfolio.hpp>

using namespace smirk::replication;

namespace {

constexpr double years = 30.0 / 365, w = 0.04 * years, forward = 100;

auto strikes(double step, double first = 40, double last = 220)
{
    return support::priced_quotes([](double k, bool call) { return support::black_forward_price(forward, k, w, call); },
                                  first, last, step, years, 0);
}

constexpr double second_order = 0.02; // a ratio of 4 when the step is halved, up to terms of fourth order

} // namespace

TEST_CASE("the strip is of second order in the step of its strikes")
{
    const auto error = [](double step) { return cboe_variance(strikes(step).slice()).variance - 0.04; };
    REQUIRE_THAT(error(1) / error(0.5), WithinRel(4, second_order));
    REQUIRE_THAT(error(0.5) / error(0.25), WithinRel(4, second_order));
    // h^2 / (6 K0^2 T), h = 0.25: what is left over is of fourth order
    REQUIRE_THAT(error(0.25), WithinRel(0.0625 / (6e4 * years), 5e-3));
}

TEST_CASE("so is every payoff on the strip")
{
    const auto order = [](const auto& f, double exact) {
        const auto error = [&](double step) {
            const auto quotes = strikes(step);
            return expected_payoff(cboe_strip(quotes.slice()), f).value - exact;
        };
        return error(1) / error(0.5);
    };
    REQUIRE_THAT(order(entropy_contract{years}, 0.04), WithinRel(4, second_order));
    REQUIRE_THAT(order(squared_return{years}, std::expm1(w) / years), WithinRel(4, second_order));
    REQUIRE_THAT(order(log_return_power{2}, w + w * w / 4), WithinRel(4, second_order));
    // The fourth power weighs the strikes at the money with nothing, and its sum is of a higher order: more than 4.
    REQUIRE(std::fabs(order(log_return_power{4}, w * w * w * w / 16 + 6 * w * w / 4 * w + 3 * w * w)) > 3.5);
}

TEST_CASE("and the hedge of straight lines, from above")
{
    const auto cost = [](double step) {
        std::vector<double> k;
        std::size_t reference = 0;
        for (double x = 40; x <= 220; x += step) {
            if (x <= forward) reference = k.size();
            k.push_back(x);
        }
        const auto held = hedge(log_contract{years}, forward, k, reference);
        double value = held.cash;
        for (const auto& o : held.options)
            value +=
                o.quantity * support::black_forward_price(forward, o.strike, w, o.type == smirk::option_type::call);
        return value - 0.04;
    };
    REQUIRE(cost(1) > 0);
    REQUIRE_THAT(cost(1) / cost(0.5), WithinRel(4, second_order));
    REQUIRE_THAT(cost(0.5) / cost(0.25), WithinRel(4, second_order));
}

TEST_CASE("the width of the strip converges like a normal tail")
{
    // What lies beyond m standard deviations, from the closed forms of the corridor (fair_variance.cpp)
    const double missing[] = {.04 - .0339693402, .04 - .0395376238, .04 - .0399836599};
    const double sd = std::sqrt(w);
    for (int m = 1; m <= 3; ++m) {
        const double step = 0.01, low = forward * std::exp(-m * sd), high = forward * std::exp(m * sd);
        const auto v = cboe_variance(strikes(step, std::round(low * 100) / 100, std::round(high * 100) / 100).slice());
        // the ends count a half cell beyond, and the strikes are rounded to 0.01
        REQUIRE_THAT(.04 - v.variance, WithinAbs(missing[m - 1], 2e-5));
        REQUIRE_THAT(v.put_width(), WithinRel(m * std::sqrt(.04 / v.variance), 1e-3));
    }
}
