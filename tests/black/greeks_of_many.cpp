// SPDX-License-Identifier: BSL-1.0
// Greeks of many: the scalar function's values at every width, and its NaN.
#include <smirk/black/greeks_of_many.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace smirk;

namespace {

struct owned_columns {
    std::vector<double> price, delta, gamma, vega, theta, rho;
    explicit owned_columns(std::size_t n) : price(n), delta(n), gamma(n), vega(n), theta(n), rho(n) {}
    operator black::greeks_columns() { return {price, delta, gamma, vega, theta, rho}; }
};

} // namespace

TEST_CASE("greeks of many: as the scalar function at every width", "[black][greeks_of_many]")
{
    constexpr std::size_t n = 70001; // enough for two threads
    std::mt19937_64 engine(1);
    std::uniform_real_distribution<double> uniform(0, 1);
    std::vector<option_type> type;
    std::vector<double> forward, strike, years, vol, discount;
    for (std::size_t i = 0; i < n; ++i) {
        forward.push_back(100 * (0.5 + uniform(engine)));
        strike.push_back(forward[i] * std::exp((uniform(engine) - 0.5) * std::pow(10, 1 - 5 * uniform(engine))));
        years.push_back(std::pow(730, uniform(engine)) / 365);
        vol.push_back(0.02 * std::pow(100, uniform(engine)));
        discount.push_back(std::exp(-0.05 * years[i]));
        type.push_back(uniform(engine) < 0.5 ? option_type::call : option_type::put);
    }
    for (const lane_width width : {lane_width::avx512, lane_width::avx2, lane_width::baseline}) {
        owned_columns out(n);
        black::greeks_of_many(type, forward, strike, years, vol, discount, out, {.threads = 2, .width = width});
        double worst = 0;
        for (std::size_t i = 0; i < n; ++i) {
            const auto g = black::greeks(type[i], forward[i], strike[i], years[i], vol[i], discount[i]);
            const double d = std::fabs(std::log(forward[i] / strike[i])) / (vol[i] * std::sqrt(years[i])) + 1;
            // The exponential turns a rounding of d1 into d^2 roundings of its value.
            const auto apart = [&](double a, double b, double scale) {
                if (std::fabs(b) < 1e-290) return;
                worst = std::fmax(worst, std::fabs(a - b) / (d * d * scale));
            };
            apart(out.price[i], g.price, std::fabs(g.price));
            apart(out.delta[i], g.delta, std::fabs(g.delta));
            apart(out.gamma[i], g.gamma, g.gamma);
            apart(out.vega[i], g.vega, g.vega);
            apart(out.rho[i], g.rho, std::fabs(g.rho));
            apart(out.theta[i], g.theta, 0.05 * g.price + g.vega * vol[i] / years[i]);
        }
        CHECK(worst < 8 * std::numeric_limits<double>::epsilon()); // a handful of roundings on either side
    }
}

TEST_CASE("greeks of many: NaN where the scalar function has NaN", "[black][greeks_of_many]")
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> vol = {0.2, nan, 0., -1., 0.3}, years = {1., 1., 1., 1., 0.};
    owned_columns out(vol.size());
    black::greeks_of_many(option_type::put, 100, 90, years, vol, 1, out);
    CHECK(out.price[0] == out.price[0]);
    for (std::size_t i = 1; i < vol.size(); ++i)
        for (const auto* column : {&out.price, &out.delta, &out.gamma, &out.vega, &out.theta, &out.rho})
            CHECK(std::isnan((*column)[i]));
}

TEST_CASE("greeks of many: lengths that differ are named", "[black][greeks_of_many]")
{
    owned_columns out(3);
    out.vega.resize(2);
    CHECK_THROWS_WITH(black::greeks_of_many(option_type::put, 100, 90, 1, 0.2, 1, out),
                      "smirk::black::greeks_of_many: expected columns of one length in out, got 3 and 2");
    owned_columns three(3);
    CHECK_THROWS_WITH(black::greeks_of_many(option_type::put, 100, std::vector<double>(2), 1, 0.2, 1, three),
                      "smirk::black::greeks_of_many: expected 3 rows of strike, got 2");
}
