// SPDX-License-Identifier: BSL-1.0
// An argument of a batch: one value a row, or one value for all rows.
#pragma once
#include <smirk/market_span.hpp>

#include <cstddef>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI {

/// A column (anything that converts to strided<T>) or a single value that stands for every row.
template <class T>
class column_or_value {
    strided<T> column_;
    T value_{};
    bool is_value_ = false;

public:
    column_or_value(T value) noexcept : value_(value), is_value_(true) {} // NOLINT: a value is meant to convert
    template <class R>
        requires std::convertible_to<const R&, strided<T>>
    column_or_value(const R& column) noexcept : column_(column) // NOLINT: and so is a column
    {
    }

    [[nodiscard]] T operator[](std::size_t i) const { return is_value_ ? value_ : column_[i]; }

    /// The value stands for every row and equals x.
    [[nodiscard]] bool is_always(T x) const noexcept { return is_value_ && value_ == x; }

    /// Throws std::invalid_argument unless there are n rows or one value.
    void expect_rows(std::size_t n, const char* function, const char* name) const
    {
        if (!is_value_ && column_.size() != n)
            throw std::invalid_argument(std::string("smirk::") + function + ": expected " + std::to_string(n) +
                                        " rows of " + name + ", got " + std::to_string(column_.size()));
    }

    /// Rows first to first + count side by side, readable up to the next multiple of eight: in place where they lie so,
    /// else copied into `buffer` with its end filled up.
    [[nodiscard]] const T* rows(std::size_t first, std::size_t count, T* buffer, T filler) const
    {
        if (!is_value_ && column_.step() == 1 && count % 8 == 0) return column_.data() + first;
        for (std::size_t i = 0; i < count; ++i) buffer[i] = (*this)[first + i];
        for (std::size_t i = count; i % 8 != 0; ++i) buffer[i] = filler;
        return buffer;
    }
};

using column_or_number = column_or_value<double>;

} // namespace smirk::inline SMIRK_ABI
