// SPDX-License-Identifier: BSL-1.0
// Dispatch: every width runs the same kernel, tails of any length included.
#include <smirk/detail/dispatch.hpp>

#include "support/catch.hpp"

#include <vector>

using namespace smirk;

namespace {

struct twice_plus_one {
    template <class V>
    SMIRK_LANE_INLINE void operator()(std::size_t n, const double* x, double* out, int* width) const
    {
        *width = V::width;
        detail::for_lanes<V>(n,
                             [&](auto at) SMIRK_LANE_LAMBDA { at.store(out, detail::muladd(at.load(x), 2., V(1.))); });
    }
};

struct masks {
    template <class V>
    SMIRK_LANE_INLINE void operator()(const double* x, bool* found) const
    {
        const V a = V::load(x);
        found[0] = detail::any(a < 0.);
        found[1] = detail::all(a > -5.);
        found[2] = detail::any(a > 100.);
        found[3] = detail::all(a > 0.);
        found[4] = detail::lane(select(a < 0., V(7.), a), 1) == 7;
    }
};

} // namespace

TEST_CASE("dispatch: lengths that are no multiple of a width, nothing written beyond them", "[detail][dispatch]")
{
    for (const lane_width width : {lane_width::widest, lane_width::avx512, lane_width::avx2, lane_width::baseline})
        for (std::size_t n = 0; n < 40; ++n) {
            std::vector<double> x(n), out(n + 1, -1.);
            for (std::size_t i = 0; i < n; ++i) x[i] = double(i);
            int lanes = 0;
            detail::dispatch(width, twice_plus_one{}, n, x.data(), out.data(), &lanes);
            CHECK((lanes == 2 || lanes == 4 || lanes == 8));
            for (std::size_t i = 0; i < n; ++i) CHECK(out[i] == 2 * double(i) + 1);
            CHECK(out[n] == -1);
        }
}

TEST_CASE("dispatch: a width that is not there falls back to a narrower one", "[detail][dispatch]")
{
    CHECK(detail::available(lane_width::baseline) == lane_width::baseline);
    CHECK(detail::available(lane_width::widest) != lane_width::widest);
    CHECK(detail::available(lane_width::avx2) != lane_width::avx512);
    CHECK(detail::available(lane_width::avx512) == detail::available(lane_width::widest));
}

TEST_CASE("lanes: masks", "[detail][dispatch]")
{
    const double x[8] = {1, -2, 3, 4, 5, 6, 7, 8};
    for (const lane_width width : {lane_width::avx512, lane_width::avx2, lane_width::baseline}) {
        bool found[5] = {};
        detail::dispatch(width, masks{}, x, found);
        CHECK((found[0] && found[1] && !found[2] && !found[3] && found[4]));
    }
}
