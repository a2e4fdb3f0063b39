// SPDX-License-Identifier: BSL-1.0
// The names that the tables of this room use, with their units. Any other string is a name of your own.
#pragma once
#include <smirk/config.hpp>

namespace smirk::inline SMIRK_ABI::signals::quantity {

inline constexpr char vix[] = "vix";                           ///< index points
inline constexpr char vix_change[] = "vix change";             ///< index points, a day
inline constexpr char vix_change_z[] = "vix change z-score";   ///< within the changes of a year
inline constexpr char vvix[] = "vvix";                         ///< index points
inline constexpr char vvix_change[] = "vvix change";           ///< index points, a day
inline constexpr char vix_percentile[] = "vix percentile";     ///< 0 to 100
inline constexpr char vvix_percentile[] = "vvix percentile";   ///< 0 to 100
inline constexpr char vix_basis[] = "vix basis";               ///< first future less index, points
inline constexpr char vix_basis_change[] = "vix basis change"; ///< points
inline constexpr char iv_rank[] = "iv rank";                   ///< 0 to 100
inline constexpr char iv_rank_change[] = "iv rank change";     ///< 0 to 100
inline constexpr char iv_percentile[] = "iv percentile";       ///< 0 to 100
inline constexpr char iv[] = "iv";                             ///< annualised vol, about 30 days
inline constexpr char iv_over_mean[] = "iv over mean";         ///< IV / its long-run mean - 1
inline constexpr char rv[] = "rv";                             ///< annualised vol, about 21 trading days
inline constexpr char vrp[] = "vrp";                           ///< IV - RV, vol
inline constexpr char vix_gap[] = "vix gap";                   ///< VIX less vol at the money, points
inline constexpr char nvrp[] = "nvrp";                         ///< IV / RV
inline constexpr char rv_ratio[] = "rv ratio";                 ///< RV over 5 days / RV over 21
inline constexpr char contango[] = "contango";                 ///< far / near - 1, negative: backwardation
inline constexpr char spot_return[] = "spot return";           ///< log, a day
inline constexpr char iv_change[] = "iv change";               ///< vol, a day
inline constexpr char risk_reversal[] = "risk reversal";       ///< vol, put less call
inline constexpr char risk_reversal_percentile[] = "risk reversal percentile"; ///< 0 to 100
inline constexpr char put_skew[] = "put skew";                                 ///< vol, 25-delta put less at the money
inline constexpr char put_skew_z[] = "put skew z-score";               ///< of one day's change within those of a year
inline constexpr char put_skew_change[] = "put skew change";           ///< vol, a day
inline constexpr char far_put_skew_change[] = "far put skew change";   ///< vol, a day, of a long tenor
inline constexpr char call_skew_change[] = "call skew change";         ///< vol, a day
inline constexpr char put_skew_percentile[] = "put skew percentile";   ///< 0 to 100
inline constexpr char butterfly[] = "butterfly";                       ///< vol, mean of both wings less at the money
inline constexpr char butterfly_percentile[] = "butterfly percentile"; ///< 0 to 100
inline constexpr char spot_vol_correlation[] = "spot-vol correlation"; ///< -1 to 1
inline constexpr char dealer_gamma[] = "dealer gamma";                 ///< cash for 1 %, positive: long
inline constexpr char dealer_vega[] = "dealer vega";                   ///< cash for a point of vol, positive: long
inline constexpr char dealer_vega_percentile[] = "dealer vega percentile"; ///< of its size, 0 to 100
inline constexpr char pin_share[] = "pin share"; ///< of all |gamma|, in the strike with most, 0 to 1
inline constexpr char credit_spread_change[] = "credit spread change";   ///< decimals
inline constexpr char funding_spread_change[] = "funding spread change"; ///< decimals
inline constexpr char cross_asset_vol[] = "cross-asset vol"; ///< lowest vol among sectors and commodities, decimal
inline constexpr char leverage[] = "leverage";               ///< exposure / capital
inline constexpr char short_vega[] = "short vega";           ///< of the account, cash for a point, positive: short
inline constexpr char garch_alpha[] = "garch alpha";
inline constexpr char garch_beta[] = "garch beta";
inline constexpr char days_since_expiry[] = "days since expiry"; ///< trading days, monthly options
inline constexpr char straddle_ratio[] = "straddle ratio";       ///< one-sigma move / move of 5-day RV
inline constexpr char kurtosis_premium[] = "kurtosis premium";   ///< market / model - 1
inline constexpr char kurtosis_premium_percentile[] = "kurtosis premium percentile"; ///< 0 to 100
inline constexpr char dispersion_change[] = "dispersion change";                     ///< a day
inline constexpr char fund_flow[] = "fund flow";                           ///< cash, negative: long positions unwound
inline constexpr char correlation_change[] = "implied correlation change"; ///< a day

} // namespace smirk::inline SMIRK_ABI::signals::quantity
