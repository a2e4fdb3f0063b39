// SPDX-License-Identifier: BSL-1.0
// Two-scale realized variance that leaves out jumps: returns too large for the variance found so far do not count.
#pragma once
#include <smirk/detail/chi_square_tail.hpp>
#include <smirk/realized/nearest_neighbour.hpp>
#include <smirk/realized/two_scale_variance.hpp>

#include <vector>

namespace smirk::inline SMIRK_ABI::realized {

/// K, J     steps of the slow and of the fast scale, in prices
/// eta      a return is left out where its square is more than eta times what is expected of it: 9 is three deviations
struct robust_two_scale_options {
    std::size_t K = 300;
    std::size_t J = 1;
    double eta = 9;
};

namespace detail {

/// 1/K sum r^2 over the returns of step K within the bound, over the share of them that is; all where none is.
[[nodiscard]] inline double truncated_realized_variance(strided<double> p, std::size_t K, double bound)
{
    double within = 0, all = 0, count = 0;
    for (std::size_t i = K; i < p.size(); ++i) {
        const double r = p[i] - p[i - K];
        all += r * r;
        if (r * r <= bound) within += r * r, ++count;
    }
    return (count > 0 ? within / count * number(p.size() - K) : all) / number(K);
}

} // namespace detail

/// Robust two-scale realized variance of a day.
///
///     V = (zeta T_K - (n_K / n_J) zeta T_J) / (1 - n_K / n_J),   n_K = (n - K + 1) / K
///     T_K = 1/K sum r^2 1{r^2 <= b_K} / mean 1{r^2 <= b_K},   r = p_i - p_{i-K}
///     b_K = eta (V K / n + 2 v),   zeta = 1 / P(chi^2_3 <= eta),   v = max(0, (RV_J - TSRV) / (2 n_J)) the noise
///
/// twenty times, from the MedRV of every K-th price.
///
/// p        log prices p_0, ..., p_n within the day, equally spaced, as fine as they come
/// returns  the integrated variance of the day, without jumps and noise; NaN if a price is NaN
/// throws   std::invalid_argument if not 0 < J < K < a third of the number of prices, or eta is not positive
/// cost     40 passes over the prices, one copy of every K-th
/// source   Boudt and Zhang, Jump robust two time scale covariance estimation and realized volatility budgets,
///          Quantitative Finance 15(6), 2015, 1041-1054
[[nodiscard]] inline double robust_two_scale_variance(strided<double> p, const robust_two_scale_options& options = {})
{
    const std::size_t K = options.K, J = options.J;
    const double eta = options.eta;
    if (!(J > 0 && J < K && 3 * K < p.size() && eta > 0))
        throw std::invalid_argument("smirk::realized::robust_two_scale_variance: expected 0 < J < K, more than 3 K "
                                    "prices and a positive eta, got " +
                                    std::to_string(J) + ", " + std::to_string(K) + ", " + std::to_string(p.size()) +
                                    " and " + std::to_string(eta));
    const double n = detail::number(p.size() - 1);
    const auto grid = [n](std::size_t k) { return (n - detail::number(k) + 1) / detail::number(k); };
    const double ratio = grid(K) / grid(J), zeta = 1 / (1 - smirk::detail::chi_square_tail(eta, 3));
    const double plain = two_scale_variance(p, K, J); // NaN if a price is
    const double noise = std::fmax(0, (subsampled_realized_variance(p, J) - plain) / (2 * grid(J)));
    std::vector<double> sparse;
    for (std::size_t i = K; i < p.size(); i += K) sparse.push_back(p[i] - p[i - K]);
    if (std::isnan(plain)) return plain;
    double v = med_rv(sparse);
    for (int repeat = 0; repeat < 20; ++repeat) {
        const auto truncated = [&](std::size_t k) {
            return zeta * detail::truncated_realized_variance(p, k, eta * (v * detail::number(k) / n + 2 * noise));
        };
        v = (truncated(K) - ratio * truncated(J)) / (1 - ratio);
    }
    return v;
}

} // namespace smirk::inline SMIRK_ABI::realized
