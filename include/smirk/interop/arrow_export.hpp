// SPDX-License-Identifier: BSL-1.0
// Results as an Arrow record batch that owns its memory, for whoever takes one: pyarrow, polars, DuckDB, Spark, ...
#pragma once
#include <smirk/interop/arrow_abi.hpp>
#include <smirk/interop/arrow_types.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace smirk::inline SMIRK_ABI::interop {

namespace detail {

/// What an exported column owns: its memory, the list of its buffers, its name. Every column is released on its own,
/// since a consumer may take one and leave the others.
struct exported_column {
    std::shared_ptr<const void> memory[2];
    const void* buffers[3] = {nullptr, nullptr, nullptr}; // validity (all rows are), values or offsets, characters
    std::int64_t n_buffers = 2;
    std::int64_t length = 0;
    std::string name;
    const char* format = "";
};

struct exported_schema {
    std::string name;
    std::vector<std::unique_ptr<ArrowSchema>> owned;
    std::vector<ArrowSchema*> children;
};

struct exported_batch {
    const void* buffers[1] = {nullptr};
    std::vector<std::unique_ptr<ArrowArray>> owned;
    std::vector<ArrowArray*> children;
};

/// The release callback: the children that nobody has taken, then what the structure owns.
template <class Structure, class Owned>
void release_exported(Structure* self)
{
    for (std::int64_t i = 0; i < self->n_children; ++i)
        if (self->children[i]->release) self->children[i]->release(self->children[i]);
    delete static_cast<Owned*>(self->private_data);
    self->release = nullptr;
}

inline ArrowSchema schema_of(const char* format, std::unique_ptr<exported_schema> owned) noexcept
{
    ArrowSchema s{};
    s.format = format;
    s.name = owned->name.c_str();
    s.n_children = static_cast<std::int64_t>(owned->children.size());
    s.children = owned->children.data();
    s.release = release_exported<ArrowSchema, exported_schema>;
    s.private_data = owned.release();
    return s;
}

inline ArrowArray array_of(std::unique_ptr<exported_column> owned) noexcept
{
    ArrowArray a{};
    a.length = owned->length;
    a.n_buffers = owned->n_buffers;
    a.buffers = owned->buffers;
    a.release = release_exported<ArrowArray, exported_column>;
    a.private_data = owned.release();
    return a;
}

} // namespace detail

/// Builds a record batch from columns of results, and hands it over.
///
///     arrow_export rows;
///     rows.add("strike", std::move(strikes)).add("vol", std::move(vols));
///     std::move(rows).into(&schema, &array);
///
/// The vectors are moved, not copied. No column has nulls: NaN stays NaN.
class arrow_export {
    std::vector<std::unique_ptr<detail::exported_column>> columns_;

    arrow_export& append(std::unique_ptr<detail::exported_column> column)
    {
        for (const auto& other : columns_)
            if (other->name == column->name)
                throw std::invalid_argument(std::string("smirk::interop::arrow_export: column '") + column->name +
                                            "' twice");
        if (!columns_.empty() && columns_.front()->length != column->length)
            throw std::invalid_argument(std::string("smirk::interop::arrow_export: column '") + column->name +
                                        "' has " + std::to_string(column->length) + " rows, expected " +
                                        std::to_string(columns_.front()->length));
        columns_.push_back(std::move(column));
        return *this;
    }

public:
    arrow_export() = default;
    arrow_export(arrow_export&&) = default;
    arrow_export& operator=(arrow_export&&) = default;

    /// A column of numbers or days.
    ///
    /// T       as for arrow_view::column
    /// throws  std::invalid_argument if the name is there already, or the length is not that of the first column
    template <arrow_value T>
    arrow_export& add(std::string name, std::vector<T> values)
    {
        auto column = std::make_unique<detail::exported_column>();
        const auto memory = std::make_shared<const std::vector<T>>(std::move(values));
        column->length = static_cast<std::int64_t>(memory->size());
        column->buffers[1] = memory->data();
        column->memory[0] = memory;
        column->name = std::move(name);
        column->format = detail::arrow_format<T>;
        return append(std::move(column));
    }

    /// A column of text. Throws also where there are more than 2^31 - 1 characters in all.
    template <class String>
        requires std::is_convertible_v<const String&, std::string_view>
    arrow_export& add(std::string name, const std::vector<String>& values)
    {
        auto characters = std::make_shared<std::string>();
        auto offsets = std::make_shared<std::vector<std::int32_t>>(1, 0);
        offsets->reserve(values.size() + 1);
        for (const String& value : values) {
            characters->append(std::string_view(value));
            if (characters->size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()))
                throw std::invalid_argument(std::string("smirk::interop::arrow_export: column '") + name +
                                            "' has more than 2^31 - 1 characters");
            offsets->push_back(static_cast<std::int32_t>(characters->size()));
        }
        auto column = std::make_unique<detail::exported_column>();
        column->length = static_cast<std::int64_t>(values.size());
        column->n_buffers = 3;
        column->buffers[1] = offsets->data();
        column->buffers[2] = characters->data();
        column->memory[0] = std::move(offsets);
        column->memory[1] = std::move(characters);
        column->name = std::move(name);
        column->format = "u";
        return append(std::move(column));
    }

    /// Hands the batch over; the consumer calls release when done with it, as the specification has it.
    ///
    /// schema, array  not yet in use: what they hold is overwritten
    /// throws         std::bad_alloc; then neither is touched
    void into(ArrowSchema* schema, ArrowArray* array) &&
    {
        using namespace detail;
        auto schemas = std::make_unique<exported_schema>();
        auto arrays = std::make_unique<exported_batch>();
        std::vector<std::unique_ptr<exported_schema>> names;
        for (const auto& column : columns_) {
            names.push_back(std::make_unique<exported_schema>());
            names.back()->name = column->name;
            schemas->owned.push_back(std::make_unique<ArrowSchema>());
            schemas->children.push_back(schemas->owned.back().get());
            arrays->owned.push_back(std::make_unique<ArrowArray>());
            arrays->children.push_back(arrays->owned.back().get());
        }
        // Nothing throws from here on.
        ArrowArray batch{};
        batch.length = columns_.empty() ? 0 : columns_.front()->length;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            *schemas->children[i] = schema_of(columns_[i]->format, std::move(names[i]));
            *arrays->children[i] = array_of(std::move(columns_[i]));
        }
        columns_.clear();
        batch.n_buffers = 1;
        batch.buffers = arrays->buffers;
        batch.n_children = static_cast<std::int64_t>(arrays->children.size());
        batch.children = arrays->children.data();
        batch.release = release_exported<ArrowArray, exported_batch>;
        batch.private_data = arrays.release();
        *schema = schema_of("+s", std::move(schemas));
        *array = batch;
    }
};

} // namespace smirk::inline SMIRK_ABI::interop
