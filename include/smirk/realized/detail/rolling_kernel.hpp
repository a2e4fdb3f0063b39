// SPDX-License-Identifier: BSL-1.0
// Every window of n periods of a block, in lanes. Windows of 1, 2, 4, ... periods are made by merging neighbours, and
// those that the binary digits of n call for are merged into the result: about log2(n) + popcount(n) steps a period, no
// subtraction, and the small rounding errors of pairwise summation.
#pragma once
#include <smirk/detail/dispatch.hpp>
#include <smirk/realized/estimator.hpp>

#include <cstring>

namespace smirk::inline SMIRK_ABI::realized::detail {

/// Kernels load and store whole lanes, up to this many values before the first row and after the last.
inline constexpr std::size_t lane_margin = 8;

/// One column of doubles for each moment, `stride` apart.
template <std::size_t Count>
struct columns_of_moments {
    double* data;
    std::size_t stride;

    static constexpr std::size_t count = Count;
    [[nodiscard]] static constexpr std::size_t size(std::size_t rows) { return Count * (rows + 2 * lane_margin); }
    columns_of_moments(double* memory, std::size_t rows) : data(memory + lane_margin), stride(rows + 2 * lane_margin) {}
    [[nodiscard]] SMIRK_LANE_INLINE double* operator[](std::size_t k) const { return data + k * stride; }
};

template <class D>
using term_columns = columns_of_moments<D::averaged + D::centred>;
template <class D>
using window_columns = columns_of_moments<D::averaged + 2 * D::centred>;

/// What a block of rolling windows works in: the terms of the rows, windows of a power of two, windows so far.
template <class D>
struct rolling_scratch {
    term_columns<D> terms;
    window_columns<D> power, result;

    [[nodiscard]] static constexpr std::size_t size(std::size_t rows)
    {
        return term_columns<D>::size(rows) + 2 * window_columns<D>::size(rows);
    }
    rolling_scratch(double* memory, std::size_t rows)
        : terms(memory, rows), power(memory + term_columns<D>::size(rows), rows),
          result(memory + term_columns<D>::size(rows) + window_columns<D>::size(rows), rows)
    {
    }
};

template <class D, class V>
SMIRK_LANE_INLINE void store_terms(const period<const double*>& prices, std::size_t i, const term_columns<D>& to,
                                   std::size_t row)
{
    const auto t = terms_or_nan<D>(load_period<D, V>(prices, i));
    for (std::size_t k = 0; k < D::averaged; ++k) store(to[k] + row, t.averaged[k]);
    for (std::size_t k = 0; k < D::centred; ++k) store(to[D::averaged + k] + row, t.centred[k]);
}

template <class D, class V>
SMIRK_LANE_INLINE moments_of<D, V> load_window(const window_columns<D>& from, std::ptrdiff_t row, std::size_t n)
{
    moments_of<D, V> w;
    w.n = static_cast<double>(n);
    for (std::size_t k = 0; k < D::averaged; ++k) w.averaged_sum[k] = load<V>(from[k] + row);
    for (std::size_t k = 0; k < D::centred; ++k) w.centred_sum[k] = load<V>(from[D::averaged + k] + row);
    for (std::size_t k = 0; k < D::centred; ++k) w.squares[k] = load<V>(from[D::averaged + D::centred + k] + row);
    return w;
}
template <class D, class V>
SMIRK_LANE_INLINE void store_window(const window_columns<D>& to, std::ptrdiff_t row, const moments_of<D, V>& w)
{
    for (std::size_t k = 0; k < D::averaged; ++k) store(to[k] + row, w.averaged_sum[k]);
    for (std::size_t k = 0; k < D::centred; ++k) store(to[D::averaged + k] + row, w.centred_sum[k]);
    for (std::size_t k = 0; k < D::centred; ++k) store(to[D::averaged + D::centred + k] + row, w.squares[k]);
}

/// to[i] = the window of na + nb periods that ends at row i: nb of them in `newer`, the na before in `to` itself. From
/// the last row down, so that a row is read before it is written. Rows below nb keep nothing of use.
template <class D, class V>
SMIRK_LANE_INLINE void merge_windows(const window_columns<D>& to, std::size_t na, const window_columns<D>& newer,
                                     std::size_t nb, std::size_t rows)
{
    constexpr auto width = static_cast<std::ptrdiff_t>(width_of<V>);
    const auto lag = static_cast<std::ptrdiff_t>(nb);
    for (auto i = static_cast<std::ptrdiff_t>(rows) - width; i > lag - width; i -= width)
        store_window<D>(to, i, merge(load_window<D, V>(to, i - lag, na), load_window<D, V>(newer, i, nb)));
}

/// The volatility of the windows that end at each of `fresh` rows of prices. The terms of the n - 1 periods before are
/// in the first n - 1 rows of the scratch; on return those of the last n - 1 periods are.
template <class D>
struct rolling_block {
    template <class V>
    SMIRK_LANE_INLINE void operator()(period<const double*> prices, std::size_t fresh, std::size_t n,
                                      const options_of<D>& options, double scale, const rolling_scratch<D>& scratch,
                                      double* out) const
    {
        constexpr std::size_t width = width_of<V>;
        const std::size_t before = n - 1, rows = before + fresh;

        std::size_t i = 0;
        for (; i + width <= fresh; i += width) store_terms<D, V>(prices, i, scratch.terms, before + i);
        for (; i < fresh; ++i) store_terms<D, double>(prices, i, scratch.terms, before + i);

        const auto singles = [&](const window_columns<D>& to) SMIRK_LANE_LAMBDA {
            for (std::size_t k = 0; k < D::averaged + D::centred; ++k)
                std::memcpy(to[k], scratch.terms[k], rows * sizeof(double));
            for (std::size_t k = 0; k < D::centred; ++k) std::fill_n(to[D::averaged + D::centred + k], rows, 0.0);
        };
        singles(scratch.power);
        std::size_t have = n & 1;
        if (have) singles(scratch.result);
        for (std::size_t p = 2; p <= n; p *= 2) {
            merge_windows<D, V>(scratch.power, p / 2, scratch.power, p / 2, rows);
            if (!(n & p)) continue;
            if (have)
                merge_windows<D, V>(scratch.result, have, scratch.power, p, rows);
            else
                for (std::size_t k = 0; k < window_columns<D>::count; ++k)
                    std::memcpy(scratch.result[k], scratch.power[k], rows * sizeof(double));
            have += p;
        }

        const auto volatility = [&](std::size_t row) SMIRK_LANE_LAMBDA {
            using smirk::detail::sqrt;
            return sqrt(V(scale) *
                        D::variance(load_window<D, V>(scratch.result, static_cast<std::ptrdiff_t>(row), n), options));
        };
        for (i = 0; i + width <= fresh; i += width) store(out + i, volatility(before + i));
        if (i < fresh) {
            double last[width];
            store(last, volatility(before + i));
            std::memcpy(out + i, last, (fresh - i) * sizeof(double));
        }
        for (std::size_t k = 0; k < term_columns<D>::count; ++k)
            std::memmove(scratch.terms[k], scratch.terms[k] + fresh, before * sizeof(double));
    }
};

} // namespace smirk::inline SMIRK_ABI::realized::detail
