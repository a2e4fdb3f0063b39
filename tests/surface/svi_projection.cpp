// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include "surface/random_slices.hpp"

#include <smirk/surface/svi_projection.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

using namespace smirk::surface;
using namespace smirk::surface::detail;

namespace {

variance_quotes quotes_of(const support::random_slice& slice)
{
    variance_quotes q;
    q.k = slice.k, q.w = slice.w;
    q.weight.assign(q.k.size(), 1.0 / static_cast<double>(q.k.size()));
    q.k_low = q.k.front(), q.k_high = q.k.back();
    q.w_low = *std::min_element(q.w.begin(), q.w.end());
    q.w0 = slice.truth.total_variance(0);
    return q;
}

} // namespace

TEST_CASE("project: the three linear parameters are the least-squares ones, the gradient that of the cost",
          "[surface][svi_projection]")
{
    for (const auto& slice : support::random_slices(50, 21, 0.005)) {
        const auto q = quotes_of(slice);
        std::vector<double> y(q.k.size()), z(q.k.size());
        const double m = slice.truth.m + 0.1 * q.width(), u = std::log(slice.truth.sigma) + 0.2;
        const auto cost = [&](double vertex, double width) {
            return project(q, vertex, std::exp(width), false, y, z).cost;
        };
        const auto at = project(q, m, std::exp(u), true, y, z);
        const auto of = [&](hyperbola h) {
            double sum = 0;
            const svi p = h.raw(m, std::exp(u));
            for (std::size_t i = 0; i < q.k.size(); ++i)
                sum += q.weight[i] * std::pow(p.total_variance(q.k[i]) - q.w[i], 2);
            return sum;
        };
        REQUIRE_THAT(of(at.linear), WithinRel(at.cost, 1e-6));
        for (double part : {0.999, 1.001}) { // no better beside it
            REQUIRE(of({at.linear.level * part, at.linear.tilt, at.linear.bend}) > at.cost);
            REQUIRE(of({at.linear.level, at.linear.tilt, at.linear.bend * part}) > at.cost);
        }
        // cost / 2 has the gradient (g_m, g_u)
        const double h = 1e-4 * q.width();
        const double by_m = (cost(m + h, u) - cost(m - h, u)) / (4 * h),
                     by_u = (cost(m, u + 1e-4) - cost(m, u - 1e-4)) / 4e-4;
        const double scale = std::fabs(by_m) * q.width() + std::fabs(by_u);
        REQUIRE_THAT(at.g_m * q.width(), WithinAbs(by_m * q.width(), 1e-3 * scale));
        REQUIRE_THAT(at.g_u, WithinAbs(by_u, 1e-3 * scale));
    }
}

TEST_CASE("hyperbola: raw parameters, and what is a smile", "[surface][svi_projection]")
{
    const svi p{.a = 0.01, .b = 0.1, .rho = -0.4, .m = 0.05, .sigma = 0.2};
    const hyperbola h{p.a + p.b * p.sigma, p.rho * p.b * p.sigma, p.b * p.sigma};
    const svi back = h.raw(p.m, p.sigma);
    for (double k : {-1.0, 0.0, 0.7}) REQUIRE_THAT(back.total_variance(k), WithinRel(p.total_variance(k), 1e-14));
    REQUIRE(h.admissible(p.sigma));
    REQUIRE_FALSE(hyperbola{0.03, -0.03, 0.02}.admissible(0.2)); // |rho| > 1
    REQUIRE_FALSE(hyperbola{0.03, 0.0, -0.02}.admissible(0.2));  // b < 0
    REQUIRE_FALSE(hyperbola{0.5, 0.1, 0.4}.admissible(0.2));     // a wing of slope 2.5
    REQUIRE_FALSE(hyperbola{-0.01, 0.0, 0.02}.admissible(0.2));  // w < 0 at the vertex
}

TEST_CASE("cholesky3: a matrix that is not definite is refused", "[surface][svi_projection]")
{
    std::array<double, 6> L{};
    REQUIRE(cholesky3({4, 2, 5, 1, 3, 6}, L));
    REQUIRE_THAT(L[1] * L[0], WithinRel(2.0, 1e-15));
    REQUIRE_FALSE(cholesky3({1, 1, 1, 0, 0, 1}, L)); // two rows the same
    REQUIRE_FALSE(cholesky3({0, 0, 1, 0, 0, 1}, L));
    REQUIRE_FALSE(cholesky3({NAN, 0, 1, 0, 0, 1}, L));
}

TEST_CASE("fit_projection: from a slice near by the same optimum, in fewer steps", "[surface][svi_projection]")
{
    int cold = 0, warm = 0;
    for (const auto& slice : support::random_slices(100, 22, 0)) {
        const auto q = quotes_of(slice);
        const auto whole = fit_projection(q);
        svi near = slice.truth;
        near.m += 0.02 * q.width(), near.sigma *= 1.1;
        const auto local = fit_projection(q, near);
        REQUIRE(local.converged);
        for (double k : q.k)
            REQUIRE_THAT(local.smile.total_variance(k), WithinAbs(whole.smile.total_variance(k), 1e-8));
        cold += whole.iterations, warm += local.iterations;
    }
    REQUIRE(warm < cold);
}

TEST_CASE("fit_projection: a start outside the box of the search is brought inside", "[surface][svi_projection]")
{
    const auto q = quotes_of(support::random_slices(1, 23, 0.002).front());
    const auto fit = fit_projection(q, {.a = 0.1, .b = 0.1, .rho = 0, .m = 1e3, .sigma = 1e-9});
    REQUIRE(std::isfinite(fit.cost));
    REQUIRE(std::fabs(fit.smile.m) < 10);
}
