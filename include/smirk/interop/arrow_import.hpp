// SPDX-License-Identifier: BSL-1.0
// Record batches of pyarrow, polars, DuckDB, Spark, ... as columns, without a copy and without the Arrow library.
#pragma once
#include <smirk/interop/arrow_abi.hpp>
#include <smirk/interop/arrow_types.hpp>
#include <smirk/market_span.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

namespace smirk::inline SMIRK_ABI::interop {

namespace detail {

[[noreturn]] inline void refuse(const std::string& what)
{
    throw std::invalid_argument(std::string("smirk::interop::arrow: ") + what);
}

inline std::string quoted(std::string_view name) { return std::string(1, '\'').append(name) + '\''; }

/// A column and the rows of it that are in view. The structures are not trusted: what can be checked is.
struct arrow_rows {
    std::string_view name;
    const ArrowSchema* schema;
    const ArrowArray* array;
    std::int64_t first; // of the buffers, the array's own offset included
    std::int64_t size;

    [[noreturn]] void refuse_column(const std::string& what) const
    {
        refuse(std::string("column ") + quoted(name) + " " + what);
    }
    [[nodiscard]] bool is(const char* format) const { return std::string_view(schema->format) == format; }

    /// Throws unless the layout has `buffers` buffers, and every row in view has a value.
    void check(std::int64_t buffers) const
    {
        if (array->n_buffers != buffers || !array->buffers)
            refuse_column(std::string("is malformed: ") + std::to_string(array->n_buffers) + " buffers, expected " +
                          std::to_string(buffers));
        if (array->null_count < -1 || array->null_count > array->length)
            refuse_column(std::string("is malformed: a null count of ") + std::to_string(array->null_count));
        const auto* valid = static_cast<const unsigned char*>(array->buffers[0]);
        if (!valid && array->null_count > 0) refuse_column("is malformed: nulls without a validity buffer");
        if (!valid || array->null_count == 0) return;
        for (std::int64_t i = 0; i < size; ++i)
            if (const std::int64_t bit = first + i; !(valid[bit / 8] >> (bit % 8) & 1))
                refuse_column(std::string("has a null in row ") + std::to_string(i) +
                              ": fill it in (NaN is a missing value here)");
    }

    /// Start of a buffer of values of type T, moved to the first row in view.
    template <class T>
    [[nodiscard]] const T* values(std::int64_t buffer) const
    {
        const void* data = array->buffers[buffer];
        if (!data) {
            if (size > 0) refuse_column("is malformed: it has rows and no values");
            return nullptr;
        }
        if (reinterpret_cast<std::uintptr_t>(data) % alignof(T) != 0)
            refuse_column(std::string("starts at an address that is no multiple of ") + std::to_string(alignof(T)) +
                          ": copy it into memory of its own");
        return static_cast<const T*>(data) + first;
    }
};

/// The rows [first, first + size) of an array with an offset of its own.
inline arrow_rows rows_of(std::string_view name, const ArrowSchema* schema, const ArrowArray* array, std::int64_t first,
                          std::int64_t size)
{
    const arrow_rows rows{name, schema, array, 0, size};
    if (!schema || !array || !schema->release || !array->release || !schema->format)
        rows.refuse_column("is malformed: absent, or released already");
    if (schema->dictionary || array->dictionary) rows.refuse_column("is dictionary-encoded: decode it first");
    if (array->length < 0 || array->offset < 0 || array->length > std::numeric_limits<std::int64_t>::max() / 16 ||
        array->offset > std::numeric_limits<std::int64_t>::max() / 16)
        rows.refuse_column(std::string("is malformed: length ") + std::to_string(array->length) + ", offset " +
                           std::to_string(array->offset));
    if (first > array->length || size > array->length - first)
        rows.refuse_column(std::string("has ") + std::to_string(array->length) + " rows, expected " +
                           std::to_string(first) + " + " + std::to_string(size));
    return {name, schema, array, array->offset + first, size};
}

template <arrow_value T>
strided<T> values_of(const arrow_rows& rows)
{
    if (!rows.is(arrow_format<T>))
        rows.refuse_column(std::string("is ") + arrow_name(rows.schema->format) + ", expected " +
                           arrow_name(arrow_format<T>));
    rows.check(2);
    if constexpr (std::is_same_v<T, option_type>) {
        const auto* side = rows.values<std::int8_t>(1);
        for (std::int64_t i = 0; i < rows.size; ++i)
            if (side[i] != 1 && side[i] != -1)
                rows.refuse_column(std::string("has ") + std::to_string(side[i]) + " in row " + std::to_string(i) +
                                   ", expected 1 for a call or -1 for a put");
    }
    return {rows.values<T>(1), static_cast<std::size_t>(rows.size)};
}

} // namespace detail

/// A column of text, as a view.
class arrow_text {
    const std::int32_t* short_ = nullptr; // one of the two: where each row starts, and the last one ends
    const std::int64_t* long_ = nullptr;
    const char* characters_ = nullptr;
    std::size_t size_ = 0;

    [[nodiscard]] std::int64_t border(std::size_t i) const { return long_ ? long_[i] : short_[i]; }

public:
    explicit arrow_text(const detail::arrow_rows& rows) : size_(static_cast<std::size_t>(rows.size))
    {
        if (!rows.is("u") && !rows.is("U"))
            rows.refuse_column(std::string("is ") + detail::arrow_name(rows.schema->format) + ", expected utf8");
        rows.check(3);
        if (size_ == 0) return;
        (rows.is("u") ? static_cast<void>(short_ = rows.values<std::int32_t>(1))
                      : static_cast<void>(long_ = rows.values<std::int64_t>(1)));
        characters_ = static_cast<const char*>(rows.array->buffers[2]);
        for (std::size_t i = 0; i < size_; ++i)
            if (border(i) < 0 || border(i + 1) < border(i))
                rows.refuse_column(std::string("is malformed: the text of row ") + std::to_string(i) +
                                   " ends before it starts");
        if (!characters_ && border(size_) > border(0))
            rows.refuse_column("is malformed: it has text and no characters");
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] std::string_view operator[](std::size_t i) const
    {
        const std::int64_t first = border(i);
        return characters_ ? std::string_view(characters_ + first, static_cast<std::size_t>(border(i + 1) - first))
                           : std::string_view();
    }
};

/// The values of an array that stands alone, such as a pyarrow.Array; what arrow_view::column says holds.
///
/// name  what an error calls it
template <arrow_value T = double>
[[nodiscard]] strided<T> arrow_series(const ArrowSchema& schema, const ArrowArray& array, std::string_view name)
{
    return detail::values_of<T>(detail::rows_of(name, &schema, &array, 0, array.length));
}

/// Named columns of a record batch that somebody else owns: a view, like a span.
///
/// Offsets of slices, of the batch and of its columns, are honoured; buffers are used where they are.
///
/// schema, array  as exported; must outlive the view and what is taken from it; not released here
/// throws         std::invalid_argument if they are no record batch (a struct without nulls), are malformed as far as
///                can be seen, or have been released
/// cost           O(1); the memory is not touched
/// source         Apache Arrow, The Arrow C data interface
class arrow_view {
    const ArrowSchema* schema_;
    const ArrowArray* array_;

    [[nodiscard]] detail::arrow_rows find(std::string_view name) const
    {
        std::int64_t found = -1;
        std::string names;
        for (std::int64_t i = 0; i < schema_->n_children; ++i) {
            const ArrowSchema* child = schema_->children[i];
            const std::string_view label = child && child->name ? child->name : "";
            names.append(i ? ", " : "").append(detail::quoted(label));
            if (label != name) continue;
            if (found >= 0) detail::refuse(std::string("column ") + detail::quoted(name) + " is there twice");
            found = i;
        }
        if (found < 0) detail::refuse(std::string("no column ") + detail::quoted(name) + " among " + names);
        return detail::rows_of(name, schema_->children[found], array_->children[found], array_->offset, array_->length);
    }

public:
    arrow_view(const ArrowSchema& schema, const ArrowArray& array) : schema_(&schema), array_(&array)
    {
        using detail::refuse;
        if (!schema.release || !array.release) refuse("the batch has been released already");
        if (!schema.format || std::string_view(schema.format) != "+s")
            refuse(std::string("expected a record batch (struct), got ") +
                   (schema.format ? detail::arrow_name(schema.format) : "no format"));
        if (schema.n_children < 0 || schema.n_children != array.n_children ||
            (schema.n_children > 0 && (!schema.children || !array.children)))
            refuse(std::string("malformed batch: ") + std::to_string(schema.n_children) + " columns in the schema, " +
                   std::to_string(array.n_children) + " in the array");
        constexpr auto most = std::numeric_limits<std::int64_t>::max() / 16;
        if (array.length < 0 || array.offset < 0 || array.length > most || array.offset > most)
            refuse(std::string("malformed batch: length ") + std::to_string(array.length) + ", offset " +
                   std::to_string(array.offset));
        detail::arrow_rows{"(the batch itself)", &schema, &array, array.offset, array.length}.check(1);
    }

    /// Number of rows.
    [[nodiscard]] std::size_t size() const noexcept { return static_cast<std::size_t>(array_->length); }

    [[nodiscard]] bool contains(std::string_view name) const
    {
        for (std::int64_t i = 0; i < schema_->n_children; ++i)
            if (const ArrowSchema* child = schema_->children[i]; child && child->name && name == child->name)
                return true;
        return false;
    }

    /// A column of numbers.
    ///
    /// T        double, float, std::int8_t, std::uint8_t, std::int32_t, std::int64_t, arrow_date, or option_type (an
    ///          int8, 1 for a call, -1 for a put); nothing is converted
    /// returns  a view of the producer's memory
    /// throws   std::invalid_argument, naming the column, if it is missing or there twice, of another type,
    ///          dictionary-encoded, too short, not aligned, or has a null in one of the rows
    /// cost     O(1) where the producer counted no nulls; otherwise a look at the validity bits, and at every value of
    ///          an option_type
    template <arrow_value T = double>
    [[nodiscard]] strided<T> column(std::string_view name) const
    {
        return detail::values_of<T>(find(name));
    }

    /// A column of text, utf8 or large utf8. Throws as column() does.
    [[nodiscard]] arrow_text text(std::string_view name) const { return arrow_text(find(name)); }

    /// A table of the columns that bear the names of the fields: `batch.table(col::high, col::low)`. col::type is an
    /// option_type, all others are doubles. Throws as column() does.
    template <class... Field>
    [[nodiscard]] auto table(Field... fields) const
    {
        return columns(fields(
            column<std::conditional_t<std::is_same_v<Field, col::type_t>, option_type, double>>(Field::label))...);
    }
};

/// A record batch that is owned: taken over from its producer, and released at the end. Moves, does not copy.
class arrow_batch {
    ArrowSchema schema_{};
    ArrowArray array_{};

    void release() noexcept
    {
        if (array_.release) array_.release(&array_);
        if (schema_.release) schema_.release(&schema_);
    }
    void take(ArrowSchema& schema, ArrowArray& array) noexcept
    {
        schema_ = schema, array_ = array;
        schema.release = nullptr, array.release = nullptr;
    }

public:
    /// Takes over what `schema` and `array` hold; both are marked as released, as the specification of a move asks.
    arrow_batch(ArrowSchema* schema, ArrowArray* array) noexcept { take(*schema, *array); }
    arrow_batch(arrow_batch&& other) noexcept { take(other.schema_, other.array_); }
    arrow_batch& operator=(arrow_batch&& other) noexcept
    {
        if (this != &other) release(), take(other.schema_, other.array_);
        return *this;
    }
    ~arrow_batch() { release(); }

    /// Its columns; throws as arrow_view does. They live as long as the batch.
    [[nodiscard]] arrow_view view() const { return {schema_, array_}; }
};

} // namespace smirk::inline SMIRK_ABI::interop
