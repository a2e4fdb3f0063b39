// SPDX-License-Identifier: BSL-1.0
// How volatility moves with the spot: correlation, beta, and the days on which both rise.
#pragma once
#include <smirk/signals/quantities.hpp>
#include <smirk/signals/rules.hpp>
#include <smirk/statistics/correlation.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace smirk::inline SMIRK_ABI::signals {

/// How a change of vol is measured.
enum class vol_change {
    points, ///< vol_t - vol_{t-1}
    log     ///< ln(vol_t / vol_{t-1})
};

/// Changes from row to row.
///
/// returns  as long as x, first NaN; logarithmic changes are NaN where a value is not positive
[[nodiscard]] inline std::vector<double> changes(strided<double> x, vol_change kind)
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    std::vector<double> d(x.size(), none);
    for (std::size_t t = 1; t < x.size(); ++t)
        if (kind == vol_change::points)
            d[t] = x[t] - x[t - 1];
        else if (x[t] > 0 && x[t - 1] > 0)
            d[t] = std::log(x[t] / x[t - 1]);
    return d;
}

struct spot_vol_options {
    vol_change change = vol_change::points;
    std::size_t min_valid = statistics::whole_window;
};

/// Correlation of the log returns of the spot with the changes of vol, over the last `window` changes.
///
///     rho = corr(ln(S_t / S_{t-1}), vol_t - vol_{t-1})
///
/// spot, vol  one a row: an index and its VIX, say
/// returns    as long as spot; first known on row `window`, since a change needs two rows; NaN where one side does not
///            vary. Equity indexes: about -0.7 to -0.85, but that is a sample, not a constant
/// throws     std::invalid_argument if the lengths differ or window is 0
[[nodiscard]] inline std::vector<double> spot_vol_correlation(strided<double> spot, strided<double> vol,
                                                              std::size_t window, spot_vol_options options = {})
{
    statistics::detail::check_pair("smirk::signals::spot_vol_correlation", spot.size(), vol.size());
    return statistics::rolling_correlation(changes(spot, vol_change::log), changes(vol, options.change), window,
                                           {.min_valid = options.min_valid});
}

/// Change of vol for a change of the spot, by regression over the last `window` changes.
///
///     beta = cov(ln(S_t / S_{t-1}), d vol) / var(ln(S_t / S_{t-1}))
///
/// options  change = log gives the percentage beta: -4 is "spot down 1 %, VIX up 4 %"
/// throws   as spot_vol_correlation
[[nodiscard]] inline std::vector<double> spot_vol_beta(strided<double> spot, strided<double> vol, std::size_t window,
                                                       spot_vol_options options = {.change = vol_change::log})
{
    statistics::detail::check_pair("smirk::signals::spot_vol_beta", spot.size(), vol.size());
    return statistics::rolling_beta(changes(spot, vol_change::log), changes(vol, options.change), window,
                                    {.min_valid = options.min_valid});
}

/// Share of rows on which spot and vol moved the same way, of those on which both moved; NaN where there is none.
[[nodiscard]] inline double same_sign_share(strided<double> spot, strided<double> vol)
{
    statistics::detail::check_pair("smirk::signals::same_sign_share", spot.size(), vol.size());
    double same = 0, all = 0;
    for (std::size_t t = 1; t < spot.size(); ++t) {
        const double product = (spot[t] - spot[t - 1]) * (vol[t] - vol[t - 1]);
        same += product > 0;
        all += product > 0 || product < 0;
    }
    return same / all;
}

/// Whether both rose by more than their dead bands.
///
/// spot_return, vol_move  in the units of the bands; NaN is unknown, but one known fall is a no
[[nodiscard]] inline answer spot_up_vol_up(double spot_return, double vol_move, double spot_band = 0,
                                           double vol_band = 0)
{
    const auto rose = [](double x, double band) { return std::isnan(x) ? answer::unknown : to_answer(x > band); };
    return both(rose(spot_return, spot_band), rose(vol_move, vol_band));
}

/// What tells a warning from mechanics when spot and vol rise together: credit spreads widen, funding tightens, VVIX
/// rises, long positions are unwound, dealers are short gamma. Change the thresholds, add signs.
[[nodiscard]] inline std::vector<condition> signs_of_instability()
{
    namespace q = quantity;
    return {{q::credit_spread_change, above_zero, unbounded},
            {q::funding_spread_change, above_zero, unbounded},
            {q::vvix_change, above_zero, unbounded},
            {q::fund_flow, -unbounded, 0},
            {q::dealer_gamma, -unbounded, 0}};
}

enum class anomaly {
    none,       ///< spot and vol did not rise together
    mechanical, ///< no sign of instability
    genuine,    ///< all signs
    mixed,      ///< some hold, some do not: read the evidence
    undecided   ///< what is known agrees, but something is missing
};

/// Verdict on a day on which spot and vol rose, and the evidence for it.
struct anomaly_reading {
    anomaly verdict;
    tally signs;
};

/// Mechanical or genuine. Mechanical causes are calls in demand (the call wing lifts the index), puts restruck to a
/// higher spot, and desks that must buy back vol; none of them shows in credit, VVIX, flows or a lack of gamma.
///
/// readings  spot_return, vix_change, and the quantities of the signs
/// returns   undecided as well where it is unknown whether both rose
[[nodiscard]] inline anomaly_reading
classify_spot_up_vol_up(std::span<const reading> readings, const std::vector<condition>& signs = signs_of_instability())
{
    anomaly_reading r{anomaly::mixed, tally_of(signs, readings)};
    const answer rose =
        spot_up_vol_up(value_of(readings, quantity::spot_return), value_of(readings, quantity::vix_change));
    if (rose == answer::no)
        r.verdict = anomaly::none;
    else if (r.signs.yes > 0 && r.signs.no > 0)
        r.verdict = anomaly::mixed;
    else if (rose == answer::unknown || r.signs.unknown > 0)
        r.verdict = anomaly::undecided;
    else
        r.verdict = r.signs.yes > 0 ? anomaly::genuine : anomaly::mechanical;
    return r;
}

} // namespace smirk::inline SMIRK_ABI::signals
