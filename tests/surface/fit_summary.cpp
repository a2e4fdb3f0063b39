// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/fit_summary.hpp>

#include <cmath>
#include <vector>

using namespace smirk::surface;

namespace {

struct slice {
    fit_status status;
    double rmse, max_error;
    std::size_t used;
};
const double none = std::nan("");
const slice good{fit_status::converged, 0.001, 0.003, 30}, edge{fit_status::at_bound, 0.002, 0.004, 10},
    stuck{fit_status::stalled, 0.01, 0.05, 10}, thin{fit_status::too_few_points, none, none, 2};

} // namespace

TEST_CASE("fit_summary: the worst status, errors by the number of quotes", "[surface][fit_summary]")
{
    const auto all = detail::summarise(std::vector<slice>{good, edge}, false);
    REQUIRE(all.status == fit_status::at_bound);
    REQUIRE_THAT(all.rmse, WithinRel(std::sqrt((30 * 1e-6 + 10 * 4e-6) / 40), 1e-14));
    REQUIRE(all.max_error == 0.004);
    REQUIRE(all.fitted == std::vector<std::size_t>{0, 1});
    REQUIRE(detail::summarise(std::vector<slice>{good, stuck}, true).status == fit_status::stalled);
}

TEST_CASE("fit_summary: thin expiries count against the fit unless they may be left out", "[surface][fit_summary]")
{
    const auto strict = detail::summarise(std::vector<slice>{good, thin, edge}, false);
    REQUIRE(strict.status == fit_status::too_few_points);
    REQUIRE(strict.fitted == std::vector<std::size_t>{0, 2});
    REQUIRE(std::isfinite(strict.rmse));
    REQUIRE(detail::summarise(std::vector<slice>{good, thin}, true).status == fit_status::converged);
    for (bool lenient : {false, true}) {
        REQUIRE(detail::summarise(std::vector<slice>{thin}, lenient).status == fit_status::too_few_points);
        REQUIRE(detail::summarise(std::vector<slice>{}, lenient).status == fit_status::too_few_points);
        REQUIRE(std::isnan(detail::summarise(std::vector<slice>{}, lenient).rmse));
    }
}

TEST_CASE("fit_near: the fit nearest in time, if there is one near", "[surface][fit_summary]")
{
    const std::vector<double> years{0.1, 0.2, 1.0};
    const std::vector<slice> slices{good, edge, thin};
    REQUIRE(detail::fit_near(years, slices, 0.12) == &slices[0]);
    REQUIRE(detail::fit_near(years, slices, 0.17) == &slices[1]);
    REQUIRE(detail::fit_near(years, slices, 0.05) == nullptr); // twice as far
    REQUIRE(detail::fit_near(years, slices, 1.0) == nullptr);  // too thin to start from
    REQUIRE(detail::fit_near(std::vector<double>{}, std::vector<slice>{}, 1.0) == nullptr);
}
