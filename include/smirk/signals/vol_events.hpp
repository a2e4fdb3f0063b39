// SPDX-License-Identifier: BSL-1.0
// Days on which volatility made history, with the closes before and after: shocks to put a book or a rule through.
#pragma once
#include <smirk/config.hpp>

#include <array>
#include <cmath>

namespace smirk::inline SMIRK_ABI::signals {

/// A day of stress: two closes of the VIX and of the S&P 500.
struct vol_event {
    const char* name;
    const char* day; ///< yyyy-mm-dd
    double vix_before, vix;
    double index_before, index;

    /// ln(index / index_before)
    [[nodiscard]] double spot_return() const { return std::log(index / index_before); }
    /// points
    [[nodiscard]] constexpr double vix_change() const { return vix - vix_before; }
};

/// Closes of the Cboe Volatility Index and of the S&P 500, in order of time.
///
/// source   daily closes as published by Cboe and S&P Dow Jones. A list of "peaks" that gives 25.80 for 24 June 2016
///          has no close of that day
inline constexpr std::array vol_events{
    vol_event{"financial crisis, highest close until 2020", "2008-11-20", 74.26, 80.86, 806.58, 752.44},
    vol_event{"downgrade of the United States", "2011-08-08", 32.00, 48.00, 1199.38, 1119.46},
    vol_event{"devaluation in China", "2015-08-24", 28.03, 40.74, 1970.89, 1893.21},
    vol_event{"vote on Brexit", "2016-06-24", 17.25, 25.76, 2113.32, 2037.41},
    vol_event{"end of the short-vol notes", "2018-02-05", 17.31, 37.32, 2762.13, 2648.94},
    vol_event{"end of the autumn of 2018", "2018-12-24", 30.11, 36.07, 2416.62, 2351.10},
    vol_event{"pandemic, highest close", "2020-03-16", 57.83, 82.69, 2711.02, 2386.13},
};

/// What a product that is short its index once lost on 5 February 2018, as a fraction of its value: the note XIV went
/// from 115.55 to 4.22 (closing indicative values), because the index it was short of rose by 96 %.
inline constexpr double xiv_loss = 1 - 4.22 / 115.55;

} // namespace smirk::inline SMIRK_ABI::signals
