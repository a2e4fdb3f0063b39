// SPDX-License-Identifier: BSL-1.0
// Any estimator of this folder over every window of n periods.
#pragma once
#include <smirk/realized/detail/rolling_kernel.hpp>

#include <span>
#include <vector>

namespace smirk::inline SMIRK_ABI::realized {

namespace detail {

/// Windows up to this length need no memory but the stack.
inline constexpr std::size_t longest_window_on_stack = 1260;

template <class D, class Bars>
void roll(const Bars& bars, std::size_t n, const options_of<D>& options, lane_width width, double* memory, double* out)
{
    price_blocks<D, Bars, tile_rows> blocks(bars);
    smirk::detail::dispatch(width, rolling_windows<D>{}, &blocks, static_cast<std::size_t>(bars.size()), n, options,
                            memory, out);
}

template <class D, class Bars>
void roll_on_stack(const Bars& bars, std::size_t n, const options_of<D>& options, lane_width width, double* out)
{
    double memory[rolling_memory<D>(longest_window_on_stack)];
    roll<D>(bars, n, options, width, memory, out);
}

} // namespace detail

/// The volatility of the n periods that end at each row, written to `out`.
///
/// estimator  any of this folder: parkinson, yang_zhang, ...
/// bars       what the estimator takes; must not overlap `out`
/// n          periods in a window; where the estimator reads the close before, a window is n + 1 rows
/// out        as long as the bars
/// returns    annualised volatility in out[i]; NaN until the first full window, and while a price that is not usable
///            (NaN, not positive, open or close outside low to high) is in the window; the first window without it is
///            as if it had never been. A flat stretch gives 0. Not one digit is lost after an outlier
/// throws     std::invalid_argument if n is 0 or less than the estimator needs, if out has another length than bars,
///            or if an option is not usable
/// cost       the logs of the estimator and about ten merges of moments a vector of rows, whatever n. No allocation for
///            n <= 1260; a longer window takes its working memory from the heap, once a call
template <class D, class Bars>
    requires bars_for<Bars, D>
void rolling_into(const estimator<D>&, const Bars& bars, std::size_t n, std::span<double> out,
                  const typename D::options& options = {})
{
    const auto size = static_cast<std::size_t>(bars.size());
    detail::require_usable<D>("rolling", n, options);
    if (out.size() != size)
        throw std::invalid_argument("smirk::realized::rolling_into: expected " + std::to_string(size) +
                                    " places for as many bars, got " + std::to_string(out.size()));
    constexpr std::size_t before = detail::rows_before_first_period<D>;
    if (size < before || n > size - before) {
        std::fill(out.begin(), out.end(), std::numeric_limits<double>::quiet_NaN());
        return;
    }
    std::fill_n(out.begin(), before, std::numeric_limits<double>::quiet_NaN());
    if (n <= detail::longest_window_on_stack) {
        detail::roll_on_stack<D>(bars, n, options, lane_width::widest, out.data());
    } else {
        std::vector<double> memory(detail::rolling_memory<D>(n));
        detail::roll<D>(bars, n, options, lane_width::widest, memory.data(), out.data());
    }
}

/// The volatility of the n periods that end at each row: rolling_into() with a vector of its own.
///
/// returns  one value a row, NaN until the first full window
template <class D, class Bars>
    requires bars_for<Bars, D>
[[nodiscard]] std::vector<double> rolling(const estimator<D>& estimator, const Bars& bars, std::size_t n,
                                          const typename D::options& options = {})
{
    std::vector<double> out(static_cast<std::size_t>(bars.size()));
    rolling_into(estimator, bars, n, out, options);
    return out;
}

} // namespace smirk::inline SMIRK_ABI::realized
