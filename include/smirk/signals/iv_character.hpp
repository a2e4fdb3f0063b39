// SPDX-License-Identifier: BSL-1.0
// IV rank and IV percentile read together: what kind of market it is, and where the two contradict each other.
#pragma once
#include <smirk/signals/quantities.hpp>
#include <smirk/signals/rules.hpp>

namespace smirk::inline SMIRK_ABI::signals {

/// Character of the market from rank and percentile, four rows. The last lies inside the first, so both match and the
/// inner one comes first; about half of all days match none, which is an answer as well.
[[nodiscard]] inline decision_table iv_character()
{
    namespace q = quantity;
    return {
        {"vol high throughout",
         "wider intraday ranges, tighter stops",
         {{q::iv_rank, 50, unbounded}, {q::iv_percentile, 60, unbounded}}},
        {"vol compressed",
         "tighter ranges, breakouts of low quality",
         {{q::iv_rank, -unbounded, 20}, {q::iv_percentile, -unbounded, 30}}},
        {"calm now, elevated for its history",
         "breakouts can turn back",
         {{q::iv_rank, -unbounded, 20}, {q::iv_percentile, 50, unbounded}}},
        {"extreme vol",
         "false breakouts, gaps dominate",
         {{q::iv_rank, 70, unbounded}, {q::iv_percentile, 80, unbounded}}},
    };
}

/// Premium by rank, three rules of thumb. None is sufficient by itself: see short_premium_filter().
[[nodiscard]] inline decision_table iv_rank_rules()
{
    namespace q = quantity;
    return {
        {"premium rich", "context for short premium", {{q::iv_rank, 30, unbounded}}},
        {"premium thin", "little margin for sellers", {{q::iv_rank, -unbounded, 20}}},
        {"old spike",
         "the high of the year is far back; for its history vol is still elevated",
         {{q::iv_rank, -unbounded, 30}, {q::iv_percentile, 50, unbounded}}},
    };
}

/// Rank of the VIX as a view on the VIX itself: mean reversion from the outer thirds.
[[nodiscard]] inline decision_table vix_rank_rules()
{
    namespace q = quantity;
    return {
        {"historically elevated", "likely to fall: premium is rich", {{q::iv_rank, 70, unbounded}}},
        {"subdued", "likely to rise: protection is cheap", {{q::iv_rank, -unbounded, 30}}},
    };
}

/// Rank at the monthly expiry and in the week after, when gamma fades. "Near" 100 or 0 is the outer tenth.
[[nodiscard]] inline decision_table expiry_rank_rules()
{
    namespace q = quantity;
    return {
        {"rich at expiry", "window for selling premium", {{q::iv_rank, 90, unbounded}, {q::days_since_expiry, 0, 6}}},
        {"cheap at expiry", "long gamma or neutral", {{q::iv_rank, -unbounded, 10}, {q::days_since_expiry, 0, 6}}},
    };
}

} // namespace smirk::inline SMIRK_ABI::signals
