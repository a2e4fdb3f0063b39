// SPDX-License-Identifier: BSL-1.0
// What is expected follows from the specification of the Arrow C data interface.
#include "interop/producer.hpp"
#include "support/catch.hpp"

#include <smirk/interop/arrow_import.hpp>
#include <smirk/realized/parkinson.hpp>

#include <cstdint>
#include <utility>
#include <vector>

using namespace smirk::interop;
using support::producer;
namespace col = smirk::col;

TEST_CASE("arrow: columns are the producer's memory", "[interop][arrow]")
{
    const std::vector<double> high{101, 102, 103}, low{99, 98, 97};
    const std::vector<std::int64_t> volume{7, 8, 9};
    producer p(3);
    p.add("low", "g", low.data());
    p.add("high", "g", high.data());
    p.add("volume", "l", volume.data());
    const arrow_view batch(p.schema, p.array);
    REQUIRE(batch.size() == 3);
    REQUIRE(batch.contains("high"));
    REQUIRE_FALSE(batch.contains("High"));
    REQUIRE(batch.column("high").data() == high.data());
    REQUIRE(batch.column<std::int64_t>("volume").data() == volume.data());

    const auto bars = batch.table(col::high, col::low);
    const double direct = smirk::realized::parkinson(smirk::columns(col::high(high), col::low(low)));
    REQUIRE(smirk::realized::parkinson(bars) == direct);
    REQUIRE(p.array_releases + p.schema_releases == 0);
}

TEST_CASE("arrow: offsets of the batch and of a column add up", "[interop][arrow]")
{
    const std::vector<double> x{0, 1, 2, 3, 4, 5, 6, 7};
    producer p(3);
    const int i = p.add("x", "g", x.data());
    p.array.offset = 2;          // a slice of the batch ...
    p.child_array[i].offset = 1; // ... one of whose columns is a slice itself
    p.child_array[i].length = 5;
    const auto values = arrow_view(p.schema, p.array).column("x");
    REQUIRE(values.size() == 3);
    REQUIRE(values.data() == x.data() + 3);

    p.child_array[i].length = 4; // rows 2, 3, 4 of four
    REQUIRE_THROWS_WITH(arrow_view(p.schema, p.array).column("x"), ContainsSubstring("'x' has 4 rows, expected 2 + 3"));
}

TEST_CASE("arrow: nulls in view are refused by name and row, others are nobody's business", "[interop][arrow]")
{
    const std::vector<double> x(20, 1.0);
    const unsigned char valid[] = {0xff, 0xfb, 0x0f}; // row 10 is null
    producer p(20);
    const int i = p.add("bid", "g", x.data());
    p.buffers[i][0] = valid;
    for (const int count : {1, -1}) { // counted, or left to the consumer
        p.child_array[i].null_count = count;
        REQUIRE_THROWS_WITH(arrow_view(p.schema, p.array).column("bid"),
                            ContainsSubstring("column 'bid' has a null in row 10"));
        p.array.offset = 9, p.array.length = 11;
        REQUIRE_THROWS_WITH(arrow_view(p.schema, p.array).column("bid"), ContainsSubstring("null in row 1:"));
        p.array.offset = 11, p.array.length = 9;
        REQUIRE(arrow_view(p.schema, p.array).column("bid").size() == 9);
        p.array.offset = 0, p.array.length = 10;
        REQUIRE(arrow_view(p.schema, p.array).column("bid").size() == 10);
        p.array.length = 20;
    }
    p.child_array[i].null_count = 0;
    REQUIRE(arrow_view(p.schema, p.array).column("bid").size() == 20);

    p.batch_buffers[0] = valid; // a batch whose rows themselves are null
    p.array.null_count = -1;
    REQUIRE_THROWS_WITH(arrow_view(p.schema, p.array), ContainsSubstring("null in row 10"));
}

TEST_CASE("arrow: wrong types are refused with both names", "[interop][arrow]")
{
    const std::vector<float> x(2);
    producer p(2);
    const int i = p.add("bid", "f", x.data());
    const arrow_view batch(p.schema, p.array);
    REQUIRE_THROWS_WITH(batch.column("bid"), ContainsSubstring("column 'bid' is float32, expected float64"));
    REQUIRE_THROWS_WITH(batch.text("bid"), ContainsSubstring("column 'bid' is float32, expected utf8"));
    REQUIRE_THROWS_AS(batch.column("bid"), std::invalid_argument);
    REQUIRE(batch.column<float>("bid").size() == 2);
    REQUIRE_THROWS_WITH(batch.column("ask"), ContainsSubstring("no column 'ask' among 'bid'"));
    p.child_schema[i].format = "tsn:UTC";
    REQUIRE_THROWS_WITH(batch.column("bid"), ContainsSubstring("is tsn:UTC, expected float64"));
    p.child_schema[i].format = "f";
    p.child_schema[i].dictionary = &p.child_schema[i];
    REQUIRE_THROWS_WITH(batch.column<float>("bid"), ContainsSubstring("dictionary"));
    p.child_schema[i].dictionary = nullptr;
    p.add("bid", "g", x.data());
    REQUIRE_THROWS_WITH(batch.column<float>("bid"), ContainsSubstring("'bid' is there twice"));
}

TEST_CASE("arrow: call and put", "[interop][arrow]")
{
    std::vector<std::int8_t> side{1, -1, 1};
    const std::vector<double> x{1, 2, 3};
    producer p(3);
    p.add("type", "c", side.data());
    p.add("strike", "g", x.data());
    const arrow_view batch(p.schema, p.array);
    const auto quotes = batch.table(col::strike, col::type);
    REQUIRE(quotes[col::type][1] == smirk::option_type::put);
    REQUIRE(static_cast<const void*>(quotes[col::type].data()) == side.data());
    side[2] = 0;
    REQUIRE_THROWS_WITH(batch.table(col::strike, col::type), ContainsSubstring("column 'type' has 0 in row 2"));
}

TEST_CASE("arrow: text, short and long offsets", "[interop][arrow]")
{
    const char characters[] = "SPXNDXDAX";
    std::vector<std::int32_t> starts{0, 3, 6, 6, 9};
    const std::vector<std::int64_t> long_starts{0, 3, 6, 6, 9};
    producer p(4);
    p.add("name", "u", starts.data(), characters);
    p.add("long", "U", long_starts.data(), characters);
    const arrow_view batch(p.schema, p.array);
    for (const char* column : {"name", "long"}) {
        const auto text = batch.text(column);
        REQUIRE(text.size() == 4);
        REQUIRE(text[0] == "SPX");
        REQUIRE(text[2].empty());
        REQUIRE(text[3] == "DAX");
    }
    p.array.offset = 1, p.array.length = 3;
    REQUIRE(batch.text("name")[0] == "NDX");
    starts[2] = 2;
    REQUIRE_THROWS_WITH(batch.text("name"), ContainsSubstring("the text of row 0 ends before it starts"));
    starts[2] = -6;
    REQUIRE_THROWS_AS(batch.text("name"), std::invalid_argument);
    starts[2] = 6;
    p.buffers[0][2] = nullptr;
    REQUIRE_THROWS_WITH(batch.text("name"), ContainsSubstring("no characters"));
}

TEST_CASE("arrow: a batch without rows has columns all the same", "[interop][arrow]")
{
    producer p(0);
    p.add("x", "g", nullptr);
    const int name = p.add("name", "u", nullptr, "");
    p.buffers[name][2] = nullptr;
    REQUIRE(arrow_view(p.schema, p.array).column("x").empty());
    REQUIRE(arrow_view(p.schema, p.array).text("name").size() == 0);
}

TEST_CASE("arrow: malformed structures are refused", "[interop][arrow]")
{
    const std::vector<double> x{1, 2, 3};
    producer p(2);
    const int i = p.add("x", "g", x.data());
    ArrowArray& child = p.child_array[i];
    const auto refused = [&](auto& field, auto value, const char* says) {
        const auto good = std::exchange(field, value);
        INFO(says);
        REQUIRE_THROWS_WITH(arrow_view(p.schema, p.array).column("x"), ContainsSubstring(says));
        field = good;
        REQUIRE(arrow_view(p.schema, p.array).column("x").size() == 2);
    };
    refused(p.schema.release, nullptr, "released");
    refused(p.array.release, nullptr, "released");
    refused(p.schema.format, nullptr, "no format");
    refused(p.schema.format, "g", "expected a record batch (struct), got float64");
    refused(p.schema.format, "+l", "got list");
    refused(p.schema.n_children, 2, "2 columns in the schema, 1 in the array");
    refused(p.array.n_children, -1, "malformed");
    refused(p.schema.children, nullptr, "malformed");
    refused(p.array.children, nullptr, "malformed");
    refused(p.array.length, -1, "length -1");
    refused(p.array.offset, -1, "offset -1");
    refused(p.array.offset, INT64_MAX, "offset 9223372036854775807");
    refused(p.array.n_buffers, 2, "2 buffers");
    refused(p.array.buffers, nullptr, "malformed");
    refused(p.array_children[i], nullptr, "'x' is malformed: absent");
    refused(child.release, nullptr, "'x' is malformed: absent, or released");
    refused(p.child_schema[i].release, nullptr, "'x' is malformed");
    refused(p.child_schema[i].format, nullptr, "'x' is malformed");
    refused(child.length, -1, "'x' is malformed: length -1");
    refused(child.length, 1, "'x' has 1 rows, expected 0 + 2");
    refused(child.offset, -1, "'x' is malformed");
    refused(child.offset, INT64_MAX, "'x' is malformed");
    refused(child.n_buffers, 3, "3 buffers, expected 2");
    refused(child.buffers, nullptr, "'x' is malformed");
    refused(child.null_count, 3, "a null count of 3");
    refused(child.null_count, -2, "a null count of -2");
    refused(child.null_count, 1, "nulls without a validity buffer");
    refused(p.buffers[i][1], nullptr, "rows and no values");
    const void* const crooked = reinterpret_cast<const char*>(x.data()) + 4;
    refused(p.buffers[i][1], crooked, "no multiple of 8");

    const char* const name = std::exchange(p.child_schema[i].name, nullptr); // allowed: a column without a name
    REQUIRE_THROWS_WITH(arrow_view(p.schema, p.array).column("x"), ContainsSubstring("no column 'x' among ''"));
    p.child_schema[i].name = name;
    p.schema_children[i] = nullptr;
    REQUIRE_THROWS_AS(arrow_view(p.schema, p.array).column("x"), std::invalid_argument);
}

TEST_CASE("arrow: an array that stands alone", "[interop][arrow]")
{
    const std::vector<double> x{1, 2, 3};
    producer p(3);
    const int i = p.add("x", "g", x.data());
    p.child_array[i].offset = 1, p.child_array[i].length = 2;
    const auto series = arrow_series(p.child_schema[i], p.child_array[i], "returns");
    REQUIRE(series.size() == 2);
    REQUIRE(series.data() == x.data() + 1);
    REQUIRE_THROWS_WITH(arrow_series<float>(p.child_schema[i], p.child_array[i], "returns"),
                        ContainsSubstring("'returns' is float64, expected float32"));
}

TEST_CASE("arrow: a batch taken over is released once, by the last that holds it", "[interop][arrow]")
{
    const std::vector<double> x{1, 2};
    producer p(2), q(2);
    p.add("x", "g", x.data());
    q.add("x", "g", x.data());
    {
        arrow_batch batch(&p.schema, &p.array);
        REQUIRE(p.schema.release == nullptr);
        REQUIRE(p.array.release == nullptr);
        arrow_batch other(std::move(batch));
        REQUIRE(other.view().column("x").data() == x.data());
        REQUIRE_THROWS_WITH(batch.view(), ContainsSubstring("released")); // NOLINT: moved from, and says so
        REQUIRE(p.array_releases == 0);
        arrow_batch third(&q.schema, &q.array);
        other = std::move(third);
        REQUIRE(p.array_releases == 1);
        REQUIRE(q.array_releases == 0);
    }
    REQUIRE(p.schema_releases == 1);
    REQUIRE(p.array_releases == 1);
    REQUIRE(q.schema_releases == 1);
    REQUIRE(q.array_releases == 1);
}
