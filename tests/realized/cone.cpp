// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/close_to_close.hpp>
#include <smirk/realized/cone.hpp>
#include <smirk/realized/yang_zhang.hpp>

#include "realized/sim_ohlc.hpp"

#include <array>

namespace realized = smirk::realized;

TEST_CASE("overlap_shrinkage: the double sum over overlapping windows of independent returns")
{
    for (const std::size_t h : {1u, 2u, 21u, 63u})
        for (const std::size_t n : {63u, 190u, 1000u}) {
            // Means over h of independent values, l apart, have covariance 1 - l/h in units of their variance; the
            // variance about their mean over n windows, divisor n, expects 1 - (1/n^2) sum_ij (1 - |i-j|/h)^+.
            double shared = 0;
            for (std::size_t i = 0; i < n; ++i)
                for (std::size_t j = 0; j < n; ++j) {
                    const double l = std::fabs(static_cast<double>(i) - static_cast<double>(j));
                    shared += std::max(0., 1 - l / static_cast<double>(h));
                }
            const double windows = static_cast<double>(n);
            REQUIRE_THAT(realized::overlap_shrinkage(h, n), WithinRel(1 - shared / (windows * windows), 1e-11));
        }
    REQUIRE(std::isnan(realized::overlap_shrinkage(21, 20)));
    REQUIRE(std::isnan(realized::overlap_shrinkage(0, 20)));
}

TEST_CASE("sorted_quantile: between order statistics")
{
    const std::vector<double> x{1, 2, 4, 8};
    REQUIRE(realized::sorted_quantile(x, 0) == 1);
    REQUIRE(realized::sorted_quantile(x, 1) == 8);
    REQUIRE(realized::sorted_quantile(x, 0.5) == 3);
    REQUIRE(realized::sorted_quantile(x, 0.25) == 1.75); // numpy.quantile([1, 2, 4, 8], 0.25)
    REQUIRE(std::isnan(realized::sorted_quantile({}, 0.5)));
}

TEST_CASE("cone: is what the rolling volatilities say")
{
    const auto x = sim::read_ohlc();
    const std::array<std::size_t, 3> horizons{10, 20, 63};
    const auto slices = realized::cone(realized::yang_zhang, x.bars(), horizons);
    REQUIRE(slices.size() == 3);
    for (std::size_t s = 0; s < 3; ++s) {
        auto want = sim::reference("yz_n" + std::to_string(horizons[s]));
        const double latest = want.back();
        want.erase(want.begin(), want.begin() + static_cast<std::ptrdiff_t>(horizons[s]));
        std::sort(want.begin(), want.end());
        REQUIRE(slices[s].periods == horizons[s]);
        REQUIRE(slices[s].windows == want.size());
        REQUIRE_THAT(slices[s].minimum, WithinRel(want.front(), sim::reference_accuracy));
        REQUIRE_THAT(slices[s].maximum, WithinRel(want.back(), sim::reference_accuracy));
        REQUIRE_THAT(slices[s].median, WithinRel(realized::sorted_quantile(want, 0.5), sim::reference_accuracy));
        REQUIRE_THAT(slices[s].latest, WithinRel(latest, sim::reference_accuracy));
        REQUIRE(slices[s].lower_quartile < slices[s].median);
        REQUIRE(slices[s].median < slices[s].upper_quartile);
        double mean = 0, square = 0; // of the variances
        for (const double v : want) mean += v * v / static_cast<double>(want.size());
        for (const double v : want) square += v * v * v * v / static_cast<double>(want.size());
        const double shrinkage = realized::overlap_shrinkage(horizons[s], want.size());
        REQUIRE_THAT(slices[s].mean_variance, WithinRel(mean, 2 * sim::reference_accuracy));
        // a difference of two numbers that agree in their first digit
        REQUIRE_THAT(slices[s].variance_deviation,
                     WithinRel(std::sqrt((square - mean * mean) / shrinkage), 100 * sim::reference_accuracy));
    }
    REQUIRE(slices[0].maximum > slices[2].maximum); // the cone narrows
    REQUIRE(slices[0].minimum < slices[2].minimum);
}

TEST_CASE("cone: too little data for a horizon")
{
    const std::vector<double> close{100, 101, 102};
    const std::array<std::size_t, 1> month{21};
    const auto slice = realized::cone(realized::close_to_close, close, month).front();
    REQUIRE(slice.windows == 0);
    REQUIRE(std::isnan(slice.median));
    REQUIRE(std::isnan(slice.mean_variance));
    REQUIRE(std::isnan(slice.variance_deviation));
}
