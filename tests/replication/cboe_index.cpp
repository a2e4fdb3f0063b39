// SPDX-License-Identifier: BSL-1.0
#include "replication/option_quotes.hpp"
#include "support/catch.hpp"
#include "support/shared_data.hpp"

#include <smirk/black/price.hpp>
#include <smirk/replication/cboe_index.hpp>

#include <array>
#include <map>

using namespace smirk::replication;

namespace {

auto flat(double vol, double years)
{
    return support::priced_quotes(
        [=](double k, bool call) { return support::black_forward_price(100, k, vol * vol * years, call); }, 50, 200,
        0.5, years, 0);
}
constexpr double days = 1440 / minutes_per_year;

} // namespace

TEST_CASE("the index interpolates total variance in time")
{
    const auto near = flat(0.2, 20 * days), next = flat(0.3, 40 * days);
    const auto v1 = cboe_variance(near.slice()), v2 = cboe_variance(next.slice());
    const auto index = cboe_index(near.slice(), next.slice());
    REQUIRE(index);
    REQUIRE(index.near.contributions.size() > 100); // by strike, if not told otherwise
    REQUIRE_THAT(index.near_weight, WithinRel(0.5, 1e-12));
    REQUIRE_THAT(index.variance, WithinRel((20 * v1.variance + 40 * v2.variance) / 60, 1e-12));
    REQUIRE_THAT(index.index, WithinRel(100 * std::sqrt(index.variance), 1e-15));
    // at an expiry it is the volatility of that expiry
    REQUIRE_THAT(cboe_index(v1, v2, {.target_minutes = 20 * 1440}).variance, WithinRel(v1.variance, 1e-12));
    REQUIRE_THAT(cboe_index(v1, v2, {.target_minutes = 40 * 1440}).variance, WithinRel(v2.variance, 1e-12));
}

TEST_CASE("an index that cannot be formed says which term failed")
{
    const auto near = flat(0.2, 20 * days), next = flat(0.3, 40 * days);
    auto broken = near;
    for (auto& bid : broken.put_bid) bid = 0;
    const auto no_near = cboe_index(broken.slice(), next.slice());
    REQUIRE_FALSE(no_near);
    REQUIRE(no_near.status == index_status::no_near_variance);
    REQUIRE(no_near.near.status == strip_status::no_puts);
    REQUIRE(std::isnan(no_near.index));

    broken.years = 50 * days;
    REQUIRE(cboe_index(near.slice(), broken.slice()).status == index_status::no_next_variance);

    // 2 days at 90 % and 20 days at 20 %: total variance falls, and a target far beyond both is negative
    const auto early = flat(0.9, 2 * days), late = flat(0.2, 20 * days);
    const auto negative = cboe_index(early.slice(), late.slice(), {.target_minutes = 90 * 1440});
    REQUIRE(negative.status == index_status::negative_variance);
    REQUIRE(negative.variance < 0);
    REQUIRE(std::isnan(negative.index));
}

TEST_CASE("expiries in the wrong order are misuse")
{
    const auto near = flat(0.2, 20 * days), next = flat(0.3, 40 * days);
    REQUIRE_THROWS_AS(cboe_index(next.slice(), near.slice()), std::invalid_argument);
    REQUIRE_THROWS_AS(cboe_index(near.slice(), near.slice()), std::invalid_argument);
    REQUIRE_THROWS_AS(cboe_index(near.slice(), next.slice(), {.target_minutes = 0}), std::invalid_argument);
}

TEST_CASE("four official closes")
{
    // VIX, VIX9D and VIX3M as published by the exchange, and the minutes of the two expiries each is made of.
    struct day {
        const char *date, *expiry[6];
        double vix9d, vix, vix3m;
    };
    const day closes[] = {
        {"2022-02-04",
         {"2022-02-11 SPXW", "2022-02-18 SPX", "2022-03-04 SPXW", "2022-03-11 SPXW", "2022-04-29 SPXW",
          "2022-05-20 SPX"},
         21.86,
         23.22,
         26.25},
        {"2023-05-05",
         {"2023-05-12 SPXW", "2023-05-19 SPX", "2023-06-02 SPXW", "2023-06-09 SPXW", "2023-07-31 SPXW",
          "2023-08-18 SPX"},
         15.34,
         17.19,
         20.78},
        {"2023-05-23",
         {"2023-05-26 SPXW", "2023-06-02 SPXW", "2023-06-16 SPX", "2023-06-23 SPXW", "2023-08-18 SPX",
          "2023-08-31 SPXW"},
         17.37,
         18.53,
         21.06},
        {"2024-01-05",
         {"2024-01-12 SPXW", "2024-01-19 SPX", "2024-02-02 SPXW", "2024-02-09 SPXW", "2024-03-28 SPXW",
          "2024-04-19 SPX"},
         11.71,
         13.35,
         15.51},
    };
    for (const auto& [date, expiry, vix9d, vix, vix3m] : closes) {
        const auto file = std::string("chains/SPX_") + date + ".csv";
        SKIP_WITHOUT_SHARED_DATA(file);
        auto chain = support::read_chain(support::shared_data(file));
        const auto index = [&, &expiry = expiry](int i, double minutes) {
            return cboe_index(chain.at(expiry[i]).slice(), chain.at(expiry[i + 1]).slice(), {.target_minutes = minutes})
                .index;
        };
        // The file is a snapshot at 16:15; the official close is rounded to 0.01.
        REQUIRE_THAT(index(2, vix_minutes), WithinAbs(vix, 0.005));
        REQUIRE_THAT(index(0, vix9d_minutes), WithinAbs(vix9d, 0.01));
        REQUIRE_THAT(index(4, vix3m_minutes), WithinAbs(vix3m, 0.01));
    }
}

TEST_CASE("VVIX: the same index on VIX options")
{
    SKIP_WITHOUT_SHARED_DATA("chains/VIX_options_2023-05-15.csv");
    // 11:32 on 15 May 2023; VIX options settle at the opening. 30 days away: VIXW of 14 June, then VIX of 21 June.
    const auto t = support::read_csv(support::shared_data("chains/VIX_options_2023-05-15.csv"));
    const auto strike = t.numbers("strike"), bid = t.numbers("bid"), ask = t.numbers("ask");
    const auto expiry = [&](const char* date, double minutes) {
        std::map<double, std::array<double, 4>> rows;
        for (std::size_t i = 0; i < strike.size(); ++i) {
            if (t.text.at("expiry")[i] != date) continue;
            auto& row = rows[strike[i]];
            const std::size_t put = t.text.at("type")[i] == "P" ? 2 : 0;
            row[put] = bid[i];
            row[put + 1] = ask[i];
        }
        support::option_quotes quotes;
        quotes.years = minutes / minutes_per_year;
        quotes.rate = 0.05;
        for (const auto& [k, q] : rows) quotes.add(k, q[0], q[1], q[2], q[3]);
        return quotes;
    };
    const auto near = expiry("2023-06-14", 30 * 1440 - 122), next = expiry("2023-06-21", 37 * 1440 - 122);
    const auto vvix = cboe_index(near.slice(), next.slice());
    REQUIRE(vvix);
    // An independent program gives 94.09 at this time with a rate of its own; a rate of 4 to 6 % moves it by 0.05.
    REQUIRE_THAT(vvix.index, WithinAbs(94.09, 0.05));
}

TEST_CASE(
    "VVIX: options on the VIX have its future for a forward, so the index is the vol of the future, not of the VIX")
{
    // options priced on a future of 18 with a vol of 90 %, whatever the VIX itself says
    const auto expiry = [](double future, double years) {
        support::option_quotes q;
        q.years = years;
        q.rate = 0;
        for (double K = 9; K <= 60; K += 0.5) {
            const double call = smirk::black::price(smirk::option_type::call, future, K, years, 0.9);
            const double put = call - (future - K);
            q.add(K, call, call, put, put);
        }
        return q;
    };
    const auto near = expiry(18, 23 / 365.0), next = expiry(19, 58 / 365.0);
    const auto vvix = cboe_index(cboe_variance(near.slice()), cboe_variance(next.slice()));
    REQUIRE_THAT(vvix.near.forward, WithinRel(18, 1e-12));
    REQUIRE_THAT(vvix.next.forward, WithinRel(19, 1e-12));
    REQUIRE_THAT(vvix.index, WithinAbs(90, 1.5)); // strikes half a point apart and the ends of the strip
}
