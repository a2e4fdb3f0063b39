// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"
#include <smirk/detail/legendre_rule.hpp>

#include <cmath>
#include <cstddef>

using smirk::detail::legendre_rule;

TEST_CASE("Legendre nodes and weights", "[detail]")
{
    // two points in closed form: 1 / sqrt 3, weight 1; five: 0, sqrt(5 - 2 sqrt(10/7)) / 3, ..., weight 128/225 in the
    // middle
    constexpr legendre_rule<2> two;
    REQUIRE_THAT(std::fabs(two.node[0]), WithinRel(1 / std::sqrt(3.0), 1e-15));
    REQUIRE_THAT(two.weight[1], WithinRel(1, 1e-15));
    constexpr legendre_rule<5> five;
    REQUIRE_THAT(five.node[2], WithinAbs(0, 1e-16));
    REQUIRE_THAT(five.weight[2], WithinRel(128.0 / 225, 1e-15));
    REQUIRE_THAT(std::fabs(five.node[1]), WithinRel(std::sqrt(5 - 2 * std::sqrt(10.0 / 7)) / 3, 1e-15));
}

template <std::size_t N>
static void check_exactness()
{
    constexpr legendre_rule<N> rule;
    for (std::size_t degree = 0; degree < 2 * N; ++degree) {
        double sum = 0;
        for (std::size_t i = 0; i < N; ++i) sum += rule.weight[i] * std::pow(rule.node[i], static_cast<double>(degree));
        CAPTURE(N, degree);
        REQUIRE_THAT(sum,
                     WithinAbs(degree % 2 ? 0 : 2 / (static_cast<double>(degree) + 1), 1e-14)); // rounding of N terms
    }
    double exponential = 0;
    for (std::size_t i = 0; i < N; ++i) exponential += rule.weight[i] * std::exp(rule.node[i]);
    REQUIRE_THAT(exponential, WithinRel(2 * std::sinh(1.0), 1e-14));
}

TEST_CASE("an N-point rule is exact to degree 2N - 1", "[detail]")
{
    check_exactness<10>();
    check_exactness<20>();
    check_exactness<48>();
    check_exactness<160>();
}
