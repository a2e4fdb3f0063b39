// SPDX-License-Identifier: BSL-1.0
// Prices of many: against 50 digits and against the scalar function, at every width and length.
#include <smirk/black/prices.hpp>

#include "support/black_oracle.hpp"
#include "support/catch.hpp"

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

using namespace smirk;

namespace {

struct options {
    std::vector<option_type> type;
    std::vector<double> forward, strike, years, vol, discount;

    explicit options(std::size_t n, unsigned seed = 1)
    {
        std::mt19937_64 engine(seed);
        std::uniform_real_distribution<double> uniform(0, 1);
        for (std::size_t i = 0; i < n; ++i) {
            forward.push_back(100 * (0.5 + uniform(engine)));
            strike.push_back(forward[i] * std::exp((uniform(engine) - 0.5) * std::pow(10, 1 - 5 * uniform(engine))));
            years.push_back(std::pow(730, uniform(engine)) / 365);
            vol.push_back(0.001 * std::pow(5000, uniform(engine)));
            discount.push_back(std::exp(-0.05 * uniform(engine)));
            type.push_back(uniform(engine) < 0.5 ? option_type::call : option_type::put);
        }
    }
};

constexpr lane_width widths[] = {lane_width::avx512, lane_width::avx2, lane_width::baseline};

} // namespace

TEST_CASE("prices: within three units of 50 digits at every width", "[black][prices]")
{
    options o(1500);
    for (std::size_t i = 0; i < o.type.size(); ++i) // out of the money: the time value is the price
        o.type[i] = o.strike[i] > o.forward[i] ? option_type::call : option_type::put;
    for (const lane_width width : widths) {
        std::vector<double> price(o.type.size());
        black::prices(o.type, o.forward, o.strike, o.years, o.vol, price, {.threads = 1, .width = width});
        double worst = 0;
        for (std::size_t i = 0; i < price.size(); ++i) {
            const auto exact = support::oracle(o.forward[i], o.strike[i], o.years[i], o.vol[i]);
            if (exact.price > 1e-300) worst = std::fmax(worst, support::price_units(price[i], exact));
        }
        CHECK(worst < 3); // as black::price
    }
}

TEST_CASE("prices: calls and puts, in and out of the money, discounted", "[black][prices]")
{
    const options o(70001); // enough for two threads
    for (const lane_width width : widths) {
        std::vector<double> price(o.type.size());
        black::prices(o.type, o.forward, o.strike, o.years, o.vol, o.discount, price, {.threads = 2, .width = width});
        double worst = 0;
        for (std::size_t i = 0; i < price.size(); ++i) {
            const double one = black::price(o.type[i], o.forward[i], o.strike[i], o.years[i], o.vol[i], o.discount[i]);
            const double s = o.vol[i] * std::sqrt(o.years[i]), x = std::log(o.forward[i] / o.strike[i]);
            if (one > 1e-290) worst = std::fmax(worst, std::fabs(price[i] / one - 1) / std::fmax(1, x * x / (s * s)));
        }
        CHECK(worst < 6 * support::epsilon); // both within three units
    }
}

TEST_CASE("prices: what is not a price is left to the scalar function", "[black][prices]")
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> forward = {100, nan, 100, 100, -1, 100, 100, 1e-300, 100};
    const std::vector<double> strike = {120, 100, 0, 80, 100, 100, 100, 1e300, 101};
    const std::vector<double> years = {1, 1, 1, 0, 1, 1, -1, 1, 1};
    const std::vector<double> vol = {0.2, 0.2, 0.2, 0.2, 0.2, nan, 0.2, 0.2, 0};
    std::vector<double> price(forward.size());
    black::prices(option_type::call, forward, strike, years, vol, price);
    for (std::size_t i = 0; i < price.size(); ++i) {
        const double one = black::price(option_type::call, forward[i], strike[i], years[i], vol[i]);
        if (std::isnan(one))
            CHECK(std::isnan(price[i]));
        else
            CHECK_THAT(price[i], WithinRel(one, 1e-15) || WithinAbs(0, 0));
    }
}

TEST_CASE("prices: the digits of an option depend on neither neighbours nor threads", "[black][prices]")
{
    const options o(1100, 2);
    std::vector<double> all(o.type.size()), again(o.type.size());
    black::prices(o.type, o.forward, o.strike, o.years, o.vol, o.discount, all);
    black::prices(o.type, o.forward, o.strike, o.years, o.vol, o.discount, again, {.threads = 3});
    CHECK(std::memcmp(all.data(), again.data(), all.size() * sizeof(double)) == 0);
    for (std::size_t i = 0; i < 40; ++i) {
        double alone = 0;
        black::prices(o.type[i], o.forward[i], o.strike[i], o.years[i], o.vol[i], o.discount[i], {&alone, 1});
        CHECK(alone == all[i]);
    }
}

TEST_CASE("prices: lengths that differ are named", "[black][prices]")
{
    std::vector<double> three(3, 1.), two(2, 1.);
    CHECK_THROWS_WITH(black::prices(option_type::call, 100, two, 1, 0.2, three),
                      "smirk::black::prices: expected 3 rows of strike, got 2");
    CHECK_THROWS_WITH(black::prices(option_type::call, 100, 100, 1, two, three),
                      "smirk::black::prices: expected 3 rows of vol, got 2");
}
