// SPDX-License-Identifier: BSL-1.0
#include <smirk/detail/log_gamma.hpp>

#include "support/catch.hpp"

#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>

namespace detail = smirk::detail;

TEST_CASE("log_gamma: with its derivatives, against Boost.Math")
{
    using gradient = detail::dual<double, 1>;
    using hessian = detail::dual<gradient, 1>;
    for (const double x : {0.02, 0.3, 0.5, 1.0, 1.7, 2.0, 3.25, 11.9, 12.1, 60.0, 500.0}) {
        const hessian r = detail::log_gamma(hessian::variable(gradient::variable(x, 0), 0));
        const double want = boost::math::lgamma(x);
        REQUIRE_THAT(r.value.value, WithinAbs(want, 1e-14 * (20 + std::fabs(want)))); // ln Gamma(12) = 17.5 cancels
        REQUIRE_THAT(r.d[0].value, WithinAbs(boost::math::digamma(x), 1e-13 * (1 + 1 / x)));
        REQUIRE_THAT(r.d[0].d[0], WithinRel(boost::math::trigamma(x), 1e-12));
    }
}
