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

/// Writes the terms of n periods of prices to the rows of `to` from `row` on.
template <class D>
struct write_terms {
    template <class V>
    SMIRK_LANE_INLINE static void write(const period<const double*>& prices, std::size_t i, const term_columns<D>& to,
                                        std::size_t row)
    {
        const auto t = terms_or_nan<D>(load_period<D, V>(prices, i));
        for (std::size_t k = 0; k < D::averaged; ++k) store(to[k] + row, t.averaged[k]);
        for (std::size_t k = 0; k < D::centred; ++k) store(to[D::averaged + k] + row, t.centred[k]);
    }
    template <class V>
    SMIRK_LANE_INLINE void operator()(period<const double*> prices, std::size_t n, term_columns<D> to,
                                      std::size_t row) const
    {
        std::size_t i = 0;
        for (; i + width_of<V> <= n; i += width_of<V>) write<V>(prices, i, to, row + i);
        for (; i < n; ++i) write<double>(prices, i, to, row + i);
    }
};

/// Where the windows of one length are: those of one period are the terms themselves.
template <class D>
struct single_periods {
    const term_columns<D>& terms;

    template <class V>
    SMIRK_LANE_INLINE moments_of<D, V> at(std::ptrdiff_t row) const
    {
        period_terms<D::averaged, D::centred, V> t;
        for (std::size_t k = 0; k < D::averaged; ++k) t.averaged[k] = load<V>(terms[k] + row);
        for (std::size_t k = 0; k < D::centred; ++k) t.centred[k] = load<V>(terms[D::averaged + k] + row);
        return single(t);
    }
};
template <class D>
struct longer_windows {
    const window_columns<D>& columns;
    std::size_t n;

    template <class V>
    SMIRK_LANE_INLINE moments_of<D, V> at(std::ptrdiff_t row) const
    {
        moments_of<D, V> w;
        w.n = static_cast<double>(n);
        for (std::size_t k = 0; k < D::averaged; ++k) w.averaged_sum[k] = load<V>(columns[k] + row);
        for (std::size_t k = 0; k < D::centred; ++k) w.centred_sum[k] = load<V>(columns[D::averaged + k] + row);
        for (std::size_t k = 0; k < D::centred; ++k)
            w.squares[k] = load<V>(columns[D::averaged + D::centred + k] + row);
        return w;
    }
};
/// A window of `newer` and the one of `older` right before it, `lag` rows up.
template <class Older, class Newer>
struct neighbours {
    Older older;
    std::ptrdiff_t lag;
    Newer newer;

    template <class V>
    SMIRK_LANE_INLINE auto at(std::ptrdiff_t row) const
    {
        return merge(older.template at<V>(row - lag), newer.template at<V>(row));
    }
};
template <class Older, class Newer>
SMIRK_LANE_INLINE neighbours<Older, Newer> join(const Older& older, std::size_t lag, const Newer& newer)
{
    return {older, static_cast<std::ptrdiff_t>(lag), newer};
}
/// A window and the one of the same length before it.
template <class Windows>
struct doubled {
    Windows windows;
    std::ptrdiff_t lag;

    template <class V>
    SMIRK_LANE_INLINE auto at(std::ptrdiff_t row) const
    {
        return merge_equal(windows.template at<V>(row - lag), windows.template at<V>(row));
    }
};
template <class Windows>
SMIRK_LANE_INLINE doubled<Windows> twice(const Windows& windows, std::size_t length)
{
    return {windows, static_cast<std::ptrdiff_t>(length)};
}

/// Writes windows to `to`, for every row from the last down to `lag`: what is read lies at the row or up to `lag` rows
/// above it, so `to` may be what is read. Rows before have no such window and keep nothing of use.
template <class D, class V, class Windows>
SMIRK_LANE_INLINE void store_windows(const window_columns<D>& to, const Windows& windows, std::size_t rows,
                                     std::size_t lag)
{
    constexpr auto width = static_cast<std::ptrdiff_t>(width_of<V>);
    for (auto i = static_cast<std::ptrdiff_t>(rows) - width; i > static_cast<std::ptrdiff_t>(lag) - width; i -= width) {
        const auto w = windows.template at<V>(i);
        for (std::size_t k = 0; k < D::averaged; ++k) store(to[k] + i, w.averaged_sum[k]);
        for (std::size_t k = 0; k < D::centred; ++k) store(to[D::averaged + k] + i, w.centred_sum[k]);
        for (std::size_t k = 0; k < D::centred; ++k) store(to[D::averaged + D::centred + k] + i, w.squares[k]);
    }
}

/// The volatility of the windows that end at each of `fresh` rows. The terms of the n - 1 periods before them are in
/// the first n - 1 rows of the scratch and theirs in the rows after; on return those of the last n - 1 periods are in
/// front.
template <class D>
struct rolling_windows {
    template <class V>
    SMIRK_LANE_INLINE void operator()(rolling_scratch<D> scratch, std::size_t fresh, std::size_t n,
                                      const options_of<D>& options, double scale, double* out) const
    {
        constexpr std::size_t width = width_of<V>;
        const std::size_t before = n - 1, rows = before + fresh;

        const auto finish = [&](const auto& windows) SMIRK_LANE_LAMBDA {
            using smirk::detail::sqrt;
            const auto volatility = [&](std::size_t row) SMIRK_LANE_LAMBDA {
                const auto w = windows.template at<V>(static_cast<std::ptrdiff_t>(before + row));
                return sqrt(V(scale) * D::variance(w, options));
            };
            std::size_t row = 0;
            for (; row + width <= fresh; row += width) store(out + row, volatility(row));
            if (row < fresh) {
                double last[width];
                store(last, volatility(row));
                std::memcpy(out + row, last, (fresh - row) * sizeof(double));
            }
        };

        const single_periods<D> ones{scratch.terms};
        if (n == 1) {
            finish(ones);
        } else {
            store_windows<D, V>(scratch.power, twice(ones, 1), rows, 1);
            std::size_t p = 2, have = n & 1; // the `have` periods that the digits below p call for
            for (; 2 * p <= n; p *= 2) {
                const longer_windows<D> newer{scratch.power, p}, older{scratch.result, have};
                if (n & p) {
                    if (have == 0)
                        store_windows<D, V>(scratch.result, newer, rows, 0);
                    else if (have == 1)
                        store_windows<D, V>(scratch.result, join(ones, p, newer), rows, p);
                    else
                        store_windows<D, V>(scratch.result, join(older, p, newer), rows, p);
                    have += p;
                }
                store_windows<D, V>(scratch.power, twice(newer, p), rows, p);
            }
            const longer_windows<D> newest{scratch.power, p}, rest{scratch.result, have};
            if (have == 0)
                finish(newest);
            else if (have == 1)
                finish(join(ones, p, newest));
            else
                finish(join(rest, p, newest));
        }
        for (std::size_t k = 0; k < term_columns<D>::count; ++k)
            std::memmove(scratch.terms[k], scratch.terms[k] + fresh, before * sizeof(double));
    }
};

} // namespace smirk::inline SMIRK_ABI::realized::detail
