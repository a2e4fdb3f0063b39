// SPDX-License-Identifier: BSL-1.0
// From a table of bars, whatever its layout, to blocks of contiguous doubles that a kernel can load in lanes.
#pragma once
#include <smirk/market_span.hpp>
#include <smirk/realized/moments.hpp>
#include <smirk/realized/period.hpp>

#include <algorithm>
#include <cstddef>
#include <type_traits>

namespace smirk::inline SMIRK_ABI::realized {

/// A plain series of closes, for an estimator that reads nothing else.
template <class Bars, class D>
concept series_of_closes = series<Bars> && !D::needs.open && !D::needs.high;

// One constraint a column, with its name among the arguments, so that a diagnostic names the one that is missing.
template <class Bars, class Field, bool is_read>
concept column_if_read = !is_read || has_column<Bars, Field>;

/// The bars have the columns that the estimator defined by D reads.
template <class Bars, class D>
concept bars_for =
    column_if_read<Bars, col::open_t, D::needs.open> && column_if_read<Bars, col::high_t, D::needs.high> &&
    column_if_read<Bars, col::low_t, D::needs.low> &&
    column_if_read<Bars, col::close_t, (D::needs.close || D::needs.previous_close) && !series_of_closes<Bars, D>>;

namespace detail {

/// Bars as one run of rows, of which each is a period; the first is not where there is no close before it.
template <class D>
inline constexpr std::size_t rows_before_first_period = D::needs.previous_close ? 1 : 0;

/// Reads blocks of rows: pointers into the caller's memory where a column is contiguous, copies where it is not.
template <class D, class Bars, std::size_t BlockRows>
class price_blocks {
    const Bars& bars_;
    double buffer_[4][BlockRows + 1];

    template <class T>
    static const double* contiguous(strided<T> column, std::size_t first, std::size_t n, double* buffer)
    {
        if constexpr (std::is_same_v<T, double>)
            if (column.contiguous() && first + n <= column.size()) return column.data() + first;
        for (std::size_t i = 0; i < n; ++i)
            buffer[i] = first + i < column.size() ? static_cast<double>(column[first + i]) : 1;
        return buffer;
    }

public:
    explicit price_blocks(const Bars& bars) : bars_(bars) {}

    /// Rows first to first + n, n <= BlockRows; prices after the last row are 1. The row before the first is there
    /// where its close is read.
    [[nodiscard]] period<const double*> read(std::size_t first, std::size_t n)
    {
        period<const double*> p{};
        if constexpr (D::needs.open) p.open = contiguous(bars_[col::open], first, n, buffer_[0]);
        if constexpr (D::needs.high) p.high = contiguous(bars_[col::high], first, n, buffer_[1]);
        if constexpr (D::needs.low) p.low = contiguous(bars_[col::low], first, n, buffer_[2]);
        if constexpr (D::needs.previous_close) {
            p.previous_close = contiguous(column_or_series<col::close_t>(bars_), first - 1, n + 1, buffer_[3]);
            p.close = p.previous_close + 1;
        } else if constexpr (D::needs.close) {
            p.close = contiguous(column_or_series<col::close_t>(bars_), first, n, buffer_[3]);
        }
        return p;
    }
};

template <class V>
SMIRK_LANE_INLINE V load(const double* p)
{
    if constexpr (std::is_same_v<V, double>)
        return *p;
    else
        return V::load(p);
}
SMIRK_LANE_INLINE void store(double* p, double x) { *p = x; }
template <int N>
SMIRK_LANE_INLINE void store(double* p, const smirk::detail::lanes<N>& x)
{
    x.store(p);
}
template <class V>
inline constexpr std::size_t width_of = sizeof(V) / sizeof(double);

/// The periods from row i of a block on, as many as V has lanes.
template <class D, class V>
SMIRK_LANE_INLINE period<V> load_period(const period<const double*>& p, std::size_t i)
{
    period<V> r{V(0.), V(0.), V(0.), V(0.), V(0.)};
    if constexpr (D::needs.open) r.open = load<V>(p.open + i);
    if constexpr (D::needs.high) r.high = load<V>(p.high + i);
    if constexpr (D::needs.low) r.low = load<V>(p.low + i);
    if constexpr (D::needs.close) r.close = load<V>(p.close + i);
    if constexpr (D::needs.previous_close) r.previous_close = load<V>(p.previous_close + i);
    return r;
}

/// What a period contributes; NaN where its prices are not usable.
template <class D, class V>
SMIRK_LANE_INLINE auto terms_or_nan(const period<V>& p)
{
    const V zero = zero_if_usable<D::needs>(p);
    auto t = D::template terms<V>(p);
    for_each<D::averaged>([&](auto k) SMIRK_LANE_LAMBDA { t.averaged[k] = t.averaged[k] + zero; });
    for_each<D::centred>([&](auto k) SMIRK_LANE_LAMBDA { t.centred[k] = t.centred[k] + zero; });
    return t;
}

} // namespace detail
} // namespace smirk::inline SMIRK_ABI::realized
