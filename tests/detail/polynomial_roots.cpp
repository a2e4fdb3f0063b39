// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/detail/polynomial_roots.hpp>

#include <array>
#include <cmath>
#include <random>
#include <vector>

using namespace smirk::detail;

namespace {

/// (t - r_1) (t - r_2) ...
template <std::size_t N>
std::array<double, N + 1> from_roots(const std::array<double, N>& roots)
{
    std::array<double, N + 1> c{};
    c[0] = 1;
    for (std::size_t n = 0; n < N; ++n) {
        for (std::size_t i = n + 1; i > 0; --i) c[i] = c[i - 1] - roots[n] * c[i];
        c[0] *= -roots[n];
    }
    return c;
}

} // namespace

TEST_CASE("polynomials: product, derivative, value", "[detail][polynomial]")
{
    const std::array<double, 3> p{1, 2, 3};
    const std::array<double, 2> q{-1, 4};
    REQUIRE(multiply(p, q) == std::array<double, 4>{-1, 2, 5, 12});
    REQUIRE(derivative(p) == std::array<double, 2>{2, 6});
    REQUIRE(evaluate(p, 2) == 17);
}

TEST_CASE("polynomials: the Bernstein form has the values at the ends and the derivative there", "[detail][polynomial]")
{
    const std::array<double, 4> p{1, -2, 5, 0.5};
    auto beta = bernstein(p);
    REQUIRE(beta.front() == 1);
    REQUIRE_THAT(beta.back(), WithinRel(evaluate(p, 1), 1e-15));
    REQUIRE_THAT(3 * (beta[1] - beta[0]), WithinRel(-2.0, 1e-15));
    const auto left = split_left(beta);
    REQUIRE_THAT(left.back(), WithinRel(evaluate(p, 0.5), 1e-15));
    REQUIRE(left.back() == beta.front());
}

TEST_CASE("positive_roots: all of them are found, over nine orders of magnitude", "[detail][polynomial]")
{
    const std::array<double, 5> roots{1e-4, 0.3, 1.0, 7.5, 1e5};
    const auto found = positive_roots(from_roots(roots));
    REQUIRE(found.size == 5);
    for (std::size_t i = 0; i < 5; ++i) REQUIRE_THAT(found.root[i], WithinRel(roots[i], 1e-9));
}

TEST_CASE("positive_roots: negative and complex roots do not count", "[detail][polynomial]")
{
    REQUIRE(positive_roots(from_roots(std::array<double, 3>{-1, -2, -3})).size == 0);
    const auto p = multiply(from_roots(std::array<double, 2>{-1, 0.4}), std::array<double, 3>{1, 0.1, 1});
    const auto found = positive_roots(p);
    REQUIRE(found.size == 1);
    REQUIRE_THAT(found.root[0], WithinRel(0.4, 1e-14));
}

TEST_CASE("positive_roots: a thousand random polynomials of degree 8", "[detail][polynomial]")
{
    std::mt19937_64 generator(4);
    std::uniform_real_distribution<double> U(-3, 3);
    for (int n = 0; n < 1000; ++n) {
        std::array<double, 8> roots{};
        for (double& r : roots) r = (generator() % 2 ? 1 : -1) * std::exp(U(generator));
        std::vector<double> positive;
        for (double r : roots)
            if (r > 0) positive.push_back(r);
        std::sort(positive.begin(), positive.end());
        bool close = false; // roots nearer than a thousandth are not asked for: the coefficients lose them
        for (std::size_t i = 1; i < positive.size(); ++i) close = close || positive[i] < 1.001 * positive[i - 1];
        if (close) continue;
        const auto found = positive_roots(from_roots(roots));
        REQUIRE(found.size == positive.size());
        for (std::size_t i = 0; i < positive.size(); ++i) REQUIRE_THAT(found.root[i], WithinRel(positive[i], 1e-6));
    }
}

TEST_CASE("positive_roots: two that rounding cannot tell apart are one", "[detail][polynomial]")
{
    const auto found = positive_roots(std::array<double, 3>{1, -6, 9}); // (3 t - 1)^2, no binary fraction
    REQUIRE(found.size == 1);
    REQUIRE_THAT(found.root[0], WithinAbs(1. / 3, 4e-15)); // the width of the last interval, 2^-48
}

TEST_CASE("negative_somewhere: a narrow dip is seen, a touch is not", "[detail][polynomial]")
{
    const auto dip = [](double depth) { // (t - 2)^2 (t + 1) - depth
        auto p = multiply(std::array<double, 3>{4, -4, 1}, std::array<double, 2>{1, 1});
        p[0] -= depth;
        return p;
    };
    REQUIRE(negative_somewhere(dip(1e-10)));
    REQUIRE_FALSE(negative_somewhere(dip(-1e-10)));
    REQUIRE_FALSE(negative_somewhere(std::array<double, 3>{1, 0, 3}));
    REQUIRE(negative_somewhere(std::array<double, 3>{1, 0, -1e-12}));  // far out
    REQUIRE(negative_somewhere(std::array<double, 3>{-1e-12, 1, 1}));  // near 0
    REQUIRE_FALSE(negative_somewhere(std::array<double, 3>{0, 0, 0})); // nowhere negative
}
