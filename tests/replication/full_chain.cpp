// SPDX-License-Identifier: BSL-1.0
// The whole way, from a file with every expiry and no rates to the indexes: expiries by rule, forward and discount by
// parity.
#include "replication/option_quotes.hpp"
#include "support/catch.hpp"
#include "support/shared_data.hpp"

#include <smirk/replication.hpp>

#include <array>
#include <map>

using namespace smirk::replication;
using namespace std::chrono;

namespace {

struct full_chain {
    std::vector<listed_expiry> listed;
    std::vector<support::option_quotes> quotes; // without a rate
};

local_days date_of(const std::string& text)
{
    return local_days{year{std::stoi(text.substr(0, 4))} / std::stoi(text.substr(5, 2)) / std::stoi(text.substr(8, 2))};
}

full_chain read_full_chain(const std::string& path, exchange_time quoted)
{
    const auto t = support::read_csv(path);
    const auto strike = t.numbers("strike"), bid = t.numbers("bid"), ask = t.numbers("ask");
    constexpr double missing = std::numeric_limits<double>::quiet_NaN();
    std::map<std::string, std::map<double, std::array<double, 4>>> expiries;
    for (std::size_t i = 0; i < strike.size(); ++i) {
        auto& rows = expiries[t.text.at("expiry")[i] + " " + t.text.at("root")[i]];
        auto& row = rows.try_emplace(strike[i], std::array{missing, missing, missing, missing}).first->second;
        const std::size_t at = t.text.at("type")[i] == "P" ? 2 : 0;
        row[at] = bid[i];
        row[at + 1] = ask[i];
    }
    full_chain chain;
    for (const auto& [name, rows] : expiries) {
        chain.listed.push_back({date_of(name), name.ends_with("SPX") ? settlement::am : settlement::pm});
        auto& quotes = chain.quotes.emplace_back();
        quotes.years = static_cast<double>(minutes_to_expiry(chain.listed.back(), quoted)) / minutes_per_year;
        for (const auto& [k, q] : rows) quotes.add(k, q[0], q[1], q[2], q[3]);
    }
    return chain;
}

} // namespace

TEST_CASE("indexes of a full chain whose file carries no rates")
{
    struct close {
        const char* date;
        double vix9d, vix, vix3m;
    };
    for (const auto& [date, vix9d, vix, vix3m] :
         {close{"2023-05-23", 17.37, 18.53, 21.06}, close{"2024-01-05", 11.71, 13.35, 15.51}}) {
        const auto file = std::string("chains/SPX_full_") + date + ".csv";
        SKIP_WITHOUT_SHARED_DATA(file);
        const exchange_time quoted = date_of(date) + 16h + 15min;
        const auto chain = read_full_chain(support::shared_data(file), quoted);
        const auto index = [&](const index_family& family) {
            const auto terms = choose_expiries(chain.listed, quoted, family);
            REQUIRE(terms);
            return cboe_index(chain.quotes[terms.near.index].slice(), chain.quotes[terms.next.index].slice(),
                              {.target_minutes = 1440.0 * family.target_days});
        };
        const double tolerance = 0.01; // official closes; the rate moves an index by a few thousandths
        REQUIRE_THAT(index(vix_family).index, WithinAbs(vix, tolerance));
        REQUIRE_THAT(index(vix9d_family).index, WithinAbs(vix9d, tolerance));
        REQUIRE_THAT(index(vix3m_family).index, WithinAbs(vix3m, tolerance));
    }
}

TEST_CASE("every expiry of a full chain: a variance that is one, or a reason")
{
    SKIP_WITHOUT_SHARED_DATA("chains/SPX_full_2024-01-05.csv");
    const exchange_time quoted = date_of("2024-01-05") + 16h + 15min;
    const auto chain = read_full_chain(support::shared_data("chains/SPX_full_2024-01-05.csv"), quoted);
    std::size_t usable = 0;
    for (const auto& quotes : chain.quotes) {
        if (quotes.years <= 0) continue;
        const auto v = cboe_variance(quotes.slice());
        if (!v) {
            REQUIRE(v.status != strip_status::ok);
            continue;
        }
        ++usable;
        REQUIRE(std::sqrt(v.variance) > 0.05);
        REQUIRE(std::sqrt(v.variance) < 0.5);
        REQUIRE(v.contributions.size() + v.dropped.size() == quotes.strike.size());
        double total = 0;
        for (const auto& c : v.contributions) total += c.variance;
        REQUIRE_THAT(total - v.split_term, WithinRel(v.variance, 1e-12));

        const auto fair = fair_variance(quotes.slice());
        REQUIRE(fair);
        REQUIRE_THAT(std::sqrt(fair.fair.variance),
                     WithinAbs(std::sqrt(v.variance), 0.02)); // the tails of long expiries
        REQUIRE(fair.fair.put_tail_share < 0.2);
        const auto band = spread_band(cboe_strip(quotes.slice()));
        REQUIRE(band.at_bid <= band.at_mid);
        REQUIRE(band.at_mid <= band.at_ask);
        REQUIRE(band.standard_error < band.at_ask - band.at_bid);
        const auto m = moments(cboe_strip(quotes.slice()));
        REQUIRE(m);
        REQUIRE(m.skewness < 0);
        REQUIRE(m.kurtosis > m.skewness * m.skewness + 1); // Pearson's inequality
    }
    REQUIRE(usable > 50);
}
