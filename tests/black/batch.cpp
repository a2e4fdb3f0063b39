// SPDX-License-Identifier: BSL-1.0
// Columns or single values as arguments of a batch.
#include <smirk/black/batch.hpp>

#include "support/catch.hpp"

#include <array>
#include <span>
#include <vector>

using namespace smirk;

TEST_CASE("column or value: what converts", "[black][batch]")
{
    const std::vector<double> v = {1, 2, 3};
    const std::array<double, 2> a = {4, 5};
    CHECK(column_or_number(v)[2] == 3);
    CHECK(column_or_number(a)[1] == 5);
    CHECK(column_or_number(std::span<const double>(v))[0] == 1);
    CHECK(column_or_number(strided<double>(v.data(), 2, 2))[1] == 3);
    CHECK(column_or_number(7)[100] == 7);
    CHECK(column_or_number(1).is_always(1));
    CHECK_FALSE(column_or_number(std::vector<double>{1.}).is_always(1));
}

TEST_CASE("column or value: rows lie side by side up to a multiple of eight", "[black][batch]")
{
    std::vector<double> v(16);
    for (std::size_t i = 0; i < v.size(); ++i) v[i] = double(i);
    double buffer[16];
    CHECK(column_or_number(v).rows(8, 8, buffer, 1) == v.data() + 8); // in place
    const double* tail = column_or_number(v).rows(8, 3, buffer, -1);
    CHECK(tail == buffer);
    CHECK((tail[0] == 8 && tail[2] == 10 && tail[3] == -1 && tail[7] == -1));
    const double* every_other = column_or_number(strided<double>(v.data(), 8, 2)).rows(0, 8, buffer, 1);
    CHECK((every_other == buffer && every_other[7] == 14));
    CHECK(column_or_number(2.5).rows(40, 8, buffer, 1)[7] == 2.5);
}

TEST_CASE("batch options: one thread and the widest instructions unless told otherwise", "[black][batch]")
{
    CHECK(black::batch_options{}.threads == 1);
    CHECK(black::batch_options{}.width == lane_width::widest);
}
