// SPDX-License-Identifier: BSL-1.0
// Any estimator of this folder over every window of n periods.
#pragma once
#include <smirk/realized/detail/rolling_kernel.hpp>

#include <span>
#include <vector>

namespace smirk::inline SMIRK_ABI::realized {

namespace detail {

/// Windows up to this length need no memory but the stack.
inline constexpr std::size_t longest_window_on_stack = 512;

template <class D, class Bars>
void roll(const Bars& bars, std::size_t n, const options_of<D>& options, lane_width width, double* memory,
          std::size_t rows, double* out)
{
    constexpr std::size_t before = rows_before_first_period<D>;
    const auto size = static_cast<std::size_t>(bars.size());
    const double scale = annual_scale<D>(static_cast<double>(n), options);
    const rolling_scratch<D> scratch(memory, rows);
    for (std::size_t k = 0; k < term_columns<D>::count; ++k)
        std::fill_n(scratch.terms[k], n - 1, std::numeric_limits<double>::quiet_NaN());
    price_blocks<D, Bars> blocks(bars);
    const std::size_t step = rows - (n - 1);
    for (std::size_t first = before; first < size; first += step) {
        const std::size_t fresh = std::min(step, size - first);
        for (std::size_t i = 0; i < fresh; i += block_rows) {
            const std::size_t count = std::min(block_rows, fresh - i);
            smirk::detail::dispatch(width, write_terms<D>{}, blocks.read(first + i, count), count, scratch.terms,
                                    n - 1 + i);
        }
        smirk::detail::dispatch(width, rolling_windows<D>{}, scratch, fresh, n, options, scale, out + first);
    }
}

template <class D, class Bars>
void roll_on_stack(const Bars& bars, std::size_t n, const options_of<D>& options, lane_width width, double* out)
{
    constexpr std::size_t rows = 2 * longest_window_on_stack;
    double memory[rolling_scratch<D>::size(rows)];
    roll<D>(bars, n, options, width, memory, rows, out);
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
/// cost       the logs of the estimator and about log2(n) + popcount(n) additions of each moment a row. No allocation
///            for n <= 512; a longer window takes its working memory from the heap, once a call
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
        const std::size_t rows = n + std::min(size, 4 * n); // the n rows in front are worked over once a block
        std::vector<double> memory(detail::rolling_scratch<D>::size(rows));
        detail::roll<D>(bars, n, options, lane_width::widest, memory.data(), rows, out.data());
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
