// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/calendar.hpp>
#include <smirk/signals/calendar_window.hpp>

#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/shared_data.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <vector>

using namespace smirk;
using namespace std::chrono_literals;
using statistics::ties;
using statistics::window_end;
using std::chrono::days;
using std::chrono::sys_days;
using ymd = std::chrono::year_month_day;

namespace {
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Trading days from a date on.
std::vector<ymd> trading_days(ymd from, std::size_t n)
{
    std::vector<ymd> day;
    for (sys_days d = from; day.size() < n; d += days(1))
        if (!signals::us_options_exchange::closed(d)) day.push_back(d);
    return day;
}

std::vector<double> vols(std::size_t n)
{
    std::vector<double> iv;
    for (std::size_t i = 0; i < n; ++i) {
        const double t = static_cast<double>(i);
        iv.push_back(0.2 + 0.05 * std::sin(0.7 * t) + 0.04 * std::sin(0.013 * t * t));
    }
    return iv;
}
} // namespace

TEST_CASE("a window covers its whole length, neither a day more nor less")
{
    const std::vector<ymd> day{2023y / 1 / 2, 2023y / 1 / 3, 2024y / 1 / 1, 2024y / 1 / 2, 2024y / 1 / 3};
    const auto year = signals::calendar_windows(day, days(365));
    REQUIRE(year[1].size() == 0); // the history does not reach back
    REQUIRE(year[2].first == 0);  // 2023-01-02 to 2024-01-01 are 365 days
    REQUIRE(year[2].last == 3);
    REQUIRE(year[3].first == 1);
    REQUIRE(year[4].first == 2);
    REQUIRE(signals::calendar_windows(day, days(365), window_end::yesterday)[4].last == 4);
    REQUIRE(signals::calendar_windows({}, days(1)).empty());
}

TEST_CASE("rank and percentile of a calendar year are those of the rows in it, whatever their number")
{
    const auto day = trading_days(2020y / 1 / 2, 800);
    const auto iv = vols(day.size());
    const auto rank = signals::rolling_iv_rank(iv, day, days(365));
    const auto percentile = signals::rolling_iv_percentile(iv, day, days(365));
    std::vector<std::size_t> sizes;
    for (std::size_t t = 0; t < day.size(); ++t) {
        std::vector<double> window;
        for (std::size_t i = 0; i <= t; ++i)
            if (sys_days(day[i]) > sys_days(day[t]) - days(365)) window.push_back(iv[i]);
        if (sys_days(day[t]) < sys_days(day[0]) + days(364)) {
            REQUIRE(std::isnan(rank[t]));
            REQUIRE(std::isnan(percentile[t]));
            continue;
        }
        sizes.push_back(window.size());
        REQUIRE(rank[t] == signals::iv_rank(window)); // the same operations on the same values
        REQUIRE(percentile[t] == signals::iv_percentile(window));
    }
    REQUIRE(*std::min_element(sizes.begin(), sizes.end()) >= 250);
    REQUIRE(*std::max_element(sizes.begin(), sizes.end()) <= 254);
}

TEST_CASE("without a weekend or holiday, a span of days is a number of rows: every convention agrees")
{
    std::vector<ymd> day;
    for (int i = 0; i < 300; ++i) day.push_back(sys_days(2020y / 1 / 1) + days(i));
    auto iv = vols(day.size());
    iv[70] = iv[60] = iv[50]; // ties
    iv[120] = missing;
    for (const auto end : {window_end::today, window_end::yesterday}) {
        for (const auto tie : {ties::below, ties::at_or_below, ties::half}) {
            const auto length = days(end == window_end::today ? 60 : 61);
            const auto by_day = signals::rolling_iv_percentile(iv, day, length, {.window = end, .ties = tie});
            const auto by_row = signals::rolling_iv_percentile(iv, 60, {.window = end, .ties = tie});
            for (std::size_t t = 61; t < iv.size(); ++t) {
                REQUIRE(std::isnan(by_day[t]) == std::isnan(by_row[t]));
                if (!std::isnan(by_row[t]))
                    REQUIRE_THAT(by_day[t], WithinAbs(by_row[t], 1e-13)); // two roundings of 100
            }
        }
        for (const bool clamp : {false, true}) {
            const auto length = days(end == window_end::today ? 60 : 61);
            const auto by_day =
                signals::rolling_iv_rank(iv, day, length, {.window = end, .clamp = clamp, .min_valid = 50});
            const auto by_row = signals::rolling_iv_rank(iv, 60, {.window = end, .clamp = clamp, .min_valid = 50});
            for (std::size_t t = 61; t < iv.size(); ++t)
                REQUIRE((by_day[t] == by_row[t] || (std::isnan(by_day[t]) && std::isnan(by_row[t]))));
        }
    }
}

TEST_CASE("mistakes are refused")
{
    const std::vector<ymd> day{2023y / 1 / 2, 2023y / 1 / 2};
    const std::vector<double> iv{0.2, 0.3};
    REQUIRE_THROWS_WITH(signals::rolling_iv_rank(iv, day, days(10)), ContainsSubstring("row 1 does not"));
    REQUIRE_THROWS_AS(signals::rolling_iv_rank(iv, std::span(day).first(1), days(10)), std::invalid_argument);
    REQUIRE_THROWS_AS(signals::calendar_windows(day, days(0)), std::invalid_argument);
    REQUIRE_THROWS_AS(signals::rolling_iv_percentile(iv, day, days(1), {.min_valid = 0}), std::invalid_argument);
}

TEST_CASE("a calendar year and 252 rows of the VIX: the rank differs by little, most of the time")
{
    SKIP_WITHOUT_SHARED_DATA("garch/vix_nona.csv");
    const auto file = support::read_csv(support::shared_data("garch/vix_nona.csv"));
    const auto vix = file.numbers("vix");
    std::vector<ymd> day;
    for (const auto& date : file.text.at("date"))
        day.push_back(std::chrono::year(std::stoi(date.substr(0, 4))) / std::stoi(date.substr(5, 2)) /
                      std::stoi(date.substr(8, 2)));
    const auto by_day = signals::rolling_iv_rank(vix, day, days(365)), by_row = signals::rolling_iv_rank(vix, 252);
    std::size_t near = 0, known = 0;
    for (std::size_t t = 0; t < vix.size(); ++t)
        if (!std::isnan(by_day[t]) && !std::isnan(by_row[t])) {
            ++known;
            near += std::abs(by_day[t] - by_row[t]) < 1;
            REQUIRE((by_day[t] >= 0 && by_day[t] <= 100));
        }
    REQUIRE(known > 1000);
    REQUIRE(near > known * 9 / 10);
}
