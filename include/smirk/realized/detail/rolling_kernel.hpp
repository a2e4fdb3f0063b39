// SPDX-License-Identifier: BSL-1.0
// Every window of n periods, in lanes, at a cost that does not depend on n. With N lanes, the windows of 2, 4, ... N
// periods that end at each row are made by doubling. One of n = m N + rest periods is m windows of N, which lie N rows
// apart and so in one lane, and the `rest` newest periods.
#pragma once
#include <smirk/realized/detail/sliding_merge.hpp>

#include <array>
#include <bit>
#include <cstring>

namespace smirk::inline SMIRK_ABI::realized::detail {

/// Rows that are worked on at a time, and rows before them that are still read.
inline constexpr std::size_t tile_rows = 128, tile_margin = 8;

/// Doubles that the windows of up to 8 periods in a tile take, and all of what a window of n is worked out in.
template <class D>
inline constexpr std::size_t tile_memory = 4 * moment_count<D> * (tile_margin + tile_rows);
template <class D>
[[nodiscard]] constexpr std::size_t rolling_memory(std::size_t n)
{
    return tile_memory<D> + (moment_count<D> + 1) * n; // a weight a row where there are two lanes, fewer with more
}

/// x, K rows late: the last K lanes of the vector before it, and all but the last K of its own.
template <int K, int N>
SMIRK_LANE_INLINE smirk::detail::lanes<N> late(const smirk::detail::lanes<N>& before, const smirk::detail::lanes<N>& x)
{
    return [&]<int... I>(std::integer_sequence<int, I...>) SMIRK_LANE_LAMBDA {
        return smirk::detail::lanes<N>(__builtin_shufflevector(before.v, x.v, (N - K + I)...));
    }(std::make_integer_sequence<int, N>{});
}
template <int K, std::size_t A, std::size_t C, class V>
SMIRK_LANE_INLINE window_moments<A, C, V> late(const window_moments<A, C, V>& before, const window_moments<A, C, V>& x)
{
    window_moments<A, C, V> w;
    w.n = x.n;
    for_each<A>([&](auto k)
                    SMIRK_LANE_LAMBDA { w.averaged_sum[k] = late<K>(before.averaged_sum[k], x.averaged_sum[k]); });
    for_each<C>([&](auto k) SMIRK_LANE_LAMBDA {
        w.centred_sum[k] = late<K>(before.centred_sum[k], x.centred_sum[k]);
        w.squares[k] = late<K>(before.squares[k], x.squares[k]);
    });
    return w;
}

/// Windows of 1, 2, 4, ... N periods, at every row of a tile and of the margin before it.
template <class D, class V>
class tile_windows {
    using moments = moments_of<D, V>;
    static constexpr std::size_t width = width_of<V>, column = tile_margin + tile_rows;

    double* memory_;

    [[nodiscard]] SMIRK_LANE_INLINE double* table(std::size_t level) const
    {
        return memory_ + level * moment_count<D> * column + tile_margin;
    }

public:
    static constexpr std::size_t levels = std::countr_zero(width); ///< N = 2^levels

    SMIRK_LANE_INLINE explicit tile_windows(double* memory) : memory_(memory)
    {
        std::fill_n(memory, tile_memory<D>, std::numeric_limits<double>::quiet_NaN());
    }

    /// The window of 2^level periods that ends `later` rows before each row.
    [[nodiscard]] SMIRK_LANE_INLINE moments at(std::size_t level, std::size_t row, std::size_t later) const
    {
        return load_moments<D, V>(table(level) + row - later, column, static_cast<double>(std::size_t{1} << level));
    }

    /// Moves on to the next rows.
    SMIRK_LANE_INLINE void fill(const period<const double*>& prices, std::size_t rows) const
    {
        for (std::size_t k = 0; k < (levels + 1) * moment_count<D>; ++k) {
            double* const first = memory_ + k * column;
            std::memcpy(first, first + tile_rows, tile_margin * sizeof(double));
        }
        std::array<moments, levels> before;
        for_each<levels>([&](auto level) SMIRK_LANE_LAMBDA { before[level] = at(level, 0, width); });
        for (std::size_t row = 0; row < rows; row += width) {
            moments x = single(terms_or_nan<D>(load_period<D, V>(prices, row)));
            for_each<levels>([&](auto level) SMIRK_LANE_LAMBDA {
                store_moments<D, V>(table(level) + row, column, x);
                const moments older = late<(1 << level)>(before[level], x);
                before[level] = x;
                x = merge(older, x);
            });
            store_moments<D, V>(table(levels) + row, column, x);
        }
    }
};

/// The `rest` newest periods, fewer than there are lanes: a window for each of the binary digits.
template <class D, class V>
class newest_periods {
    using windows = tile_windows<D, V>;
    struct digit {
        std::size_t newer; ///< periods of the digits below, which come after
        double weight;
    };

    std::size_t rest_;
    std::array<digit, windows::levels> digits_;

public:
    SMIRK_LANE_INLINE explicit newest_periods(std::size_t rest) : rest_(rest)
    {
        for_each<windows::levels>([&](auto level) SMIRK_LANE_LAMBDA {
            const std::size_t own = std::size_t{1} << level, newer = rest & (own - 1);
            digits_[level] = {newer, newer ? merge_weight(static_cast<double>(own), static_cast<double>(newer)) : 0};
        });
    }
    [[nodiscard]] SMIRK_LANE_INLINE moments_of<D, V> at(const windows& tile, std::size_t row) const
    {
        moments_of<D, V> w{};
        for_each<windows::levels>([&](auto level) SMIRK_LANE_LAMBDA {
            if (!(rest_ >> level & 1)) return;
            const auto [newer, weight] = digits_[level];
            const auto older = tile.at(level, row, newer);
            w = newer == 0 ? older : merge(older, w, weight);
        });
        return w;
    }
};

/// The volatility of the windows that end at each row from the first period on.
template <class D>
struct rolling_windows {
    template <class V, class Blocks>
    SMIRK_LANE_INLINE void operator()(Blocks* blocks, std::size_t size, std::size_t n, options_of<D> options,
                                      double* memory, double* out) const
    {
        using moments = moments_of<D, V>;
        constexpr std::size_t width = width_of<V>;
        const std::size_t m = n / width, rest = n % width;
        const double lanes = static_cast<double>(width), count = static_cast<double>(n);
        const double scale = annual_scale<D>(count, options);
        const double newer = static_cast<double>(rest), weight = merge_weight(count - newer, newer); // unless one is 0

        const tile_windows<D, V> tile(memory);
        double* const slots = memory + tile_memory<D>;
        sliding_merge<D, V> whole(slots, m, lanes);
        const newest_periods<D, V> newest(rest);
        const auto window = [&](std::size_t row) SMIRK_LANE_LAMBDA {
            if (m == 0) return newest.at(tile, row);
            const moments older = whole.push(slots, tile.at(tile.levels, row, rest));
            return rest == 0 ? older : merge(older, newest.at(tile, row), weight);
        };

        for (std::size_t first = rows_before_first_period<D>; first < size; first += tile_rows) {
            const std::size_t rows = std::min(tile_rows, size - first);
            tile.fill(blocks->read(first, (rows + width - 1) / width * width), rows);
            for (std::size_t row = 0; row < rows; row += width) {
                using smirk::detail::sqrt;
                moments w = window(row);
                w.n = count; // as it is, but now the compiler sees that it stays the same
                const V volatility = sqrt(V(scale) * D::variance(w, options));
                if (row + width <= rows) {
                    store(out + first + row, volatility);
                } else {
                    double last[width];
                    store(last, volatility);
                    std::memcpy(out + first + row, last, (rows - row) * sizeof(double));
                }
            }
        }
    }
};

} // namespace smirk::inline SMIRK_ABI::realized::detail
