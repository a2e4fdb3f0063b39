// SPDX-License-Identifier: BSL-1.0
// Decision tables of any rules and readings; calendars of any day.
#include "input.hpp"

#include <smirk/replication/expiries.hpp>
#include <smirk/signals/calendar.hpp>
#include <smirk/signals/rules.hpp>

#include <algorithm>

namespace {

namespace signals = smirk::signals;
namespace replication = smirk::replication;
using fuzz::refuses, fuzz::require, fuzz::same;

void tables(fuzz::input& in)
{
    static const std::string quantities[] = {"vix", "skew", "rank", "slope", ""};
    const auto name = [&] { return quantities[in.byte() % 41 == 40 ? 4 : in.below(4)]; };
    signals::decision_table table(in.below(8));
    bool proper = true;
    for (auto& rule : table) {
        rule.name = std::string(1, static_cast<char>('a' + in.below(26)));
        rule.when.resize(in.byte() % 40 ? 1 + in.below(4) : 0);
        proper = proper && !rule.when.empty();
        for (auto& c : rule.when) {
            c.quantity = name();
            if (in.flag()) c.from = in.number(std::floor(in.between(-4, 4)));
            if (in.flag()) c.to = in.number((std::isfinite(c.from) ? c.from : 0) + std::floor(in.between(1, 4)));
            proper = proper && !c.quantity.empty() && c.from < c.to;
        }
    }
    std::vector<std::string> names;
    std::vector<signals::reading> readings;
    const std::size_t n = in.below(6);
    for (std::size_t i = 0; i < n; ++i) names.push_back(name());
    for (const auto& q : names) readings.push_back({q, in.number(std::floor(in.between(-5, 5)))});
    const auto value = [&](const std::string& q) {
        double v = std::nan("");
        for (const auto& r : readings)
            if (r.quantity == q) v = r.value;
        return v;
    };
    require(proper != refuses([&] {
                const auto found = signals::evaluate(table, readings);
                std::vector<int> seen(table.size(), 0);
                const auto visit = [&](const std::vector<signals::finding>& list, int mark) {
                    std::size_t conditions = std::numeric_limits<std::size_t>::max();
                    for (const auto& f : list) {
                        require(f.row < table.size() && seen[f.row] == 0 && f.because.size() <= conditions);
                        conditions = f.because.size();
                        seen[f.row] = mark;
                        require(f.because.size() == table[f.row].when.size() && f.name == table[f.row].name);
                    }
                };
                visit(found.matching, 1), visit(found.undecided, 2);
                for (std::size_t row = 0; row < table.size(); ++row) {
                    bool no = false, unknown = false;
                    for (const auto& c : table[row].when) {
                        const double v = value(c.quantity);
                        unknown = unknown || std::isnan(v);
                        no = no || v < c.from || (v >= c.to && c.to != signals::unbounded); // which holds infinity
                        if (seen[row] == 2 && std::isnan(v))
                            require(std::count(found.missing.begin(), found.missing.end(), c.quantity) == 1);
                    }
                    require(seen[row] == (no ? 0 : unknown ? 2 : 1));
                }
            }));
}

void calendars(fuzz::input& in)
{
    using namespace std::chrono;
    const auto any_day = [&] { return sys_days{year{1990} / 1 / 1} + days(in.below(40000)); };
    const sys_days day = any_day();
    const year_month_day ymd{day};
    require(!signals::us_options_exchange::closed(signals::trading_day_on_or_before(day)));
    require(day - sys_days{signals::trading_day_on_or_before(day)} < days(8));
    for (const auto next : {signals::next_option_expiry(ymd), signals::next_vix_expiry(ymd)}) {
        require(next.ok() && next >= ymd && sys_days{next} - day < days(40));
        require(!signals::us_options_exchange::closed(sys_days{next}));
    }
    const auto distance = signals::distance_to_expiry(ymd);
    require(distance.since >= 0 && distance.until >= 0 && distance.since + distance.until <= 26);
    const sys_days other = day + days(static_cast<int>(in.below(200)) - 100);
    require(signals::trading_days_between(day, other) == -signals::trading_days_between(other, day));

    std::vector<replication::listed_expiry> listed(in.below(30));
    const local_days today{day.time_since_epoch()};
    for (auto& e : listed) {
        e.date = today + days(static_cast<int>(in.below(220)) - 10);
        e.settles = in.flag() ? replication::settlement::am : replication::settlement::pm;
    }
    const replication::exchange_time quoted = today + seconds(in.below(24 * 3600));
    for (const auto& family : {replication::vix1d_family, replication::vix_family, replication::vix9d_family,
                               replication::vix3m_family, replication::vix6m_family, replication::skew_family}) {
        const auto terms = replication::choose_expiries(listed, quoted, family);
        if (!terms) continue;
        require(terms.near.index < listed.size() && terms.next.index < listed.size());
        const auto &near = listed[terms.near.index], &next = listed[terms.next.index];
        require(near.date < next.date && replication::minutes_to_expiry(near, quoted) > 0);
        require(terms.near.years < terms.next.years || family.clock == replication::index_clock::trading_days);
        require(replication::is_in_set(near, listed, family.set) && replication::is_in_set(next, listed, family.set));
        for (const auto& e : listed) // none of the set lies between the two
            require(!(e.date > near.date && e.date < next.date && replication::is_in_set(e, listed, family.set)));
    }
}

} // namespace

SMIRK_FUZZ_TARGET(rules)
{
    fuzz::input in(data, size);
    if (in.byte() & 1)
        tables(in);
    else
        calendars(in);
    return 0;
}
