// SPDX-License-Identifier: BSL-1.0
// Longley, Journal of the American Statistical Association 62, 1967, 819-841: sixteen rows, seven coefficients, columns
// so close to each other that solving the normal equations loses all digits but a few. Certified values: NIST
// Statistical Reference Datasets, Longley.
#include <smirk/statistics/least_squares.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <vector>

using namespace smirk;

TEST_CASE("Longley's regression to eleven digits")
{
    const std::vector<double> employed{60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761,
                                       66019, 67857, 68169, 66513, 68655, 69564, 69331, 70551};
    const std::vector<double> deflator{83.0,  88.5,  88.2,  89.5,  96.2,  98.1,  99.0,  100.0,
                                       101.2, 104.6, 108.4, 110.8, 112.6, 114.2, 115.7, 116.9};
    const std::vector<double> product{234289, 259426, 258054, 284599, 328975, 346999, 365385, 363112,
                                      397469, 419180, 442769, 444546, 482704, 502601, 518173, 554894};
    const std::vector<double> unemployed{2356, 2325, 3682, 3351, 2099, 1932, 1870, 3578,
                                         2904, 2822, 2936, 4681, 3813, 3931, 4806, 4007};
    const std::vector<double> armed{1590, 1456, 1616, 1650, 3099, 3594, 3547, 3350,
                                    3048, 2857, 2798, 2637, 2552, 2514, 2572, 2827};
    const std::vector<double> population{107608, 108632, 109773, 110929, 112075, 113270, 115094, 116219,
                                         117388, 118734, 120445, 121950, 123366, 125368, 127852, 130081};
    std::vector<double> year;
    for (int y = 1947; y <= 1962; ++y) year.push_back(y);

    const auto fit = statistics::least_squares(employed, {deflator, product, unemployed, armed, population, year});
    REQUIRE(fit);
    const double coefficient[] = {-3482258.63459582, 15.0618722713733,       -0.358191792925910E-01, -2.02022980381683,
                                  -1.03322686717359, -0.511041056535807E-01, 1829.15146461355};
    const double standard_error[] = {890420.383607373,  84.9149257747669,  0.334910077722432E-01, 0.488399681651699,
                                     0.214274163161675, 0.226073200069370, 455.478499142212};
    // condition of the columns, each scaled to length one: 4e4; in doubles eleven digits are what can be had
    for (std::size_t i = 0; i < 7; ++i) {
        REQUIRE_THAT(fit.coefficient[i], WithinRel(coefficient[i], 1e-11));
        REQUIRE_THAT(fit.standard_error[i], WithinRel(standard_error[i], 1e-11));
    }
    REQUIRE_THAT(std::sqrt(fit.residual_variance), WithinRel(304.854073561965, 1e-11));
    REQUIRE_THAT(fit.r_squared, WithinRel(0.995479004577296, 1e-13));
}
