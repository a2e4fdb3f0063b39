// SPDX-License-Identifier: BSL-1.0
// One option, three vols: from Black's to Bachelier's to a displaced one and back, exactly by the price they share, and
// by the expansion for a short time.
#pragma once
#include <smirk/black/bachelier.hpp>
#include <smirk/black/displaced.hpp>
#include <smirk/black/implied_vol.hpp>
#include <smirk/black/price.hpp>
#include <smirk/config.hpp>

#include <cmath>
#include <limits>

namespace smirk::inline SMIRK_ABI::detail {

template <class Real>
struct short_time {
    Real level, slope;
};

/// L = (F - K) / x and c = ln(x / (2 sinh(x/2))) / x^2, x = ln(F/K), with their series near the money.
template <class Real>
[[nodiscard]] short_time<Real> short_time_level(const Real& forward, const Real& strike)
{
    using std::log;
    using std::sinh;
    using std::sqrt;
    if (!(forward > 0 && strike > 0)) return {std::numeric_limits<Real>::quiet_NaN(), Real(0)};
    const Real distance = forward < strike ? Real(strike - forward) : Real(forward - strike);
    const Real x = log_moneyness<Real>(forward, strike), xx = x * x;
    if (xx < Real(0.01)) { // neglected: x^6 / 9.7e6, of which sigma^2 T is taken
        const Real slope = Real(-1) / 24 + xx * (Real(1) / 2880 - xx / 181440);
        return {x > 0 ? Real(distance / x) : forward, slope};
    }
    return {Real(distance / x), Real(log(x / (2 * sinh(x / 2))) / xx)};
}

} // namespace smirk::inline SMIRK_ABI::detail

namespace smirk::inline SMIRK_ABI::black {

/// Bachelier vol of the option that has a given displaced (shift 0: Black) vol.
///
///     P_Bachelier(F, K, T, sigma_n) = P_Black(F + a, K + a, T, sigma)   solved for sigma_n
///
/// forward, strike   above -shift
/// years     positive
/// vol       sigma, decimal, annualised
/// shift     a; 0, Black's model, if left out
/// returns   {vol, status}: in units of the forward, annualised; at_intrinsic with 0 where the price is too small for
///           the real type (far wings and short times)
/// cost      a price and an implied vol
template <class F, class K, class T, class S, class A = F>
[[nodiscard]] auto bachelier_vol(const F& forward, const K& strike, const T& years, const S& vol, const A& shift = A(0))
{
    using Real = detail::promoted_t<F, K, T, S, A>;
    const Real f = forward, k = strike, a = shift;
    const Real time = time_value<Real, Real, Real, Real>(f + a, k + a, years, vol);
    return bachelier::implied_vol_from_time_value<Real, Real, Real, Real, Real>(time, f, k, years, Real(1));
}

/// Displaced (shift 0: Black) vol of the option that has a given Bachelier vol.
///
///     P_Black(F + a, K + a, T, sigma) = P_Bachelier(F, K, T, sigma_n)   solved for sigma
///
/// forward, strike   above -shift
/// years     positive
/// vol       sigma_n, in units of the forward, annualised
/// shift     a; 0, Black's model, if left out
/// returns   {vol, status}: decimal, annualised; above_maximum where no displaced vol gives so high a price
/// cost      a price and an implied vol
template <class F, class K, class T, class S, class A = F>
[[nodiscard]] auto vol_from_bachelier(const F& forward, const K& strike, const T& years, const S& vol,
                                      const A& shift = A(0))
{
    using Real = detail::promoted_t<F, K, T, S, A>;
    const Real f = forward, k = strike, a = shift;
    const Real time = bachelier::time_value<Real, Real, Real, Real>(f, k, years, vol);
    return implied_vol_from_time_value<Real, Real, Real, Real, Real>(time, f + a, k + a, years, Real(1));
}

/// Displaced vol at one shift of the option that has a given displaced vol at another (either may be 0, Black's).
///
///     P_Black(F + b, K + b, T, sigma_b) = P_Black(F + a, K + a, T, sigma_a)   solved for sigma_b
///
/// forward, strike   above -from_shift and -to_shift
/// years     positive
/// vol       sigma_a, decimal, annualised
/// returns   {vol, status}: decimal, annualised
/// cost      a price and an implied vol
template <class F, class K, class T, class S, class A, class B>
[[nodiscard]] auto displaced_vol(const F& forward, const K& strike, const T& years, const S& vol, const A& from_shift,
                                 const B& to_shift)
{
    using Real = detail::promoted_t<F, K, T, S, A, B>;
    const Real f = forward, k = strike, a = from_shift, b = to_shift;
    const Real time = time_value<Real, Real, Real, Real>(f + a, k + a, years, vol);
    return implied_vol_from_time_value<Real, Real, Real, Real, Real>(time, f + b, k + b, years, Real(1));
}

/// bachelier_vol() by its expansion for a short time, without a price: for far wings, where prices underflow, and for
/// speed.
///
///     sigma_n = sigma L (1 + c v + v^2 / 640),   v = sigma^2 T,   L = (F - K) / x,   c = ln(x / (2 sinh(x/2))) / x^2,
///     x = ln((F + a) / (K + a));   at the money L = F + a, c = -1/24
///
/// arguments as bachelier_vol()
/// returns   sigma_n, in units of the forward, annualised; NaN if an argument is NaN or out of its range
/// error     relative, within two standard deviations of the money: below 1.6e-4 v^3, which is 1e-8 at 20 % and a year
///           and 4e-5 at 80 %; 1/640 is exact at the money and hardly depends on the strike
/// cost      three elementary functions
/// source    first order: Gatheral, Hsu, Laurence, Ouyang, Wang, Mathematical Finance 22(4), 2012, 591-620; second: the
///           series of erf; compare Hagan, Kumar, Lesniewski, Woodward, Wilmott Magazine, September 2002, 84-108
template <class F, class K, class T, class S, class A = F>
[[nodiscard]] auto bachelier_vol_expansion(const F& forward, const K& strike, const T& years, const S& vol,
                                           const A& shift = A(0))
{
    using Real = detail::promoted_t<F, K, T, S, A>;
    const auto at = detail::short_time_level<Real>(Real(forward) + shift, Real(strike) + shift);
    const Real sigma = vol, v = sigma * sigma * years;
    if (!(v >= 0 && sigma >= 0)) return std::numeric_limits<Real>::quiet_NaN();
    return Real(sigma * at.level * (1 + v * (at.slope + v / 640)));
}

/// vol_from_bachelier() by its expansion for a short time, the inverse series of bachelier_vol_expansion().
///
///     sigma = s (1 - c u + 7 u^2 / 1920),   s = sigma_n / L,   u = s^2 T
///
/// arguments as vol_from_bachelier()
/// returns   sigma, decimal, annualised; NaN if an argument is NaN or out of its range
/// error     relative, within two standard deviations of the money: below 4e-4 u^3
/// cost, source   bachelier_vol_expansion()
template <class F, class K, class T, class S, class A = F>
[[nodiscard]] auto vol_from_bachelier_expansion(const F& forward, const K& strike, const T& years, const S& vol,
                                                const A& shift = A(0))
{
    using Real = detail::promoted_t<F, K, T, S, A>;
    const auto at = detail::short_time_level<Real>(Real(forward) + shift, Real(strike) + shift);
    const Real sigma = Real(vol) / at.level, u = sigma * sigma * years;
    if (!(u >= 0 && sigma >= 0)) return std::numeric_limits<Real>::quiet_NaN();
    return Real(sigma * (1 - u * (at.slope - u * 7 / 1920)));
}

} // namespace smirk::inline SMIRK_ABI::black
