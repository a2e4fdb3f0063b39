// SPDX-License-Identifier: BSL-1.0
// Index variance against that of its members: implied correlation and dispersion.
#pragma once
#include <smirk/market_span.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::signals {

namespace detail {
inline void check_basket(const char* function, std::size_t weights, std::size_t vols)
{
    if (weights != vols || weights == 0)
        throw std::invalid_argument(std::string(function) +
                                    ": expected as many weights as vols and one at least, got " +
                                    std::to_string(weights) + " and " + std::to_string(vols));
}

/// Variance of the basket at correlation 0 and at 1, with weights that add up to one.
struct basket {
    double apart, together;
};
inline basket basket_of(strided<double> weight, strided<double> vol)
{
    double total = 0, squares = 0, sum = 0;
    for (std::size_t i = 0; i < weight.size(); ++i) {
        total += weight[i];
        squares += weight[i] * weight[i] * vol[i] * vol[i];
        sum += weight[i] * vol[i];
    }
    return {squares / (total * total), sum * sum / (total * total)};
}
} // namespace detail

/// Variance of an index whose members all have one correlation.
///
///     s_I^2 = sum w_i^2 s_i^2 + rho ((sum w_i s_i)^2 - sum w_i^2 s_i^2)
///
/// weight, vol  of the members; weights are scaled to add up to one
/// rho          correlation of each pair
/// throws       std::invalid_argument if the lengths differ or there is no member
[[nodiscard]] inline double index_variance(strided<double> weight, strided<double> vol, double rho)
{
    detail::check_basket("smirk::signals::index_variance", weight.size(), vol.size());
    const auto [apart, together] = detail::basket_of(weight, vol);
    return apart + rho * (together - apart);
}

/// Variance of an index from the correlation of every pair.
///
///     s_I^2 = sum_i sum_j w_i w_j s_i s_j rho_ij
///
/// correlation  n x n, row by row
/// throws       std::invalid_argument if the sizes do not fit
[[nodiscard]] inline double index_variance(strided<double> weight, strided<double> vol, strided<double> correlation)
{
    const std::size_t n = weight.size();
    detail::check_basket("smirk::signals::index_variance", n, vol.size());
    if (correlation.size() != n * n)
        throw std::invalid_argument("smirk::signals::index_variance: expected " + std::to_string(n * n) +
                                    " correlations, got " + std::to_string(correlation.size()));
    double variance = 0, total = 0;
    for (std::size_t i = 0; i < n; ++i) {
        total += weight[i];
        for (std::size_t j = 0; j < n; ++j)
            variance += weight[i] * weight[j] * vol[i] * vol[j] * correlation[i * n + j];
    }
    return variance / (total * total);
}

/// Average correlation that the vols of an index and its members imply.
///
///     rho = (s_I^2 - sum w_i^2 s_i^2) / ((sum w_i s_i)^2 - sum w_i^2 s_i^2)
///
/// index_vol    s_I
/// weight, vol  of the members, one tenor and one kind of vol for all; weights are scaled to add up to one
/// returns      not clamped: a value outside [-1/(n - 1), 1] says that the inputs do not belong together. NaN for a
///              single member. With realized vols it is the realized correlation
/// throws       std::invalid_argument if the lengths differ or there is no member
/// source       Cboe Implied Correlation Index methodology (a basket of the fifty largest members)
[[nodiscard]] inline double implied_correlation(double index_vol, strided<double> weight, strided<double> vol)
{
    detail::check_basket("smirk::signals::implied_correlation", weight.size(), vol.size());
    if (weight.size() < 2) return std::numeric_limits<double>::quiet_NaN();
    const auto [apart, together] = detail::basket_of(weight, vol);
    return (index_vol * index_vol - apart) / (together - apart);
}

/// Profit of a dispersion trade in variance swaps: long the members, short the index.
///
///     P&L = sum w_i (RV_i^2 - K_i^2) - (RV_I^2 - K_I^2)
///
/// weight             variance notionals of the members for one unit of the index
/// realized, strike   vols of the members
/// index_realized, index_strike
/// returns            in variance times notional; positive where the members moved more than the index, that is where
///                    realized correlation stayed below implied. Index variance is *raised* by the correlation premium,
///                    which is what the trade sells
/// throws             std::invalid_argument if the lengths differ
[[nodiscard]] inline double dispersion_profit(strided<double> weight, strided<double> realized, strided<double> strike,
                                              double index_realized, double index_strike)
{
    detail::check_basket("smirk::signals::dispersion_profit", weight.size(), realized.size());
    detail::check_basket("smirk::signals::dispersion_profit", weight.size(), strike.size());
    double profit = index_strike * index_strike - index_realized * index_realized;
    for (std::size_t i = 0; i < weight.size(); ++i)
        profit += weight[i] * (realized[i] * realized[i] - strike[i] * strike[i]);
    return profit;
}

/// How the members are weighted against the index.
enum class dispersion_weighting {
    vega,       ///< vega of the members adds up to that of the index: n_i = w_i s_I / s_i, vega neutral
    variance,   ///< n_i = w_i: variance notionals in proportion to the weights
    correlation ///< variance of the members adds up to that of the index: a common factor of all variances cancels
};

/// Variance notionals of the members for one unit of index variance.
///
///     vega         n_i = w_i s_I / s_i
///     variance     n_i = w_i
///     correlation  n_i = w_i s_I^2 / sum_j w_j s_j^2
///
/// The last one has no exposure to a common factor of all variances: a rise of every variance by the same factor with
/// the correlation unchanged leaves no profit.
[[nodiscard]] inline std::vector<double> dispersion_weights(double index_vol, strided<double> weight,
                                                            strided<double> vol, dispersion_weighting rule)
{
    detail::check_basket("smirk::signals::dispersion_weights", weight.size(), vol.size());
    double total = 0, variance = 0;
    for (std::size_t i = 0; i < weight.size(); ++i) total += weight[i];
    for (std::size_t i = 0; i < weight.size(); ++i) variance += weight[i] / total * vol[i] * vol[i];
    std::vector<double> n(weight.size());
    for (std::size_t i = 0; i < n.size(); ++i) {
        const double w = weight[i] / total;
        switch (rule) {
        case dispersion_weighting::vega:
            n[i] = w * index_vol / vol[i];
            break;
        case dispersion_weighting::variance:
            n[i] = w;
            break;
        case dispersion_weighting::correlation:
            n[i] = w * index_vol * index_vol / variance;
            break;
        }
    }
    return n;
}

} // namespace smirk::inline SMIRK_ABI::signals
