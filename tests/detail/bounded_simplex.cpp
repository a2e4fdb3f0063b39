// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/detail/bounded_simplex.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace smirk::detail;

TEST_CASE("bounded_simplex: a programme solved by hand", "[detail][simplex]")
{
    // max 3 x + 2 y with x + y = s <= 4, x + 3 y = t <= 6, x <= 3: x = 3, y = 1, value 11, multipliers 2 and 0
    bounded_simplex programme(2);
    programme.add_basic(0, -1, -1e30, 4);
    programme.add_basic(1, -1, -1e30, 6);
    const sparse_entry x[] = {{0, 1}, {1, 1}}, y[] = {{0, 1}, {1, 3}};
    programme.add(3, 3, x, x + 2);
    programme.add(2, std::numeric_limits<double>::infinity(), y, y + 2);
    int iterations = 0;
    REQUIRE(programme.solve(1e-12, 100, iterations) == programme_end::optimal);
    REQUIRE_THAT(programme.objective(), WithinRel(11.0, 1e-14));
    // x + y = 4 and x + 3 y = 6 at once: any multipliers p, q >= 0 with p + 3 q = 2 are optimal
    REQUIRE_THAT(programme.multipliers()[0] + 3 * programme.multipliers()[1], WithinRel(2.0, 1e-14));
    REQUIRE(iterations <= 4);
}

TEST_CASE("bounded_simplex: unbounded, and out of budget", "[detail][simplex]")
{
    bounded_simplex programme(1);
    programme.add_basic(0, -1, -1, std::numeric_limits<double>::infinity());
    const sparse_entry x{0, 1};
    programme.add(1, std::numeric_limits<double>::infinity(), &x, &x + 1);
    int iterations = 0;
    REQUIRE(programme.solve(1e-12, 0, iterations) == programme_end::max_iterations);
    REQUIRE(programme.solve(1e-12, 100, iterations) == programme_end::unbounded);
}

TEST_CASE("bounded_simplex: value and multipliers agree, which proves the optimum", "[detail][simplex]")
{
    std::mt19937 random(11);
    const auto uniform = [&] { return static_cast<double>(random() % 20001) / 10000 - 1; };
    for (int trial = 0; trial < 300; ++trial) {
        const std::size_t rows = 1 + random() % 12, columns = 1 + random() % 60;
        struct one {
            double cost, upper;
            std::vector<sparse_entry> entries;
        };
        std::vector<one> all;
        bounded_simplex programme(rows);
        for (std::size_t i = 0; i < rows; ++i) programme.add_basic(i, -1, -1, 1);
        for (std::size_t j = 0; j < columns; ++j) {
            one c{uniform(), 0.1 + std::fabs(uniform()), {}};
            for (std::size_t e = 0; e < 3; ++e) // whole coefficients make ties and degenerate steps
                c.entries.push_back({random() % rows, trial % 2 ? uniform() : std::round(2 * uniform())});
            programme.add(c.cost, c.upper, c.entries.data(), c.entries.data() + c.entries.size());
            all.push_back(c);
        }
        int iterations = 0;
        REQUIRE(programme.solve(1e-12, 10000, iterations) == programme_end::optimal);
        double dual = 0; // min over pi of sum |pi_i| + sum u_j max(0, c_j - pi a_j), at the multipliers
        for (double p : programme.multipliers()) dual += std::fabs(p);
        for (const one& c : all) {
            double d = c.cost;
            for (const auto& e : c.entries) d -= programme.multipliers()[e.row] * e.value;
            dual += c.upper * std::max(0.0, d);
        }
        REQUIRE_THAT(programme.objective(), WithinAbs(dual, 1e-10));
    }
}
