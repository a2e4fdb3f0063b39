// SPDX-License-Identifier: BSL-1.0
// Greeks: every formula against differences of the 100-digit price, in the variables and with the signs of the
// docstring.
#include <smirk/black/greeks.hpp>

#include "support/black_oracle.hpp"
#include "support/catch.hpp"

#include <cmath>
#include <limits>

using namespace smirk;
namespace {

using real100 = boost::multiprecision::cpp_bin_float_100;

/// Step of the differences. Truncation is then of the order 1e-40 (d/s)^2, rounding 1e-98 / 1e-60, far below 1e-30.
const real100 step("1e-20");

/// Central differences of f at x.
template <class Function>
real100 first(const Function& f, const real100& x)
{
    const real100 e = step * x;
    return (f(real100(x + e)) - f(real100(x - e))) / (2 * e);
}
template <class Function>
real100 second(const Function& f, const real100& x)
{
    const real100 e = step * x;
    return (f(real100(x + e)) - 2 * f(x) + f(real100(x - e))) / (e * e);
}
template <class Function>
real100 third(const Function& f, const real100& x)
{
    const real100 e = step * x;
    return (f(real100(x + 2 * e)) - 2 * f(real100(x + e)) + 2 * f(real100(x - e)) - f(real100(x - 2 * e))) /
           (2 * e * e * e);
}

struct option {
    option_type type;
    double forward, strike, years, vol, rate;
};

/// The discounted price at fixed rate, the function that is differentiated.
real100 price(const option& o, const real100& forward, const real100& strike, const real100& years, const real100& vol,
              const real100& rate)
{
    return black::price(o.type, forward, strike, years, vol, real100(exp(-rate * years)));
}

/// Closeness in units of the largest term that enters the greek, of the powers of d that rounding of d1 brings, and of
/// a year's share where r = -ln(D) / T enters, which has the rounding of D.
void check(const char* greek, double got, const real100& want, double scale)
{
    CAPTURE(greek);
    CHECK_THAT(got, WithinAbs(double(want), 1e-13 * (std::fabs(scale) + std::fabs(double(want))) + 1e-30));
}

} // namespace

TEST_CASE("greeks: against differences of the 100-digit price", "[black][greeks]")
{
    for (const option_type type : {option_type::call, option_type::put})
        for (const double strike : {70., 100., 103., 140.})
            for (const double years : {0.02, 0.5, 3.})
                for (const double vol : {0.1, 0.35})
                    for (const double rate : {0., 0.04, -0.01}) {
                        const option o{type, 100, strike, years, vol, rate};
                        const real100 F = 100, K = strike, T = years, S = vol, R = rate;
                        const auto of_forward = [&](const real100& f) { return price(o, f, K, T, S, R); };
                        const auto of_strike = [&](const real100& k) { return price(o, F, k, T, S, R); };
                        const auto of_years = [&](const real100& t) { return price(o, F, K, t, S, R); };
                        const auto of_vol = [&](const real100& s) { return price(o, F, K, T, s, R); };
                        const auto delta_at = [&](const real100& t, const real100& s) {
                            return first([&](const real100& f) { return price(o, f, K, t, s, R); }, F);
                        };
                        const auto gamma_at = [&](const real100& t, const real100& s) {
                            return second([&](const real100& f) { return price(o, f, K, t, s, R); }, F);
                        };
                        const double discount = std::exp(-rate * years);
                        const auto g = black::greeks(type, 100., strike, years, vol, discount);
                        const double d = std::fabs(std::log(100 / strike)) / (vol * std::sqrt(years)) + 1;
                        const double gamma = g.gamma + 1e-300, vega = g.vega + 1e-300; // scales of the others
                        check("price", g.price, of_forward(F), g.price * d * d);
                        check("delta", g.delta, first(of_forward, F), g.delta * d * d);
                        check("spot_delta", g.spot_delta, first(of_forward, F) / exp(-R * T), g.delta * d * d);
                        check("gamma", g.gamma, second(of_forward, F), gamma * d * d);
                        check("vega", g.vega, first(of_vol, S), vega * d * d);
                        check("theta", g.theta, -first(of_years, T), (vega * d * d * vol + g.price * d * d) / years);
                        check("vanna", g.vanna, first([&](const real100& s) { return delta_at(T, s); }, S),
                              vega * d * d * d);
                        check("volga", g.volga, second(of_vol, S), vega * d * d * d * d / vol);
                        check("charm", g.charm, -first([&](const real100& t) { return delta_at(t, S); }, T),
                              (gamma * d * d * d * 100 * vol + std::fabs(g.delta)) * d * d / years);
                        check("speed", g.speed, third(of_forward, F), gamma * d * d * d * d);
                        check("zomma", g.zomma, first([&](const real100& s) { return gamma_at(T, s); }, S),
                              gamma * d * d * d * d / vol);
                        check("color", g.color, -first([&](const real100& t) { return gamma_at(t, S); }, T),
                              gamma * d * d * d * d / years);
                        check("veta", g.veta,
                              -first(
                                  [&](const real100& t) {
                                      return first([&](const real100& s) { return price(o, F, K, t, s, R); }, S);
                                  },
                                  T),
                              vega * d * d * d * d / years);
                        check("dual_delta", g.dual_delta, first(of_strike, K), g.dual_delta * d * d);
                        check("dual_gamma", g.dual_gamma, second(of_strike, K), gamma * d * d);
                        if (rate != 0)
                            check("rho", g.rho, first([&](const real100& r) { return price(o, F, K, T, S, r); }, R),
                                  g.rho * d * d);
                        CHECK(g.rho == -years * g.price);
                    }
}

TEST_CASE("greeks: a call less a put is the discounted forward", "[black][greeks]")
{
    const auto c = black::greeks(option_type::call, 100., 90., 0.4, 0.3, 0.95);
    const auto p = black::greeks(option_type::put, 100., 90., 0.4, 0.3, 0.95);
    CHECK_THAT(c.delta - p.delta, WithinRel(0.95, 1e-15));
    CHECK_THAT(c.spot_delta - p.spot_delta, WithinRel(1., 1e-15));
    CHECK_THAT(c.dual_delta - p.dual_delta, WithinRel(-0.95, 1e-15));
    CHECK(c.gamma == p.gamma);
    CHECK(c.vega == p.vega);
    CHECK_THAT(c.theta - p.theta, WithinAbs(-std::log(0.95) / 0.4 * 0.95 * 10, 1e-13));
}

TEST_CASE("greeks: NaN without a vol or a maturity", "[black][greeks]")
{
    for (const auto& g :
         {black::greeks(option_type::call, 100., 90., 0., 0.3), black::greeks(option_type::call, 100., 90., 1., 0.),
          black::greeks(option_type::put, 100., 90., 1., std::nan("")),
          black::greeks(option_type::put, 100., -1., 1., 0.2)}) {
        CHECK(std::isnan(g.price));
        CHECK(std::isnan(g.veta));
    }
}

TEST_CASE("greeks: integers are numbers too, float stays float", "[black][greeks]")
{
    CHECK(black::greeks(option_type::call, 100, 120, 1, 0.25).gamma ==
          black::greeks(option_type::call, 100., 120., 1., 0.25).gamma);
    const auto f = black::greeks(option_type::call, 100.f, 120.f, 1.f, 0.25f);
    static_assert(std::is_same_v<decltype(f.gamma), float>);
    CHECK_THAT(double(f.vega), WithinRel(black::greeks(option_type::call, 100, 120, 1, 0.25).vega, 1e-7));
}
