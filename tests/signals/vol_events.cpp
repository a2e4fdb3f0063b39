// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/vix_futures.hpp>
#include <smirk/signals/vol_events.hpp>

#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/shared_data.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

using namespace smirk;

namespace {
/// Closes around a day of a file of dates, {0, 0} where the file does not have it.
struct two_closes {
    double before = 0, on = 0;
};
two_closes around(const support::csv_table& table, const std::string& column, const std::string& day)
{
    const auto& date = table.text.at("date");
    const auto close = table.numbers(column);
    for (std::size_t t = 1; t < date.size(); ++t)
        if (date[t] == day) return {close[t - 1], close[t]};
    return {};
}
} // namespace

TEST_CASE("days of stress: the closes are those of the daily files")
{
    SKIP_WITHOUT_SHARED_DATA("garch/vix_nona.csv");
    const auto vix = support::read_csv(support::shared_data("garch/vix_nona.csv")); // 2014 to 2019
    const auto index = support::read_csv(support::shared_data("garch/sp500.csv"));  // 1999 to 2018
    int of_vix = 0, of_index = 0;
    for (const auto& event : signals::vol_events) {
        INFO(event.day);
        if (const auto close = around(vix, "vix", event.day); close.on > 0) {
            ++of_vix;
            REQUIRE(close.before == event.vix_before);
            REQUIRE(close.on == event.vix);
        }
        if (const auto close = around(index, "close", event.day); close.on > 0) {
            ++of_index;
            REQUIRE_THAT(event.index_before, WithinAbs(close.before, 0.005001)); // two decimals
            REQUIRE_THAT(event.index, WithinAbs(close.on, 0.005001));
        }
        REQUIRE((event.vix_change() > 0 && event.vix_change() < event.vix));
        REQUIRE(event.spot_return() < 0);
    }
    REQUIRE(of_vix == 4);
    REQUIRE(of_index == 6);
}

TEST_CASE("levels of the great days; 24 June 2016 closed at 25.76, not at 25.80")
{
    for (const auto& [day, vix] : {std::pair{"2008-11-20", 80.86}, {"2011-08-08", 48.00}, {"2020-03-16", 82.69}}) {
        bool found = false;
        for (const auto& event : signals::vol_events)
            if (std::string(event.day) == day) found = event.vix == vix;
        INFO(day);
        REQUIRE(found);
    }
    for (const auto& event : signals::vol_events)
        if (std::string(event.day) == "2016-06-24") REQUIRE(event.vix == 25.76);
}

TEST_CASE("minus 20 % in 2018 is September to December; December alone was minus 9 %")
{
    SKIP_WITHOUT_SHARED_DATA("garch/sp500.csv");
    const auto index = support::read_csv(support::shared_data("garch/sp500.csv"));
    const double peak = around(index, "close", "2018-09-20").on, low = around(index, "close", "2018-12-24").on;
    const double november = around(index, "close", "2018-11-30").on, december = around(index, "close", "2018-12-31").on;
    REQUIRE_THAT(low / peak - 1, WithinAbs(-0.198, 0.0005)); // to the digits printed
    REQUIRE_THAT(december / november - 1, WithinAbs(-0.092, 0.0005));
}

TEST_CASE("a product short its index once loses 96 % where the index doubles all but 4 %")
{
    const std::vector<double> index{100, 100 * (1 + signals::xiv_loss), 150};
    const auto note = signals::leveraged_product(index, -1);
    REQUIRE_THAT(note[1] / note[0], WithinRel(4.22 / 115.55, 1e-13)); // a difference of numbers near 1
    REQUIRE_THAT(signals::xiv_loss, WithinAbs(0.963, 0.0005));        // "lost 96.3 %": etf.com, 6 February 2018
    REQUIRE(signals::leveraged_product(std::vector<double>{100, 201, 100}, -1)[2] == 0); // beyond 100 % nothing is left
}
