// SPDX-License-Identifier: BSL-1.0
// Implied vols of many: against the scalar function at every width, any length, any layout, any number of threads.
#include <smirk/black/implied_vols.hpp>
#include <smirk/black/price.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

using namespace smirk;
using black::implied_vol_status;

namespace {

struct quotes {
    std::vector<option_type> type;
    std::vector<double> price, forward, strike, years, discount;
};

/// Quotes of every region, one in eight of them without a vol.
quotes random_quotes(std::size_t n, unsigned seed)
{
    std::mt19937_64 engine(seed);
    std::uniform_real_distribution<double> uniform(0, 1);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    quotes q;
    for (std::size_t i = 0; i < n; ++i) {
        double forward = 100 * (0.5 + uniform(engine)), years = std::pow(730, uniform(engine)) / 365;
        double strike = forward * std::exp((uniform(engine) - 0.5) * std::pow(10, 1 - 5 * uniform(engine)));
        double discount = std::exp(-0.03 * years);
        const double vol = 0.001 * std::pow(5000, uniform(engine));
        const auto type = uniform(engine) < 0.5 ? option_type::call : option_type::put;
        double price = black::price(type, forward, strike, years, vol, discount);
        switch (engine() % 64) {
        case 0:
            price = nan;
            break;
        case 1:
            price = -price;
            break;
        case 2:
            price = 2 * forward + strike;
            break;
        case 3:
            forward = 0;
            break;
        case 4:
            strike = std::numeric_limits<double>::infinity();
            break;
        case 5:
            years = -1;
            break;
        case 6:
            discount = nan;
            break;
        case 7:
            strike = forward;
            break;
        default:
            break;
        }
        q.type.push_back(type);
        q.price.push_back(price);
        q.forward.push_back(forward);
        q.strike.push_back(strike);
        q.years.push_back(years);
        q.discount.push_back(discount);
    }
    return q;
}

struct results {
    std::vector<double> vol;
    std::vector<implied_vol_status> status;
};

results solve(const quotes& q, black::batch_options options = {})
{
    results r{std::vector<double>(q.price.size()), std::vector<implied_vol_status>(q.price.size())};
    black::implied_vols(q.type, q.price, q.forward, q.strike, q.years, q.discount, r.vol, r.status, options);
    return r;
}

bool same_digits(const std::vector<double>& a, const std::vector<double>& b)
{
    return a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

} // namespace

TEST_CASE("implied vols: the scalar function's vols and statuses at every width", "[black][implied_vols]")
{
    const quotes q = random_quotes(20000, 3);
    for (const lane_width width : {lane_width::avx512, lane_width::avx2, lane_width::baseline}) {
        const results r = solve(q, {.threads = 1, .width = width});
        double worst = 0;
        int wrong_status = 0;
        for (std::size_t i = 0; i < q.price.size(); ++i) {
            const auto one =
                black::implied_vol(q.type[i], q.price[i], q.forward[i], q.strike[i], q.years[i], q.discount[i]);
            wrong_status += r.status[i] != one.status || std::isnan(r.vol[i]) != std::isnan(one.vol);
            if (!one || one.vol == 0) continue;
            // Units of d ln s / d ln(time value), as in the promise of the docstring.
            const double time = black::time_value(q.forward[i], q.strike[i], q.years[i], one.vol);
            const double up = black::time_value(q.forward[i], q.strike[i], q.years[i], one.vol * (1 + 1e-6));
            const double unit = std::numeric_limits<double>::epsilon() * std::fmax(1, 1e-6 * time / (up - time));
            worst = std::fmax(worst, std::fabs(r.vol[i] / one.vol - 1) / unit);
        }
        CHECK(wrong_status == 0);
        // Lanes and the scalar function are within 6 units of the truth each; most of that is the same rounding.
        CHECK(worst < 6);
    }
}

TEST_CASE("implied vols: AVX-512, AVX2 and the baseline agree to two units", "[black][implied_vols]")
{
    const quotes q = random_quotes(20000, 4);
    const results widest = solve(q);
    for (const lane_width width : {lane_width::avx512, lane_width::avx2, lane_width::baseline}) {
        const results r = solve(q, {.threads = 1, .width = width});
        CHECK(r.status == widest.status);
        double worst = 0;
        for (std::size_t i = 0; i < q.price.size(); ++i) {
            if (!black::usable(r.status[i]) || r.vol[i] == 0) continue;
            const double time = black::time_value(q.forward[i], q.strike[i], q.years[i], r.vol[i]);
            const double up = black::time_value(q.forward[i], q.strike[i], q.years[i], r.vol[i] * (1 + 1e-6));
            const double unit = std::numeric_limits<double>::epsilon() * std::fmax(1, 1e-6 * time / (up - time));
            worst = std::fmax(worst, std::fabs(r.vol[i] / widest.vol[i] - 1) / unit);
        }
        CHECK(worst <= 2);
    }
}

TEST_CASE("implied vols: the same digits whatever the number of threads", "[black][implied_vols]")
{
    const quotes q = random_quotes(100003, 5);
    const results one = solve(q);
    for (const unsigned threads : {0u, 2u, 3u, 7u}) {
        const results many = solve(q, {.threads = threads});
        CHECK(same_digits(one.vol, many.vol));
        CHECK(one.status == many.status);
    }
}

TEST_CASE("implied vols: the digits of a quote do not depend on its neighbours", "[black][implied_vols]")
{
    const quotes q = random_quotes(700, 6);
    const results all = solve(q);
    for (const std::size_t n : {0u, 1u, 2u, 7u, 8u, 9u, 17u, 511u, 512u, 513u, 699u}) {
        quotes some = q;
        const auto cut = [n](auto& column) { column.resize(n); };
        cut(some.type), cut(some.price), cut(some.forward), cut(some.strike), cut(some.years), cut(some.discount);
        const results r = solve(some);
        CHECK(same_digits(r.vol, std::vector<double>(all.vol.begin(), all.vol.begin() + std::ptrdiff_t(n))));
    }
}

TEST_CASE("implied vols: one forward, one expiry, one discount, one type", "[black][implied_vols]")
{
    std::vector<double> strike, price;
    for (int k = 60; k <= 150; ++k) {
        strike.push_back(k);
        price.push_back(black::price(option_type::call, 100., double(k), 0.25, 0.2 + 0.001 * k, 0.98));
    }
    std::vector<double> vol(strike.size());
    std::vector<implied_vol_status> status(strike.size());
    black::implied_vols(option_type::call, price, 100, strike, 0.25, 0.98, vol, status);
    for (std::size_t i = 0; i < vol.size(); ++i) {
        CHECK(status[i] == implied_vol_status::converged);
        // In the money the price of 40 holds the time value to 40 epsilon of a price of 1e-5 and more.
        CHECK_THAT(vol[i], WithinRel(0.2 + 0.001 * strike[i], 1e-9));
    }
    const std::vector<double> forward_price = {4.};
    std::vector<double> one(1);
    std::vector<implied_vol_status> one_status(1);
    black::implied_vols(option_type::put, forward_price, 100, 100, 1, one, one_status);
    CHECK(one[0] == black::implied_vol(option_type::put, 4., 100., 100., 1.).vol);
}

TEST_CASE("implied vols: strided columns", "[black][implied_vols]")
{
    struct quote {
        double strike, price;
    };
    std::vector<quote> rows;
    for (int k = 80; k < 120; ++k) rows.push_back({double(k), black::time_value(100., double(k), 0.5, 0.3)});
    std::vector<option_type> type;
    for (const auto& r : rows) type.push_back(r.strike > 100 ? option_type::call : option_type::put);
    const strided<double> strike(&rows[0].strike, rows.size(), 2), price(&rows[0].price, rows.size(), 2);
    std::vector<double> vol(rows.size());
    std::vector<implied_vol_status> status(rows.size());
    black::implied_vols(type, price, 100, strike, 0.5, vol, status);
    for (const double v : vol) CHECK_THAT(v, WithinRel(0.3, 1e-14));
}

TEST_CASE("implied vols: lengths that differ are named", "[black][implied_vols]")
{
    std::vector<double> three(3, 1.), two(2, 1.), vol(3);
    std::vector<implied_vol_status> status(3);
    CHECK_THROWS_WITH(black::implied_vols(option_type::call, three, 100, two, 1, vol, status),
                      "smirk::black::implied_vols: expected 3 rows of strike, got 2");
    CHECK_THROWS_WITH(black::implied_vols(option_type::call, three, 100, 100, 1, two, status),
                      "smirk::black::implied_vols: expected room for 3 vols and statuses, got 2 and 3");
    CHECK_THROWS_AS(black::implied_vols(std::vector<option_type>(2), three, 100, 100, 1, vol, status),
                    std::invalid_argument);
}
