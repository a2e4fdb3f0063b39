// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include "surface/random_slices.hpp"

#include <smirk/surface/fit_svi.hpp>
#include <smirk/surface/svi_constrained.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace smirk::surface;
using namespace smirk::surface::detail;

namespace {

constexpr double w0 = 0.05;
const svi slice{.a = 0.01, .b = 0.08, .rho = -0.6, .m = 0.02, .sigma = 0.15};

} // namespace

TEST_CASE("unknowns: there and back", "[surface][svi_constrained]")
{
    for (const auto& random : support::random_slices(50, 31, 0)) {
        const svi& p = random.truth;
        const svi back = raw_svi(scaled(p, w0), w0);
        for (double k : {-1.0, 0.0, 0.5}) REQUIRE_THAT(back.total_variance(k), WithinRel(p.total_variance(k), 1e-13));
    }
    const unknowns flat{1, 0, 0, 0, 0};
    REQUIRE(raw_svi(flat, w0).rho == 0); // not 0 / 0
}

TEST_CASE("gradients of w, w', w'' and of the constraints are those of differences", "[surface][svi_constrained]")
{
    variance_quotes quotes;
    quotes.w0 = w0, quotes.w_low = 0.02, quotes.k_low = -0.5, quotes.k_high = 0.3;
    svi floor = slice, ceiling = slice;
    floor.a -= 0.002, ceiling.a += 0.003;
    const constrained_problem problem{quotes, true, &floor, &ceiling};
    const unknowns theta = scaled(slice, w0);
    constexpr double h = 1e-6, close = 1e-7; // h^2 and rounding over h
    for (double k : {-0.4, 0.01, 0.02, 0.3}) {
        const auto by = gradients(slice, k, w0);
        const auto of = slice.derivatives(k);
        REQUIRE_THAT(by.at.w, WithinRel(of.w, 1e-14));
        REQUIRE_THAT(by.at.dw, WithinAbs(of.dw, 1e-15));
        REQUIRE_THAT(by.at.d2w, WithinRel(of.d2w, 1e-13));
        for (std::size_t i = 0; i < 5; ++i) {
            unknowns up = theta, down = theta;
            up[i] += h, down[i] -= h;
            const svi high = raw_svi(up, w0), low = raw_svi(down, w0);
            const auto a = high.derivatives(k), b = low.derivatives(k);
            REQUIRE_THAT(by.w[i], WithinAbs((a.w - b.w) / (2 * h), close));
            REQUIRE_THAT(by.dw[i], WithinAbs((a.dw - b.dw) / (2 * h), close));
            REQUIRE_THAT(by.d2w[i], WithinAbs((a.d2w - b.d2w) / (2 * h), close));
            using kind = constraint::kind;
            for (auto of_kind : {kind::butterfly, kind::floor, kind::ceiling}) {
                const double slope = at_strike(problem, slice, of_kind, k).slope[i];
                const double difference =
                    (at_strike(problem, high, of_kind, k).value - at_strike(problem, low, of_kind, k).value) / (2 * h);
                REQUIRE_THAT(slope, WithinAbs(difference, 1e-5));
            }
        }
    }
}

TEST_CASE("linearise: what is violated has a negative value, what is not has none", "[surface][svi_constrained]")
{
    variance_quotes quotes;
    quotes.w0 = w0, quotes.w_low = 0.02, quotes.k_low = -0.5, quotes.k_high = 0.3;
    std::vector<constraint> out;
    linearise({quotes, true, nullptr, nullptr}, scaled(slice, w0), out);
    REQUIRE(violation(out) == 0);
    const svi bad{.a = -0.09, .b = 0.35, .rho = -0.1, .m = 0.1, .sigma = 0.28};
    linearise({quotes, true, nullptr, nullptr}, scaled(bad, w0), out);
    REQUIRE(violation(out) > 0);
    linearise({quotes, false, nullptr, nullptr}, scaled(bad, w0), out);
    for (const auto& c : out) REQUIRE(c.of != constraint::kind::butterfly);
    svi above = slice;
    above.a += 0.01;
    linearise({quotes, true, &above, nullptr}, scaled(slice, w0), out); // below its floor
    REQUIRE(violation(out) > 0);
    linearise({quotes, true, nullptr, &above}, scaled(slice, w0), out);
    REQUIRE(violation(out) > 0); // wings as steep as the ceiling's, to the margin
}

TEST_CASE("search_point: no smile is infinitely bad", "[surface][svi_constrained]")
{
    variance_quotes quotes;
    quotes.w0 = w0, quotes.w_low = 0.02, quotes.k_low = -0.5, quotes.k_high = 0.3;
    const constrained_problem problem{quotes, true, nullptr, nullptr};
    const search_point nowhere(problem, {-10, 0.1, 0.1, 0, -2});
    REQUIRE(std::isinf(nowhere.merit(0)));
    REQUIRE(std::isinf(nowhere.merit(1)));
    const search_point here(problem, scaled(slice, w0));
    REQUIRE(here.merit(1) == 0); // no quotes, no violation
    REQUIRE(here.after({0, -1e9, -1e9, 0, 0})[1] == least_slope);
}

TEST_CASE("minimise: nearly parabolic smiles reach an optimum", "[surface][svi_constrained]")
{
    // Exact parabolas in total variance: SVI comes to them as sigma grows, and what ends that is Lee's bound and g >= 0
    // far out. The valley is flat, and gains of a hundredth of a basis point are no reason to go on.
    for (double width : {0.5, 1.0, 2.0, 4.0})
        for (double curvature : {0.02, 0.1, 0.3})
            for (double skew : {-0.3, 0.0}) {
                std::vector<double> k, w;
                const double s = 0.2;
                for (int i = 0; i <= 20; ++i) {
                    const double x = width * (0.1 * i - 1);
                    k.push_back(s * x);
                    w.push_back(s * s * (1 + skew * x + 0.5 * curvature * x * x));
                }
                if (*std::min_element(w.begin(), w.end()) < 0.2 * s * s) continue;
                const auto fit = fit_svi(k, w);
                INFO("width " << width << " curvature " << curvature << " skew " << skew << ": "
                              << to_string(fit.status) << " after " << fit.iterations << ", " << 1e4 * fit.rmse
                              << " bp");
                REQUIRE(fit);
                REQUIRE(butterfly_free(fit.smile));
                REQUIRE(fit.rmse < 0.002);
                REQUIRE(fit.iterations < 200);
            }
}
