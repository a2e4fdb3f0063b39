// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"
#include <smirk/black/american.hpp>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace black = smirk::black;
using smirk::option_type;
using smirk::black::implied_vol_status;

namespace {

constexpr double stated_error = 4e-5; // on a strike of 100
constexpr double tolerance_of_the_root = 1e-9;

/// The tree of Leisen and Reimer (Applied Mathematical Finance 3(4), 1996, 319-346), an odd number of steps: slow, and
/// built on nothing that the library uses.
double leisen_reimer(option_type type, double spot, double strike, double years, double vol, double rate, double yield,
                     int steps)
{
    const double n = steps, dt = years / n,
                 d2 = (std::log(spot / strike) + (rate - yield - vol * vol / 2) * years) / (vol * std::sqrt(years)),
                 d1 = d2 + vol * std::sqrt(years);
    const auto probability = [&](double d) { // the inversion of Peizer and Pratt
        const double e = std::pow(d / (n + 1. / 3 + 0.1 / (n + 1)), 2) * (n + 1. / 6);
        return 0.5 + std::copysign(std::sqrt(0.25 - 0.25 * std::exp(-e)), d);
    };
    const double p = probability(d2), growth = std::exp((rate - yield) * dt), up = growth * probability(d1) / p,
                 down = (growth - p * up) / (1 - p), step_discount = std::exp(-rate * dt);
    const auto payoff = [&](double s) { return std::max(smirk::sign(type) * (s - strike), 0.0); };
    std::vector<double> value(static_cast<std::size_t>(steps) + 1);
    for (int left = steps; left >= 0; --left)
        for (int i = 0; i <= left; ++i) {
            const double now = payoff(spot * std::pow(up, i) * std::pow(down, left - i));
            double& v = value[static_cast<std::size_t>(i)];
            v = left == steps
                    ? now
                    : std::max(now, step_discount * (p * value[static_cast<std::size_t>(i) + 1] + (1 - p) * v));
        }
    return value[0];
}

} // namespace

TEST_CASE("American prices agree with another program", "[black][american]")
{
    // QuantLib 1.29, QdFpAmericanEngine with highPrecisionScheme(), Actual365Fixed, strike 100
    struct row {
        option_type type;
        double spot, days, vol, rate, yield, price;
    };
    const row rows[] = {
        {option_type::put, 100, 365, 0.25, 0.05, 0.05, 9.56944530},
        {option_type::put, 80, 365, 0.25, 0.05, 0, 20.36381205},
        {option_type::put, 100, 365, 0.25, 0.1, 0.04, 7.49154149},
        {option_type::put, 120, 1095, 0.6, 0.02, 0.06, 35.75424985},
        {option_type::put, 100, 30, 0.1, 0.05, 0.02, 1.04067864},
        {option_type::call, 100, 365, 0.3, 0.03, 0.07, 10.04050235},
        {option_type::call, 130, 730, 0.2, 0.01, 0.05, 30.01540488},
        {option_type::call, 110, 91, 0.4, 0.05, 0.02, 14.69566143},
        {option_type::put, 95, 1825, 0.15, 0.08, 0.01, 7.21630629},
    };
    for (const auto& [type, spot, days, vol, rate, yield, price] : rows) {
        CAPTURE(smirk::sign(type), spot, days, vol, rate, yield);
        REQUIRE_THAT(black::american_price(type, spot, 100, days / 365, vol, rate, yield),
                     WithinAbs(price, stated_error));
    }
}

TEST_CASE("American prices agree with a tree", "[black][american]")
{
    const double error_of_the_tree = 2e-3; // 1001 steps, on a strike of 100
    for (const auto type : {option_type::call, option_type::put})
        for (const double spot : {85.0, 100.0, 115.0})
            for (const double vol : {0.04, 0.2, 0.9})
                for (const auto& [rate, yield] : {std::pair{0.05, 0.0}, {0.02, 0.08}, {0.0, -0.04}, {0.15, 0.15}}) {
                    CAPTURE(smirk::sign(type), spot, vol, rate, yield);
                    const double tree = leisen_reimer(type, spot, 100, 0.5, vol, rate, yield, 1001);
                    REQUIRE_THAT(black::american_price(type, spot, 100, 0.5, vol, rate, yield),
                                 WithinAbs(tree, error_of_the_tree));
                }
}

TEST_CASE("a long American put is nearly perpetual", "[black][american]")
{
    // Merton 1973: B = K b / (b - 1), V = (K - B) (S / B)^b, b the negative root of sigma^2 b (b - 1) / 2 + (r - q) b =
    // r
    const double rate = 0.08, yield = 0.02, vol = 0.3, vv = vol * vol, half = 0.5 - (rate - yield) / vv;
    const double b = half - std::sqrt(half * half + 2 * rate / vv), boundary = 100 * b / (b - 1);
    const double years = 80; // what can still happen then is worth e^(-rT) = .002 of the strike at most
    REQUIRE_THAT(black::exercise_boundary(option_type::put, 100, years, vol, rate, yield), WithinRel(boundary, 1e-3));
    REQUIRE_THAT(black::american_price(option_type::put, 100, 100, years, vol, rate, yield),
                 WithinRel((100 - boundary) * std::pow(100 / boundary, b), 1e-3));
}

TEST_CASE("the boundary: value matches and pastes smoothly", "[black][american]")
{
    for (const auto& [rate, yield] : {std::pair{0.05, 0.02}, {0.03, 0.06}}) {
        const double b = black::exercise_boundary(option_type::put, 100, 1, 0.25, rate, yield);
        const double h = 0.05 * b;
        const auto excess = [r = rate, q = yield](double s) {
            return black::american_price(option_type::put, s, 100, 1, 0.25, r, q) - (100 - s);
        };
        REQUIRE(excess(b * 0.999) == 0);
        // V - (K - S) starts as a parabola, (r K - q B) / (sigma B)^2 h^2; a fifth for the terms after it
        REQUIRE_THAT(excess(b + h), WithinRel((rate * 100 - yield * b) / std::pow(0.25 * b, 2) * h * h, 0.2));
        const double call = black::exercise_boundary(option_type::call, 100, 1, 0.25, yield, rate);
        REQUIRE_THAT(call, WithinRel(100 * 100 / b, 1e-12)); // B_call(r, q) B_put(q, r) = K^2
    }
}

TEST_CASE("American options that are European", "[black][american]")
{
    const auto european = [](option_type type, double rate, double yield) {
        return black::price(type, 100 * std::exp(rate - yield), 100, 1, 0.2, std::exp(-rate));
    };
    REQUIRE_THAT(black::american_price(option_type::call, 100, 100, 1, 0.2, 0.05, 0),
                 WithinRel(european(option_type::call, 0.05, 0), 1e-14));
    REQUIRE_THAT(black::american_price(option_type::put, 100, 100, 1, 0.2, 0, 0.03),
                 WithinRel(european(option_type::put, 0, 0.03), 1e-14));
    REQUIRE_THAT(black::american_price(option_type::put, 100, 100, 1, 0.2, -0.01, 0.01),
                 WithinRel(european(option_type::put, -0.01, 0.01), 1e-14));
    const auto vol =
        black::american_implied_vol(option_type::call, european(option_type::call, 0.05, 0), 100, 100, 1, 0.05, 0);
    REQUIRE(vol.status == implied_vol_status::converged);
    REQUIRE_THAT(vol.vol, WithinRel(0.2, 1e-14));
    REQUIRE(black::exercise_boundary(option_type::put, 100, 1, 0.2, 0, 0.03) == 0);
    REQUIRE(std::isinf(black::exercise_boundary(option_type::call, 100, 1, 0.2, 0.05, 0)));
}

TEST_CASE("American implied vol returns the vol", "[black][american]")
{
    int quotes = 0;
    for (const auto type : {option_type::call, option_type::put})
        for (const double spot : {85.0, 100.0, 120.0})
            for (const double vol : {0.12, 0.35, 0.8})
                for (const auto& [rate, yield] : {std::pair{0.05, 0.01}, {0.02, 0.06}, {0.04, 0.04}}) {
                    const double price = black::american_price(type, spot, 100, 0.4, vol, rate, yield);
                    const double intrinsic = std::max(smirk::sign(type) * (spot - 100), 0.0);
                    if (price - intrinsic < 1e-3) continue; // nothing of the vol is left in such a price
                    ++quotes;
                    CAPTURE(smirk::sign(type), spot, vol, rate, yield);
                    const auto iv = black::american_implied_vol(type, price, spot, 100, 0.4, rate, yield);
                    REQUIRE(iv);
                    REQUIRE_THAT(iv.vol, WithinAbs(vol, tolerance_of_the_root));
                }
    REQUIRE(quotes > 40);
    // all but never exercised: the European vol is the answer, and the end of the bracket
    const double price = black::american_price(option_type::call, 89.8746, 100, 1.18243, 0.0984, 0.126398, 0.0212539);
    REQUIRE_THAT(black::american_implied_vol(option_type::call, price, 89.8746, 100, 1.18243, 0.126398, 0.0212539).vol,
                 WithinAbs(0.0984, tolerance_of_the_root));
}

TEST_CASE("American implied vol of hard inputs", "[black][american]")
{
    const auto status = [](double price, double spot, double rate, double yield) {
        return black::american_implied_vol(option_type::put, price, spot, 100, 1, rate, yield).status;
    };
    REQUIRE(status(19, 80, 0.05, 0) == implied_vol_status::below_intrinsic);
    REQUIRE(status(20, 80, 0.05, 0) == implied_vol_status::at_intrinsic);
    REQUIRE(status(100, 80, 0.05, 0) == implied_vol_status::above_maximum);
    REQUIRE(status(std::nan(""), 80, 0.05, 0) == implied_vol_status::invalid_input);
    REQUIRE(status(21, -80, 0.05, 0) == implied_vol_status::invalid_input);
    // waiting is worth more than exercise at once, vol or no vol: 100 - 80 e^(-.1) = 27.6
    REQUIRE(status(25, 80, 0.001, 0.1) == implied_vol_status::below_intrinsic);
    REQUIRE(status(21, 80, -0.03, -0.05) == implied_vol_status::invalid_input); // two boundaries
    REQUIRE(std::isnan(black::american_price(option_type::put, 80, 100, 1, 0.2, -0.03, -0.05)));
    REQUIRE(std::isnan(black::american_price(option_type::call, 80, 100, 1, 0.2, -0.05, -0.03)));
    REQUIRE(std::isnan(black::american_price(option_type::put, 80, 100, 1, 0, 0.03, 0.05)));
    REQUIRE(std::isnan(black::exercise_boundary(option_type::put, 100, std::nan(""), 0.2, 0.03, 0.05)));
    // a quote near the maximum needs a vol of several hundred percent
    const auto high = black::american_implied_vol(option_type::put, 99.9, 80, 100, 1, 0.05, 0);
    REQUIRE(high);
    REQUIRE_THAT(black::american_price(option_type::put, 80, 100, 1, high.vol, 0.05, 0), WithinAbs(99.9, 1e-4));
}

TEST_CASE("European equivalents of American quotes obey parity", "[black][american]")
{
    const double spot = 95, strike = 100, years = 0.75, rate = 0.06, yield = 0.035, vol = 0.28;
    const double call = black::american_price(option_type::call, spot, strike, years, vol, rate, yield);
    const double put = black::american_price(option_type::put, spot, strike, years, vol, rate, yield);
    const auto c = black::de_americanise(option_type::call, call, spot, strike, years, rate, yield);
    const auto p = black::de_americanise(option_type::put, put, spot, strike, years, rate, yield);
    REQUIRE((c && p));
    REQUIRE_THAT(c.vol, WithinAbs(vol, tolerance_of_the_root));
    REQUIRE_THAT(p.vol, WithinAbs(vol, tolerance_of_the_root));
    const double parity = spot * std::exp(-yield * years) - strike * std::exp(-rate * years);
    REQUIRE_THAT(c.price - p.price, WithinAbs(parity, 1e-7)); // a vega of 32 times the error of two vols
    REQUIRE(c.premium > 0);
    REQUIRE(p.premium > 0.3); // worth the trouble: a third of a vol point and more
    REQUIRE(std::fabs(call - put - parity) > 0.2);
    REQUIRE_FALSE(black::de_americanise(option_type::put, 1, 80, 100, 1, 0.05, 0));
}
