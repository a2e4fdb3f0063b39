// SPDX-License-Identifier: BSL-1.0
// An estimator of realized volatility: a definition, written once, and its use on a whole span. The same definition
// runs over every window in rolling.hpp and live in stream.hpp.
#pragma once
#include <smirk/detail/dispatch.hpp>
#include <smirk/realized/detail/price_blocks.hpp>

#include <cmath>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::realized {

namespace detail {

template <class D>
using options_of = typename D::options;

/// The factor that D corrects a volatility of n periods by; 1 where it has none.
template <class D>
double volatility_factor(double n, const options_of<D>& options)
{
    if constexpr (requires { D::volatility_factor(n, options); })
        return D::volatility_factor(n, options);
    else
        return 1;
}

/// From a variance per period to the square of the volatility per year.
template <class D>
double annual_scale(double n, const options_of<D>& options)
{
    const double factor = volatility_factor<D>(n, options);
    return options.periods_per_year * factor * factor;
}

/// Refuses a window or an option that makes no sense, in the name of `function`.
template <class D>
void require_usable(const char* function, std::size_t n, const options_of<D>& options)
{
    const auto expected = [&](const std::string& what) {
        throw std::invalid_argument(std::string("smirk::realized::") + function + ": expected " + what);
    };
    if (!(options.periods_per_year > 0) || !std::isfinite(options.periods_per_year))
        expected("positive periods_per_year, got " + std::to_string(options.periods_per_year));
    if constexpr (requires { options.steps; })
        if (!(options.steps >= 10)) expected("10 steps or more, got " + std::to_string(options.steps));
    if constexpr (requires { D::wants(options); })
        if (const char* wanted = D::wants(options)) expected(wanted);
    if (const std::size_t least = D::min_periods(options); n < least)
        expected(std::to_string(least) + (least == 1 ? " period" : " periods") + " or more for " + D::name +
                 (D::needs.previous_close ? " (one bar more than periods)" : "") + ", got " + std::to_string(n));
}

template <class D, class V>
using moments_of = window_moments<D::averaged, D::centred, V>;

/// One lane of a window.
template <class D, class V>
SMIRK_LANE_INLINE moments_of<D, double> lane_of(const moments_of<D, V>& w, std::size_t lane)
{
    const auto pick = [lane](const auto& from, auto& to) SMIRK_LANE_LAMBDA {
        for (std::size_t k = 0; k < from.size(); ++k) {
            double values[width_of<V>];
            store(values, from[k]);
            to[k] = values[lane];
        }
    };
    moments_of<D, double> one{};
    one.n = w.n;
    pick(w.averaged_sum, one.averaged_sum);
    pick(w.centred_sum, one.centred_sum);
    pick(w.squares, one.squares);
    return one;
}

/// Rows that are merged lane by lane before the lanes are.
inline constexpr std::size_t block_rows = 1024;

/// Merges a block of periods into `total`: each lane takes every width-th period, then the lanes merge.
template <class D>
struct block_moments {
    template <class V>
    SMIRK_LANE_INLINE void operator()(period<const double*> prices, std::size_t n, moments_of<D, double>* total) const
    {
        constexpr std::size_t width = width_of<V>;
        const auto add = [&](const moments_of<D, double>& w)
                             SMIRK_LANE_LAMBDA { *total = total->n > 0 ? merge(*total, w) : w; };
        std::size_t i = 0;
        if (n >= width) {
            auto w = single(terms_or_nan<D>(load_period<D, V>(prices, 0)));
            for (i = width; i + width <= n; i += width)
                w = merge(w, single(terms_or_nan<D>(load_period<D, V>(prices, i))));
            for (std::size_t lane = 0; lane < width; ++lane) add(lane_of<D, V>(w, lane));
        }
        for (; i < n; ++i) add(single(terms_or_nan<D>(load_period<D, double>(prices, i))));
    }
};

} // namespace detail

/// An estimator of realized volatility, from its definition D (every header of this folder that is named after one
/// has a definition; README.md says what goes into a new one).
template <class D>
struct estimator {
    /// Variance per period over all of the bars.
    ///
    /// bars     one row a period, with the columns that the estimator reads; where it reads the close before, the
    ///          first row gives that close alone, so n periods need n + 1 rows. A plain series of closes will do for an
    ///          estimator that reads only those
    /// returns  the variance per period, decimal; NaN if a price that is read is NaN, not positive, not finite, or if
    ///          open or close are outside low to high
    /// throws   std::invalid_argument if there are fewer periods than the estimator needs
    /// cost     a log or a few a bar, no allocation
    template <class Bars>
        requires bars_for<Bars, D>
    [[nodiscard]] double variance(const Bars& bars, const typename D::options& options = {}) const
    {
        const auto w = window(bars, options);
        return D::variance(w, options);
    }

    /// Volatility per year over all of the bars: sqrt(periods_per_year * variance).
    ///
    /// bars, throws, cost  as for variance()
    /// options             periods_per_year, and what the estimator adds to it
    /// returns             the volatility per year, decimal; NaN where variance() is NaN or negative
    template <class Bars>
        requires bars_for<Bars, D>
    [[nodiscard]] double operator()(const Bars& bars, const typename D::options& options = {}) const
    {
        const auto w = window(bars, options);
        return std::sqrt(detail::annual_scale<D>(w.n, options) * D::variance(w, options));
    }

private:
    template <class Bars>
    [[nodiscard]] static detail::moments_of<D, double> window(const Bars& bars, const typename D::options& options)
    {
        constexpr std::size_t before = detail::rows_before_first_period<D>;
        const auto rows = static_cast<std::size_t>(bars.size());
        detail::require_usable<D>(D::name, rows < before ? 0 : rows - before, options);
        detail::price_blocks<D, Bars, detail::block_rows> blocks(bars);
        detail::moments_of<D, double> total{};
        for (std::size_t first = before; first < rows; first += detail::block_rows) {
            const std::size_t n = std::min(detail::block_rows, rows - first);
            smirk::detail::dispatch(lane_width::widest, detail::block_moments<D>{}, blocks.read(first, n), n, &total);
        }
        return total;
    }
};

} // namespace smirk::inline SMIRK_ABI::realized
