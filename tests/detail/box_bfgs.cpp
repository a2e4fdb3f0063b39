// SPDX-License-Identifier: BSL-1.0
#include <smirk/detail/box_bfgs.hpp>

#include "support/catch.hpp"

using namespace smirk::detail;

namespace {

const double far = std::numeric_limits<double>::infinity();

/// Rosenbrock's valley: minimum 0 at (1, 1).
double rosenbrock(const vector_of<2>& x, vector_of<2>& g)
{
    const double a = 1 - x[0], b = x[1] - x[0] * x[0];
    g = {-2 * a - 400 * x[0] * b, 200 * b};
    return a * a + 100 * b * b;
}

} // namespace

TEST_CASE("minimise_in_box: Rosenbrock's valley, free")
{
    const auto r = minimise_in_box<2>(rosenbrock, {-1.2, 1}, {-far, -far}, {far, far});
    REQUIRE(r.end == descent_end::converged);
    REQUIRE_THAT(r.x[0], WithinAbs(1, 1e-8));
    REQUIRE_THAT(r.x[1], WithinAbs(1, 1e-8));
    REQUIRE(r.evaluations < 80);
}

TEST_CASE("minimise_in_box: a bound that holds, one that does not, one that holds a coordinate throughout")
{
    const auto r = minimise_in_box<2>(rosenbrock, {-1.2, 1}, {-far, -far}, {0.5, far});
    REQUIRE(r.end == descent_end::converged);
    REQUIRE(r.x[0] == 0.5);
    REQUIRE_THAT(r.x[1], WithinAbs(0.25, 1e-9));
    REQUIRE(r.gradient[0] < 0);
    const auto held = minimise_in_box<2>(rosenbrock, {-1, 1}, {-1, -far}, {-1, far});
    REQUIRE(held.x[0] == -1);
    REQUIRE_THAT(held.x[1], WithinAbs(1, 1e-9));
}

TEST_CASE("minimise_in_box: steps back from where the function is undefined")
{
    const auto f = [](const vector_of<1>& x, vector_of<1>& g) { // x - ln x, minimum at 1, undefined below 0
        g[0] = 1 - 1 / x[0];
        return x[0] > 0 ? x[0] - std::log(x[0]) : std::numeric_limits<double>::quiet_NaN();
    };
    const auto r = minimise_in_box<1>(f, {6}, {-far}, {far}, {.longest_step = 20});
    REQUIRE(r.end == descent_end::converged);
    REQUIRE_THAT(r.x[0], WithinAbs(1, 1e-8));
    REQUIRE(minimise_in_box<1>(f, {-1}, {-far}, {far}).end == descent_end::no_start);
}

TEST_CASE("minimise_in_box: says that it ran out, that there is a kink, that it is flat")
{
    REQUIRE(minimise_in_box<2>(rosenbrock, {-1.2, 1}, {-far, -far}, {far, far}, {.max_iterations = 3}).end ==
            descent_end::max_iterations);
    const auto kink = [](const vector_of<1>& x, vector_of<1>& g) {
        g[0] = x[0] > 0.3 ? 1 : -2;
        return x[0] > 0.3 ? x[0] - 0.3 : 0.6 - 2 * x[0];
    };
    const auto r = minimise_in_box<1>(kink, {2}, {-far}, {far});
    REQUIRE_THAT(r.x[0], WithinAbs(0.3, 1e-6)); // the curvature it learns there grows without bound
    const auto flat = [](const vector_of<1>&, vector_of<1>& g) { return g[0] = 0; };
    REQUIRE(minimise_in_box<1>(flat, {2}, {-far}, {far}).flat);
}
