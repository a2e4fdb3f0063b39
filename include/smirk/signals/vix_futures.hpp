// SPDX-License-Identifier: BSL-1.0
// VIX futures: basis, roll, the index of constant maturity, and the leveraged products that follow it.
#pragma once
#include <smirk/market_span.hpp>
#include <smirk/signals/rules.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace smirk::inline SMIRK_ABI::signals {

/// First future less the index, in points: positive in contango. On the settlement morning the future converges to the
/// special opening quotation, not to the index.
[[nodiscard]] inline double vix_basis(double future, double vix) { return future - vix; }

/// Basis as a fraction of the index: F / VIX - 1.
[[nodiscard]] inline double vix_basis_relative(double future, double vix) { return future / vix - 1; }

/// Basis a day to settlement, which makes dates comparable: (F - VIX) / days. NaN unless days > 0.
[[nodiscard]] inline double vix_basis_per_day(double future, double vix, double days)
{
    return days > 0 ? (future - vix) / days : std::numeric_limits<double>::quiet_NaN();
}

/// What a holder of the second future earns if it becomes the first at the first one's price, a year.
///
///     roll yield = ln(F1 / F2) / T
///
/// years    between the two settlements
/// returns  negative in contango
[[nodiscard]] inline double roll_yield(double first, double second, double years)
{
    return std::log(first / second) / years;
}

/// Share of the contracts that is in the first future.
///
///     w1 = dr / dt,   w2 = 1 - w1
///
/// dr       trading days that remain of the roll period after today
/// dt       trading days of the whole roll period: from one settlement eve to the next, about 21
/// returns  1 at the beginning of a roll period, 0 at its end
/// throws   std::invalid_argument unless 0 <= dr <= dt and dt > 0
/// source   prospectus of the S&P 500 VIX Short-Term Futures ETNs (VXX), section on the index
[[nodiscard]] inline double first_future_weight(int dr, int dt)
{
    if (!(dt > 0 && dr >= 0 && dr <= dt))
        throw std::invalid_argument("smirk::signals::first_future_weight: expected 0 <= dr <= dt and dt > 0, got " +
                                    std::to_string(dr) + " and " + std::to_string(dt));
    return static_cast<double>(dr) / dt;
}

/// What the roll costs the holder of the index on one day, if the curve stays where it is.
///
///     cost = (F2 - F1) / ((w1 F1 + w2 F2) dt)
///
/// Each day 1/dt of the contracts goes from the first to the second future. The divisor is the whole roll period, not
/// the days that remain: that would charge 8.8 % for the last day of a curve at 17 and 18.5.
[[nodiscard]] inline double daily_roll_cost(double first, double second, double w1, int dt)
{
    return (second - first) / ((w1 * first + (1 - w1) * second) * dt);
}

/// One day of the two futures that the index holds.
struct futures_day {
    double held_first, held_second; ///< today's prices of the contracts that were first and second yesterday
    double first, second;           ///< today's prices of today's first and second (the same, but after a settlement)
    double w1;                      ///< share of the contracts in the first after today's roll
};

/// Index of constant maturity, without interest (excess return).
///
///     I_t = I_{t-1} (w1 F1_t + w2 F2_t) / (w1 F1_{t-1} + w2 F2_{t-1})     weights and contracts of t - 1
///
/// days     one row a trading day, oldest first
/// base     value of the first row
/// returns  as long as days; NaN from a missing price on
[[nodiscard]] inline std::vector<double> constant_maturity_index(std::span<const futures_day> days, double base = 100)
{
    std::vector<double> index(days.size());
    for (std::size_t t = 0; t < days.size(); ++t) {
        if (t == 0) {
            index[t] = base;
            continue;
        }
        const futures_day &before = days[t - 1], &now = days[t];
        const double w1 = before.w1, w2 = 1 - before.w1;
        index[t] =
            index[t - 1] * (w1 * now.held_first + w2 * now.held_second) / (w1 * before.first + w2 * before.second);
    }
    return index;
}

/// The same index with interest on its value (total return).
///
///     I_t = I_{t-1} (E_t / E_{t-1} + TBR_t),   TBR_t = (1 - 91/360 r_{t-1})^{-d_t / 91} - 1
///
/// excess     E: constant_maturity_index()
/// bill_rate  r: discount rate of the 91-day Treasury bill (auction high, decimal) as known on each row; as long as
///            excess
/// days       d: calendar days since the row before; as long as excess, the first is not used
/// base       value of the first row
/// returns    as long as excess; NaN from a missing value on
/// throws     std::invalid_argument if the lengths differ
/// source     S&P VIX Futures Indices methodology, total return calculations
[[nodiscard]] inline std::vector<double> total_return_index(strided<double> excess, strided<double> bill_rate,
                                                            strided<double> days, double base = 100)
{
    if (bill_rate.size() != excess.size() || days.size() != excess.size())
        throw std::invalid_argument("smirk::signals::total_return_index: expected " + std::to_string(excess.size()) +
                                    " rates and days, got " + std::to_string(bill_rate.size()) + " and " +
                                    std::to_string(days.size()));
    std::vector<double> index(excess.size(), base);
    for (std::size_t t = 1; t < index.size(); ++t) {
        const double bill_return = std::pow(1 - bill_rate[t - 1] * 91 / 360, -days[t] / 91) - 1;
        index[t] = index[t - 1] * (excess[t] / excess[t - 1] + bill_return);
    }
    return index;
}

/// Days of a curve that does not move: each future slides down it towards settlement.
///
/// curve    price by trading days to settlement: a callable
/// dt       trading days of a roll period
/// periods  number of roll periods
/// returns  periods * dt + 1 rows for constant_maturity_index()
template <class Curve>
[[nodiscard]] std::vector<futures_day> static_curve(const Curve& curve, int dt, int periods)
{
    std::vector<futures_day> days;
    for (int t = 0; t <= periods * dt; ++t) {
        const int remaining = dt - t % dt, held = t % dt == 0 ? 0 : remaining; // at settlement the old first is at 0
        days.push_back({curve(held), curve(held + dt), curve(remaining), curve(remaining + dt),
                        first_future_weight(remaining, dt)});
    }
    return days;
}

/// Days on which the basis has narrowed while the index stood still: less mean reversion is priced.
///
///     basis_t - basis_{t-n} <= -narrowing   and   |VIX_t - VIX_{t-n}| <= flat
///
/// basis, vix       one a row, points
/// rows             n, 10 to 20 trading days
/// narrowing, flat  points
/// returns          as long as basis; unknown on the first n rows and where a value is missing
/// throws           std::invalid_argument if the lengths differ or rows is 0
[[nodiscard]] inline std::vector<answer> narrowing_basis(strided<double> basis, strided<double> vix, std::size_t rows,
                                                         double narrowing = 0.5, double flat = 1)
{
    if (basis.size() != vix.size() || rows == 0)
        throw std::invalid_argument("smirk::signals::narrowing_basis: expected a basis and an index a row and 1 row or "
                                    "more, got " +
                                    std::to_string(basis.size()) + ", " + std::to_string(vix.size()) + " and " +
                                    std::to_string(rows));
    std::vector<answer> alert(basis.size(), answer::unknown);
    const auto known = [](double change, bool holds) {
        return std::isnan(change) ? answer::unknown : to_answer(holds);
    };
    for (std::size_t t = rows; t < basis.size(); ++t) {
        const double b = basis[t] - basis[t - rows], v = vix[t] - vix[t - rows];
        alert[t] = both(known(b, b <= -narrowing), known(v, std::abs(v) <= flat));
    }
    return alert;
}

/// A product that holds a multiple of an index, restored every day.
///
///     V_t = V_{t-1} (1 + L (I_t / I_{t-1} - 1) + (r - c) / 252),   at least 0
///
/// index     one value a trading day
/// leverage  L: 1, 1.5, -0.5
/// rate, fee r and c, a year, simple
/// base      value of the first row
/// returns   as long as index. Once at 0 it stays there. Twice the index over a day is not twice the index over a
///           month: sideways moves cost L (L - 1) / 2 times the variance
[[nodiscard]] inline std::vector<double> leveraged_product(strided<double> index, double leverage, double rate = 0,
                                                           double fee = 0, double base = 100)
{
    std::vector<double> value(index.size());
    for (std::size_t t = 0; t < index.size(); ++t) {
        if (t == 0) {
            value[t] = base;
            continue;
        }
        const double growth = 1 + leverage * (index[t] / index[t - 1] - 1) + (rate - fee) / 252;
        value[t] = growth < 0 ? 0 : value[t - 1] * growth;
    }
    return value;
}

/// Leverage of a listed product from a date on.
struct listed_leverage {
    const char* product;
    const char* since; ///< yyyy-mm-dd
    double leverage;
};

/// Products on the short-term index. After 5 February 2018 two of them were halved or cut.
inline constexpr std::array listed_leverages{
    listed_leverage{"VXX", "2009-01-29", 1},     listed_leverage{"UVXY", "2011-10-03", 2},
    listed_leverage{"UVXY", "2018-02-28", 1.5},  listed_leverage{"SVXY", "2011-10-03", -1},
    listed_leverage{"SVXY", "2018-02-28", -0.5},
};

/// Leverage of a product on a day, from listed_leverages.
///
/// day      yyyy-mm-dd
/// returns  NaN for a product that is not in the table, and before its first day
[[nodiscard]] inline double leverage_of(std::string_view product, std::string_view day)
{
    double leverage = std::numeric_limits<double>::quiet_NaN();
    for (const listed_leverage& l : listed_leverages)
        if (l.product == product && l.since <= day) leverage = l.leverage;
    return leverage;
}

} // namespace smirk::inline SMIRK_ABI::signals
