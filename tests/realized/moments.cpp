// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/moments.hpp>

#include "support/catch.hpp"

#include <random>
#include <vector>

namespace realized = smirk::realized;

namespace {

using moments = realized::window_moments<1, 1, double>;
constexpr double rounding = 1e-14; // of sums of a few dozen terms

moments one_by_one(const std::vector<double>& x)
{
    moments w = realized::detail::single<1, 1, double>({{x[0]}, {x[0]}});
    for (std::size_t i = 1; i < x.size(); ++i)
        w = realized::detail::merge(w, realized::detail::single<1, 1, double>({{x[i]}, {x[i]}}));
    return w;
}

} // namespace

TEST_CASE("window_moments: one, two and three periods by hand")
{
    const auto w = one_by_one({1, 2, 6});
    REQUIRE(w.n == 3);
    REQUIRE_THAT(w.mean(0), WithinRel(3., rounding));
    REQUIRE_THAT(w.variance(0), WithinRel(7., rounding));
    REQUIRE(one_by_one({5}).squares[0] == 0);
}

TEST_CASE("merge: any split of a window gives the window")
{
    std::mt19937_64 engine(1);
    std::normal_distribution<double> z(3, 1);
    std::vector<double> x(40);
    for (double& v : x) v = z(engine);
    const auto whole = one_by_one(x);
    for (std::size_t at = 1; at < 40; ++at) {
        const auto i = x.begin() + static_cast<std::ptrdiff_t>(at);
        const auto w = realized::detail::merge(one_by_one({x.begin(), i}), one_by_one({i, x.end()}));
        REQUIRE(w.n == 40);
        REQUIRE_THAT(w.mean(0), WithinRel(whole.mean(0), rounding));
        REQUIRE_THAT(w.variance(0), WithinRel(whole.variance(0), 10 * rounding)); // the mean is three deviations off 0
    }
}

TEST_CASE("merge: never below zero, and zero where all are the same")
{
    REQUIRE(one_by_one(std::vector<double>(30, 0)).squares[0] == 0);
    const auto constant = realized::detail::merge(one_by_one({0.1, 0.1}), one_by_one({0.1, 0.1}));
    REQUIRE(constant.squares[0] == 0);
    REQUIRE(one_by_one(std::vector<double>(1000, 0.1)).squares[0] >= 0);
}
