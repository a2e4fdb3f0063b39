// SPDX-License-Identifier: BSL-1.0
// Quotes that no market has: whatever goes in, what comes out is a smile without arbitrage or says that there is none.
#include "support/catch.hpp"

#include <smirk/surface/arbitrage.hpp>
#include <smirk/surface/fit_svi.hpp>

#include <cmath>
#include <limits>
#include <optional>
#include <random>
#include <vector>

using namespace smirk::surface;

TEST_CASE("fit_svi: arbitrary quotes", "[surface][fit_svi]")
{
    std::mt19937_64 generator(12);
    std::uniform_real_distribution<double> U;
    std::normal_distribution<double> Z;
    int usable_fits = 0;
    std::optional<svi> before;
    for (int n = 0; n < 1500; ++n) {
        const auto size = static_cast<std::size_t>(40 * U(generator));
        const double width = std::exp(-8 + 10 * U(generator)), level = std::exp(-16 + 20 * U(generator));
        const double centre = n % 5 == 0 ? 3 * width : 0; // all quotes on one side of the forward
        const double roughness = n % 3 == 0 ? 1 : 0.05 * U(generator);
        std::vector<double> k, w;
        for (std::size_t i = 0; i < size; ++i) {
            k.push_back(centre + width * (n % 7 == 0 ? std::round(4 * Z(generator)) / 4 : Z(generator))); // duplicates
            const double x = k.back() / width;
            w.push_back(level *
                        std::fmax(-0.1, (1 + 0.3 * x * x * (n % 4 == 0 ? -1 : 1)) * (1 + roughness * Z(generator))));
            if (U(generator) < 0.02) w.back() = std::numeric_limits<double>::quiet_NaN();
        }
        const auto fit = fit_svi(k, w);
        INFO("case " << n << ", " << size << " quotes, width " << width << ", level " << level);
        if (fit.status == fit_status::too_few_points) {
            REQUIRE(std::isnan(fit.smile.a));
            continue;
        }
        REQUIRE(butterfly_free(fit.smile));
        REQUIRE(std::isfinite(fit.rmse));
        usable_fits += static_cast<bool>(fit);
        if (before) {
            const auto above = fit_svi(k, w, {.floor = before});
            REQUIRE(butterfly_free(above.smile));
            REQUIRE(calendar_arbitrage(*before, above.smile).arbitrage_free());
        }
        before = fit.smile;
    }
    REQUIRE(usable_fits > 900);
}
