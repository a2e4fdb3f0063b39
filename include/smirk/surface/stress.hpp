// SPDX-License-Identifier: BSL-1.0
// Stress transforms of smiles and surfaces: level, skew, curvature, inversion of the term structure.
#pragma once
#include <smirk/config.hpp>
#include <smirk/smile.hpp>
#include <smirk/surface/vol_surface.hpp>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::surface {

/// A stress of vols:
///
///     sigma'(k, T) = sigma(k, T) + level + inversion (pivot - T) / (pivot + T) + skew x + curvature x^2 / 2,
///     x = r tanh(k / r),   r = reach sigma(0, T) sqrt(T)
///
/// level      parallel, in vol: 0.05 is five points up at all strikes and times
/// skew       added to d sigma / dk at the money; the skew of an index is negative, a negative number steepens it
/// curvature  added to d^2 sigma / dk^2 at the money
/// inversion  the rise of the shortest vols; the longest fall by as much, and those at pivot_years stay
/// reach      in standard deviations: where skew and curvature taper off, so that wings keep their slopes
struct vol_stress {
    double level = 0, skew = 0, curvature = 0, inversion = 0;
    double pivot_years = 0.5, reach = 3;
};

/// A smile under stress. Models smooth_smile where the smile before does; NaN where the stress leaves no positive vol.
template <smile S>
class stressed_smile {
    S before_;
    double years_, shift_, skew_, curvature_, reach_;

public:
    /// throws  std::invalid_argument unless years, pivot_years and reach are positive
    stressed_smile(const S& before, double years, const vol_stress& stress) : before_(before), years_(years)
    {
        if (!(years > 0) || !(stress.pivot_years > 0) || !(stress.reach > 0))
            throw std::invalid_argument(
                "smirk::surface::stressed_smile: expected positive years, pivot_years and reach, got " +
                std::to_string(years) + ", " + std::to_string(stress.pivot_years) + ", " +
                std::to_string(stress.reach));
        shift_ = stress.level + stress.inversion * (stress.pivot_years - years) / (stress.pivot_years + years);
        skew_ = stress.skew, curvature_ = stress.curvature;
        reach_ = stress.reach * std::sqrt(before.total_variance(0));
    }

    [[nodiscard]] const S& before() const { return before_; }
    [[nodiscard]] double years() const { return years_; }
    /// What is added to vol: shift + x (skew + curvature x / 2), x = reach tanh(k / reach).
    [[nodiscard]] double shift() const { return shift_; }
    [[nodiscard]] double skew() const { return skew_; }
    [[nodiscard]] double curvature() const { return curvature_; }
    [[nodiscard]] double reach() const { return reach_; }

    [[nodiscard]] double total_variance(double k) const
    {
        const double x = reach_ * std::tanh(k / reach_);
        const double vol = std::sqrt(before_.total_variance(k) / years_) + shift_ + x * (skew_ + 0.5 * curvature_ * x);
        return vol > 0 ? vol * vol * years_ : std::numeric_limits<double>::quiet_NaN();
    }

    /// x' = 1 - (x / r)^2,   x'' = -2 x x' / r^2
    [[nodiscard]] smile_derivatives derivatives(double k) const
        requires smooth_smile<S>
    {
        const smile_derivatives at = before_.derivatives(k);
        double vol = std::sqrt(at.w / years_), dvol = at.dw / (2 * years_ * vol),
               d2vol = (at.d2w / (2 * years_) - dvol * dvol) / vol;
        const double x = reach_ * std::tanh(k / reach_), share = x / reach_, dx = (1 - share) * (1 + share),
                     d2x = -2 * share * dx / reach_;
        const double slope = skew_ + curvature_ * x;
        vol += shift_ + x * (skew_ + 0.5 * curvature_ * x);
        dvol += slope * dx;
        d2vol += curvature_ * dx * dx + slope * d2x;
        if (!(vol > 0)) vol = std::numeric_limits<double>::quiet_NaN();
        return {vol * vol * years_, 2 * years_ * vol * dvol, 2 * years_ * (dvol * dvol + vol * d2vol)};
    }
};

/// A surface under stress.
template <vol_surface S>
struct stressed_surface {
    S before;
    vol_stress stress;

    [[nodiscard]] auto smile(double years) const { return stressed_smile(before.smile(years), years, stress); }
    [[nodiscard]] double vol(double k, double years) const { return std::sqrt(smile(years).total_variance(k) / years); }
};

/// The smile or surface under stress; years > 0 is the expiry of the smile.
///
/// throws  as stressed_smile, at once or when a smile is asked for
template <smile S>
[[nodiscard]] stressed_smile<S> stressed(const S& smile, double years, const vol_stress& stress)
{
    return {smile, years, stress};
}
template <vol_surface S>
[[nodiscard]] stressed_surface<S> stressed(const S& surface, const vol_stress& stress)
{
    return {surface, stress};
}

} // namespace smirk::inline SMIRK_ABI::surface
