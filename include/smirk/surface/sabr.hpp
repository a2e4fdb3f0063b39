// SPDX-License-Identifier: BSL-1.0
// SABR: Hagan's lognormal vol, and its fit to a smile.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/levenberg_marquardt.hpp>
#include <smirk/market_span.hpp>
#include <smirk/smile.hpp>
#include <smirk/surface/fit_status.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

/// SABR, dF = alpha_t F^beta dW, dalpha = nu alpha dZ, dW dZ = rho dt, as Black vol:
///
///     sigma(K) = alpha / ((F K)^{(1-b)/2} (1 + (1-b)^2/24 ln^2(F/K) + (1-b)^4/1920 ln^4(F/K))) z / x(z)
///              (1 + ((1-b)^2/24 alpha^2/(F K)^{1-b} + rho b nu alpha / (4 (F K)^{(1-b)/2}) + (2 - 3 rho^2)/24 nu^2) T)
///     z = nu / alpha (F K)^{(1-b)/2} ln(F/K),   x(z) = ln((sqrt(1 - 2 rho z + z^2) + z - rho) / (1 - rho)),   b = beta
///
/// alpha    vol of the forward at F = 1 (level), beta in [0, 1], -1 < rho < 1, nu >= 0 vol of vol
/// forward, years   of the expiry
///
/// The formula is an expansion for small nu^2 T; far from the money, and above all at low strikes, its density turns
/// negative: it is a smile, not a certificate. butterfly_arbitrage(sabr) of sabr_arbitrage.hpp says where.
///
/// source  Hagan, Kumar, Lesniewski and Woodward, Managing smile risk, Wilmott, September 2002, 84-108, eq. 2.17
struct sabr {
    double alpha, beta, rho, nu, forward, years;

    /// Implied Black vol at a strike > 0.
    [[nodiscard]] double vol(double strike) const { return vol_at(std::log(strike / forward)); }

    [[nodiscard]] double total_variance(double k) const
    {
        const double sigma = vol_at(k);
        return sigma * sigma * years;
    }

    /// Analytic, of ln sigma = ln level - ln D - ln S + ln C with S = x(z) / z, through the money without loss of
    /// digits.
    [[nodiscard]] smile_derivatives derivatives(double k) const
    {
        const double b = 1 - beta, bb = b * b;
        const terms at = terms_at(k);
        const double dD = bb * k * (1.0 / 12 + bb * k * k / 480), d2D = bb * (1.0 / 12 + bb * k * k / 160);
        const double quadratic = bb / 24 * at.level * at.level, linear = 0.25 * rho * beta * nu * at.level;
        const double dC = -b * (quadratic + 0.5 * linear) * years, d2C = bb * (quadratic + 0.25 * linear) * years;
        const double scale = -nu / at.level, dz = scale * (1 + 0.5 * b * k), d2z = scale * b * (1 + 0.25 * b * k);
        const double D1 = dD / at.D, C1 = dC / at.C, S1 = at.dS / at.S;
        const double slope = -0.5 * b - D1 - S1 * dz + C1; // (ln sigma)'
        const double bend = -(d2D / at.D - D1 * D1) - (at.d2S / at.S - S1 * S1) * dz * dz - S1 * d2z +
                            (d2C / at.C - C1 * C1); // (ln sigma)''
        const double sigma = at.vol(), w = sigma * sigma * years;
        return {w, 2 * w * slope, w * (4 * slope * slope + 2 * bend)};
    }

private:
    /// sigma = level / D / S C, with S(z) = x(z) / z and its derivatives in z.
    struct terms {
        double level, D, C, S, dS, d2S;
        [[nodiscard]] double vol() const { return level / D / S * C; }
    };
    [[nodiscard]] terms terms_at(double k) const
    {
        const double b = 1 - beta, power = std::pow(forward, b) * std::exp(0.5 * b * k); // (F K)^{(1-beta)/2}
        const double z = -nu / alpha * power * k, l = b * b * k * k, level = alpha / power;
        const double correction =
            b * b / 24 * level * level + 0.25 * rho * beta * nu * level + (2 - 3 * rho * rho) / 24 * nu * nu;
        terms at{level, 1 + l / 24 + l * l / 1920, 1 + correction * years, 1, 0, 0};
        if (std::fabs(z) < 0.1) { // x' = (1 - 2 rho z + z^2)^{-1/2} generates the Legendre polynomials
            constexpr auto inverse = [] {
                std::array<double, 18> of{};
                for (std::size_t n = 0; n < of.size(); ++n) of[n] = 1.0 / static_cast<double>(n + 1);
                return of;
            }();
            double before = 0, legendre = 1;             // P_{n-1}, P_n
            double z0 = 1, z1 = 0, z2 = 0, n = 0, S = 0; // z^n, z^{n-1}, z^{n-2}
            for (double over : inverse) {                // 1 / (n + 1)
                const double c = legendre * over;
                S += c * z0;
                at.dS += c * n * z1;
                at.d2S += c * n * (n - 1) * z2;
                if (std::fabs(z1) < 1e-19 && n > 1) break;
                z2 = z1, z1 = z0, z0 *= z;
                const double next = ((2 * n + 1) * rho * legendre - n * before) * over;
                before = legendre, legendre = next, n += 1;
            }
            at.S = S;
        } else {
            const double Q = 1 - 2 * rho * z + z * z, dx = 1 / std::sqrt(Q), d2x = (rho - z) * dx / Q;
            at.S = x_of(z) / z;
            at.dS = (dx - at.S) / z;
            at.d2S = (d2x - 2 * at.dS) / z;
        }
        return at;
    }
    [[nodiscard]] double vol_at(double k) const { return terms_at(k).vol(); }
    [[nodiscard]] double x_of(double z) const
    {
        const double root = std::sqrt(1 - 2 * rho * z + z * z);
        // root + z - rho cancels for z well below 0: multiply by its conjugate
        return z > rho ? std::log((root + z - rho) / (1 - rho)) : std::log((1 + rho) / (root - z + rho));
    }
};

static_assert(smooth_smile<sabr>);

/// smile   the best parameters found
/// rmse    weighted root mean square of vol errors, max_error the largest
struct sabr_fit {
    sabr smile;
    fit_status status;
    double rmse, max_error;
    std::size_t used, dropped;
    int iterations;

    [[nodiscard]] explicit operator bool() const { return usable(status); }
};

/// beta    held fixed
/// weight  of the squared vol error of each quote; empty: all equal
struct sabr_fit_options {
    double beta = 1;
    strided<double> weight = {};
};

/// Fits alpha, rho and nu for a given beta: least squares in vol from three starting points.
///
/// k, vol   log-moneyness and vols; what is not finite or not positive is dropped and counted
/// forward, years   of the expiry
/// returns  too_few_points with fewer than three usable quotes
/// throws   std::invalid_argument if lengths differ, forward or years is not positive, or beta not in [0, 1]
/// cost     some 50 us
/// source   Hagan, Kumar, Lesniewski and Woodward 2002
[[nodiscard]] inline sabr_fit fit_sabr(strided<double> k, strided<double> vol, double forward, double years,
                                       const sabr_fit_options& options = {})
{
    if (k.size() != vol.size() || (!options.weight.empty() && options.weight.size() != k.size()))
        throw std::invalid_argument("smirk::surface::fit_sabr: expected as many vols and weights as k, got " +
                                    std::to_string(vol.size()) + " and " + std::to_string(options.weight.size()) +
                                    " for " + std::to_string(k.size()));
    if (!(forward > 0) || !(years > 0) || !(options.beta >= 0) || !(options.beta <= 1))
        throw std::invalid_argument(
            "smirk::surface::fit_sabr: expected forward > 0, years > 0 and beta in [0, 1], got " +
            std::to_string(forward) + ", " + std::to_string(years) + ", " + std::to_string(options.beta));
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    std::vector<double> ks, vols, root_weight;
    double total = 0, at_the_money = none, nearest = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < k.size(); ++i) {
        const double o = options.weight.empty() ? 1.0 : options.weight[i];
        if (!std::isfinite(k[i]) || !(vol[i] > 0) || !std::isfinite(vol[i]) || !(o > 0) || !std::isfinite(o)) continue;
        ks.push_back(k[i]), vols.push_back(vol[i]), root_weight.push_back(std::sqrt(o));
        total += o;
        if (std::fabs(k[i]) < nearest) nearest = std::fabs(k[i]), at_the_money = vol[i];
    }
    sabr_fit fit{{none, options.beta, none, none, forward, years},
                 fit_status::too_few_points,
                 none,
                 none,
                 ks.size(),
                 k.size() - ks.size(),
                 0};
    if (ks.size() < 3) return fit;

    // The unknowns are ln alpha, atanh rho and ln nu.
    const auto at = [&](const std::array<double, 3>& x) {
        return sabr{std::exp(x[0]), options.beta, std::tanh(x[1]), std::exp(x[2]), forward, years};
    };
    const auto residuals = [&](const std::array<double, 3>& x, std::vector<double>& r) {
        if (std::fabs(x[1]) > 5 || x[2] > std::log(20.0 / std::sqrt(years)) || x[2] < std::log(1e-6)) return false;
        const sabr s = at(x);
        for (std::size_t i = 0; i < ks.size(); ++i) {
            r[i] = root_weight[i] * (std::sqrt(s.total_variance(ks[i]) / years) - vols[i]);
            if (!std::isfinite(r[i])) return false;
        }
        return true;
    };
    smirk::detail::least_squares_fit<3> best{};
    best.cost = std::numeric_limits<double>::infinity();
    const double level = std::log(at_the_money * std::pow(forward, 1 - options.beta));
    const double typical = std::fmin(1.0, 0.7 / std::sqrt(years));
    for (double rho : {-0.5, 0.0, 0.5}) {
        const auto next =
            smirk::detail::levenberg_marquardt<3>(residuals, ks.size(), {level, std::atanh(rho), std::log(typical)});
        fit.iterations += next.iterations;
        if (next.iterations > 0 && next.cost < best.cost) best = next;
    }
    if (!std::isfinite(best.cost)) {
        fit.status = fit_status::stalled;
        return fit;
    }
    fit.smile = at(best.x);
    fit.status = !best.converged                                              ? fit_status::max_iterations
                 : std::fabs(best.x[1]) > 4.9 || best.x[2] < std::log(1.1e-6) ? fit_status::at_bound
                                                                              : fit_status::converged;
    fit.rmse = std::sqrt(best.cost / total);
    fit.max_error = 0;
    for (std::size_t i = 0; i < ks.size(); ++i)
        fit.max_error = std::fmax(fit.max_error, std::fabs(smile_vol(fit.smile, ks[i], years) - vols[i]));
    return fit;
}

} // namespace smirk::inline SMIRK_ABI::surface
