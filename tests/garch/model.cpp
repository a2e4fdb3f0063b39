// SPDX-License-Identifier: BSL-1.0
#include <smirk/garch/garch11.hpp>
#include <smirk/garch/student_t.hpp>

#include "support/catch.hpp"

namespace garch = smirk::garch;
using garch::garch11, garch::normal, garch::student_t;

TEST_CASE("model: without parameters of the law, the set is the model's plain aggregate")
{
    STATIC_REQUIRE(std::is_same_v<garch::parameters_of<garch11, normal>, garch11::parameters<double>>);
    STATIC_REQUIRE(std::is_aggregate_v<garch::parameters_of<garch11, student_t>>);
    STATIC_REQUIRE(garch::size_of<garch11, normal> == 4);
    STATIC_REQUIRE(garch::size_of<garch11, student_t> == 5);
}

TEST_CASE("model: sets and arrays convert in order")
{
    const auto p = garch::internal::join<garch11, student_t>(std::array{1., 2., 3., 4., 5.});
    REQUIRE(p.mu == 1);
    REQUIRE(p.beta == 4);
    REQUIRE(p.nu == 5);
    REQUIRE(garch::internal::to_array(p) == std::array{1., 2., 3., 4., 5.});
    REQUIRE(std::string(garch::internal::name_of<garch11, student_t>(3)) == "beta");
    REQUIRE(std::string(garch::internal::name_of<garch11, student_t>(4)) == "nu");
}

TEST_CASE("model: variances revert to the level, geometrically")
{
    std::array<double, 4> ahead{};
    garch::recursive_variance::revert(0.1, 0.9, garch::sample_end{.state = 3}, std::span<double>(ahead));
    for (std::size_t k = 0; k < ahead.size(); ++k)
        REQUIRE_THAT(ahead[k], WithinRel(1 + 2 * std::pow(0.9, static_cast<double>(k)), 1e-14));
    REQUIRE(std::isinf(garch::recursive_variance::reversion_level(0.1, 1)));
}
