// SPDX-License-Identifier: BSL-1.0
// Black price and the first greeks of many options at once, at the full width of the machine.
#pragma once
#include <smirk/black/batch.hpp>
#include <smirk/black/greeks.hpp>
#include <smirk/detail/black_batch.hpp>
#include <smirk/detail/parallel.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::black {

/// Where greeks_of_many() writes: a span each, all of one length.
struct greeks_columns {
    std::span<double> price, delta, gamma, vega, theta, rho;
};

/// Black price, delta, gamma, vega, theta and rho of many calls and puts.
///
///     as black::greeks, whose formulas and units hold here
///
/// type, forward, strike, years, vol, discount   a column each, or one value for all rows
/// out       columns for the results; NaN where black::greeks gives NaN
/// options   threads and vector instructions
/// throws    std::invalid_argument if lengths differ
/// cost      5 to 12 ns an option with AVX-512 or AVX2; allocates nothing (on one thread)
/// source    black::greeks
inline void greeks_of_many(const column_or_value<option_type>& type, const column_or_number& forward,
                           const column_or_number& strike, const column_or_number& years, const column_or_number& vol,
                           const column_or_number& discount, const greeks_columns& out, batch_options options = {})
{
    const std::size_t n = out.price.size();
    for (const std::size_t size :
         {out.delta.size(), out.gamma.size(), out.vega.size(), out.theta.size(), out.rho.size()})
        if (size != n)
            throw std::invalid_argument("smirk::black::greeks_of_many: expected columns of one length in out, got " +
                                        std::to_string(n) + " and " + std::to_string(size));
    const detail::option_columns columns{type, forward, strike, years, vol, discount};
    columns.expect_rows(n, "black::greeks_of_many", "vol");
    detail::in_parallel(n, options.threads, detail::thread_grain, [&](std::size_t begin, std::size_t end) {
        detail::option_row_buffer buffer;
        for (std::size_t first = begin; first < end; first += detail::tile_size) {
            const detail::option_rows rows = buffer.rows(columns, first, std::min(end - first, detail::tile_size));
            detail::output_rows price(out.price, first, rows.count), delta(out.delta, first, rows.count),
                gamma(out.gamma, first, rows.count), vega(out.vega, first, rows.count),
                theta(out.theta, first, rows.count), rho(out.rho, first, rows.count);
            const detail::greek_rows to{price.data(), delta.data(), gamma.data(),
                                        vega.data(),  theta.data(), rho.data()};
            detail::left_over left;
            detail::dispatch(options.width, detail::greeks_kernel{}, &rows, to, &left);
            for (const auto* column : {&price, &delta, &gamma, &vega, &theta, &rho}) column->finish();
            for (std::size_t j = 0; j < left.count; ++j) {
                const std::size_t i = first + left.place[j];
                const auto g = greeks(type[i], forward[i], strike[i], years[i], vol[i], discount[i]);
                out.price[i] = g.price;
                out.delta[i] = g.delta;
                out.gamma[i] = g.gamma;
                out.vega[i] = g.vega;
                out.theta[i] = g.theta;
                out.rho[i] = g.rho;
            }
        }
    });
}

} // namespace smirk::inline SMIRK_ABI::black
