// SPDX-License-Identifier: BSL-1.0
// Implied vols of a tile of quotes in lanes: a pass that makes the coordinates, a pass of polynomials that serves most
// quotes, and compact lists for the others. What the lanes do not cover is left to the scalar function.
#pragma once
#include <smirk/detail/dispatch.hpp>
#include <smirk/detail/implied_vol_core.hpp>
#include <smirk/detail/option_columns.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace smirk::inline SMIRK_ABI::detail {

/// What serves a quote: the polynomials of a region, the steps, or the scalar function.
enum region : std::int64_t { near_region, middle_region, wing_region, far_region, step_region, left_region };

/// The quotes of one region, filled without a branch.
struct quote_list {
    std::size_t size = 0;
    std::uint32_t place[tile_size + 1];

    void add(bool wanted, std::size_t i)
    {
        place[size] = static_cast<std::uint32_t>(i);
        size += wanted;
    }
};

/// householder_step() in lanes.
template <class V>
SMIRK_LANE_INLINE V householder_lanes(const V& h, const V& log_c, const V& log_complement, const V& s)
{
    const V r = 1. / s, d = h * r, t = s * 0.5, z = d - t;
    const auto near = near_the_money(d, t), upper = z <= 0.;
    V spread = 0., target = log_c, n0 = normal_n0;
    if (!all(near)) {
        const V q = scaled_tail(abs(z)), far = scaled_tail(d + t);
        spread = select(upper, q + far, q - far);
        target = select(upper, log_complement, log_c);
        n0 = select(upper, V(-normal_n0), normal_n0);
    }
    if (any(near)) {
        spread = select(near, scaled_tail_difference(d, t), spread);
        target = select(near, log_c, target);
        n0 = select(near, normal_n0, n0);
    }
    const V f = muladd(z, z * -0.5, log_normal(spread)) - target;
    const V dr = d * r, m = muladd(d, dr, s * -0.25), dm = muladd(dr * dr, -3., -0.25);
    const V g = n0 / spread, newton = -f / g, h2 = m - g, h3 = muladd(m, m, dm) + g * muladd(m, -3., 2. * g);
    return s + newton * muladd(h2 * newton, 0.5, 1.) / muladd(newton, muladd(h3 * newton, 1. / 6, h2), 1.);
}

/// first_total_vol() in lanes, a <= wing_a_max.
template <class V>
SMIRK_LANE_INLINE V first_total_vol_lanes(const V& h, const V& a, const V& c)
{
    const V inflection = sqrt(2. * h), complement = 1. - c, there = scaled_tail(inflection) + 0.5;
    const V p = complement * exp(h * -0.25) * scaled_tail(inflection * 0.5) / there;
    const V above = max(2. * rough_normal_quantile(min(p, 0.4999)), inflection);
    const V near_a = min(a, near_a_max), wing_a = min(max(a, near_a_max), wing_a_max);
    V inverse =
        select(wing_a > wing_a_split, wing_inverse_distance(wing_a, true), wing_inverse_distance(wing_a, false));
    inverse = select(a < near_a_max, 1. / near_distance_of(near_a), inverse);
    const V t = h * inverse, x = t * t;
    const V below = min(muladd(t * x, 0.043 / muladd(x, 0.02, 1.), t), inflection);
    return select(complement < there, above, below);
}

struct implied_vol_kernel {
    template <class V>
    SMIRK_LANE_INLINE void operator()(const option_rows* rows, double* vol, left_over* left) const
    {
        constexpr std::size_t width = V::width;
        const std::size_t count = rows->count;
        double h[tile_size], a[tile_size], c[tile_size], v[tile_size], region_of[tile_size];
        const auto code = [](region r) SMIRK_LANE_LAMBDA { return lanes_of(bits_of(V(0.)) + std::uint64_t(r)); };

        // Coordinates from the time value, and the region.
        for (std::size_t i = 0; i < count; i += width) {
            const V forward = V::load(rows->forward + i), strike = V::load(rows->strike + i);
            const V years = V::load(rows->years + i);
            V lowest = min(years, min(forward, strike)), highest = max(years, max(forward, strike));
            V undiscounted = V::load(rows->value + i);
            if (rows->discount) {
                const V discount = V::load(rows->discount + i);
                undiscounted = undiscounted / discount;
                lowest = min(discount, lowest);
                highest = max(discount, highest);
            }
            const V difference = forward - strike, distance = abs(difference), smaller = min(forward, strike);
            const V time = undiscounted - max(signed_by(rows->type + i, difference), 0.);
            const V hi = log1p_ratio(distance, smaller), ai = log1p_ratio(distance, time);
            hi.store(h + i);
            ai.store(a + i);
            (time / smaller).store(c + i);
            // Negative where the lanes may serve the quote. Of two arguments max() passes on a NaN in the second only.
            const V range = max(highest - 1e100, 1e-100 - min(lowest, time));
            const V room = max(max(time - smaller, undiscounted * 0x1p-52 - time), max(1e-16 - ai, hi - 30.));
            const V nan = muladd(years, 0., (hi + ai) * 0.) - 1e-300;
            const V unfit = max(max(range, room), nan);
            const V wing_side = max(ai - wing_a_max, hi - wing_h_max);
            const V wing = select(wing_side > 0., code(step_region),
                                  select(ai < wing_a_split, code(wing_region), code(far_region)));
            const V inner = select(hi <= ai * near_ratio, code(near_region),
                                   select(hi <= ai * middle_ratio, code(middle_region), code(step_region)));
            const V served = select(ai < near_a_max, inner, wing);
            select(unfit < 0., served, code(left_region)).store(region_of + i);
        }

        // Near the money: the polynomials for every lane, and lists of the lanes that they do not serve.
        quote_list middle, wing, far, step;
        for (std::size_t i = 0; i < count; i += width) {
            const V ai = V::load(a + i), distance = near_distance_of(ai);
            near_total_vol(V(V::load(h + i) / distance), distance).store(v + i);
            if (!any(bits_of(V::load(region_of + i)))) continue;
            for (std::size_t j = i; j < i + width && j < count; ++j) {
                std::int64_t r;
                std::memcpy(&r, region_of + j, sizeof r);
                middle.add(r == middle_region, j);
                wing.add(r == wing_region, j);
                far.add(r == far_region, j);
                step.add(r == step_region, j);
                left->add(r == left_region, j);
            }
        }

        double hs[tile_size], as[tile_size], cs[tile_size]; // the coordinates of a list, side by side
        const auto gather = [&](const quote_list& list) SMIRK_LANE_LAMBDA {
            for (std::size_t i = 0; i < list.size; ++i) {
                const std::size_t j = list.place[i];
                hs[i] = h[j];
                as[i] = a[j];
                cs[i] = c[j];
            }
            for (std::size_t i = list.size; i % width != 0; ++i) hs[i] = hs[0], as[i] = as[0], cs[i] = cs[0];
        };
        const auto serve = [&](const quote_list& list, const auto& total_vol) SMIRK_LANE_LAMBDA {
            gather(list);
            for (std::size_t i = 0; i < list.size; i += width)
                total_vol(V::load(hs + i), V::load(as + i)).store(hs + i);
            for (std::size_t i = 0; i < list.size; ++i) v[list.place[i]] = hs[i];
        };
        serve(middle, [](const V& hi, const V& ai) SMIRK_LANE_LAMBDA {
            const V distance = near_distance_of(ai);
            return middle_total_vol(V(hi / distance), distance);
        });
        serve(wing, [](const V& hi, const V& ai)
                        SMIRK_LANE_LAMBDA { return wing_total_vol(hi, wing_inverse_distance(ai, false)); });
        serve(far, [](const V& hi, const V& ai)
                       SMIRK_LANE_LAMBDA { return wing_total_vol(hi, wing_inverse_distance(ai, true)); });

        // Two steps, in loops of their own so that the vectors of a list overlap. A step of fourth order that still
        // moves more than 1e-4 has not converged: the scalar function goes on.
        gather(step);
        double s[tile_size], moved[tile_size];
        for (std::size_t i = 0; i < step.size; i += width) {
            const V ci = V::load(cs + i);
            first_total_vol_lanes(V::load(hs + i), V::load(as + i), ci).store(s + i);
            log_normal(ci).store(as + i);
            log1p(-ci).store(cs + i);
        }
        for (int pass = 0; pass < 2; ++pass)
            for (std::size_t i = 0; i < step.size; i += width) {
                const V before = V::load(s + i);
                const V after = householder_lanes(V::load(hs + i), V::load(as + i), V::load(cs + i), before);
                after.store(s + i);
                (abs(after - before) - before * 1e-4).store(moved + i);
            }
        for (std::size_t i = 0; i < step.size; ++i) {
            v[step.place[i]] = s[i];
            left->add(!(moved[i] < 0), step.place[i]);
        }

        for (std::size_t i = 0; i < count; i += width) (V::load(v + i) / sqrt(V::load(rows->years + i))).store(vol + i);
    }
};

} // namespace smirk::inline SMIRK_ABI::detail
