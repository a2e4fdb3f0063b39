// SPDX-License-Identifier: BSL-1.0
// American options with a continuous yield: price, exercise boundary, implied vol, and the European option of the same
// vol, so that American quotes can enter a surface.
#pragma once
#include <smirk/black/implied_vol.hpp>
#include <smirk/black/price.hpp>
#include <smirk/config.hpp>
#include <smirk/detail/bracketed_root.hpp>
#include <smirk/detail/exercise_boundary.hpp>
#include <smirk/detail/real.hpp>
#include <smirk/option_type.hpp>

#include <cmath>
#include <limits>

namespace smirk::inline SMIRK_ABI::detail {

using american_boundary = exercise_boundary<10, 24, 48>;
using rough_american_boundary = exercise_boundary<5, 10, 20>; // a tenth of the cost; errs by some 1e-5 of the strike

/// An American option as a put: C(S, K, r, q) = P(K, S, q, r) (McDonald and Schroder, Journal of Computational Finance
/// 1(3), 1998, 5-13).
struct american_put {
    double spot, strike, years, rate, yield;

    american_put(option_type type, double s, double k, double t, double r, double q)
        : spot(type == option_type::put ? s : k), strike(type == option_type::put ? k : s), years(t),
          rate(type == option_type::put ? r : q), yield(type == option_type::put ? q : r)
    {
    }
    [[nodiscard]] bool valid() const
    {
        return positive_and_finite(spot) && positive_and_finite(strike) && positive_and_finite(years) && finite(rate) &&
               finite(yield);
    }
    [[nodiscard]] bool never_early() const { return rate <= 0 && yield >= rate; }
    /// Waiting pays near zero and near the money, exercise between the two: not done here.
    [[nodiscard]] bool has_two_boundaries() const { return rate < 0 && yield < rate; }

    [[nodiscard]] double forward() const { return spot * std::exp((rate - yield) * years); }
    [[nodiscard]] double discount() const { return std::exp(-rate * years); }
    [[nodiscard]] double european(double vol) const
    {
        return black::price(option_type::put, forward(), strike, years, vol, discount());
    }
    [[nodiscard]] double price(double vol) const
    {
        if (never_early()) return european(vol);
        return american_boundary(strike, years, vol, rate, yield).price(spot);
    }
    [[nodiscard]] double rough_price(double vol) const
    {
        constexpr double tolerance = 1e-4;
        return rough_american_boundary(strike, years, vol, rate, yield, tolerance).price(spot);
    }
    /// The price as the vol goes to zero: the greatest K e^(-rt) - S e^(-qt) over 0 <= t <= T.
    [[nodiscard]] double least() const
    {
        const auto exercised = [&](double t) { return strike * std::exp(-rate * t) - spot * std::exp(-yield * t); };
        double best = max(0.0, max(exercised(0), exercised(years)));
        const double t = std::log(yield * spot / (rate * strike)) / (yield - rate); // d/dt = 0
        if (t > 0 && t < years) best = max(best, exercised(t));
        return best;
    }
    [[nodiscard]] double greatest() const { return strike * max(1.0, discount()); }
};

} // namespace smirk::inline SMIRK_ABI::detail

namespace smirk::inline SMIRK_ABI::black {

/// American price of a call or put on an asset with a continuous yield. A future has yield = rate.
///
///     P = sup over stopping times of E e^(-r tau) (theta (S_tau - K))^+,   dS = (r - q) S dt + sigma S dW
///
/// type      option_type::call or put
/// spot, strike, years, vol   positive; vol decimal, annualised
/// rate, yield   r and q, continuously compounded, of any sign
/// returns   the price in the unit of the spot; NaN if an argument is NaN or out of its range, and where exercise has
///           two boundaries (put: q < r < 0, call: r < q < 0), which is not done here
/// error     against the same method at three times the order, over 400 random options on a strike of 100 (vol 5 to
///           65 %, up to 1000 days, rates to 10 %, yields -2 to 10 %): rms 3e-6, greatest 4e-5
/// cost      some 0.1 ms, most of it normal distribution functions
/// source    Andersen, Lake and Offengenden, Journal of Computational Finance 20(1), 2016, 39-87
[[nodiscard]] inline double american_price(option_type type, double spot, double strike, double years, double vol,
                                           double rate, double yield)
{
    const detail::american_put put(type, spot, strike, years, rate, yield);
    if (!put.valid() || !detail::positive_and_finite(vol) || put.has_two_boundaries())
        return std::numeric_limits<double>::quiet_NaN();
    return put.price(vol);
}

/// The spot at which an American option is exercised today: from there down for a put, from there up for a call.
///
/// arguments as american_price()
/// returns   the spot; 0 for a put and infinity for a call that are never exercised early; NaN as american_price()
/// cost, source   american_price()
[[nodiscard]] inline double exercise_boundary(option_type type, double strike, double years, double vol, double rate,
                                              double yield)
{
    const detail::american_put put(type, strike, strike, years, rate, yield);
    if (!put.valid() || !detail::positive_and_finite(vol) || put.has_two_boundaries())
        return std::numeric_limits<double>::quiet_NaN();
    const double b =
        put.never_early() ? 0 : detail::american_boundary(strike, years, vol, put.rate, put.yield)(years) / strike;
    return type == option_type::put ? strike * b : strike / b;
}

/// Implied vol of an American option.
///
///     price = american_price(type, S, K, T, sigma, r, q)   solved for sigma
///
/// The European vol of the price is above the answer. A root of a rough price by Chandrupatla's method, then chord
/// steps on the exact one with the rough slope; Chandrupatla's method on the exact price where the chords do not close.
///
/// price     in the unit of the spot
/// spot, strike, years   positive
/// rate, yield   continuously compounded, of any sign
/// returns   {vol, status}. at_intrinsic with vol 0: the price is what it is without vol, which for a deep option holds
///           up to the vol at which it would be held; just above, the vol is as good as the square root of the
///           price's error. invalid_input where american_price() is NaN
/// cost      about four american_price(); some ten near the boundary of exercise
[[nodiscard]] inline implied_vol_result<double> american_implied_vol(option_type type, double price, double spot,
                                                                     double strike, double years, double rate,
                                                                     double yield)
{
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    const detail::american_put put(type, spot, strike, years, rate, yield);
    if (!put.valid() || !detail::finite(price) || put.has_two_boundaries())
        return {nan, implied_vol_status::invalid_input};
    if (put.never_early())
        return implied_vol(option_type::put, price, put.forward(), put.strike, years, put.discount());
    const double least = put.least();
    if (price < least) return {nan, implied_vol_status::below_intrinsic};
    if (price == least) return {0, implied_vol_status::at_intrinsic};
    if (!(price < put.greatest())) return {nan, implied_vol_status::above_maximum};

    const auto rough = [&](double vol) { return vol > 0 ? put.rough_price(vol) - price : least - price; };
    const auto exact = [&](double vol) { return vol > 0 ? put.price(vol) - price : least - price; };
    const auto european = implied_vol(option_type::put, price, put.forward(), put.strike, years, put.discount());
    constexpr double greatest_vol = 64, tolerance = 1e-9; // of the vol; the price errs by more
    double above = european.vol * (1 + 1e-6);             // more than enough: the premium is not negative
    if (!european)                                        // the price is above all European ones
        for (above = 1; exact(above) < 0; above *= 2)
            if (above > greatest_vol) return {nan, implied_vol_status::above_maximum};

    double vol = detail::bracketed_root(rough, 0, above, 1e-6), last = above;
    const double slope = (rough(vol * 1.001) - rough(vol)) / (vol * 0.001);
    while (vol > 0 &&
           vol < 2 * above) { // chords of the rough slope, as long as each is less than half of the one before
        const double step = -exact(vol) / slope;
        if (!(std::fabs(step) < last / 2)) break;
        vol += step;
        if (std::fabs(step) < tolerance) return {vol, implied_vol_status::converged};
        last = std::fabs(step);
    }
    return {detail::bracketed_root(exact, 0, above, tolerance), implied_vol_status::converged};
}

/// An American quote as a European one.
struct [[nodiscard]] european_equivalent {
    double vol;     ///< the American implied vol
    double price;   ///< of the European option of that vol
    double premium; ///< what the right of early exercise is worth: the American price less the European
    implied_vol_status status;

    explicit operator bool() const noexcept { return usable(status); }
};

/// The European option with the vol of an American quote: what parity, replication and surfaces need.
///
///     sigma = american_implied_vol(P),   P_European = black::price(F, K, T, sigma, D),   F = S e^((r-q)T), D = e^(-rT)
///
/// arguments as american_implied_vol()
/// returns   vol, European price and premium with the status of american_implied_vol(); at_intrinsic is a quote that
///           holds no vol: the European price is then that of vol 0
/// cost      american_implied_vol()
[[nodiscard]] inline european_equivalent de_americanise(option_type type, double price, double spot, double strike,
                                                        double years, double rate, double yield)
{
    const auto iv = american_implied_vol(type, price, spot, strike, years, rate, yield);
    const double european = detail::american_put(type, spot, strike, years, rate, yield).european(iv.vol);
    return {iv.vol, european, price - european, iv.status};
}

} // namespace smirk::inline SMIRK_ABI::black
