// SPDX-License-Identifier: BSL-1.0
// The displaced (shifted lognormal) model: Black's with forward and strike moved up by a shift, for rates that may be
// negative and for smiles between the lognormal and the normal.
#pragma once
#include <smirk/black/greeks.hpp>
#include <smirk/black/implied_vol.hpp>
#include <smirk/black/price.hpp>
#include <smirk/config.hpp>
#include <smirk/option_type.hpp>

namespace smirk::inline SMIRK_ABI::black::displaced {

/// Displaced Black price of a call or put: F + a is lognormal.
///
///     dF = sigma (F + a) dW,   P(F, K, a) = P_Black(F + a, K + a)
///
/// type      option_type::call or put
/// forward, strike   above -shift
/// shift     a, in the unit of the forward; 0 is Black's model, and sigma a fixed as a grows is Bachelier's
/// years, vol        not negative; vol of the displaced forward: decimal, annualised
/// discount  factor to the payment date, 1 if left out
/// returns   the price in the unit of the forward; NaN if an argument is NaN or out of its range
/// cost, source   black::price(); Rubinstein, Journal of Finance 38(1), 1983, 213-217
template <class F, class K, class A, class T, class S, class D = F>
[[nodiscard]] auto price(option_type type, const F& forward, const K& strike, const A& shift, const T& years,
                         const S& vol, const D& discount = D(1))
{
    using Real = detail::promoted_t<F, K, A, T, S, D>;
    return black::price<Real, Real, Real, Real, Real>(type, Real(forward) + shift, Real(strike) + shift, years, vol,
                                                      discount);
}

/// Displaced Black price and greeks: those of black::greeks() at F + a and K + a, since dF = d(F + a). Of its numbers
/// spot_delta does not carry over (the shift is no traded asset) and is delta / D here as well.
///
/// arguments, returns   price(); all NaN if years, vol or discount is not positive
template <class F, class K, class A, class T, class S, class D = F>
[[nodiscard]] auto greeks(option_type type, const F& forward, const K& strike, const A& shift, const T& years,
                          const S& vol, const D& discount = D(1))
{
    using Real = detail::promoted_t<F, K, A, T, S, D>;
    return black::greeks<Real, Real, Real, Real, Real>(type, Real(forward) + shift, Real(strike) + shift, years, vol,
                                                       discount);
}

/// Displaced implied vol of a call or put.
///
///     price = displaced::price(type, F, K, a, T, sigma, D)   solved for sigma
///
/// price     discounted, in the unit of the forward
/// forward, strike   above -shift
/// years, discount   positive; discount 1 if left out
/// returns   {vol, status} as black::implied_vol(); above_maximum from D (F + a) up for a call
/// cost, error, source   black::implied_vol()
template <class P, class F, class K, class A, class T, class D = F>
[[nodiscard]] auto implied_vol(option_type type, const P& price, const F& forward, const K& strike, const A& shift,
                               const T& years, const D& discount = D(1))
{
    using Real = detail::promoted_t<P, F, K, A, T, D>;
    return black::implied_vol<Real, Real, Real, Real, Real>(type, price, Real(forward) + shift, Real(strike) + shift,
                                                            years, discount);
}

} // namespace smirk::inline SMIRK_ABI::black::displaced
