// SPDX-License-Identifier: BSL-1.0
// Implied vols of many options at once, at the full width of the machine.
#pragma once
#include <smirk/black/implied_vol.hpp>
#include <smirk/detail/column_or_value.hpp>
#include <smirk/detail/implied_vol_batch.hpp>
#include <smirk/detail/parallel.hpp>

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::black {

struct implied_vols_options {
    unsigned threads = 1;                   ///< 0: as many as the machine has
    lane_width width = lane_width::widest; ///< a narrower one gives the same digits on every machine
};

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
                         std::span<implied_vol_status> statuses, implied_vols_options options = {})
{
    const std::size_t n = price.size();
    type.expect_rows(n, "black::implied_vols", "type");
    forward.expect_rows(n, "black::implied_vols", "forward");
    strike.expect_rows(n, "black::implied_vols", "strike");
    years.expect_rows(n, "black::implied_vols", "years");
    discount.expect_rows(n, "black::implied_vols", "discount");
    if (vols.size() != n || statuses.size() != n)
        throw std::invalid_argument("smirk::black::implied_vols: expected room for " + std::to_string(n) +
                                    " vols and statuses, got " + std::to_string(vols.size()) + " and " +
                                    std::to_string(statuses.size()));
    const column_or_number prices = price;
    const bool undiscounted = discount.is_always(1);
    detail::in_parallel(n, options.threads, detail::tile_size, [&](std::size_t begin, std::size_t end) {
        constexpr std::size_t size = detail::tile_size;
        option_type type_rows[size];
        double price_rows[size], forward_rows[size], strike_rows[size], years_rows[size], discount_rows[size];
        double vol_rows[size];
        std::size_t left[size + 1];
        for (std::size_t first = begin; first < end; first += size) {
            const std::size_t count = end - first < size ? end - first : size;
            const bool whole = count % 8 == 0;
            detail::implied_vol_tile tile{count,
                                          type.rows(first, count, type_rows, option_type::call),
                                          prices.rows(first, count, price_rows, 1),
                                          forward.rows(first, count, forward_rows, 1),
                                          strike.rows(first, count, strike_rows, 1),
                                          years.rows(first, count, years_rows, 1),
                                          undiscounted ? nullptr : discount.rows(first, count, discount_rows, 1),
                                          whole ? vols.data() + first : vol_rows,
                                          0,
                                          left};
            detail::dispatch(options.width, detail::implied_vol_kernel{}, &tile);
            if (!whole)
                for (std::size_t i = 0; i < count; ++i) vols[first + i] = vol_rows[i];
            for (std::size_t i = 0; i < count; ++i) statuses[first + i] = implied_vol_status::converged;
            for (std::size_t k = 0; k < tile.left_count; ++k) {
                const std::size_t i = first + left[k];
                const auto r = implied_vol(type[i], prices[i], forward[i], strike[i], years[i], discount[i]);
                vols[i] = r.vol;
                statuses[i] = r.status;
            }
        }
    });
}

/// The same without discounting: prices are forward prices, D = 1.
inline void implied_vols(const column_or_value<option_type>& type, strided<double> price,
                         const column_or_number& forward, const column_or_number& strike, const column_or_number& years,
                         std::span<double> vols, std::span<implied_vol_status> statuses,
                         implied_vols_options options = {})
{
    implied_vols(type, price, forward, strike, years, 1., vols, statuses, options);
}

} // namespace smirk::inline SMIRK_ABI::black
