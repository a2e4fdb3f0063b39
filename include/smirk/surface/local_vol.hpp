// SPDX-License-Identifier: BSL-1.0
// Dupire's local vol of a surface, by analytic derivatives.
#pragma once
#include <smirk/config.hpp>
#include <smirk/surface/svi_surface.hpp>
#include <smirk/surface/vol_surface.hpp>

#include <cmath>

namespace smirk::inline SMIRK_ABI::surface {

/// Local vol:
///
///     sigma_loc^2(k, T) = dw/dT / g(k),   dw/dT at fixed k = ln(K / F_T)
///
/// At fixed log-moneyness rates and dividends drop out.
///
/// surface  a surface whose smiles have a local_variance(k)
/// k        ln(K / F_T)
/// years    T, from 0 on; at 0 the limit
/// returns  decimal, annualised; NaN where the surface has arbitrage, or where the prices it mixes underflow (some 35
///          standard deviations out)
/// cost     16 ns for linear total variance, some 150 ns for mixed prices
/// source   Dupire, Risk 7(1), 1994, 18-20; Gatheral, The Volatility Surface, 2006, chapter 1
template <vol_surface S>
[[nodiscard]] double local_vol(const S& surface, double k, double years)
{
    return std::sqrt(surface.smile(years).local_variance(k));
}

} // namespace smirk::inline SMIRK_ABI::surface
