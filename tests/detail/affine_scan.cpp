// SPDX-License-Identifier: BSL-1.0
#include <smirk/detail/affine_scan.hpp>

#include "support/catch.hpp"

namespace detail = smirk::detail;

namespace {

template <int N>
void scans_agree_with_the_loop()
{
    using V = detail::lanes<N>;
    double a[N], u[N];
    for (int i = 0; i < N; ++i) {
        a[i] = 0.9 - 0.3 * i;
        u[i] = 1 + 0.5 * i * i;
    }
    V slope = V::load(a), level = V::load(u);
    detail::compose_forwards(slope, level);
    double x = 0.7;
    for (int i = 0; i < N; ++i) {
        x = a[i] * x + u[i];
        REQUIRE_THAT(slope.v[i] * 0.7 + level.v[i], WithinRel(x, 1e-13));
    }
    slope = V::load(a);
    level = V::load(u);
    detail::compose_backwards(slope, level);
    x = 0.7;
    for (int i = N; i-- > 0;) {
        x = a[i] * x + u[i];
        REQUIRE_THAT(slope.v[i] * 0.7 + level.v[i], WithinRel(x, 1e-13));
    }
    const V up = detail::shift_up<1>(V::load(u), V(-1.0)), down = detail::shift_down<1>(V::load(u), V(-1.0));
    for (int i = 0; i < N; ++i) {
        REQUIRE(up.v[i] == (i == 0 ? -1 : u[i - 1]));
        REQUIRE(down.v[i] == (i == N - 1 ? -1 : u[i + 1]));
    }
    double total = 0;
    for (const double v : u) total += v;
    REQUIRE_THAT(detail::sum(V::load(u)), WithinRel(total, 1e-15));
}

} // namespace

TEST_CASE("affine_scan: composed maps agree with one step after another, at every width")
{
    scans_agree_with_the_loop<2>();
    scans_agree_with_the_loop<4>();
    scans_agree_with_the_loop<8>();
}
