// SPDX-License-Identifier: BSL-1.0
// The estimators once more, each window on its own, in long double, mean first and squares about it second.
#pragma once
#include "realized/sim_ohlc.hpp"

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace oracle {

using wide = long double;
constexpr wide ln2 = 0.693147180559945309417232121458176568L;

/// ln(b / a) without loss where the two are close.
inline wide ln(double b, double a) { return std::log1p((static_cast<wide>(b) - a) / a); }

template <class Term>
wide mean(std::size_t first, std::size_t last, Term term)
{
    wide sum = 0;
    for (std::size_t i = first; i <= last; ++i) sum += term(i);
    return sum / static_cast<wide>(last - first + 1);
}
template <class Term>
wide sample_variance(std::size_t first, std::size_t last, Term term)
{
    const wide m = mean(first, last, term);
    return mean(first, last, [&](std::size_t i) { return (term(i) - m) * (term(i) - m); }) *
           static_cast<wide>(last - first + 1) / static_cast<wide>(last - first);
}

/// Variance per period of the periods at rows first to last, one function an estimator.
struct on {
    const sim::ohlc& x;

    [[nodiscard]] wide r(std::size_t i) const { return ln(x.close[i], x.close[i - 1]); }
    [[nodiscard]] wide o(std::size_t i) const { return ln(x.open[i], x.close[i - 1]); }
    [[nodiscard]] wide u(std::size_t i) const { return ln(x.high[i], x.open[i]); }
    [[nodiscard]] wide d(std::size_t i) const { return ln(x.low[i], x.open[i]); }
    [[nodiscard]] wide c(std::size_t i) const { return ln(x.close[i], x.open[i]); }
    [[nodiscard]] wide range2(std::size_t i) const
    {
        const wide hl = ln(x.high[i], x.low[i]);
        return hl * hl;
    }

    [[nodiscard]] wide close_to_close(std::size_t a, std::size_t b) const
    {
        return sample_variance(a, b, [&](std::size_t i) { return r(i); });
    }
    [[nodiscard]] wide close_to_close_zero_mean(std::size_t a, std::size_t b) const
    {
        return mean(a, b, [&](std::size_t i) { return r(i) * r(i); });
    }
    [[nodiscard]] wide parkinson(std::size_t a, std::size_t b) const
    {
        return mean(a, b, [&](std::size_t i) { return range2(i) / (4 * ln2); });
    }
    [[nodiscard]] wide garman_klass(std::size_t a, std::size_t b) const
    {
        return mean(a, b, [&](std::size_t i) { return range2(i) / 2 - (2 * ln2 - 1) * c(i) * c(i); });
    }
    [[nodiscard]] wide garman_klass_minimum_variance(std::size_t a, std::size_t b) const
    {
        return mean(a, b, [&](std::size_t i) {
            return 0.511L * range2(i) - 0.019L * (c(i) * (u(i) + d(i)) - 2 * u(i) * d(i)) - 0.383L * c(i) * c(i);
        });
    }
    [[nodiscard]] wide meilijson(std::size_t a, std::size_t b) const
    {
        return mean(a, b, [&](std::size_t i) {
            const bool fell = c(i) < 0;
            const wide up = fell ? -d(i) : u(i), down = fell ? -u(i) : d(i), end = fell ? -c(i) : c(i);
            return 0.273520L * 2 * ((up - end) * (up - end) + down * down) + 0.160358L * end * end +
                   0.365212L * 2 * (up - end - down) * end - 0.200910L * (up - end) * down / (2 * ln2 - 1.25L);
        });
    }
    [[nodiscard]] wide rogers_satchell(std::size_t a, std::size_t b) const
    {
        return mean(a, b, [&](std::size_t i) { return u(i) * (u(i) - c(i)) + d(i) * (d(i) - c(i)); });
    }
    [[nodiscard]] wide garman_klass_yang_zhang(std::size_t a, std::size_t b) const
    {
        return garman_klass(a, b) + mean(a, b, [&](std::size_t i) { return o(i) * o(i); });
    }
    [[nodiscard]] wide yang_zhang(std::size_t a, std::size_t b) const
    {
        const wide n = static_cast<wide>(b - a + 1), k = 0.34L / (1.34L + (n + 1) / (n - 1));
        return sample_variance(a, b, [&](std::size_t i) { return o(i); }) +
               k * sample_variance(a, b, [&](std::size_t i) { return c(i); }) + (1 - k) * rogers_satchell(a, b);
    }
};

/// Annualised with 252 periods, over every window of n periods; `first` is the row of the first period.
template <class Variance>
std::vector<double> rolling(std::size_t rows, std::size_t n, std::size_t first, Variance variance)
{
    std::vector<double> out(rows, std::numeric_limits<double>::quiet_NaN());
    for (std::size_t i = first + n - 1; i < rows; ++i)
        out[i] = static_cast<double>(std::sqrt(252 * variance(i + 1 - n, i)));
    return out;
}

/// The bound on the relative error of a rolling volatility.
inline constexpr double accuracy = 1e-14;

} // namespace oracle
