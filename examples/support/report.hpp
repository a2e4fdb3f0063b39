// SPDX-License-Identifier: BSL-1.0
// The volatility report: every number of it. make_report.hpp computes it; report_text.hpp, report_html.hpp and
// report_csv.hpp print it. What cannot be said is a gap with its reason, never a number.
#pragma once
#include "dealers.hpp"
#include "option_file.hpp"
#include "price_file.hpp"

#include <smirk/realized/cone.hpp>
#include <smirk/replication/attribution.hpp>
#include <smirk/replication/cboe_index.hpp>
#include <smirk/signals/market_dashboard.hpp>
#include <smirk/smile.hpp>
#include <smirk/surface/strike_interval.hpp>
#include <smirk/surface/svi.hpp>

#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace examples {

namespace replication = smirk::replication;
namespace signals = smirk::signals;
namespace surface = smirk::surface;

inline constexpr double not_known = std::numeric_limits<double>::quiet_NaN();

/// A part of the report that is not there, and why.
struct gap {
    std::string part, why;
};

/// One estimator of realized volatility. Volatilities are decimals a year throughout.
struct realized_series {
    std::string estimator;
    std::vector<double> today;   ///< one a window of realized_part::windows
    std::vector<double> history; ///< one a day, over realized_part::charted_window
    bool charted;                ///< whether the page draws it: eight lines cannot be told apart
};

struct realized_part {
    static constexpr std::size_t charted_window = 21;
    std::vector<std::size_t> windows{5, 10, 21, 63, 126, 252};
    std::vector<realized_series> estimators;
    std::string cone_of;                           ///< the estimator of the cone
    std::vector<smirk::realized::cone_slice> cone; ///< over the whole history, a horizon of trading days each
};

struct garch_part {
    double mu, omega, alpha, beta;      ///< of daily log returns, decimals
    double se_alpha, se_beta;           ///< robust
    double persistence, half_life_days; ///< of a shock to the variance
    double log_likelihood;
    double long_run_vol, next_day_vol;
    double vol_21_days, vol_63_days; ///< of the sum of forecast variances, annualised
    std::string status;
    std::size_t first_day = 0;    ///< of the prices: the day of the first return
    std::vector<double> vol;      ///< conditional, one a return
    std::vector<double> forecast; ///< vol of each of the days ahead
};

/// An index of constant maturity and its two terms.
struct index_part {
    replication::cboe_index_result result;
    listing near, next;
    double vix9d = not_known, vix3m = not_known; ///< the same rule at 9 and at 93 days, points
};

/// An out-of-the-money option of a smile; bid is NaN where the bid is below any vol.
struct smile_point {
    double strike, log_moneyness;
    double bid, mid, ask; ///< implied vols
};

/// One expiry: forward, smile, fit.
struct expiry_part {
    listing name;
    double years = not_known, forward = not_known, discount = not_known, rate = not_known;
    double rate_error = not_known;                            ///< standard error; 0 where the file gives the rate
    std::size_t pairs = 0, outliers = 0;                      ///< strikes that the forward comes from; set aside
    std::vector<smile_point> points;                          ///< strikes ascending
    std::vector<std::pair<std::string, std::size_t>> dropped; ///< reason and number of options
    std::optional<surface::svi> smile;                        ///< none: `missing` says why
    double rmse = not_known, min_g = not_known; ///< of vol; Durrleman's g, negative is butterfly arbitrage
    bool constrained = false;                   ///< the fit without the constraint had arbitrage
    bool butterfly_free = false;
    std::vector<surface::strike_interval> crossings; ///< log-moneyness where the fit before lies above this one
    bool crosses_in_quotes = false;                  ///< and whether any of that is within the quotes
    double atm = not_known, put25 = not_known, call25 = not_known, rr25 = not_known, bf25 = not_known;
    std::string missing;

    [[nodiscard]] std::size_t dropped_count() const
    {
        std::size_t n = 0;
        for (const auto& d : dropped) n += d.second;
        return n;
    }
    [[nodiscard]] double fitted_vol(double k) const { return smile ? smirk::smile_vol(*smile, k, years) : not_known; }
};

struct signal_part {
    std::string iv_is, rv_is;              ///< what stands for implied and for realized vol, and of which day
    double iv = not_known, rv = not_known; ///< decimals
    double nvrp = not_known, vrp = not_known;
    double iv_rank = not_known, iv_percentile = not_known;
    std::size_t iv_days = 0;                ///< in the window of rank and percentile
    double expected_move_week = not_known;  ///< points, one sigma, 5 trading days
    std::vector<date> iv_day;               ///< history, today's appended
    std::vector<double> iv_history;         ///< decimals
    std::vector<signals::reading> readings; ///< what the tables below were given
    std::string level_band;                 ///< of signals::vix_regimes
    signals::market_page page{};            ///< signals, regime, decision matrix, the four questions, all with evidence
};

/// All expiries at once, slices that do not cross; and what follows from them on a grid of strikes and times.
struct surface_part {
    std::string status;
    double rmse = not_known, max_error = not_known; ///< of vol, over all quotes
    std::size_t expiries = 0;
    bool arbitrage_free = false;                     ///< at all strikes and expiries, butterfly and calendar
    std::vector<double> z;                           ///< ln(K/F) in standard deviations at the money, ascending
    std::vector<double> days;                        ///< ascending
    std::vector<std::vector<double>> implied, local; ///< vols, [time][strike]; NaN where nothing is quoted so far out
};

/// The dealers' gamma, if they are long the calls and short the puts of the open interest.
struct dealer_part {
    std::vector<strike_gamma> strikes;                ///< ascending
    double gamma = not_known, zero_gamma = not_known; ///< cash of delta for 1 %; a spot
    double pin = not_known, pin_share = not_known;
};

/// What happened since an earlier chain.
struct change_part {
    std::string path;
    moment before{};
    double spot_before = not_known;
    bool with_roll = false; ///< whether roll and time are lines of their own
    replication::index_attribution lines;
    std::string verdict;
    std::vector<signals::reading> readings;
    signals::anomaly_reading anomaly{};
    signals::findings table;  ///< of signals::spot_vol_skew_table
    signals::findings causes; ///< of signals::spot_up_vol_up_causes
};

/// Every number of the report, owned.
struct volatility_report {
    std::string name;
    std::optional<moment> quoted;
    double spot = not_known;
    std::optional<price_file> prices;
    std::optional<option_file> options;
    std::optional<option_file> earlier;
    std::optional<price_file> iv_file;
    double days_per_year = 252;

    std::optional<realized_part> realized;
    std::optional<garch_part> garch;
    std::optional<index_part> index;
    std::vector<expiry_part> expiries;
    std::optional<surface_part> surface;
    std::optional<dealer_part> dealers;
    std::optional<change_part> change;
    signal_part signal;

    std::vector<gap> gaps;
    std::vector<std::string> remarks;

    void miss(std::string part, std::string why) { gaps.push_back({std::move(part), std::move(why)}); }
};

} // namespace examples
