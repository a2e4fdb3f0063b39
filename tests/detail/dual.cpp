// SPDX-License-Identifier: BSL-1.0
#include <smirk/detail/dual.hpp>

#include "support/catch.hpp"

using smirk::detail::dual;
namespace detail = smirk::detail;

TEST_CASE("dual: first derivatives of every operation, against the rules")
{
    using number = dual<double, 2>;
    const double x = 0.7, y = 1.9;
    const number a = number::variable(x, 0), b = number::variable(y, 1);
    const auto is = [](const number& r, double value, double dx, double dy) {
        REQUIRE_THAT(r.value, WithinRel(value, 1e-15));
        REQUIRE_THAT(r.d[0], WithinAbs(dx, 1e-15));
        REQUIRE_THAT(r.d[1], WithinAbs(dy, 1e-15));
    };
    is(a + b, x + y, 1, 1);
    is(a - b, x - y, 1, -1);
    is(a * b, x * y, y, x);
    is(a / b, x / y, 1 / y, -x / (y * y));
    is(-a, -x, -1, 0);
    is(2.0 + a, 2 + x, 1, 0);
    is(a - 3.0, x - 3, 1, 0);
    is(2.0 - a, 2 - x, -1, 0);
    is(3.0 * b, 3 * y, 0, 3);
    is(a / 4.0, x / 4, 0.25, 0);
    is(3.0 / b, 3 / y, 0, -3 / (y * y));
    is(sqrt(a), std::sqrt(x), 0.5 / std::sqrt(x), 0);
    is(exp(b), std::exp(y), 0, std::exp(y));
    is(log(a * b), std::log(x * y), 1 / x, 1 / y);
    is(log_normal(b), std::log(y), 0, 1 / y);
    is(log1p(a), std::log1p(x), 1 / (1 + x), 0);
    is(abs(-a), x, 1, 0);
    REQUIRE(sign_of(-b) == -1);
    REQUIRE(a < b);
    REQUIRE(b > 1.0);
}

TEST_CASE("dual: duals of duals carry the Hessian")
{
    using gradient = dual<double, 2>;
    using hessian = dual<gradient, 2>;
    const double x = 0.7, y = 1.9;
    const hessian a = hessian::variable(gradient::variable(x, 0), 0),
                  b = hessian::variable(gradient::variable(y, 1), 1);
    const hessian r = exp(a * b) / sqrt(b); // f = e^(x y) / sqrt(y)
    const double e = std::exp(x * y), root = std::sqrt(y);
    REQUIRE_THAT(r.value.value, WithinRel(e / root, 1e-15));
    REQUIRE_THAT(r.d[0].value, WithinRel(y * e / root, 1e-15));
    REQUIRE_THAT(r.d[0].d[0], WithinRel(y * y * e / root, 1e-15));
    REQUIRE_THAT(r.d[0].d[1], WithinRel(e * (x * y + 0.5) / root, 1e-14));
    REQUIRE_THAT(r.d[1].d[0], WithinRel(r.d[0].d[1], 1e-15));
    REQUIRE_THAT(r.d[1].d[1], WithinRel(e / root * ((x - 0.5 / y) * (x - 0.5 / y) + 0.5 / (y * y)), 1e-14));
}

TEST_CASE("dual: in lanes it is the same, lane by lane")
{
    using lanes = detail::lanes<4>;
    using many = dual<lanes, 1>;
    using one = dual<double, 1>;
    const double x[] = {0.3, -1.2, 2.5, -0.1};
    const many a = many::variable(lanes::load(x), 0);
    const many r = exp(a) * abs(a) / (1.0 + a * a);
    for (int i = 0; i < 4; ++i) {
        const one b = one::variable(x[i], 0), want = exp(b) * abs(b) / (1.0 + b * b);
        REQUIRE_THAT(r.value.v[i], WithinRel(want.value, 1e-14));
        REQUIRE_THAT(r.d[0].v[i], WithinRel(want.d[0], 1e-13));
    }
}
