// SPDX-License-Identifier: BSL-1.0
// The columns of a batch of options and the tiles that its kernels see.
#pragma once
#include <smirk/detail/column_or_value.hpp>
#include <smirk/detail/tile.hpp>
#include <smirk/option_type.hpp>

#include <cstddef>
#include <span>

namespace smirk::inline SMIRK_ABI::detail {

/// Rows of a tile side by side, readable in whole vectors of eight.
struct option_rows {
    std::size_t count;
    const option_type* type;
    const double *forward, *strike, *years;
    const double* value;    ///< the vol, or the price
    const double* discount; ///< null: 1 throughout
};

/// What a kernel leaves to the scalar function: the places within the tile.
struct left_over {
    std::size_t count = 0;
    std::size_t place[tile_size + 1];

    void add(bool wanted, std::size_t i)
    {
        place[count] = i;
        count += wanted;
    }
};

struct option_columns {
    column_or_value<option_type> type;
    column_or_number forward, strike, years, value, discount;

    void expect_rows(std::size_t n, const char* function, const char* value_name) const
    {
        type.expect_rows(n, function, "type");
        forward.expect_rows(n, function, "forward");
        strike.expect_rows(n, function, "strike");
        years.expect_rows(n, function, "years");
        value.expect_rows(n, function, value_name);
        discount.expect_rows(n, function, "discount");
    }
};

/// Memory for the rows of a tile that do not lie side by side already.
class option_row_buffer {
    option_type type_[tile_size];
    double rows_[5][tile_size];

public:
    [[nodiscard]] option_rows rows(const option_columns& c, std::size_t first, std::size_t count)
    {
        return {count,
                c.type.rows(first, count, type_, option_type::call),
                c.forward.rows(first, count, rows_[0], 1),
                c.strike.rows(first, count, rows_[1], 1),
                c.years.rows(first, count, rows_[2], 1),
                c.value.rows(first, count, rows_[3], 1),
                c.discount.is_always(1) ? nullptr : c.discount.rows(first, count, rows_[4], 1)};
    }
};

/// Where a kernel writes a tile of results in whole vectors: straight into the column or, at its end, by way of a
/// buffer.
class output_rows {
    std::span<double> rows_;
    bool whole_;
    double buffer_[tile_size];

public:
    output_rows(std::span<double> column, std::size_t first, std::size_t count)
        : rows_(column.subspan(first, count)), whole_(count % 8 == 0)
    {
    }
    [[nodiscard]] double* data() { return whole_ ? rows_.data() : buffer_; }
    void finish() const
    {
        for (std::size_t i = 0; !whole_ && i < rows_.size(); ++i) rows_[i] = buffer_[i];
    }
};

} // namespace smirk::inline SMIRK_ABI::detail
