// SPDX-License-Identifier: BSL-1.0
// Reference: Python arch 8.0.0 with SciPy 1.17.1: Normal, StudentsT, SkewStudent, GeneralizedError:
// q = d.ppf(p, parameters), d.partial_moment(1, q, parameters).
#include "support/catch.hpp"

#include <smirk/garch/ged.hpp>
#include <smirk/garch/law_tail.hpp>
#include <smirk/garch/skewed_t.hpp>
#include <smirk/garch/student_t.hpp>

namespace garch = smirk::garch;
using garch::ged, garch::normal, garch::skewed_t, garch::student_t;

namespace {

template <class Law>
void matches(const typename Law::template parameters<double>& parameters, double p, double q, double expectation)
{
    const auto law = Law::shape_of(parameters);
    CAPTURE(p, q);
    // SciPy's inverses are good to about 1e-9
    REQUIRE_THAT(garch::quantile<Law>(law, p), WithinRel(q, 1e-9));
    REQUIRE_THAT(garch::lower_tail<Law>(law, q).probability, WithinRel(p, 1e-9));
    REQUIRE_THAT(garch::lower_tail<Law>(law, q).expectation, WithinRel(expectation, 1e-9));
}

} // namespace

TEST_CASE("law tail: quantiles and partial expectations as arch and SciPy")
{
    matches<normal>({}, 0.001, -3.090232306167813, -0.003367090077063995);
    matches<normal>({}, 0.01, -2.3263478740408408, -0.02665214220345808);
    matches<normal>({}, 0.9, 1.2815515655446004, -0.17549833193248685);
    matches<student_t>({2.5}, 0.001, -6.181472678805116, -0.010332319340056637);
    matches<student_t>({2.5}, 0.01, -2.3939840948021347, -0.04065777573505273);
    matches<student_t>({6.0}, 0.05, -1.5866000551669261, -0.1106654383618667);
    matches<student_t>({6.0}, 0.9, 1.175555645013037, -0.17858127413534833);
    matches<skewed_t>({5.0, -0.3}, 0.001, -5.641953140035836, -0.00729429700794384);
    matches<skewed_t>({5.0, -0.3}, 0.4, -0.09447124444751233, -0.36567907323896126);
    matches<skewed_t>({5.0, -0.3}, 0.9, 1.0500503765872276, -0.14761564314299752);
    matches<skewed_t>({9.0, 0.4}, 0.01, -1.8529969412723095, -0.02169783790381996);
    matches<skewed_t>({9.0, 0.4}, 0.4, -0.36914855611237785, -0.3561148584528243);
    matches<ged>({1.2}, 0.01, -2.6439052871151865, -0.032248286725576336);
    matches<ged>({1.2}, 0.9, 1.1896507547556838, -0.18282912926420367);
    matches<ged>({3.0}, 0.001, -2.630874189248656, -0.0027991454230421454);
}

TEST_CASE("law tail: far out, and from both sides of the mode")
{
    const normal::shape<double> z;
    // P(Z < q) = erfc(-q / sqrt 2) / 2, E[Z; Z < q] = -exp(-q^2/2) / sqrt(2 pi); the rule keeps 12 digits
    for (const double q : {-12.0, -5.0, -1.0, -0.1, 0.0, 0.1, 3.0}) {
        const auto t = garch::lower_tail<normal>(z, q);
        REQUIRE_THAT(t.probability, WithinRel(0.5 * std::erfc(-q / std::numbers::sqrt2), 1e-12));
        REQUIRE_THAT(t.expectation,
                     WithinRel(-std::exp(-q * q / 2) * std::numbers::inv_sqrtpi / std::numbers::sqrt2, 1e-12));
    }
    const auto law = skewed_t::shape_of(skewed_t::parameters<double>{6, 0.5});
    const double mode = law.mode(),
                 step = 1e-9; // continuous there, to the mass and the rounding between the two points
    REQUIRE_THAT(garch::lower_tail<skewed_t>(law, mode + step).probability,
                 WithinAbs(garch::lower_tail<skewed_t>(law, mode - step).probability, 2e-9));
    REQUIRE_THROWS_AS(garch::quantile<normal>(z, 0), std::invalid_argument);
    REQUIRE_THROWS_AS(garch::quantile<normal>(z, std::numeric_limits<double>::quiet_NaN()), std::invalid_argument);
}
