// SPDX-License-Identifier: BSL-1.0
// The short-term measure of a desk, put together from its parts: five-minute returns of the last five days, and nights.
#include <smirk/realized/overnight.hpp>
#include <smirk/realized/realized_variance.hpp>
#include <smirk/realized/sampling.hpp>

#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/shared_data.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace realized = smirk::realized;
namespace col = smirk::col;

TEST_CASE("vol of five days from five-minute prices, the nights added")
{
    SKIP_WITHOUT_SHARED_DATA("realized/hf_oneminute_market_prices.csv");
    const auto ticks = support::read_csv(support::shared_data("realized/hf_oneminute_market_prices.csv"));
    const auto price = ticks.numbers("MARKET");
    std::map<std::string, std::vector<double>> days; // prices by the minute, from 9:30 to 16:00
    for (std::size_t i = 0; i < price.size(); ++i) days[ticks.text.at("DT")[i].substr(0, 10)].push_back(price[i]);

    const realized::whole_day_weights plain_sum;
    double sum = 0, by_hand = 0, last_close = 0;
    int number = 0;
    for (const auto& [date, minutes] : days) {
        if (number == 6) break;
        if (number > 0) { // the first gives the close that the first night begins with
            std::vector<double> time;
            for (std::size_t i = 0; i < minutes.size(); ++i) time.push_back(60.0 * static_cast<double>(i));
            const auto grid =
                realized::previous_tick(smirk::columns(col::time(time), col::price(minutes)), 0.0, 300.0, 79);
            const double night = std::log(minutes.front() / last_close);
            sum += plain_sum(night, realized::realized_variance(realized::log_returns(grid)));
            by_hand += night * night;
            for (std::size_t i = 5; i < minutes.size(); i += 5)
                by_hand += std::pow(std::log(minutes[i] / minutes[i - 5]), 2);
        }
        last_close = minutes.back();
        ++number;
    }
    REQUIRE(number == 6);
    REQUIRE_THAT(sum, WithinRel(by_hand, 1e-13)); // the same sum, logs by another route
    const double vol = std::sqrt(252 * sum / 5);
    REQUIRE((vol > 0.1 && vol < 0.6));
}
