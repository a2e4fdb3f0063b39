// SPDX-License-Identifier: BSL-1.0
// From market data to the named quantities that rules are made of: every one of them, on every day, in one pass.
#pragma once
#include <smirk/realized/close_to_close.hpp>
#include <smirk/realized/rolling.hpp>
#include <smirk/realized/yang_zhang.hpp>
#include <smirk/signals/calendar.hpp>
#include <smirk/signals/complacency.hpp>
#include <smirk/signals/expected_move.hpp>
#include <smirk/signals/iv_percentile.hpp>
#include <smirk/signals/iv_rank.hpp>
#include <smirk/signals/option_day.hpp>
#include <smirk/signals/quantities.hpp>
#include <smirk/signals/spot_vol.hpp>
#include <smirk/signals/term_structure.hpp>
#include <smirk/signals/vix_futures.hpp>
#include <smirk/signals/vix_gap.hpp>
#include <smirk/signals/vrp.hpp>
#include <smirk/statistics/rolling_zscore.hpp>

#include <chrono>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace smirk::inline SMIRK_ABI::signals {

/// A market over time: views, one value a row, oldest first. Only the close is needed; what is left empty, and what is
/// NaN on a row, is unknown, and so is all that follows from it.
struct market_history {
    strided<double> close;
    strided<double> open = {}, high = {}, low = {};        ///< with all three, realized vol is Yang and Zhang's
    strided<double> iv = {};                               ///< decimal, about 30 days; where empty, vix / 100
    strided<double> vix = {}, vvix = {};                   ///< index points
    strided<double> first_future = {}, second_future = {}; ///< of the VIX, points
    std::span<const option_day> options = {};              ///< read_options() of each evening
    strided<double> credit_spread = {};                    ///< decimal
    strided<double> funding_spread = {};                   ///< decimal, unsecured over secured money
    strided<double> dealer_gamma = {};                     ///< cash for 1 %; where empty, that of the options
    strided<double> fund_flow = {};                        ///< cash, negative: long positions unwound
    strided<double> kurtosis_premium = {};                 ///< see kurtosis_premium()
    strided<double> dispersion = {}, implied_correlation = {};
    std::span<const std::chrono::year_month_day> day = {}; ///< trading days, ascending

    [[nodiscard]] std::size_t rows() const noexcept { return close.size(); }
};

/// The rows 0 ... t of a history: all that was known on row t.
///
/// throws  std::invalid_argument if there is no row t
[[nodiscard]] inline market_history history_until(market_history h, std::size_t t)
{
    if (t >= h.rows())
        throw std::invalid_argument("smirk::signals::history_until: expected a row below " + std::to_string(h.rows()) +
                                    ", got " + std::to_string(t));
    for (strided<double>* x : {&h.close, &h.open, &h.high, &h.low, &h.iv, &h.vix, &h.vvix, &h.first_future,
                               &h.second_future, &h.credit_spread, &h.funding_spread, &h.dealer_gamma, &h.fund_flow,
                               &h.kurtosis_premium, &h.dispersion, &h.implied_correlation})
        if (!x->empty()) *x = x->slice(0, t + 1);
    if (!h.options.empty()) h.options = h.options.first(t + 1);
    if (!h.day.empty()) h.day = h.day.first(t + 1);
    return h;
}

/// window        of ranks, percentiles and z-scores: a year
/// rv, short_rv  periods of realized vol; the first goes with 30 calendar days
/// correlation   changes of spot and vol
/// basis_change, credit_change  rows over which the basis narrows and spreads widen: one day is noise
/// min_valid     values of a window that must be known
/// long_run      what implied vol is compared with
struct market_options {
    std::size_t window = 252;
    std::size_t rv = 21, short_rv = 5;
    std::size_t correlation = 63;
    std::size_t basis_change = 10, credit_change = 5;
    std::size_t min_valid = statistics::whole_window;
    complacency_options long_run = {};
};

/// A named quantity on every row.
struct named_readings {
    std::string_view quantity;
    std::vector<double> values;
};

namespace detail {

inline void check_rows(const char* name, std::size_t expected, std::size_t got)
{
    if (got != 0 && got != expected)
        throw std::invalid_argument(std::string("smirk::signals::market_readings: expected ") + name + " of " +
                                    std::to_string(expected) + " rows or none, got " + std::to_string(got));
}
inline void check_history(const market_history& h)
{
    const std::size_t n = h.rows();
    if (n == 0) throw std::invalid_argument("smirk::signals::market_readings: expected one close or more, got none");
    const std::pair<const char*, std::size_t> sizes[] = {{"open", h.open.size()},
                                                         {"high", h.high.size()},
                                                         {"low", h.low.size()},
                                                         {"iv", h.iv.size()},
                                                         {"vix", h.vix.size()},
                                                         {"vvix", h.vvix.size()},
                                                         {"first_future", h.first_future.size()},
                                                         {"second_future", h.second_future.size()},
                                                         {"options", h.options.size()},
                                                         {"credit_spread", h.credit_spread.size()},
                                                         {"funding_spread", h.funding_spread.size()},
                                                         {"dealer_gamma", h.dealer_gamma.size()},
                                                         {"fund_flow", h.fund_flow.size()},
                                                         {"kurtosis_premium", h.kurtosis_premium.size()},
                                                         {"dispersion", h.dispersion.size()},
                                                         {"implied_correlation", h.implied_correlation.size()},
                                                         {"day", h.day.size()}};
    for (const auto& [name, size] : sizes) check_rows(name, n, size);
}

/// A series of the history, NaN throughout where it was left empty.
inline std::vector<double> values_or_unknown(strided<double> x, std::size_t rows)
{
    if (x.empty()) return std::vector<double>(rows, std::numeric_limits<double>::quiet_NaN());
    return {x.begin(), x.end()};
}

/// x_t - x_{t-rows}.
inline std::vector<double> change_over(strided<double> x, std::size_t rows)
{
    std::vector<double> d(x.size(), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t t = rows; t < x.size(); ++t) d[t] = x[t] - x[t - rows];
    return d;
}

template <class F>
std::vector<double> each_row(std::size_t rows, F f)
{
    std::vector<double> out(rows);
    for (std::size_t t = 0; t < rows; ++t) out[t] = f(t);
    return out;
}

inline std::vector<double> trailing_vol(const market_history& h, std::size_t periods)
{
    if (h.open.empty() || h.high.empty() || h.low.empty())
        return realized::rolling(realized::close_to_close, h.close, periods, {.mean = realized::mean_return::zero});
    return realized::rolling(realized::yang_zhang,
                             columns(col::open(h.open), col::high(h.high), col::low(h.low), col::close(h.close)),
                             periods);
}

} // namespace detail

/// All quantities of the tables of this room, on every row.
///
///     nvrp = IV / RV,   contango = F2 / F1 - 1,   without futures: far / near - 1 of the vols at the money
///
/// history  what there is; see market_history
/// returns  one series a name, as long as the history, each value from its row and earlier ones alone; NaN is unknown
/// throws   std::invalid_argument if there is no close, a series has another length, or an option is not usable
/// cost     O(rows), about 1 us a row for a window of 252
[[nodiscard]] inline std::vector<named_readings> market_readings(const market_history& history,
                                                                 const market_options& options = {})
{
    detail::check_history(history);
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const std::size_t n = history.rows(), year = options.window;
    using numbers = std::vector<double>;
    const auto given = [&](strided<double> x) { return detail::values_or_unknown(x, n); };
    const auto each = [&](auto f) { return detail::each_row(n, f); };
    const auto daily = [](const numbers& x) { return detail::change_over(x, 1); };
    const auto percentile = [&](const numbers& x) {
        return statistics::rolling_percentile(x, year, {.min_valid = options.min_valid});
    };
    const auto option = [&](double option_day::*member) {
        return each([&](std::size_t t) { return history.options.empty() ? none : history.options[t].*member; });
    };

    const numbers vix = given(history.vix), vvix = given(history.vvix);
    const numbers iv = history.iv.empty() ? each([&](std::size_t t) { return vix[t] / 100; }) : given(history.iv);
    const numbers rv = detail::trailing_vol(history, options.rv),
                  rv_short = detail::trailing_vol(history, options.short_rv);
    const numbers mean = long_run_mean(iv, options.long_run);
    const numbers rank = rolling_iv_rank(iv, year, {.min_valid = options.min_valid});

    const numbers first = given(history.first_future), second = given(history.second_future);
    const numbers basis = each([&](std::size_t t) { return vix_basis(first[t], vix[t]); });

    const numbers middle = option(&option_day::at_the_money), put = option(&option_day::put);
    const numbers call = option(&option_day::call), far_middle = option(&option_day::far_at_the_money);
    const numbers far_put = option(&option_day::far_put), straddle = option(&option_day::straddle);
    const numbers straddle_days = option(&option_day::straddle_days);
    const numbers reversal = each([&](std::size_t t) { return risk_reversal(put[t], call[t]); });
    const numbers fly = each([&](std::size_t t) { return butterfly(put[t], call[t], middle[t]); });
    const numbers put_wing = each([&](std::size_t t) { return put[t] - middle[t]; });
    const numbers call_wing = each([&](std::size_t t) { return call[t] - middle[t]; });
    const numbers far_put_wing = each([&](std::size_t t) { return far_put[t] - far_middle[t]; });
    const numbers put_wing_change = daily(put_wing);
    const numbers kurtosis = given(history.kurtosis_premium);
    const bool has_curve = !history.first_future.empty() && !history.second_future.empty();

    namespace q = quantity;
    std::vector<named_readings> all;
    const auto add = [&](std::string_view name, numbers values) { all.push_back({name, std::move(values)}); };
    add(q::vix, vix);
    add(q::vix_change, daily(vix));
    add(q::vix_change_z, statistics::rolling_zscore(daily(vix), year, {.min_valid = options.min_valid}));
    add(q::vix_percentile, percentile(vix));
    add(q::vvix, vvix);
    add(q::vvix_change, daily(vvix));
    add(q::vvix_percentile, percentile(vvix));
    add(q::vix_basis, basis);
    add(q::vix_basis_change, detail::change_over(basis, options.basis_change));
    add(q::vix_gap, vix_gap(vix, middle));
    add(q::iv, iv);
    add(q::iv_change, daily(iv));
    add(q::iv_rank, rank);
    add(q::iv_rank_change, daily(rank));
    add(q::iv_percentile, percentile(iv));
    add(q::iv_over_mean, each([&](std::size_t t) { return iv[t] / mean[t] - 1; }));
    add(q::rv, rv);
    add(q::rv_ratio, nvrp(rv_short, rv));
    add(q::vrp, ex_ante_vrp(iv, rv));
    add(q::nvrp, nvrp(iv, rv));
    add(q::contango, each([&](std::size_t t) {
            return has_curve ? contango(first[t], second[t]) : contango(middle[t], far_middle[t]);
        }));
    add(q::spot_return, changes(history.close, vol_change::log));
    add(q::spot_vol_correlation, spot_vol_correlation(history.close, history.vix.empty() ? iv : vix,
                                                      options.correlation, {.min_valid = options.min_valid}));
    add(q::risk_reversal, reversal);
    add(q::risk_reversal_percentile, percentile(reversal));
    add(q::butterfly, fly);
    add(q::butterfly_percentile, percentile(fly));
    add(q::put_skew, put_wing);
    add(q::put_skew_change, put_wing_change);
    add(q::put_skew_z, statistics::rolling_zscore(put_wing_change, year, {.min_valid = options.min_valid}));
    add(q::put_skew_percentile, percentile(put_wing));
    add(q::call_skew_change, daily(call_wing));
    add(q::far_put_skew_change, daily(far_put_wing));
    add(q::straddle_ratio,
        each([&](std::size_t t) { return straddle_ratio(straddle[t], 1, rv_short[t], straddle_days[t]); }));
    add(q::dealer_gamma,
        history.dealer_gamma.empty() ? option(&option_day::dealer_gamma) : given(history.dealer_gamma));
    const numbers vega = option(&option_day::dealer_vega);
    add(q::dealer_vega, vega);
    add(q::dealer_vega_percentile, percentile(each([&](std::size_t t) { return std::abs(vega[t]); })));
    add(q::pin_share, option(&option_day::pin_share));
    add(q::credit_spread_change, detail::change_over(given(history.credit_spread), options.credit_change));
    add(q::funding_spread_change, detail::change_over(given(history.funding_spread), options.credit_change));
    add(q::fund_flow, given(history.fund_flow));
    add(q::kurtosis_premium, kurtosis);
    add(q::kurtosis_premium_percentile, percentile(kurtosis));
    add(q::dispersion_change, daily(given(history.dispersion)));
    add(q::correlation_change, daily(given(history.implied_correlation)));
    add(q::days_since_expiry, history.day.empty() ? given({}) : days_since_expiry(history.day));
    return all;
}

/// What is known on row t.
[[nodiscard]] inline std::vector<reading> readings_at(std::span<const named_readings> series, std::size_t t)
{
    std::vector<reading> now;
    now.reserve(series.size());
    for (const named_readings& s : series) now.push_back({s.quantity, s.values.at(t)});
    return now;
}

} // namespace smirk::inline SMIRK_ABI::signals
