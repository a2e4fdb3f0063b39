// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/spline_search.hpp>

#include <cmath>
#include <vector>

using namespace smirk::surface;
using detail::spline_problem, detail::spline_search;

namespace {

/// v = 1 + bend u^2, with a hump of the given height at the money.
spline_problem problem(double hump, bool butterfly)
{
    spline_problem p{{}, {}, {}, 0.04, 0.2, butterfly, nullptr, nullptr, nullptr, 1e-2, 1, 3, 50};
    double total = 0;
    for (double u = -2; u <= 2.001; u += 0.1) {
        p.u.push_back(u);
        p.v.push_back(1 + 0.1 * u * u + hump * std::exp(-50 * u * u));
        p.o.push_back(1 / p.v.back());
        total += p.v.back();
    }
    for (double& o : p.o) o /= total;
    return p;
}

} // namespace

TEST_CASE("spline_search: a smile without arbitrage is left alone", "[surface][spline_search]")
{
    const auto smooth = problem(0, true);
    const auto found = spline_search(smooth).run();
    REQUIRE(found.certified);
    REQUIRE(found.settled);
    REQUIRE_FALSE(found.constrained);
    REQUIRE(found.programs == 0);
    REQUIRE_THAT(found.smile.total_variance(0.1), WithinRel(0.04 * (1 + 0.1 * 0.25), 1e-4)); // u = .1 / .2
}

TEST_CASE("spline_search: a hump becomes the nearest smile that has no butterflies", "[surface][spline_search]")
{
    const auto free = problem(0.3, false), held = problem(0.3, true);
    const auto as_it_is = spline_search(free).run();
    REQUIRE(as_it_is.certified); // of what was asked
    REQUIRE_FALSE(butterfly_free(as_it_is.smile));
    const auto found = spline_search(held).run();
    REQUIRE(found.certified);
    REQUIRE(found.constrained);
    REQUIRE(found.programs > 0);
    const auto report = butterfly_arbitrage(found.smile);
    REQUIRE(report.arbitrage_free());
    REQUIRE(report.min_g < 0.05); // held by the constraint, not far inside it
}
