// SPDX-License-Identifier: BSL-1.0
// Black prices of many options at once, at the full width of the machine.
#pragma once
#include <smirk/black/batch.hpp>
#include <smirk/black/price.hpp>
#include <smirk/detail/black_batch.hpp>
#include <smirk/detail/parallel.hpp>

#include <algorithm>
#include <cstddef>
#include <span>

namespace smirk::inline SMIRK_ABI::black {

/// Black prices of many calls and puts.
///
///     price_i = black::price(type_i, F_i, K_i, T_i, sigma_i, D_i)
///
/// type, forward, strike, years, vol, discount   a column each, or one value for all rows
/// prices    out: in the unit of the forward; NaN where black::price gives NaN
/// options   threads and vector instructions
/// throws    std::invalid_argument if a column has another length than prices
/// cost      2 to 6 ns an option with AVX-512 or AVX2; allocates nothing (on one thread)
/// error     within 3 units of max(1, s c'/c) epsilon, as black::price
/// source    black::price
inline void prices(const column_or_value<option_type>& type, const column_or_number& forward,
                   const column_or_number& strike, const column_or_number& years, const column_or_number& vol,
                   const column_or_number& discount, std::span<double> prices, batch_options options = {})
{
    const detail::option_columns columns{type, forward, strike, years, vol, discount};
    columns.expect_rows(prices.size(), "black::prices", "vol");
    detail::in_parallel(prices.size(), options.threads, detail::thread_grain, [&](std::size_t begin, std::size_t end) {
        detail::option_row_buffer buffer;
        for (std::size_t first = begin; first < end; first += detail::tile_size) {
            const detail::option_rows rows = buffer.rows(columns, first, std::min(end - first, detail::tile_size));
            detail::output_rows out(prices, first, rows.count);
            detail::left_over left;
            detail::dispatch(options.width, detail::price_kernel{}, &rows, out.data(), &left);
            out.finish();
            for (std::size_t j = 0; j < left.count; ++j) {
                const std::size_t i = first + left.place[j];
                prices[i] = price(type[i], forward[i], strike[i], years[i], vol[i], discount[i]);
            }
        }
    });
}

/// The same undiscounted, D = 1.
inline void prices(const column_or_value<option_type>& type, const column_or_number& forward,
                   const column_or_number& strike, const column_or_number& years, const column_or_number& vol,
                   std::span<double> prices, batch_options options = {})
{
    black::prices(type, forward, strike, years, vol, 1., prices, options);
}

} // namespace smirk::inline SMIRK_ABI::black
