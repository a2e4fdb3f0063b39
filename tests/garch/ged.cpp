// SPDX-License-Identifier: BSL-1.0
#include <smirk/garch/ged.hpp>

#include "laws.hpp"

using smirk::garch::ged, smirk::garch::normal;

TEST_CASE("ged: moments, draws")
{
    for (const double nu : {1.05, 1.4, 2.0, 3.5}) laws::moments_are_right<ged>({nu}, 1e-10);
    laws::numbers_drawn_follow_the_density<ged>({1.3});
}

TEST_CASE("ged: normal at 2, Laplace at 1")
{
    const auto two = ged::shape_of(ged::parameters<double>{2}), one = ged::shape_of(ged::parameters<double>{1});
    for (const double z : {-2.0, 0.0, 0.3}) {
        REQUIRE_THAT(ged::log_density(two, z, 1.0),
                     WithinAbs(normal::log_density(normal::shape<double>{}, z, 1.0), 1e-14));
        REQUIRE_THAT(ged::log_density(one, z, 1.0),
                     WithinAbs(-std::log(std::sqrt(2.0)) - std::sqrt(2.0) * std::fabs(z), 1e-14));
    }
}

TEST_CASE("ged: E exp(a |z| + b z)")
{
    const auto law = ged::shape_of(ged::parameters<double>{1.4});
    REQUIRE_THAT(
        law.exponential_moment(0.3, -0.2),
        WithinRel(laws::expectation<ged>(law, [](double z) { return std::exp(0.3 * std::fabs(z) - 0.2 * z); }), 1e-11));
    REQUIRE(std::isinf(
        ged::shape_of(ged::parameters<double>{1}).exponential_moment(2, 0))); // beyond the tail of Laplace, sqrt(2)
}
