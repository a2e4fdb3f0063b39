// SPDX-License-Identifier: BSL-1.0
// Events and business time: the variance of a known event put into a surface and taken out, the move it implies, and a
// clock that runs slower over weekends.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/interval.hpp>
#include <smirk/smile.hpp>
#include <smirk/surface/smile_enclosure.hpp>
#include <smirk/surface/vol_surface.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

/// A known event: at `years` from now the log return has an extra variance, the square of the move it is expected to
/// bring (0.05^2 for a move of five per cent, one standard deviation). Not annualised.
struct event {
    double years, variance;
};

/// Variance of all events up to a time, the time itself included.
[[nodiscard]] inline double event_variance(std::span<const event> events, double years)
{
    double sum = 0;
    for (const event& e : events)
        if (e.years <= years) sum += e.variance;
    return sum;
}

/// Vol at an expiry without the events before it, or with them:
///
///     sigma_quiet^2 T = sigma^2 T - sum variance,   sigma^2 T = sigma_quiet^2 T + sum variance
///
/// returns  decimal, annualised; NaN where the events take more than there is
[[nodiscard]] inline double vol_without_events(double vol, double years, std::span<const event> events)
{
    return std::sqrt((vol * vol * years - event_variance(events, years)) / years);
}
[[nodiscard]] inline double vol_with_events(double quiet_vol, double years, std::span<const event> events)
{
    return std::sqrt((quiet_vol * quiet_vol * years + event_variance(events, years)) / years);
}

/// A smile with variance added at all strikes, w(k) + v (v negative takes it out). NaN where nothing positive is left.
template <smile S>
struct shifted_smile {
    S before;
    double variance;

    [[nodiscard]] double total_variance(double k) const
    {
        const double w = before.total_variance(k) + variance;
        return w >= 0 ? w : std::numeric_limits<double>::quiet_NaN();
    }
    [[nodiscard]] smile_derivatives derivatives(double k) const
        requires smooth_smile<S>
    {
        const smile_derivatives at = before.derivatives(k);
        const double w = at.w + variance;
        return {w >= 0 ? w : std::numeric_limits<double>::quiet_NaN(), at.dw, at.d2w};
    }
};

template <smile S>
shifted_smile(S, double) -> shifted_smile<S>;

template <enclosed_smile S>
[[nodiscard]] smirk::detail::taylor enclose(const shifted_smile<S>& smile, smirk::detail::interval k)
{
    auto all = enclose(smile.before, k);
    all.c[0] = all.c[0] + smile.variance;
    return all;
}
template <enclosed_smile S>
[[nodiscard]] wing_enclosure enclose_wing(const shifted_smile<S>& smile, int side, double K)
{
    auto beyond = enclose_wing(smile.before, side, K);
    beyond.w_by_x = beyond.w_by_x + smirk::detail::interval(smile.variance) * smirk::detail::outward(0, 1 / K);
    return beyond;
}
template <enclosed_smile S>
[[nodiscard]] std::vector<double> landmarks(const shifted_smile<S>& smile)
{
    return landmarks(smile.before);
}

/// A quiet surface with events put in: w(k, T) = w_quiet(k, T) + variance of the events up to T. Vols jump up as expiry
/// passes an event and decay behind it.
///
/// Calendar spreads stay free of arbitrage as long as no variance is negative. Variance added at all strikes is not the
/// exact law of the quiet return plus an independent normal move, save where the smile is flat, and can bring a
/// butterfly: butterfly_certificate() of the smile of a time decides.
template <vol_surface S>
class event_surface {
    S quiet_;
    std::vector<event> events_;

public:
    /// throws  std::invalid_argument unless every event has years > 0 and a finite variance >= 0
    event_surface(S quiet, std::vector<event> events) : quiet_(std::move(quiet)), events_(std::move(events))
    {
        for (const event& e : events_)
            if (!(e.years > 0) || !(e.variance >= 0) || !std::isfinite(e.variance))
                throw std::invalid_argument(
                    "smirk::surface::event_surface: expected years > 0 and variance >= 0, got " +
                    std::to_string(e.years) + " and " + std::to_string(e.variance));
    }

    [[nodiscard]] const S& quiet() const { return quiet_; }
    [[nodiscard]] auto smile(double years) const
    {
        return shifted_smile{quiet_.smile(years), event_variance(events_, years)};
    }
    [[nodiscard]] double vol(double k, double years) const { return std::sqrt(smile(years).total_variance(k) / years); }
};

/// variance   of the event's move, not annualised; negative where the quotes say there is no event
/// quiet_vol  of all other time, annualised
/// move       sqrt(variance), one standard deviation of the log return
/// mean_absolute_move   sqrt(2 / pi) move, what a straddle over the event alone would cost as a share of the forward
struct implied_event {
    double variance, quiet_vol;

    [[nodiscard]] double move() const { return std::sqrt(variance); }
    [[nodiscard]] double mean_absolute_move() const { return move() * std::sqrt(2 / std::numbers::pi); }
};

/// An event before both of two expiries, the quiet vol the same up to each:
///
///     sigma_1^2 T_1 = q^2 T_1 + m^2,   sigma_2^2 T_2 = q^2 T_2 + m^2
///     m^2 = (sigma_1^2 - sigma_2^2) / (1 / T_1 - 1 / T_2)
///
/// returns  quiet_vol NaN where the later expiry has less total variance than the earlier
/// throws   std::invalid_argument unless 0 < near_years < far_years
/// source   Dubinsky, Johannes, Kaeck and Seeger, Option pricing of earnings announcement risks, Review of Financial
///          Studies 32(2), 2019, 646-687
[[nodiscard]] inline implied_event event_before_both(double near_vol, double near_years, double far_vol,
                                                     double far_years)
{
    if (!(near_years > 0) || !(far_years > near_years))
        throw std::invalid_argument("smirk::surface::event_before_both: expected 0 < near < far, got " +
                                    std::to_string(near_years) + " and " + std::to_string(far_years));
    const double variance = (near_vol * near_vol - far_vol * far_vol) / (1 / near_years - 1 / far_years);
    const double forward =
        (far_vol * far_vol * far_years - near_vol * near_vol * near_years) / (far_years - near_years);
    return {variance, std::sqrt(forward)};
}

/// An event after the first of two expiries and before the second, the first being quiet:
///
///     m^2 = (sigma_2^2 - sigma_1^2) T_2
///
/// throws   std::invalid_argument unless 0 < near_years < far_years
/// source   as event_before_both()
[[nodiscard]] inline implied_event event_between(double near_vol, double near_years, double far_vol, double far_years)
{
    if (!(near_years > 0) || !(far_years > near_years))
        throw std::invalid_argument("smirk::surface::event_between: expected 0 < near < far, got " +
                                    std::to_string(near_years) + " and " + std::to_string(far_years));
    return {(far_vol * far_vol - near_vol * near_vol) * far_years, near_vol};
}

/// A stretch of calendar time that counts `weight` times: 0.1 for a weekend, 1 elsewhere, more for a busy day.
struct clock_interval {
    double from, to, weight;
};

/// Business time, in years:
///
///     tau(t) = t + sum (weight - 1) |[from, to] and [0, t]|
///
/// Fitted at business times, a surface is read at tau(t), and its total variance is that of the calendar time t.
///
/// intervals  disjoint, in order of time
/// returns    rises with t, since no weight is negative
/// throws     std::invalid_argument unless years >= 0, the intervals are disjoint and in order, and every weight >= 0
/// cost       a pass over the intervals
[[nodiscard]] inline double business_years(double years, std::span<const clock_interval> intervals)
{
    if (!(years >= 0))
        throw std::invalid_argument("smirk::surface::business_years: expected years >= 0, got " +
                                    std::to_string(years));
    double tau = years, end = -std::numeric_limits<double>::infinity();
    for (const auto& [from, to, weight] : intervals) {
        if (!(from >= end) || !(from <= to) || !(weight >= 0) || !std::isfinite(weight))
            throw std::invalid_argument(
                "smirk::surface::business_years: expected disjoint intervals in order with weight >= 0, got " +
                std::to_string(from) + ", " + std::to_string(to) + ", " + std::to_string(weight));
        tau += (weight - 1) * std::max(0.0, std::min(to, years) - std::max(from, 0.0));
        end = to;
    }
    return tau;
}

/// A surface that was fitted in business time, read in calendar time: w(k, t) = w_business(k, tau(t)).
template <vol_surface S>
struct business_surface {
    S in_business_time;
    std::vector<clock_interval> intervals;

    [[nodiscard]] auto smile(double years) const { return in_business_time.smile(business_years(years, intervals)); }
    /// Annualised in calendar time.
    [[nodiscard]] double vol(double k, double years) const { return std::sqrt(smile(years).total_variance(k) / years); }
};

} // namespace smirk::inline SMIRK_ABI::surface
