// SPDX-License-Identifier: BSL-1.0
// From delta to strike on a smile, and the strikes that markets call at the money.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/bracketed_root.hpp>
#include <smirk/option_type.hpp>
#include <smirk/smile.hpp>
#include <smirk/surface/vol_surface.hpp>

#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::surface {

/// Which number is called the delta of an option, theta = +1 for a call and -1 for a put:
///
///     forward           theta N(theta d1)
///     spot              theta N(theta d1) e^{-q T}
///     forward_adjusted  theta K/F N(theta d2)               the premium is paid in the asset
///     spot_adjusted     theta K/F N(theta d2) e^{-q T}
enum class delta_convention { forward, spot, forward_adjusted, spot_adjusted };

/// Which strike is called at the money:
///
///     forward                 k = 0
///     delta_neutral           k = +w(k) / 2, where the straddle has no delta
///     delta_neutral_adjusted  k = -w(k) / 2, the same for premium-adjusted delta
enum class at_the_money_convention { forward, delta_neutral, delta_neutral_adjusted };

/// found        the strike is there
/// no_solution  no strike of the smile has the delta asked for: it ends before, or the adjusted delta never gets there
enum class delta_status { found, no_solution };

/// log_moneyness  k = ln(K/F)
/// vol            implied vol there
struct delta_quote {
    double log_moneyness = std::numeric_limits<double>::quiet_NaN();
    double vol = std::numeric_limits<double>::quiet_NaN();
    delta_status status = delta_status::no_solution;

    [[nodiscard]] explicit operator bool() const { return status == delta_status::found; }
};

/// convention      see delta_convention
/// dividend_yield  q of the spot conventions, continuously compounded: the foreign rate of a currency pair
struct delta_options {
    delta_convention convention = delta_convention::forward;
    double dividend_yield = 0;
};

namespace detail {

/// Magnitude of the delta of the option struck at k, with total variance w.
[[nodiscard]] inline double delta_magnitude(option_type type, double k, double w, bool adjusted)
{
    const double theta = sign(type), stdev = std::sqrt(w);
    const double d = -k / stdev + (adjusted ? -0.5 : 0.5) * stdev;
    return 0.5 * std::erfc(-theta * d / std::numbers::sqrt2) * (adjusted ? std::exp(k) : 1.0);
}

template <smile S>
[[nodiscard]] delta_quote quote_at(const S& smile, double k, double years)
{
    const double vol = smile_vol(smile, k, years);
    return vol > 0 ? delta_quote{k, vol, delta_status::found} : delta_quote{};
}

/// The same total variance at all strikes.
struct flat_smile {
    double w;
    [[nodiscard]] double total_variance(double) const { return w; }
};

/// Walks from k by growing steps until f is no longer positive, or shorter ones where it ceases to be a number. Returns
/// the last two places, or NaN if there is no end.
struct bracket {
    double inside = std::numeric_limits<double>::quiet_NaN();
    double outside = std::numeric_limits<double>::quiet_NaN();
};
template <class F>
[[nodiscard]] bracket walk_while_positive(const F& f, double k, double step)
{
    for (int i = 0; i < 200; ++i) {
        const double next = k + step, value = f(next);
        if (value <= 0) return {k, next};
        if (value > 0)
            k = next, step *= 1.5;
        else
            step *= 0.5;
    }
    return {};
}

} // namespace detail

/// Strike and vol at a given delta, each strike at its own vol.
///
///     Delta(k, sigma(k)) = delta
///
/// smile    total variance at k: anything that is a smirk::smile
/// type     call or put
/// delta    magnitude, 0 < delta < 1, positive for puts as well
/// years    time to expiry
/// options  convention of delta; the default is the undiscounted forward delta N(d1), not premium-adjusted
/// returns  log-moneyness and vol; NaN and no_solution where the smile has no such strike. A premium-adjusted call
///          delta rises and then falls with the strike: the strike above its maximum is taken.
/// throws   std::invalid_argument unless 0 < delta < 1 and years > 0
/// cost     some twenty values of the smile; some hundreds for an adjusted call delta
/// source   Reiswich and Wystup, FX volatility smile construction, CPQF working paper 20, 2009; Clark, Foreign Exchange
///          Option Pricing, 2011, chapter 3
template <smile S>
[[nodiscard]] delta_quote at_delta(const S& smile, option_type type, double delta, double years,
                                   const delta_options& options = {})
{
    if (!(delta > 0) || !(delta < 1) || !(years > 0))
        throw std::invalid_argument("smirk::surface::at_delta: expected 0 < delta < 1 and years > 0, got " +
                                    std::to_string(delta) + " and " + std::to_string(years));
    using convention = delta_convention;
    const bool adjusted =
        options.convention == convention::forward_adjusted || options.convention == convention::spot_adjusted;
    const bool spot = options.convention == convention::spot || options.convention == convention::spot_adjusted;
    const double target = spot ? delta * std::exp(options.dividend_yield * years) : delta;
    const auto excess = [&](double k) {
        return detail::delta_magnitude(type, k, smile.total_variance(k), adjusted) - target;
    };
    const double start = 0, outward = sign(type) * std::sqrt(smile.total_variance(start));
    if (!(std::fabs(outward) > 0)) return {};

    detail::bracket ends;
    if (adjusted && type == option_type::call) { // from the right, so that the strike is above the maximum of delta
        constexpr int steps = 1000;
        double right = start + 8 * outward + outward * outward;
        const double step = (right - start + 8 * outward) / steps;
        double before = excess(right);
        for (int i = 0; i < steps; ++i) {
            const double k = right - step, now = excess(k);
            if (before <= 0 && now > 0) {
                ends = {k, right};
                break;
            }
            right = k, before = now;
        }
    } else if (excess(start) > 0) { // further out of the money
        ends = detail::walk_while_positive(excess, start, outward);
    } else { // into the money
        ends = detail::walk_while_positive([&](double k) { return -excess(k); }, start, -outward);
    }
    if (!(ends.inside == ends.inside)) return {};
    return detail::quote_at(smile, smirk::detail::bracketed_root(excess, ends.inside, ends.outside), years);
}

/// Strike and vol at the money.
///
/// smile       total variance at k
/// years       time to expiry
/// convention  see at_the_money_convention
/// returns     log-moneyness and vol; NaN and no_solution where the smile has no such strike
/// throws      std::invalid_argument unless years > 0
template <smile S>
[[nodiscard]] delta_quote at_the_money(const S& smile, double years,
                                       at_the_money_convention convention = at_the_money_convention::forward)
{
    if (!(years > 0))
        throw std::invalid_argument("smirk::surface::at_the_money: expected years > 0, got " + std::to_string(years));
    if (convention == at_the_money_convention::forward) return detail::quote_at(smile, 0, years);
    const double side = convention == at_the_money_convention::delta_neutral ? 1 : -1;
    const double w0 = smile.total_variance(0);
    if (!(w0 > 0)) return {};
    const auto short_of = [&](double k) { return 0.5 * smile.total_variance(k) - side * k; };
    const auto ends = detail::walk_while_positive(short_of, 0, side * 0.5 * w0);
    if (!(ends.inside == ends.inside)) return {};
    return detail::quote_at(smile, smirk::detail::bracketed_root(short_of, ends.inside, ends.outside), years);
}

/// The same on a surface, at the time asked for.
template <vol_surface Surface>
[[nodiscard]] delta_quote at_delta(const Surface& surface, option_type type, double delta, double years,
                                   const delta_options& options = {})
{
    return at_delta(surface.smile(years), type, delta, years, options);
}

template <vol_surface Surface>
[[nodiscard]] delta_quote at_the_money(const Surface& surface, double years,
                                       at_the_money_convention convention = at_the_money_convention::forward)
{
    return at_the_money(surface.smile(years), years, convention);
}

/// Log-moneyness of a quote that is given as a vol at a delta: what turns a table of deltas into points for fit_svi().
///
///     Delta(k, vol) = delta,   k = w / 2 - theta d sqrt(w) with N(d) = delta for the forward delta, w = vol^2 years
///
/// returns  k; NaN where the vol is not positive or no strike has the delta
/// throws   std::invalid_argument unless 0 < delta < 1 and years > 0
[[nodiscard]] inline double moneyness_at_delta(option_type type, double delta, double vol, double years,
                                               const delta_options& options = {})
{
    const detail::flat_smile flat{vol > 0 ? vol * vol * years : std::numeric_limits<double>::quiet_NaN()};
    return at_delta(flat, type, delta, years, options).log_moneyness;
}

} // namespace smirk::inline SMIRK_ABI::surface
