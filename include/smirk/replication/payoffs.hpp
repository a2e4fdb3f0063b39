// SPDX-License-Identifier: BSL-1.0
// Payoffs at expiry, as functions of x = S/F, with the first two derivatives that replication needs: the second is the
// weight of each option, the first two settle the split between puts and calls.
#pragma once
#include <smirk/config.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>

namespace smirk::inline SMIRK_ABI::replication {

/// A payoff f(x) of x = S/F that options replicate: f, f' and f''.
template <class P>
concept payoff = requires(const P& f, double x) {
    {
        f.value(x)
    } -> std::convertible_to<double>;
    {
        f.slope(x)
    } -> std::convertible_to<double>;
    {
        f.curvature(x)
    } -> std::convertible_to<double>;
};

/// The log contract: its value is the annualised variance of a continuous path.
///
///     f(x) = (2/T) (x - 1 - ln x),   f'' = 2 / (T x^2)
///
/// source  Neuberger, Journal of Portfolio Management 20(2), 1994, 74-80
struct log_contract {
    double years;

    [[nodiscard]] double value(double x) const { return 2 / years * (x - 1 - std::log(x)); }
    [[nodiscard]] double slope(double x) const { return 2 / years * (1 - 1 / x); }
    [[nodiscard]] double curvature(double x) const { return 2 / (years * x * x); }
};

/// The entropy contract: its value is the fair strike of a gamma swap, variance weighted by S_t / F.
///
///     f(x) = (2/T) (x ln x - x + 1),   f'' = 2 / (T x)
///
/// source  Lee, Gamma swap, Encyclopedia of Quantitative Finance, Wiley 2010
struct entropy_contract {
    double years;

    [[nodiscard]] double value(double x) const { return 2 / years * (x * std::log(x) - x + 1); }
    [[nodiscard]] double slope(double x) const { return 2 / years * std::log(x); }
    [[nodiscard]] double curvature(double x) const { return 2 / (years * x); }
};

/// The squared simple return: its value is SVIX^2, the fair strike of a simple variance swap. It stays a variance where
/// the price jumps.
///
///     f(x) = (x - 1)^2 / T,   f'' = 2 / T
///
/// source  Martin, Quarterly Journal of Economics 132(1), 2017, 367-433
struct squared_return {
    double years;

    [[nodiscard]] double value(double x) const { return (x - 1) * (x - 1) / years; }
    [[nodiscard]] double slope(double x) const { return 2 * (x - 1) / years; }
    [[nodiscard]] double curvature(double) const { return 2 / years; }
};

/// A power of the log return ln(S/F), not annualised: the contracts behind skewness and kurtosis. With power 1 its
/// value is minus half the total variance of the log contract.
///
///     f(x) = ln^n x,   f'' = n ln^{n-2} x (n - 1 - ln x) / x^2
///
/// power   n = 1, 2, 3, 4, ...
/// source  Bakshi, Kapadia and Madan, Review of Financial Studies 16(1), 2003, 101-143
struct log_return_power {
    int power;

    [[nodiscard]] double value(double x) const { return std::pow(std::log(x), power); }
    [[nodiscard]] double slope(double x) const { return power * std::pow(std::log(x), power - 1) / x; }
    [[nodiscard]] double curvature(double x) const
    {
        if (power == 1) return -1 / (x * x);
        const double y = std::log(x);
        return power * std::pow(y, power - 2) * (power - 1 - y) / (x * x);
    }
};

/// A contract that gathers what another gathers, but only while low <= S/F <= high: outside it goes on straight.
///
///     f''(x) = g''(x) for low <= x <= high, 0 elsewhere;   f(1) = f'(1) = 0
///
/// With the log contract inside it is corridor variance: low = 0 the down-corridor, high = infinity the up-corridor;
/// low = 0, high = 1 and low = 1, high = infinity are down- and up-semivariance, and add up to the whole.
///
/// source  Carr and Madan, Towards a theory of volatility trading, in Jarrow (ed.), Volatility, Risk Books 1998
template <payoff G>
struct corridor {
    G inside;
    double low, high;

    [[nodiscard]] double value(double x) const { return straightened(x) - straightened(1) - slope_at(1) * (x - 1); }
    [[nodiscard]] double slope(double x) const { return slope_at(x) - slope_at(1); }
    [[nodiscard]] double curvature(double x) const { return x >= low && x <= high ? inside.curvature(x) : 0; }
    /// Where the curvature jumps; an integral over a smile takes its panels from here.
    [[nodiscard]] std::array<double, 2> jumps() const { return {low, high}; }

private:
    [[nodiscard]] double nearest(double x) const { return x < low ? low : x > high ? high : x; }
    [[nodiscard]] double slope_at(double x) const { return inside.slope(nearest(x)); }
    [[nodiscard]] double straightened(double x) const
    {
        const double c = nearest(x);
        return inside.value(c) + inside.slope(c) * (x - c);
    }
};
template <payoff G>
corridor(G, double, double) -> corridor<G>;

/// How much of the option at x a strip holds that stands for strikes from `from` to `to`: f''(x) (to - from). An edge
/// of a corridor cuts what it crosses.
template <payoff P>
[[nodiscard]] double option_weight(const P& f, double x, double from, double to)
{
    return f.curvature(x) * (to - from);
}
template <payoff G>
[[nodiscard]] double option_weight(const corridor<G>& f, double x, double from, double to)
{
    const double inside = std::min(to, f.high) - std::max(from, f.low);
    return inside > 0 ? f.inside.curvature(x) * inside : 0;
}

} // namespace smirk::inline SMIRK_ABI::replication
