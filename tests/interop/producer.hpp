// SPDX-License-Identifier: BSL-1.0
// A record batch as a foreign producer would export it, every field open to be made wrong, and a count of releases.
#pragma once
#include <smirk/interop/arrow_abi.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace support {

class producer {
    static void released(ArrowSchema* s)
    {
        ++*static_cast<int*>(s->private_data);
        s->release = nullptr;
    }
    static void released(ArrowArray* a)
    {
        ++*static_cast<int*>(a->private_data);
        a->release = nullptr;
    }

public:
    static constexpr int max_columns = 8;

    int schema_releases = 0, array_releases = 0;
    ArrowSchema schema{}, child_schema[max_columns]{};
    ArrowArray array{}, child_array[max_columns]{};
    ArrowSchema* schema_children[max_columns]{};
    ArrowArray* array_children[max_columns]{};
    const void* batch_buffers[1] = {nullptr};
    const void* buffers[max_columns][3]{};

    producer(const producer&) = delete;
    explicit producer(std::int64_t rows)
    {
        schema.format = "+s";
        schema.children = schema_children;
        schema.release = released;
        schema.private_data = &schema_releases;
        array.length = rows;
        array.n_buffers = 1;
        array.buffers = batch_buffers;
        array.children = array_children;
        array.release = released;
        array.private_data = &array_releases;
    }

    /// Adds a column; returns its index. For text, `values` are the offsets.
    int add(const char* name, const char* format, const void* values, const void* characters = nullptr)
    {
        const int i = static_cast<int>(schema.n_children);
        child_schema[i] = {format, name, nullptr, 0, 0, nullptr, nullptr, released, &schema_releases};
        buffers[i][1] = values;
        buffers[i][2] = characters;
        child_array[i] = {array.length, 0,       0,       characters ? 3 : 2, 0,
                          buffers[i],   nullptr, nullptr, released,           &array_releases};
        schema_children[i] = &child_schema[i];
        array_children[i] = &child_array[i];
        array.n_children = ++schema.n_children;
        return i;
    }
};

} // namespace support
