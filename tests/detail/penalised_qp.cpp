// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/detail/penalised_qp.hpp>

#include <array>
#include <cmath>
#include <random>
#include <vector>

using namespace smirk::detail;

namespace {

struct constraint {
    double value;
    std::array<double, 3> slope;
};

square_matrix<3> identity() { return {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}; }

} // namespace

TEST_CASE("penalised_qp: without constraints it is Newton's step", "[detail][qp]")
{
    square_matrix<3> H{{{4, 0, 0}, {1, 3, 0}, {0, 1, 2}}}; // lower triangle of {{4,1,0},{1,3,1},{0,1,2}}
    REQUIRE(factor_lower(H));
    const auto step = penalised_qp(H, std::array<double, 3>{-5, -5, -3}, std::vector<constraint>{}).step;
    REQUIRE_THAT(step[0], WithinRel(1.0, 1e-14)); // H (1, 1, 1) = (5, 5, 3)
    REQUIRE_THAT(step[1], WithinRel(1.0, 1e-14));
    REQUIRE_THAT(step[2], WithinRel(1.0, 1e-14));
    square_matrix<3> indefinite{{{1, 0, 0}, {2, 1, 0}, {0, 0, 1}}};
    REQUIRE_FALSE(factor_lower(indefinite));
}

TEST_CASE("penalised_qp: projection onto a half space, a corner, and a slack constraint", "[detail][qp]")
{
    const std::array<double, 3> toward{-1, -2, 0}; // the free minimum is (1, 2, 0)
    const std::vector<constraint> plane{{1, {-1, -1, 0}}};
    const auto one = penalised_qp(identity(), toward, plane); // x + y <= 1: nearest is (0, 1, 0), multiplier 1
    REQUIRE_THAT(one.step[0], WithinAbs(0, 1e-8));
    REQUIRE_THAT(one.step[1], WithinAbs(1, 1e-8));
    REQUIRE_THAT(one.multiplier[0], WithinAbs(1, 1e-8));
    const std::vector<constraint> corner{{0.5, {-1, 0, 0}}, {0.25, {0, -1, 0}}, {7, {0, 0, 1}}};
    const auto two = penalised_qp(identity(), toward, corner);
    REQUIRE_THAT(two.step[0], WithinAbs(0.5, 1e-8));
    REQUIRE_THAT(two.step[1], WithinAbs(0.25, 1e-8));
    REQUIRE(two.multiplier[2] == 0);
    REQUIRE_THAT(two.multiplier_sum(), WithinAbs(0.5 + 1.75, 1e-7));
}

TEST_CASE("penalised_qp: constraints that contradict each other still give an answer in the middle", "[detail][qp]")
{
    const std::vector<constraint> both{{-1, {1, 0, 0}}, {-1, {-1, 0, 0}}}; // x >= 1 and x <= -1
    const auto solution = penalised_qp(identity(), std::array<double, 3>{0, 0, 0}, both);
    REQUIRE(std::isfinite(solution.step[0]));
    REQUIRE_THAT(solution.step[0], WithinAbs(0, 1.01));
}

TEST_CASE("penalised_qp: random problems meet the conditions of optimality", "[detail][qp]")
{
    std::mt19937_64 generator(9);
    std::normal_distribution<double> Z;
    for (int n = 0; n < 500; ++n) {
        const std::array<double, 3> g{Z(generator), Z(generator), Z(generator)};
        std::vector<constraint> constraints;
        for (int j = 0; j < 6; ++j) // all hold at 0, so they do not contradict each other
            constraints.push_back({std::fabs(Z(generator)), {Z(generator), Z(generator), Z(generator)}});
        const auto solution = penalised_qp(identity(), g, constraints);
        std::array<double, 3> gradient{};
        for (std::size_t u = 0; u < 3; ++u) gradient[u] = solution.step[u] + g[u];
        for (std::size_t j = 0; j < constraints.size(); ++j) {
            double value = constraints[j].value;
            for (std::size_t u = 0; u < 3; ++u) {
                value += constraints[j].slope[u] * solution.step[u];
                gradient[u] -= solution.multiplier[j] * constraints[j].slope[u];
            }
            REQUIRE(value > -1e-7); // soft by 1e-9 of the multiplier
            REQUIRE(solution.multiplier[j] >= 0);
            REQUIRE_THAT(solution.multiplier[j] * value, WithinAbs(0, 1e-6));
        }
        for (double x : gradient) REQUIRE_THAT(x, WithinAbs(0, 1e-9));
    }
}
