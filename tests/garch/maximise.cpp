// SPDX-License-Identifier: BSL-1.0
#include "model_checks.hpp"

namespace garch = smirk::garch;
using garch::egarch, garch::garch11, garch::normal, garch::presample, garch::student_t;

TEST_CASE("search_problem: the gradient in the coordinates is that of differences")
{
    const auto y = checks::sample();
    garch::internal::search_problem<garch11, student_t> problem(y, garch::presample_of(y, presample::sample_variance),
                                                                smirk::lane_width::widest);
    auto x = problem.starts()[0];
    std::array<double, 5> gradient{}, ignored{};
    problem(x, gradient);
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double step = 1e-4; // of fourth order: 1e-16 of truncation, 1e-12 of rounding
        const auto at = [&](double k) {
            auto moved = x;
            moved[i] += k * step;
            return problem(moved, ignored);
        };
        const double want = (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * step);
        REQUIRE_THAT(gradient[i], WithinAbs(want, 1e-10));
    }
}

TEST_CASE("maximise: no lower point next to a maximum at a kink")
{
    SKIP_WITHOUT_SHARED_DATA("garch/sp500_ret.csv");
    auto y = reference::returns("sp500");
    const auto before = garch::presample_of(y, presample::backcast);
    const double scale = std::sqrt(before.variance);
    for (double& v : y) v = (v - before.mean) / scale;
    garch::internal::search_problem<egarch, normal> problem(y, before.standardised(before.mean, scale),
                                                            smirk::lane_width::widest);
    problem.returns = &y;
    const auto box = problem.what_is_held();
    bool at_kink = false;
    const auto best = garch::internal::maximise(problem, {.tolerance = 1e-10}, at_kink);
    REQUIRE(at_kink);
    problem.return_to(box);
    std::array<double, 5> ignored{};
    for (std::size_t i = 0; i < best.x.size(); ++i)
        for (const double step : {-1e-3, -1e-6, 1e-6, 1e-3}) {
            auto x = best.x;
            x[i] += step;
            REQUIRE(problem(x, ignored) > best.value - 1e-14);
        }
}
