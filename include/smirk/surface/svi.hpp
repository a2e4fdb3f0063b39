// SPDX-License-Identifier: BSL-1.0
// Raw SVI, Gatheral's smile of five parameters, in total variance.
#pragma once
#include <smirk/config.hpp>
#include <smirk/smile.hpp>

#include <cmath>

namespace smirk::inline SMIRK_ABI::surface {

/// Raw SVI: total variance w = sigma_BS^2 T at log-moneyness k = ln(K/F).
///
///     w(k) = a + b (rho (k - m) + sqrt((k - m)^2 + sigma^2))
///
/// a      level of total variance; may be negative as long as the minimum of w is not
/// b      mean slope of the wings, b >= 0; Lee's bound is b (1 + |rho|) <= 2
/// rho    tilt, -1 <= rho <= 1
/// m      shift in k
/// sigma  width of the vertex in k, sigma > 0
///
/// All five are in total variance: nothing is scaled by T. The wings are straight, with slopes -b (1 - rho) and
/// b (1 + rho).
///
/// source  Gatheral, Global Derivatives, Madrid 2004; Gatheral and Jacquier, Quantitative Finance 14(1), 2014, 59-71
struct svi {
    double a, b, rho, m, sigma;

    [[nodiscard]] double total_variance(double k) const
    {
        const double x = k - m;
        return a + b * (rho * x + std::sqrt(x * x + sigma * sigma));
    }

    /// w' = b (rho + x / R), w'' = b sigma^2 / R^3 with x = k - m, R = sqrt(x^2 + sigma^2)
    [[nodiscard]] smile_derivatives derivatives(double k) const
    {
        const double x = k - m, R = std::sqrt(x * x + sigma * sigma), s = sigma / R;
        return {a + b * (rho * x + R), b * (rho + x / R), b * s * s / R};
    }

    /// The least total variance over all strikes (approached in the wing where |rho| = 1): a + b sigma sqrt(1 - rho^2).
    [[nodiscard]] double minimum_variance() const
    {
        return a + b * sigma * std::sqrt(std::fmax(0.0, (1 - rho) * (1 + rho)));
    }

    /// How steep the wings are, both as positive numbers: b (1 - rho) and b (1 + rho).
    [[nodiscard]] double left_slope() const { return b * (1 - rho); }
    [[nodiscard]] double right_slope() const { return b * (1 + rho); }

    /// Whether the parameters are a smile at all: b >= 0, |rho| <= 1, sigma > 0, all finite, and w positive
    /// everywhere.
    [[nodiscard]] bool valid() const
    {
        return std::isfinite(a) && std::isfinite(b) && std::isfinite(m) && std::isfinite(sigma) && b >= 0 &&
               std::fabs(rho) <= 1 && sigma > 0 && minimum_variance() > 0;
    }

    friend bool operator==(const svi&, const svi&) = default;
};

static_assert(smooth_smile<svi>);

} // namespace smirk::inline SMIRK_ABI::surface
