// SPDX-License-Identifier: BSL-1.0
// Record batches as a careless producer fills them in: every field but the addresses may be wrong. Refused, or read
// within the memory that there is and as it is there; every release callback is called once.
#include "input.hpp"

#include "../interop/producer.hpp"

#include <smirk/interop/arrow.hpp>

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

namespace {

namespace interop = smirk::interop;
namespace col = smirk::col;
using fuzz::require, fuzz::same;

constexpr std::size_t rows_in_memory = 40;

/// Buffers that are exactly as long as a truthful producer's would be, so that a read beyond is seen.
struct memory {
    std::vector<std::unique_ptr<unsigned char[]>> all;

    template <class Fill>
    unsigned char* make(std::size_t bytes, const Fill& fill)
    {
        all.push_back(std::make_unique<unsigned char[]>(bytes));
        for (std::size_t i = 0; i < bytes; ++i) all.back()[i] = fill();
        return all.back().get();
    }
};

constexpr const char* names[] = {"strike", "type", "years", "bid", "ask", "underlying", "strike", "", nullptr};
constexpr const char* formats[] = {"g", "g",   "g", "c",  "u", "U",  "f", "i",
                                   "l", "tdD", "C", "+s", "z", "vu", "",  nullptr};

std::size_t width_of(std::string_view format)
{
    return format == "g" || format == "l" || format == "U" ? 8 : format == "c" || format == "C" ? 1 : 4;
}

/// A length, offset or count: mostly small.
std::int64_t count(fuzz::input& in, std::int64_t plain)
{
    const unsigned what = in.byte();
    if (what < 200) return plain;
    if (what < 240) return static_cast<std::int64_t>(in.below(50)) - 4;
    const double x = in.bits();
    std::int64_t bits;
    std::memcpy(&bits, &x, sizeof bits);
    return bits;
}

/// Whether the rows of a column lie in its memory: what a consumer cannot know.
bool in_memory(const support::producer& p, int i)
{
    const auto& a = p.child_array[i];
    const auto small = [](std::int64_t n) { return n >= 0 && n <= std::int64_t{rows_in_memory}; };
    return small(a.length) && small(a.offset) && small(p.array.offset) &&
           a.length + a.offset <= std::int64_t{rows_in_memory};
}

template <class T>
void read(const interop::arrow_view& view, std::string_view name, const support::producer& p, int i)
{
    fuzz::refuses([&] {
        const auto values = view.column<T>(name);
        require(values.size() == view.size());
        if (!in_memory(p, i)) return;
        const auto* from = static_cast<const T*>(p.buffers[i][1]);
        for (std::size_t j = 0; j < values.size(); ++j)
            require(&values[j] == from + p.array.offset + p.child_array[i].offset + static_cast<std::ptrdiff_t>(j));
    });
}

} // namespace

SMIRK_FUZZ_TARGET(arrow_import)
{
    fuzz::input in(data, size);
    memory keep;
    const std::size_t rows = in.below(30), columns = in.below(7);
    support::producer p(count(in, static_cast<std::int64_t>(rows)));
    p.array.offset = count(in, static_cast<std::int64_t>(in.below(4)));
    const bool tidy = in.flag(); // columns that belong together
    std::string characters(rows_in_memory, 'x');
    const auto* text = keep.make(characters.size(), [&] { return static_cast<unsigned char>('a' + in.byte() % 26); });
    for (std::size_t c = 0; c < columns; ++c) {
        const char* name = tidy ? names[c % 6] : names[in.below(std::size(names))];
        const char* format = tidy ? (c == 1 ? "c" : c == 5 ? "u" : "g") : formats[in.below(std::size(formats))];
        const std::string_view f = format ? format : "";
        const bool is_text = f == "u" || f == "U";
        const std::size_t width = width_of(f);
        // text needs one border more than rows; borders ascend but where they are to be wrong
        std::int64_t border = 0;
        std::size_t at = 0;
        std::uint8_t raw[8]{};
        auto* values = keep.make(width * (rows_in_memory + is_text), [&] {
            if (at % width == 0 && is_text) {
                border = std::min<std::int64_t>(border + in.byte() % 3, std::int64_t{rows_in_memory});
                std::memcpy(raw, &border, sizeof raw);
            }
            const std::uint8_t byte = is_text    ? raw[at % width]
                                      : f == "c" ? (in.byte() % 9 ? 1
                                                    : in.flag()   ? 255
                                                                  : in.byte())
                                                 : in.byte();
            ++at;
            return byte;
        });
        if (is_text && in.byte() % 8 == 0) values[width * in.below(rows_in_memory)] = 0; // a border that falls back
        const int i = p.add(name, format, values, is_text ? reinterpret_cast<const char*>(text) : nullptr);
        auto& a = p.child_array[i];
        a.length = count(in, static_cast<std::int64_t>(rows) +
                                 std::max<std::int64_t>(0, std::min<std::int64_t>(p.array.offset, 8)));
        a.offset = count(in, static_cast<std::int64_t>(in.below(3)));
        a.null_count = count(in, in.byte() % 8 ? 0 : -1);
        a.n_buffers = count(in, a.n_buffers);
        if (in.byte() % 6 == 0)
            p.buffers[i][0] =
                keep.make(rows_in_memory / 8 + 1, [&] { return in.byte() % 4 ? std::uint8_t{255} : in.byte(); });
        const unsigned harm = in.byte();
        if (harm == 1) p.buffers[i][1] = nullptr;
        if (harm == 2) p.buffers[i][2] = nullptr;
        if (harm == 3) a.buffers = nullptr;
        if (harm == 4) a.release = nullptr;
        if (harm == 5) p.child_schema[i].release = nullptr;
        if (harm == 6) p.child_array[i].dictionary = &p.array;
        if (harm == 7) p.schema_children[i] = nullptr;
        if (harm == 8) p.array_children[i] = nullptr;
        if (harm == 9) p.buffers[i][1] = values + 1;
        // A consumer that is told of more rows than there is memory cannot see it: such a column must not be read.
        if (!in_memory(p, i) && (p.buffers[i][0] || is_text || f == "c"))
            a.length = std::int64_t{rows_in_memory} - 1, a.offset = 0, p.array.offset = 0;
    }
    p.array.null_count = count(in, 0);
    const unsigned harm = in.byte();
    if (harm == 1) p.schema.format = nullptr;
    if (harm == 2) p.schema.format = formats[in.below(std::size(formats))];
    if (harm == 3) p.array.n_children = count(in, 0);
    if (harm == 4) p.schema.children = nullptr;
    if (harm == 5) p.array.children = nullptr;
    if (harm == 6) p.array.release = nullptr;
    if (harm == 7) p.array.n_buffers = count(in, 0);
    if (harm == 8) p.array.buffers = nullptr;
    const bool released = harm == 6;
    {
        interop::arrow_batch batch(&p.schema, &p.array);
        require(!p.schema.release && !p.array.release);
        interop::arrow_batch moved(std::move(batch));
        fuzz::refuses([&] {
            const auto view = moved.view();
            require(view.size() == static_cast<std::size_t>(p.array.length));
            for (int i = 0; i < static_cast<int>(columns); ++i) {
                const char* name = p.child_schema[i].name;
                if (!name) continue;
                require(!p.schema_children[i] || view.contains(name));
                read<double>(view, name, p, i);
                read<float>(view, name, p, i);
                read<std::int32_t>(view, name, p, i);
                read<std::int64_t>(view, name, p, i);
                read<std::uint8_t>(view, name, p, i);
                read<interop::arrow_date>(view, name, p, i);
                read<smirk::option_type>(view, name, p, i);
                fuzz::refuses([&] {
                    const auto column = view.text(name);
                    require(column.size() == view.size());
                    std::size_t length = 0;
                    for (std::size_t j = 0; j < column.size(); ++j)
                        for (const char c : column[j]) length += c >= 'a';
                    require(length <= rows_in_memory);
                });
            }
            fuzz::refuses([&] {
                const auto quotes = view.table(col::strike, col::type, col::years, col::bid, col::ask);
                bool all = true;
                for (int i = 0; i < static_cast<int>(columns); ++i) all = all && in_memory(p, i);
                if (!all) return;
                const auto pivoted = smirk::pivot(quotes);
                require(pivoted.rejected.size() <= quotes.size());
                interop::arrow_export rows_out;
                std::vector<double> years;
                for (const auto& slice : pivoted.chain) years.push_back(slice.years);
                rows_out.add("years", years);
                ArrowSchema schema{};
                ArrowArray array{};
                std::move(rows_out).into(&schema, &array);
                const interop::arrow_batch back(&schema, &array);
                const auto again = back.view().column("years");
                require(std::equal(again.begin(), again.end(), years.begin(), years.end()));
            });
        });
        require(p.schema_releases == 0 && p.array_releases == 0);
    }
    require(p.schema_releases == 1 && p.array_releases == (released ? 0 : 1));
    return 0;
}
