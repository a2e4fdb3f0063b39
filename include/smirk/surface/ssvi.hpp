// SPDX-License-Identifier: BSL-1.0
// SSVI: SVI slices tied together by their variance at the money, with rules under which they have no arbitrage.
#pragma once
#include <smirk/config.hpp>
#include <smirk/surface/svi.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>

namespace smirk::inline SMIRK_ABI::surface {

/// A slice of SSVI, and of eSSVI, where rho may differ from expiry to expiry:
///
///     w(k) = theta / 2 (1 + rho phi k + sqrt((phi k + rho)^2 + 1 - rho^2)),   phi = psi / theta
///
/// theta  total variance at the money
/// rho    -1 < rho < 1: the skew at the money is rho psi / (2 sqrt(theta)) per unit of k, in sigma sqrt(T)
/// psi    theta phi; the wings have slopes psi (1 -+ rho) / 2
///
/// source  Gatheral and Jacquier, Quantitative Finance 14(1), 2014, 59-71, section 4; Hendriks and Martini, The
///         extended SSVI volatility surface, J. Computational Finance 22(5), 2019
struct ssvi_slice {
    double theta, rho, psi;
};

///     a = theta (1 - rho^2) / 2,  b = psi / 2,  m = -rho / phi,  sigma = sqrt(1 - rho^2) / phi
[[nodiscard]] inline svi raw_svi(const ssvi_slice& s)
{
    const double phi = s.psi / s.theta, r2 = (1 - s.rho) * (1 + s.rho);
    return {.a = s.theta * r2 / 2, .b = s.psi / 2, .rho = s.rho, .m = -s.rho / phi, .sigma = std::sqrt(r2) / phi};
}

/// The largest psi for which a slice is sure to have no butterfly arbitrage:
///
///     psi (1 + |rho|) <= 4  and  psi^2 (1 + |rho|) <= 4 theta
///
/// The first is necessary (Lee's bound) and with it the second is sufficient.
///
/// source  Gatheral and Jacquier 2014, theorem 4.2
[[nodiscard]] inline double largest_psi(double theta, double rho)
{
    const double r = 1 + std::fabs(rho);
    return std::min(4 / r, std::sqrt(4 * theta / r));
}

/// Sufficient for no calendar arbitrage between two eSSVI slices:
///
///     p = max((1 + rho_1) / (1 + rho_2), (1 - rho_1) / (1 - rho_2)):
///     psi_2 >= p psi_1  and  psi_2 / theta_2 <= psi_1 / theta_1
///
/// Both wings rise, and phi falls; theta_2 >= p theta_1 follows.
///
/// source  Hendriks and Martini 2019, proposition 3.5; Mingone, No arbitrage global parametrization for the eSSVI
///         volatility surface, Quantitative Finance 22(12), 2022
[[nodiscard]] inline bool essvi_slices_ordered(const ssvi_slice& early, const ssvi_slice& late)
{
    const double p = std::max((1 + early.rho) / (1 + late.rho), (1 - early.rho) / (1 - late.rho));
    return late.psi >= p * early.psi && late.psi * early.theta <= early.psi * late.theta;
}

/// SSVI with the power law
///
///     phi(theta) = eta / (theta^gamma (1 + theta)^{1 - gamma})
///
/// a whole surface of three numbers, given the variance at the money of each expiry. It is free of arbitrage if
/// eta (1 + |rho|) <= 2 and 0 < gamma <= 1/2, and theta rises with time.
///
/// source  Gatheral and Jacquier 2014, example 4.1 and remark 4.4
struct ssvi_power_law {
    double rho, eta, gamma;

    [[nodiscard]] ssvi_slice slice(double theta) const
    {
        return {theta, rho, theta * eta / (std::pow(theta, gamma) * std::pow(1 + theta, 1 - gamma))};
    }
    [[nodiscard]] bool arbitrage_free() const
    {
        return std::fabs(rho) < 1 && eta > 0 && gamma > 0 && gamma <= 0.5 && eta * (1 + std::fabs(rho)) <= 2;
    }
};

} // namespace smirk::inline SMIRK_ABI::surface
