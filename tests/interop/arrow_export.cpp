// SPDX-License-Identifier: BSL-1.0
// Batches go out and come back through the import; leaks and double releases are for the sanitizers to find.
#include "support/catch.hpp"

#include <smirk/interop/arrow.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

using namespace smirk::interop;

TEST_CASE("arrow_export: what goes out comes back", "[interop][arrow]")
{
    std::vector<double> vol{0.2, std::numeric_limits<double>::quiet_NaN(), 0.3};
    const double* const memory = vol.data();
    ArrowSchema schema;
    ArrowArray array;
    {
        arrow_export rows;
        rows.add("vol", std::move(vol))
            .add("strike", std::vector<std::int64_t>{90, 100, 110})
            .add("day", std::vector<arrow_date>{{0}, {19000}, {-1}})
            .add("name", std::vector<std::string>{"SPX", "", "a name beyond any small string"})
            .add("side", std::vector<smirk::option_type>{smirk::option_type::call, smirk::option_type::put,
                                                         smirk::option_type::call});
        std::move(rows).into(&schema, &array);
    } // the batch does not need its builder
    REQUIRE(array.n_children == 5);
    REQUIRE(std::string_view(schema.children[2]->format) == "tdD");
    for (int i = 0; i < 5; ++i) REQUIRE(array.children[i]->null_count == 0);

    const arrow_batch batch(&schema, &array);
    const arrow_view view = batch.view();
    REQUIRE(view.size() == 3);
    REQUIRE(view.column("vol").data() == memory); // moved, not copied
    REQUIRE(std::isnan(view.column("vol")[1]));
    REQUIRE(view.column<std::int64_t>("strike")[2] == 110);
    REQUIRE(view.column<arrow_date>("day")[1] == arrow_date{19000});
    REQUIRE(view.text("name")[1].empty());
    REQUIRE(view.text("name")[2] == "a name beyond any small string");
    REQUIRE(view.column<smirk::option_type>("side")[1] == smirk::option_type::put);
}

TEST_CASE("arrow_export: a consumer may take one column and release the rest first", "[interop][arrow]")
{
    ArrowSchema schema;
    ArrowArray array;
    arrow_export rows;
    rows.add("a", std::vector<double>{1, 2}).add("b", std::vector<std::string>{"x", "yz"});
    std::move(rows).into(&schema, &array);

    ArrowSchema taken_schema = *schema.children[1]; // a move, as the specification describes it
    ArrowArray taken = *array.children[1];
    schema.children[1]->release = nullptr;
    array.children[1]->release = nullptr;
    array.release(&array);
    schema.release(&schema);
    REQUIRE(array.release == nullptr);
    REQUIRE(schema.release == nullptr);

    REQUIRE(std::string_view(taken_schema.name) == "b");
    REQUIRE(arrow_text(detail::rows_of("b", &taken_schema, &taken, 0, 2))[1] == "yz");
    taken.release(&taken);
    taken_schema.release(&taken_schema);
}

TEST_CASE("arrow_export: no columns, and no rows", "[interop][arrow]")
{
    for (const bool with_column : {false, true}) {
        ArrowSchema schema;
        ArrowArray array;
        arrow_export rows;
        if (with_column) rows.add("x", std::vector<double>{}).add("t", std::vector<std::string>{});
        std::move(rows).into(&schema, &array);
        const arrow_batch batch(&schema, &array);
        REQUIRE(batch.view().size() == 0);
        REQUIRE(batch.view().contains("x") == with_column);
        if (with_column) REQUIRE(batch.view().column("x").empty());
        if (with_column) REQUIRE(batch.view().text("t").size() == 0);
    }
}

TEST_CASE("arrow_export: columns of another length and names given twice are refused", "[interop][arrow]")
{
    arrow_export rows;
    rows.add("x", std::vector<double>{1, 2});
    REQUIRE_THROWS_WITH(rows.add("y", std::vector<double>{1}), ContainsSubstring("'y' has 1 rows, expected 2"));
    REQUIRE_THROWS_WITH(rows.add("x", std::vector<double>{1, 2}), ContainsSubstring("'x' twice"));
    REQUIRE_THROWS_AS(rows.add("z", std::vector<std::string>{"a"}), std::invalid_argument);
}
