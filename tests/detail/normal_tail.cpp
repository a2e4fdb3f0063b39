// SPDX-License-Identifier: BSL-1.0
// The scaled tail, its slope and its differences: the tables against 50 digits, lanes against the scalar.
#include <smirk/detail/dispatch.hpp>
#include <smirk/detail/normal_tail.hpp>

#include "support/black_oracle.hpp"
#include "support/catch.hpp"

#include <cmath>
#include <random>

using namespace smirk;
using support::real50;

namespace {

struct kernel {
    template <class V>
    SMIRK_LANE_INLINE void operator()(std::size_t n, const double* d, const double* t, double* tail,
                                      double* difference) const
    {
        detail::for_lanes<V>(n, [&](auto at) SMIRK_LANE_LAMBDA {
            at.store(tail, detail::scaled_tail(at.load(d)));
            at.store(difference, detail::scaled_tail_difference(at.load(d), at.load(t)));
        });
    }
};

} // namespace

TEST_CASE("scaled tail: table and slope within three epsilon of 50 digits", "[detail][normal_tail]")
{
    double worst_tail = 0, worst_slope = 0;
    for (double z = 1e-5; z < 1e6; z *= 1.07) {
        const real50 tail = detail::scaled_tail(real50(z));
        worst_tail = std::fmax(worst_tail, std::fabs(double(detail::scaled_tail(z) / tail - 1)));
        if (z > 1e4) continue; // the 50-digit slope, a difference, loses 2 log10(z) digits
        const real50 slope = detail::scaled_tail_slope(real50(z));
        worst_slope = std::fmax(worst_slope, std::fabs(double(detail::scaled_tail_slope(z) / slope - 1)));
    }
    CHECK(worst_tail < 3 * support::epsilon);
    CHECK(worst_slope < 3 * support::epsilon);
    CHECK(detail::scaled_tail(0.) == 0.5);
}

TEST_CASE("scaled tail: difference about d within three units of 50 digits, at every width", "[detail][normal_tail]")
{
    std::mt19937_64 engine(3);
    std::uniform_real_distribution<double> uniform(0, 1);
    std::vector<double> d, t;
    while (d.size() < 1003) {
        const double ti = 0.7 * std::pow(10, -4 * uniform(engine)), di = uniform(engine) * 1.25 / ti;
        if (!detail::near_the_money(di, ti)) continue;
        d.push_back(di);
        t.push_back(ti);
    }
    std::vector<double> tail(d.size()), difference(d.size());
    for (const lane_width width : {lane_width::avx512, lane_width::avx2, lane_width::baseline}) {
        detail::dispatch(width, kernel{}, d.size(), d.data(), t.data(), tail.data(), difference.data());
        double worst = 0, worst_tail = 0;
        for (std::size_t i = 0; i < d.size(); ++i) {
            const real50 exact = detail::scaled_tail_difference(real50(d[i]), real50(t[i]));
            // In the price the difference stands beside a condition of d^2.
            worst = std::fmax(worst, std::fabs(double(difference[i] / exact - 1)) / std::fmax(1, d[i] * d[i]));
            worst_tail = std::fmax(worst_tail, std::fabs(tail[i] / detail::scaled_tail(d[i]) - 1));
        }
        CHECK(worst < 3 * support::epsilon);
        CHECK(worst_tail < 3 * support::epsilon);
    }
}

TEST_CASE("scaled tail: the Taylor series is the difference of two tails", "[detail][normal_tail]")
{
    for (const double d : {0.8, 1.5, 3., 10.})
        for (const double t : {0.001, 0.1, 0.4, 0.69}) {
            if (!detail::near_the_money(d, t) || d <= t) continue;
            const real50 series = detail::scaled_tail_difference(real50(d), real50(t));
            const real50 direct =
                detail::scaled_tail(real50(real50(d) - t)) - detail::scaled_tail(real50(real50(d) + t));
            CHECK(double(abs(series / direct - 1)) < 1e-42); // 50 digits less those that the direct difference loses
        }
}
