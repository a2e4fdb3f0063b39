// SPDX-License-Identifier: BSL-1.0
// SVI in the parameters a trader reads (jump wings) and in the natural ones, to and from raw.
#pragma once
#include <smirk/config.hpp>
#include <smirk/surface/svi.hpp>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::surface {

/// SVI jump wings: what is seen on the smile, each nearly independent of the time to expiry.
///
///     v      = w(0) / T                                                  variance at the money
///     psi    = w'(0) / (2 sqrt(w(0)))                                    skew at the money, d sigma_BS / dk sqrt(T)
///     p, c   = b (1 - rho) / sqrt(w(0)), b (1 + rho) / sqrt(w(0))        slopes of the put and the call wing
///     v_min  = (a + b sigma sqrt(1 - rho^2)) / T                         least variance
///
/// source  Gatheral and Jacquier, Quantitative Finance 14(1), 2014, 59-71, section 3.3
struct svi_jump_wings {
    double v, psi, p, c, v_min;
};

/// Raw SVI to jump wings.
///
/// years    time to expiry; v and v_min are per year
/// returns  NaN in every slot where w(0) is not positive
/// throws   std::invalid_argument unless years > 0
[[nodiscard]] inline svi_jump_wings jump_wings(const svi& raw, double years)
{
    if (!(years > 0))
        throw std::invalid_argument("smirk::surface::jump_wings: expected years > 0, got " + std::to_string(years));
    const auto [w, dw, d2w] = raw.derivatives(0);
    const double root = w > 0 ? std::sqrt(w) : std::numeric_limits<double>::quiet_NaN();
    return {.v = w / years + 0 * root,
            .psi = dw / (2 * root),
            .p = raw.left_slope() / root,
            .c = raw.right_slope() / root,
            .v_min = raw.minimum_variance() / years + 0 * root};
}

/// Jump wings to raw SVI:
///
///     b = sqrt(w) (c + p) / 2,  rho = (c - p) / (c + p),  beta = rho - 2 psi sqrt(w) / b,  w = v T
///     sigma = (v - v_min) T sqrt(1 - beta^2) (1 - rho beta + sqrt((1 - rho^2) (1 - beta^2))) / (b (rho - beta)^2)
///     m = sigma beta / sqrt(1 - beta^2),  a = v_min T - b sigma sqrt(1 - rho^2)
///
/// beta = m / sqrt(m^2 + sigma^2), so the wings must enclose the skew: -p < 2 psi < c.
///
/// years    time to expiry
/// returns  NaN in every slot where no SVI, or no single one, has these wings: v <= 0, a negative slope, 2 psi outside
///          (-p, c), v_min >= v, or psi = 0 (then v_min = v and the width is free)
/// throws   std::invalid_argument unless years > 0
[[nodiscard]] inline svi raw_svi(const svi_jump_wings& jw, double years)
{
    if (!(years > 0))
        throw std::invalid_argument("smirk::surface::raw_svi: expected years > 0, got " + std::to_string(years));
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const double w = jw.v * years;
    const double b = std::sqrt(w) * (jw.c + jw.p) / 2;
    const double rho = (jw.c - jw.p) / (jw.c + jw.p);
    const double tilt = 2 * jw.psi * std::sqrt(w) / b; // rho - beta
    const double beta = rho - tilt;
    if (!(jw.p >= 0) || !(jw.c >= 0) || !(std::fabs(beta) < 1)) return {none, none, none, none, none};
    const double r = std::sqrt((1 - rho) * (1 + rho)), q = std::sqrt((1 - beta) * (1 + beta));
    const double sigma = (jw.v - jw.v_min) * years * q * (1 - rho * beta + r * q) / (b * tilt * tilt);
    if (!(sigma > 0) || !std::isfinite(sigma)) return {none, none, none, none, none};
    return {.a = jw.v_min * years - b * sigma * r, .b = b, .rho = rho, .m = sigma * beta / q, .sigma = sigma};
}

/// Natural SVI:
///
///     w(k) = delta + omega / 2 (1 + zeta rho (k - mu) + sqrt((zeta (k - mu) + rho)^2 + 1 - rho^2))
///
/// source  Gatheral and Jacquier, Quantitative Finance 14(1), 2014, 59-71, section 3.2
struct svi_natural {
    double delta, mu, rho, omega, zeta;
};

///     b = omega zeta / 2,  sigma = sqrt(1 - rho^2) / zeta,  m = mu - rho / zeta,  a = delta + omega (1 - rho^2) / 2
[[nodiscard]] inline svi raw_svi(const svi_natural& n)
{
    const double r2 = (1 - n.rho) * (1 + n.rho);
    return {.a = n.delta + n.omega * r2 / 2,
            .b = n.omega * n.zeta / 2,
            .rho = n.rho,
            .m = n.mu - n.rho / n.zeta,
            .sigma = std::sqrt(r2) / n.zeta};
}

///     zeta = sqrt(1 - rho^2) / sigma,  omega = 2 b / zeta,  mu = m + rho / zeta,  delta = a - omega (1 - rho^2) / 2
///
/// returns  not finite where |rho| = 1: natural SVI has no such slice
[[nodiscard]] inline svi_natural natural(const svi& raw)
{
    const double r2 = (1 - raw.rho) * (1 + raw.rho);
    const double zeta = std::sqrt(r2) / raw.sigma, omega = 2 * raw.b / zeta;
    return {
        .delta = raw.a - omega * r2 / 2, .mu = raw.m + raw.rho / zeta, .rho = raw.rho, .omega = omega, .zeta = zeta};
}

} // namespace smirk::inline SMIRK_ABI::surface
