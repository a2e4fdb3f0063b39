// SPDX-License-Identifier: BSL-1.0
// Implied vols of a tile of quotes in lanes: a pass that makes the coordinates, a pass of polynomials that serves most
// quotes, and compact lists for the others. What the lanes do not cover is left to the scalar function.
#pragma once
#include <smirk/detail/dispatch.hpp>
#include <smirk/detail/implied_vol_core.hpp>
#include <smirk/option_type.hpp>

#include <cstddef>
#include <cstring>

namespace smirk::inline SMIRK_ABI::detail {

inline constexpr std::size_t tile_size = 256;

/// Up to tile_size quotes side by side. The arrays can be read, and vol and left written, in whole vectors of eight.
struct implied_vol_tile {
    std::size_t count;
    const option_type* type;
    const double *price, *forward, *strike, *years;
    const double* discount; ///< null: 1
    double* vol;
    std::size_t left_count; ///< quotes left to the scalar function, and
    std::size_t* left;      ///< which
};

/// Flips the sign of x for puts.
template <int N>
SMIRK_LANE_INLINE lanes<N> signed_by(const option_type* type, const lanes<N>& x)
{
    typedef signed char bytes __attribute__((vector_size(N)));
    bytes b;
    static_assert(sizeof(option_type) == 1);
    std::memcpy(&b, type, sizeof b);
    const lane_bits<N> sign{__builtin_convertvector(b, typename lane_bits<N>::native)};
    return lanes_of(bits_of(x) ^ (sign & std::numeric_limits<std::int64_t>::min()));
}

/// A list of quotes of one region with their coordinates, filled one by one and read in vectors.
struct quote_list {
    std::size_t size = 0;
    std::size_t index[tile_size];
    double h[tile_size + 8], a[tile_size + 8], c[tile_size + 8];

    /// Appends the quote and keeps it where `wanted`: no branch.
    void append(bool wanted, std::size_t i, double hi, double ai, double ci)
    {
        index[size] = i;
        h[size] = hi;
        a[size] = ai;
        c[size] = ci;
        size += wanted;
    }
    /// Fills the last vector with some quote of the region.
    void pad()
    {
        for (std::size_t i = size; i < size + 8; ++i) h[i] = h[0], a[i] = a[0], c[i] = c[0];
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
    V inverse = select(wing_a > wing_a_split, wing_inverse_distance(wing_a, true), wing_inverse_distance(wing_a, false));
    inverse = select(a < near_a_max, 1. / near_distance_of(near_a), inverse);
    const V t = h * inverse, x = t * t;
    const V below = min(muladd(t * x, 0.043 / muladd(x, 0.02, 1.), t), inflection);
    return select(complement < there, above, below);
}

struct implied_vol_kernel {
    template <class V>
    SMIRK_LANE_INLINE void operator()(implied_vol_tile* tile) const
    {
        constexpr std::size_t width = V::width;
        const std::size_t count = tile->count;
        double h[tile_size], a[tile_size], p[tile_size], unfit[tile_size], v[tile_size];

        // Coordinates from the time value p, and a quantity that is negative where the lanes may serve the quote.
        for (std::size_t i = 0; i < count; i += width) {
            const V forward = V::load(tile->forward + i), strike = V::load(tile->strike + i);
            const V years = V::load(tile->years + i), price = V::load(tile->price + i);
            V lowest = min(years, min(forward, strike)), highest = max(years, max(forward, strike)), undiscounted = price;
            if (tile->discount) {
                const V discount = V::load(tile->discount + i);
                undiscounted = price / discount;
                lowest = min(discount, lowest);
                highest = max(discount, highest);
            }
            const V difference = forward - strike, distance = abs(difference), smaller = min(forward, strike);
            const V time = undiscounted - max(signed_by(tile->type + i, difference), 0.);
            const V hi = log1p_ratio(distance, smaller), ai = log1p_ratio(distance, time);
            const V range = max(highest - 1e100, 1e-100 - min(lowest, time));
            const V room = max(time - smaller, undiscounted * 0x1p-52 - time);
            // In a max() only the second argument passes a NaN on; 0 * years does for a NaN or infinite T.
            const V nan = muladd(years, 0., (hi + ai) * 0.) - 1e-300;
            hi.store(h + i);
            ai.store(a + i);
            time.store(p + i);
            max(max(range, room), nan).store(unfit + i);
        }

        // Near the money: the polynomials for every lane, right where in_near_region().
        quote_list wing, far, general;
        std::size_t* left = tile->left;
        for (std::size_t i = 0; i < count; i += width) {
            const V hi = V::load(h + i), ai = V::load(a + i), unfit_i = V::load(unfit + i);
            const V distance = near_distance_of(ai);
            near_correction_of(V(hi / distance), distance).store(v + i);
            const V outside = max(max(V(ai - near_a_max), V(1e-16 - ai)), max(V(hi - ai * 0.34), unfit_i));
            if (all(outside < 0.)) continue;
            for (std::size_t j = i; j < i + width && j < count; ++j) {
                if (max(max(a[j] - near_a_max, 1e-16 - a[j]), max(h[j] - a[j] * 0.34, unfit[j])) < 0) continue;
                const bool fit = unfit[j] < 0 && a[j] >= 1e-16 && a[j] <= wing_a_max && h[j] <= 30;
                const bool wings = fit && a[j] >= near_a_max && h[j] <= wing_h_max, beyond = a[j] > wing_a_split;
                const double c = p[j] / (tile->forward[j] < tile->strike[j] ? tile->forward[j] : tile->strike[j]);
                wing.append(wings && !beyond, j, h[j], a[j], c);
                far.append(wings && beyond, j, h[j], a[j], c);
                general.append(fit && !wings, j, h[j], a[j], c);
                *left = j;
                left += !fit;
            }
        }

        const auto serve = [&](quote_list& list, const auto& total_vol) SMIRK_LANE_LAMBDA {
            list.pad();
            for (std::size_t i = 0; i < list.size; i += width)
                total_vol(V::load(list.h + i), V::load(list.a + i), V::load(list.c + i)).store(list.h + i);
            for (std::size_t i = 0; i < list.size; ++i) v[list.index[i]] = list.h[i];
        };
        serve(wing, [](const V& hi, const V& ai, const V&) SMIRK_LANE_LAMBDA {
            return wing_total_vol(hi, wing_inverse_distance(ai, false));
        });
        serve(far, [](const V& hi, const V& ai, const V&) SMIRK_LANE_LAMBDA {
            return wing_total_vol(hi, wing_inverse_distance(ai, true));
        });
        serve(general, [](const V& hi, const V& ai, const V& c) SMIRK_LANE_LAMBDA {
            const V log_c = log_normal(c), log_complement = log1p(-c);
            const V first = householder_lanes(hi, log_c, log_complement, first_total_vol_lanes(hi, ai, c));
            const V second = householder_lanes(hi, log_c, log_complement, first);
            // A step of fourth order that still moves this much has not converged: the scalar function goes on.
            return select(abs(second - first) < first * 1e-4, second, not_a_number);
        });
        for (std::size_t i = 0; i < general.size; ++i) {
            *left = general.index[i];
            left += !(general.h[i] > 0);
        }
        tile->left_count = static_cast<std::size_t>(left - tile->left);

        for (std::size_t i = 0; i < count; i += width)
            (V::load(v + i) / sqrt(V::load(tile->years + i))).store(tile->vol + i);
    }
};

} // namespace smirk::inline SMIRK_ABI::detail
