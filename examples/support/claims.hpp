// SPDX-License-Identifier: BSL-1.0
// What is often said of implied and realized volatility, held against a history: claim, sample, finding.
#pragma once
#include "price_file.hpp"

#include <smirk/realized/close_to_close.hpp>
#include <smirk/realized/rolling.hpp>
#include <smirk/signals/expected_move.hpp>
#include <smirk/signals/mean_reversion.hpp>
#include <smirk/signals/spot_vol.hpp>
#include <smirk/signals/tails.hpp>
#include <smirk/signals/vrp.hpp>
#include <smirk/statistics/long_run_variance.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

namespace examples {

/// A claim, the days it was tried on, and what they say.
struct claim {
    std::string says, sample, finding;
};

/// The days that a history of prices and one of an index have in common.
struct common_days {
    std::vector<date> day;
    std::vector<double> price, index; ///< close, index points
};
[[nodiscard]] inline common_days join(const price_file& prices, const price_file& index)
{
    common_days both;
    for (std::size_t i = 0, j = 0; i < prices.size() && j < index.size();) {
        if (prices.day[i] < index.day[j]) {
            ++i;
        } else if (index.day[j] < prices.day[i]) {
            ++j;
        } else {
            both.day.push_back(prices.day[i]);
            both.price.push_back(prices.close[i++]);
            both.index.push_back(index.close[j++]);
        }
    }
    return both;
}

namespace detail {

template <class... Args>
std::string text(const char* format, Args... args)
{
    char line[200];
    std::snprintf(line, sizeof line, format, args...);
    return line;
}

inline std::string span_of(const std::vector<date>& day, std::size_t n, const char* what)
{
    return text("%s to %s, %zu %s", iso(day.front()).c_str(), iso(day.back()).c_str(), n, what);
}

/// A share with its standard error, from outcomes of 0 and 1 that overlap over `horizon` rows.
struct share {
    std::size_t n;
    double value, error;
};
inline share share_of(const std::vector<double>& outcome, std::size_t horizon)
{
    double mean = 0;
    for (const double x : outcome) mean += x / static_cast<double>(outcome.size());
    const double variance = smirk::statistics::long_run_variance(outcome, horizon - 1);
    return {outcome.size(), mean, std::sqrt(variance / static_cast<double>(outcome.size()))};
}

inline std::string percent(const share& s) { return text("%.1f %% +- %.1f", 100 * s.value, 100 * s.error); }

inline double quantile(std::vector<double> x, double p)
{
    x.erase(std::remove_if(x.begin(), x.end(), [](double v) { return std::isnan(v); }), x.end());
    if (x.empty()) return std::numeric_limits<double>::quiet_NaN();
    const auto at = x.begin() + static_cast<std::ptrdiff_t>(p * static_cast<double>(x.size() - 1));
    std::nth_element(x.begin(), at, x.end());
    return *at;
}

} // namespace detail

/// Tries the claims.
///
/// prices   closes of an index; the tails are those of all its days
/// index    its volatility index, in points; everything else is of the days both have
/// returns  the claims in order; standard errors know that outcomes over 21 days overlap
/// throws   file_error where the two have fewer than 253 days in common
[[nodiscard]] inline std::vector<claim> try_claims(const price_file& prices, const price_file& index)
{
    namespace signals = smirk::signals;
    using detail::text;
    constexpr std::size_t month = 21;
    const common_days both = join(prices, index);
    const std::size_t n = both.day.size();
    if (n < 253)
        throw file_error(prices.path + " and " + index.path + ": " + std::to_string(n) +
                         " days in common; 253 are needed");
    std::vector<double> iv;
    for (const double points : both.index) iv.push_back(points / 100);
    const auto rv = smirk::realized::rolling(smirk::realized::close_to_close, both.price, month,
                                             {.mean = smirk::realized::mean_return::zero});
    const auto returns = signals::changes(both.price, signals::vol_change::log);
    std::vector<claim> all;

    const auto premium = signals::ex_post_vrp(iv, rv, month);
    std::vector<double> above;
    for (const double p : premium.value)
        if (!std::isnan(p)) above.push_back(p > 0);
    const std::string outcomes = detail::span_of(both.day, above.size(), "outcomes over 21 days, overlapping");
    all.push_back({"implied vol is above the realized vol that follows on 80 to 85 % of days", outcomes,
                   detail::percent(detail::share_of(above, month))});
    all.push_back({"the premium is about 2 points of vol, 1 to 5", outcomes,
                   text("median %.1f points, quartiles %.1f to %.1f", 100 * signals::median_premium(premium.value),
                        100 * detail::quantile(premium.value, 0.25), 100 * detail::quantile(premium.value, 0.75))});

    std::vector<double> inside;
    for (std::size_t t = 0; t + month < n; ++t) {
        const double years = static_cast<double>(month) / 252;
        const double straddle = both.price[t] * iv[t] * std::sqrt(years) /
                                signals::straddle_multiple(signals::straddle_convention::one_sigma);
        const double move = std::abs(both.price[t + month] - both.price[t]);
        if (!std::isnan(straddle) && !std::isnan(move)) inside.push_back(move < straddle);
    }
    all.push_back(
        {"the straddle is dearer than the move on 70 to 80 % of days, which shows a premium", outcomes,
         detail::percent(detail::share_of(inside, month)) + "; 57.5 % without any premium, at the index's vol"});

    std::vector<double> within_day;
    for (std::size_t t = 1; t < n; ++t)
        if (!std::isnan(returns[t]) && !std::isnan(iv[t - 1]))
            within_day.push_back(std::abs(returns[t]) < signals::expected_move_trading_days(1, iv[t - 1], 1));
    all.push_back({"the next day stays within index / 16 with 68 %",
                   detail::span_of(both.day, within_day.size(), "days"),
                   detail::percent(detail::share_of(within_day, 1))});

    const auto vol_moves = signals::changes(both.index, signals::vol_change::points);
    const std::string pairs = detail::span_of(both.day, n - 1, "daily changes");
    const auto rolling = signals::spot_vol_correlation(both.price, both.index, 63);
    all.push_back({"spot and implied vol are correlated by -0.70 to -0.80", pairs,
                   text("%.2f; over 63 days %.2f to %.2f in nine of ten cases",
                        smirk::statistics::correlation(returns, vol_moves), detail::quantile(rolling, 0.05),
                        detail::quantile(rolling, 0.95))});
    all.push_back({"both move the same way on 20 % of days", pairs,
                   text("%.1f %%", 100 * signals::same_sign_share(both.price, both.index))});

    const auto back = signals::count_reversions(both.index, 30, 20, 126);
    all.push_back({"from above 30 the index is back below 20 within six months", detail::span_of(both.day, n, "days"),
                   text("%zu of %zu times, %zu still open", back.reverted, back.events, back.open)});
    const auto up = signals::count_reversions(both.index, 15, 20, 126);
    all.push_back({"from below 15 it is above 20 within six months", detail::span_of(both.day, n, "days"),
                   text("%zu of %zu times, %zu still open", up.reverted, up.events, up.open)});

    const auto all_returns = signals::changes(prices.close, signals::vol_change::log);
    const auto moments = signals::moments(all_returns);
    const std::string tails = detail::span_of(prices.day, moments.n, "returns");
    all.push_back({"daily returns have an excess kurtosis of 3 to 6", tails, text("%.1f", moments.excess_kurtosis)});
    for (const double k : {3.0, 4.0}) {
        const auto beyond = signals::exceedances(all_returns, k);
        all.push_back(
            {k == 3 ? "3 standard deviations are exceeded ten times as often as by a normal law (0.27 %)"
                    : "4 standard deviations are exceeded ten times as often as by a normal law (0.006 %)",
             tails,
             text("%.2f %% (%zu returns): %.0f times as often", 100 * beyond.frequency, beyond.count, beyond.ratio)});
    }
    return all;
}

/// As text, three lines a claim.
[[nodiscard]] inline std::string claims_text(const std::vector<claim>& claims)
{
    std::string out;
    for (const claim& c : claims)
        out += "claim    " + c.says + "\nsample   " + c.sample + "\nfinding  " + c.finding + "\n\n";
    return out;
}

} // namespace examples
