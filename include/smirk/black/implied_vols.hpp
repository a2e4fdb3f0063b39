// SPDX-License-Identifier: BSL-1.0
// Implied vols of many options at once, at the full width of the machine.
#pragma once
#include <smirk/black/batch.hpp>
#include <smirk/black/implied_vol.hpp>
#include <smirk/detail/implied_vol_batch.hpp>
#include <smirk/detail/parallel.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::black {

/// Black implied vols of many calls and puts.
///
///     price_i = black::price(type_i, F_i, K_i, T_i, sigma_i, D_i)   solved for sigma_i
///
/// type, price, forward, strike, years, discount   a column each, or one value for all rows (price: a column);
///           columns may be vectors, spans, Eigen vectors, strided memory
/// vols      out: decimal, annualised; NaN where the status carries no number
/// statuses  out: as for black::implied_vol
/// options   threads and vector instructions; the digits do not depend on the number of threads
/// throws    std::invalid_argument if lengths differ; never for what the quotes hold
/// cost      5 to 20 ns a quote with AVX-512 or AVX2; allocates nothing (on one thread)
/// error     within 6 units of max(1, c / (s c'(s))) epsilon, as black::implied_vol; widths agree to 2 units
/// source    black::implied_vol_from_time_value
inline void implied_vols(const column_or_value<option_type>& type, strided<double> price,
                         const column_or_number& forward, const column_or_number& strike, const column_or_number& years,
                         const column_or_number& discount, std::span<double> vols,
                         std::span<implied_vol_status> statuses, batch_options options = {})
{
    const std::size_t n = price.size();
    const detail::option_columns columns{type, forward, strike, years, price, discount};
    columns.expect_rows(n, "black::implied_vols", "price");
    if (vols.size() != n || statuses.size() != n)
        throw std::invalid_argument("smirk::black::implied_vols: expected room for " + std::to_string(n) +
                                    " vols and statuses, got " + std::to_string(vols.size()) + " and " +
                                    std::to_string(statuses.size()));
    detail::in_parallel(n, options.threads, detail::thread_grain, [&](std::size_t begin, std::size_t end) {
        detail::option_row_buffer buffer;
        for (std::size_t first = begin; first < end; first += detail::tile_size) {
            const detail::option_rows rows = buffer.rows(columns, first, std::min(end - first, detail::tile_size));
            detail::output_rows out(vols, first, rows.count);
            detail::left_over left;
            detail::dispatch(options.width, detail::implied_vol_kernel{}, &rows, out.data(), &left);
            out.finish();
            for (std::size_t i = 0; i < rows.count; ++i) statuses[first + i] = implied_vol_status::converged;
            for (std::size_t j = 0; j < left.count; ++j) {
                const std::size_t i = first + left.place[j];
                const auto r = implied_vol(type[i], price[i], forward[i], strike[i], years[i], discount[i]);
                vols[i] = r.vol;
                statuses[i] = r.status;
            }
        }
    });
}

/// The same without discounting: prices are forward prices, D = 1.
inline void implied_vols(const column_or_value<option_type>& type, strided<double> price,
                         const column_or_number& forward, const column_or_number& strike, const column_or_number& years,
                         std::span<double> vols, std::span<implied_vol_status> statuses, batch_options options = {})
{
    implied_vols(type, price, forward, strike, years, 1., vols, statuses, options);
}

} // namespace smirk::inline SMIRK_ABI::black
