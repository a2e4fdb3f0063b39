// SPDX-License-Identifier: BSL-1.0
// Black prices and greeks of a tile of options in lanes.
#pragma once
#include <smirk/detail/black_core.hpp>
#include <smirk/detail/dispatch.hpp>
#include <smirk/detail/option_columns.hpp>

#include <cstddef>

namespace smirk::inline SMIRK_ABI::detail {

/// Where the greeks of a tile go, in whole vectors.
struct greek_rows {
    double *price, *delta, *gamma, *vega, *theta, *rho;
};

/// c(h, s) in lanes: out_of_the_money() with both of its branches where a vector needs both.
template <class V>
SMIRK_LANE_INLINE V out_of_the_money_lanes(const V& h, const V& s)
{
    const V d = min(h / s, 1e3), t = s * 0.5, z = d - t, g = exp(z * (z * -0.5));
    const auto near = near_the_money(d, t);
    V c = 0.;
    if (any(near)) c = g * scaled_tail_difference(d, t);
    if (!all(near)) {
        const auto lower = z > 0.;
        const V q = scaled_tail(abs(z)), far = scaled_tail(d + t);
        const V direct = select(lower, g * (q - far), muladd(-g, q + far, 1.));
        c = select(near, c, direct);
    }
    return c;
}

/// N(-|z|) given exp(-z^2/2), reflected to N(z).
template <class V>
SMIRK_LANE_INLINE V normal_cdf_lanes(const V& z, const V& gaussian)
{
    const V tail = gaussian * scaled_tail(abs(z));
    return select(z < 0., tail, 1. - tail);
}

/// The rows of a tile with their h, s and sqrt(T), and what of it is left to the scalar function.
template <class V>
struct black_coordinates {
    double h[tile_size], s[tile_size], root[tile_size];

    SMIRK_LANE_INLINE black_coordinates(const option_rows& rows, left_over& left)
    {
        constexpr std::size_t width = V::width;
        for (std::size_t i = 0; i < rows.count; i += width) {
            const V forward = V::load(rows.forward + i), strike = V::load(rows.strike + i);
            const V years = V::load(rows.years + i), vol = V::load(rows.value + i);
            const V smaller = min(forward, strike), hi = log1p_ratio(abs(forward - strike), smaller), r = sqrt(years);
            hi.store(h + i);
            r.store(root + i);
            (vol * r).store(s + i);
            V lowest = min(smaller, min(years, vol)), highest = max(max(forward, strike), max(years, vol));
            V nan = hi + years * vol;
            if (rows.discount) {
                const V discount = V::load(rows.discount + i);
                lowest = min(discount, lowest);
                highest = max(discount, highest);
                nan = nan * discount;
            }
            // Negative where the lanes may serve the option. The second argument of max() passes a NaN on.
            const V unfit = max(max(highest - 1e60, 1e-60 - lowest), nan * 0. - 1e-300);
            if (all(unfit < 0.)) continue;
            double x[width];
            unfit.store(x);
            for (std::size_t j = 0; j < width && i + j < rows.count; ++j) left.add(!(x[j] < 0), i + j);
        }
    }
};

template <class V>
SMIRK_LANE_INLINE V discount_lanes(const option_rows& rows, std::size_t i)
{
    return rows.discount ? V::load(rows.discount + i) : V(1.);
}

template <class V>
SMIRK_LANE_INLINE void price_lanes(const option_rows& rows, const black_coordinates<V>& at, double* price)
{
    for (std::size_t i = 0; i < rows.count; i += std::size_t{V::width}) {
        const V forward = V::load(rows.forward + i), strike = V::load(rows.strike + i);
        const V time = min(forward, strike) * out_of_the_money_lanes(V::load(at.h + i), V::load(at.s + i));
        const V intrinsic = max(signed_by(rows.type + i, forward - strike), 0.);
        (discount_lanes<V>(rows, i) * (intrinsic + time)).store(price + i);
    }
}

struct price_kernel {
    template <class V>
    SMIRK_LANE_INLINE void operator()(const option_rows* rows, double* price, left_over* left) const
    {
        const black_coordinates<V> at(*rows, *left);
        price_lanes(*rows, at, price);
    }
};

struct greeks_kernel {
    template <class V>
    SMIRK_LANE_INLINE void operator()(const option_rows* rows, greek_rows out, left_over* left) const
    {
        const black_coordinates<V> at(*rows, *left);
        price_lanes(*rows, at, out.price);
        for (std::size_t i = 0; i < rows->count; i += std::size_t{V::width}) {
            const V forward = V::load(rows->forward + i), strike = V::load(rows->strike + i);
            const V years = V::load(rows->years + i), vol = V::load(rows->value + i);
            const V discount = discount_lanes<V>(*rows, i), price = V::load(out.price + i);
            const V h = V::load(at.h + i), s = V::load(at.s + i);
            const V d1 = muladd(s, 0.5, select(forward < strike, -h, h) / s), g = exp(d1 * (d1 * -0.5));
            const V n1 = discount * (g * normal_n0), vega = forward * n1 * V::load(at.root + i);
            const V z = signed_by(rows->type + i, d1);
            (discount * signed_by(rows->type + i, normal_cdf_lanes(z, g))).store(out.delta + i);
            (n1 / (forward * s)).store(out.gamma + i);
            vega.store(out.vega + i);
            V carry = vega * vol * -0.5;
            if (rows->discount) carry = carry - log_normal(discount) * price;
            (carry / years).store(out.theta + i);
            (-years * price).store(out.rho + i);
        }
    }
};

} // namespace smirk::inline SMIRK_ABI::detail
