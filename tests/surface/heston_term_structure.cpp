// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/heston_term_structure.hpp>

#include <cmath>
#include <limits>
#include <vector>

using namespace smirk::surface;

TEST_CASE("variance_swap_vol: above the vol at the money, and the strip of the model's own options",
          "[surface][heston]")
{
    const heston m{.spot_variance = 0.04, .mean_variance = 0.09, .kappa = 2, .vol_of_variance = 0.6, .rho = -0.6};
    for (double years : {0.1, 0.5, 2.0}) {
        const double swap = variance_swap_vol(m, years);
        REQUIRE(swap > heston_surface{m}.vol(0, years));
        // sigma^2 T = 2 int o(k) e^{-k} dk over all strikes: dK / K^2 of out-of-the-money options (Carr and Madan)
        const heston_smile smile(m, years);
        double strip = 0;
        const double reach = 12 * swap * std::sqrt(years), step = reach / 800;
        for (double k = 0.5 * step; k < reach; k += step) // from the middle of each cell, since o has a kink at 0
            strip += 2 * step * (smile.time_value(k).value * std::exp(-k) + smile.time_value(-k).value * std::exp(k));
        REQUIRE_THAT(std::sqrt(strip / years), WithinRel(swap, 5e-5)); // step^2 / 12 over w, from the kink at 0
    }
}

TEST_CASE("fit_heston_term_structure: the curve comes back", "[surface][heston]")
{
    const std::vector<double> years{0.08, 0.25, 0.5, 1, 2, 5};
    for (double kappa : {0.3, 2.0, 15.0})
        for (double spot : {0.02, 0.16}) {
            const heston truth{spot, 0.05, kappa, 0.5, -0.5};
            std::vector<double> vol;
            for (double t : years) vol.push_back(variance_swap_vol(truth, t));
            const auto fit = fit_heston_term_structure(years, vol);
            REQUIRE(fit.status == fit_status::converged);
            REQUIRE_THAT(fit.kappa, WithinRel(kappa, 1e-5));
            REQUIRE_THAT(fit.spot_variance, WithinRel(spot, 1e-6));
            REQUIRE_THAT(fit.mean_variance, WithinRel(0.05, 1e-5));
            REQUIRE(fit.max_error < 1e-9);
            REQUIRE_THAT(fit.vol(0.7), WithinRel(variance_swap_vol(truth, 0.7), 1e-8));
        }
}

TEST_CASE("fit_heston_term_structure: what the quotes do not say is at_bound, few quotes are refused",
          "[surface][heston]")
{
    const std::vector<double> years{0.1, 0.5, 1, 2}, flat{0.2, 0.2, 0.2, 0.2};
    const auto fit = fit_heston_term_structure(years, flat);
    REQUIRE(fit.status == fit_status::at_bound);
    REQUIRE_THAT(fit.vol(3), WithinRel(0.2, 1e-9));
    std::vector<double> line; // variance linear in time: reversion slower than the quotes are long
    for (double t : years) line.push_back(std::sqrt(0.04 + 0.01 * t));
    const auto slow = fit_heston_term_structure(years, line);
    REQUIRE(slow.status == fit_status::at_bound);
    REQUIRE(slow.max_error < 1e-3);
    const double none = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> bad{0.2, none, 0.21, -1};
    const auto refused = fit_heston_term_structure(years, bad);
    REQUIRE(refused.status == fit_status::too_few_points);
    REQUIRE(!refused);
    REQUIRE(refused.dropped == 2);
    REQUIRE_THROWS_AS(fit_heston_term_structure(years, std::vector<double>{0.2}), std::invalid_argument);
}
