// SPDX-License-Identifier: BSL-1.0
// What the report says of a price history: realized volatility, its cone, GARCH.
#pragma once
#include "report.hpp"
#include "text.hpp"

#include <smirk/garch/fit.hpp>
#include <smirk/garch/fitted.hpp>
#include <smirk/garch/garch11.hpp>
#include <smirk/garch/normal.hpp>
#include <smirk/realized/close_to_close.hpp>
#include <smirk/realized/cone.hpp>
#include <smirk/realized/garman_klass.hpp>
#include <smirk/realized/garman_klass_minimum_variance.hpp>
#include <smirk/realized/garman_klass_yang_zhang.hpp>
#include <smirk/realized/meilijson.hpp>
#include <smirk/realized/parkinson.hpp>
#include <smirk/realized/rogers_satchell.hpp>
#include <smirk/realized/rolling.hpp>
#include <smirk/realized/yang_zhang.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace examples {

namespace col = smirk::col;
namespace garch = smirk::garch;
namespace realized = smirk::realized;

namespace detail {

/// Leaves the rows after a day aside: what follows the quotes must not enter a report of them.
inline void cut_after(price_file& p, date last, std::vector<std::string>& remarks)
{
    const auto n = static_cast<std::size_t>(std::upper_bound(p.day.begin(), p.day.end(), last) - p.day.begin());
    if (n == p.size()) return;
    remarks.push_back(p.path + ": " + std::to_string(p.size() - n) + " days after the quotes (" + iso(last) +
                      ") left aside");
    p.day.resize(n);
    for (auto* v : {&p.open, &p.high, &p.low, &p.close}) v->resize(n);
}

/// 252 for exchange days, 365 where weekends are traded; NaN where the rows are not daily.
inline double days_per_year(const std::vector<date>& day)
{
    using namespace std::chrono;
    std::vector<long> steps;
    std::size_t weekends = 0;
    for (std::size_t i = 0; i < day.size(); ++i) {
        weekends += weekday{day[i]} == Saturday || weekday{day[i]} == Sunday;
        if (i > 0) steps.push_back((day[i] - day[i - 1]).count());
    }
    if (steps.empty()) return 252;
    std::nth_element(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2), steps.end());
    if (steps[steps.size() / 2] != 1) return not_known;
    return 10 * weekends > day.size() ? 365 : 252;
}

inline void add_realized(volatility_report& r)
{
    const price_file& p = *r.prices;
    if (p.size() < 3)
        return r.miss("realized volatility", "the price history has " + std::to_string(p.size()) + " days");
    const auto bars = smirk::columns(col::open(p.open), col::high(p.high), col::low(p.low), col::close(p.close));
    realized_part part;
    const auto add = [&](const char* name, const auto& estimator, bool charted) {
        realized_series s{name, {}, {}, charted};
        for (const std::size_t n : part.windows)
            s.today.push_back(realized::rolling(estimator, bars, n, {.periods_per_year = r.days_per_year}).back());
        s.history = realized::rolling(estimator, bars, part.charted_window, {.periods_per_year = r.days_per_year});
        part.estimators.push_back(std::move(s));
    };
    add("close to close", realized::close_to_close, true);
    if (p.has_ranges) {
        add("Parkinson", realized::parkinson, true);
        add("Garman-Klass", realized::garman_klass, false);
        add("Garman-Klass, min. variance", realized::garman_klass_minimum_variance, false);
        add("Rogers-Satchell", realized::rogers_satchell, false);
        add("Meilijson", realized::meilijson, false);
        add("Garman-Klass-Yang-Zhang", realized::garman_klass_yang_zhang, false);
        add("Yang-Zhang", realized::yang_zhang, true);
    } else
        r.miss("range estimators", "the price file has no open, high and low");
    const auto cone = [&](const char* name, const auto& estimator) {
        part.cone_of = name;
        for (const std::size_t n : {5u, 10u, 21u, 42u, 63u, 126u, 252u})
            if (p.size() > 2 * n)
                for (auto& slice :
                     realized::cone(estimator, bars, std::array{n}, {.periods_per_year = r.days_per_year}))
                    if (slice.windows) part.cone.push_back(slice);
    };
    if (p.has_ranges)
        cone("Yang-Zhang", realized::yang_zhang);
    else
        cone("close to close", realized::close_to_close);
    r.realized = std::move(part);
}

inline void add_garch(volatility_report& r)
{
    constexpr std::size_t least = 250, ahead = 252;
    const auto& close = r.prices->close;
    std::vector<double> returns; // the last unbroken run
    std::size_t first = close.size();
    while (first > 1 && close[first - 1] > 0 && close[first - 2] > 0) --first;
    for (std::size_t i = first; i < close.size(); ++i) returns.push_back(std::log(close[i] / close[i - 1]));
    if (returns.size() < least)
        return r.miss("GARCH", std::to_string(returns.size()) + " returns without a break; " + std::to_string(least) +
                                   " are needed");
    const auto fit = garch::fit<garch::garch11>(returns);
    if (!fit) return r.miss("GARCH", std::string("the fit ended as ") + to_string(fit.status));

    garch_part g{};
    const auto& p = fit.parameters;
    g.mu = p.mu, g.omega = p.omega, g.alpha = p.alpha, g.beta = p.beta;
    const auto se = fit.standard_errors(garch::covariance::robust);
    g.se_alpha = se.alpha, g.se_beta = se.beta;
    g.persistence = fit.persistence();
    g.half_life_days = fit.half_life();
    g.log_likelihood = fit.log_likelihood;
    g.status = to_string(fit.status);
    const auto annual = [&](double variance) { return std::sqrt(r.days_per_year * variance); };
    g.long_run_vol = annual(fit.long_run_variance());
    const auto forecast = fit.forecast(ahead);
    const auto over = [&](std::size_t n) {
        double sum = 0;
        for (std::size_t i = 0; i < n; ++i) sum += forecast[i];
        return annual(sum / static_cast<double>(n));
    };
    g.next_day_vol = over(1), g.vol_21_days = over(21), g.vol_63_days = over(63);
    g.first_day = first;
    for (const double v : fit.conditional_variance) g.vol.push_back(annual(v));
    for (const double v : forecast) g.forecast.push_back(annual(v));
    r.garch = std::move(g);
}

} // namespace detail

} // namespace examples
