// SPDX-License-Identifier: BSL-1.0
// Which two expiries an index is made of, and how many minutes are left to each.
#pragma once
#include <smirk/replication/us_holidays.hpp>

#include <chrono>
#include <cstddef>
#include <span>

namespace smirk::inline SMIRK_ABI::replication {

enum class settlement {
    am, ///< on the opening prices, 09:30 exchange time: SPX
    pm, ///< on the closing prices, 16:00 exchange time: SPXW
};

/// A listed expiry, as a file of quotes describes it. The date is that of settlement.
struct listed_expiry {
    std::chrono::local_days date;
    settlement settles;
};

/// Time of a quote on the clock of the exchange (New York). The Cboe counts minutes on that clock, so the hour that
/// daylight saving time moves does not count.
using exchange_time = std::chrono::local_seconds;

/// Whole minutes from a quote to expiry, floored; negative once the expiry has passed.
[[nodiscard]] constexpr long minutes_to_expiry(const listed_expiry& expiry, exchange_time quoted) noexcept
{
    using namespace std::chrono;
    const auto at = expiry.settles == settlement::am ? hours{9} + minutes{30} : hours{16} + minutes{0};
    return static_cast<long>(floor<minutes>(expiry.date + at - quoted).count());
}

/// The same without Saturdays, Sundays and holidays: whole days of 1440 minutes are left out where no trade is made.
[[nodiscard]] constexpr long trading_minutes_to_expiry(const listed_expiry& expiry, exchange_time quoted) noexcept
{
    using std::chrono::days;
    long minutes = minutes_to_expiry(expiry, quoted);
    for (auto day = std::chrono::floor<days>(quoted) + days{1}; day < expiry.date; day += days{1})
        if (!is_us_business_day(day)) minutes -= 1440;
    return minutes;
}

/// Which expiries an index may use.
enum class expiry_set {
    end_of_week,  ///< every AM expiry, and the PM expiries on the last trading day of a week
    end_of_month, ///< every AM expiry, and the PM expiries on the last trading day of a month
    am_only,      ///< AM expiries alone
    pm_only,      ///< PM expiries alone, of every day
};

/// What makes a year of an index.
enum class index_clock {
    calendar,     ///< 525600 minutes
    trading_days, ///< 252 days of 1440 minutes; weekends and holidays do not count
};

/// The rule by which an index picks its two expiries.
///
/// target_days   near is the last expiry of the set that is not farther than this, next the one after it
/// minimum_days  an expiry nearer than this is left out
///
/// vix1d_family takes today's expiry and the next one, on the clock of trading days (a Friday's index does not hold the
/// weekend); what the exchange does in the last minutes before settlement is not reproduced. vix6m_family uses the set
/// of the three-month index.
struct index_family {
    int target_days;
    expiry_set set;
    int minimum_days = 0;
    index_clock clock = index_clock::calendar;
};
inline constexpr index_family vix1d_family{0, expiry_set::pm_only, 0, index_clock::trading_days};
inline constexpr index_family vix_family{30, expiry_set::end_of_week};
inline constexpr index_family vix9d_family{9, expiry_set::end_of_week};
inline constexpr index_family vix3m_family{93, expiry_set::end_of_month};
inline constexpr index_family vix6m_family{184, expiry_set::end_of_month};
inline constexpr index_family skew_family{30, expiry_set::am_only, 7};

/// Whether an expiry belongs to a set. A PM expiry gives way to an AM expiry of the same date: `listed` is looked
/// through for one.
[[nodiscard]] constexpr bool is_in_set(const listed_expiry& expiry, std::span<const listed_expiry> listed,
                                       expiry_set set) noexcept
{
    using namespace std::chrono;
    if (expiry.settles == settlement::am) return set != expiry_set::pm_only;
    if (set == expiry_set::pm_only) return true;
    for (const auto& other : listed)
        if (other.date == expiry.date && other.settles == settlement::am) return false;

    const auto is_last_of = [&](local_days end) { // no trading day after it up to `end`
        for (auto day = expiry.date + days{1}; day <= end; day += days{1})
            if (is_us_business_day(day)) return false;
        return true;
    };
    const year_month_day ymd{expiry.date};
    switch (set) {
    case expiry_set::end_of_week:
        return is_last_of(expiry.date + (Saturday - weekday{expiry.date}));
    case expiry_set::end_of_month:
        return is_last_of(local_days{ymd.year() / ymd.month() / last});
    case expiry_set::am_only:
    case expiry_set::pm_only:
        return false; // settled above
    }
    return false;
}

/// One of the two expiries of an index.
struct index_term {
    std::size_t index = 0; ///< its place in the list
    long minutes = 0;      ///< on the clock of the index
    double years = 0;      ///< minutes / 525600, or / (252 * 1440) on the clock of trading days
};

enum class expiries_status { ok, no_expiry, only_one_expiry };

struct [[nodiscard]] index_terms {
    index_term near, next;
    expiries_status status = expiries_status::ok;
    explicit operator bool() const noexcept { return status == expiries_status::ok; }
};

/// The near and the next expiry of an index.
///
/// Days are calendar days from the quote's date to the expiry's. near is the last expiry with days <= target_days, next
/// the one after it; where no expiry is so close, near is the nearest one. Expiries in the past, or at the very minute
/// of the quote, are left out. Holidays are those of is_us_holiday(): a week may end on a Thursday.
///
/// listed   the expiries of one underlying in any order, each date and settlement once
/// quoted   time of the quotes
/// family   vix_family, vix1d_family, vix9d_family, vix3m_family, vix6m_family, skew_family, or a rule of your own
/// returns  places in `listed` with minutes and years; a status other than ok where there are no two expiries
/// cost     O(n^2) for every expiry within the target, no allocation
/// source   Cboe Volatility Index Mathematics Methodology, section 1 (bracket method; skew_family: nearest term method)
[[nodiscard]] constexpr index_terms choose_expiries(std::span<const listed_expiry> listed, exchange_time quoted,
                                                    const index_family& family = vix_family) noexcept
{
    using namespace std::chrono;
    const auto today = floor<days>(quoted);
    const auto days_left = [&](std::size_t i) { return (listed[i].date - today).count(); };
    const std::size_t none = listed.size();
    const auto first_after = [&](std::size_t bound) { // the earliest member after listed[bound], or of all
        std::size_t first = none;
        for (std::size_t i = 0; i < none; ++i) {
            if (days_left(i) < family.minimum_days || minutes_to_expiry(listed[i], quoted) <= 0) continue;
            if (bound != none && listed[i].date <= listed[bound].date) continue;
            if (first != none && listed[i].date >= listed[first].date) continue;
            if (is_in_set(listed[i], listed, family.set)) first = i;
        }
        return first;
    };
    const auto term = [&](std::size_t i) {
        const bool calendar = family.clock == index_clock::calendar;
        const long minutes =
            calendar ? minutes_to_expiry(listed[i], quoted) : trading_minutes_to_expiry(listed[i], quoted);
        return index_term{i, minutes, static_cast<double>(minutes) / (calendar ? 525600 : 252 * 1440)};
    };

    std::size_t near = first_after(none);
    if (near == none) return {{}, {}, expiries_status::no_expiry};
    std::size_t next = first_after(near);
    while (next != none && days_left(next) <= family.target_days) {
        near = next;
        next = first_after(near);
    }
    if (next == none) return {term(near), {}, expiries_status::only_one_expiry};
    return {term(near), term(next), expiries_status::ok};
}

} // namespace smirk::inline SMIRK_ABI::replication
