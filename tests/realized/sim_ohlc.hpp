// SPDX-License-Identifier: BSL-1.0
// A thousand simulated daily bars, and what an independent program makes of them.
#pragma once
#include "support/catch.hpp"
#include "support/csv.hpp"

#include <smirk/market_span.hpp>

#include <cmath>
#include <string>
#include <vector>

namespace sim {

namespace col = smirk::col;

/// 1000 bars of geometric Brownian motion with overnight gaps, rounded to four decimals.
struct ohlc {
    std::vector<double> open, high, low, close;

    [[nodiscard]] auto bars() const
    {
        return smirk::columns(col::open(open), col::high(high), col::low(low), col::close(close));
    }
};

inline ohlc read_ohlc()
{
    const auto t = support::read_csv(SMIRK_TEST_DATA "/realized/sim_ohlc_1000.csv");
    return {t.numbers("Open"), t.numbers("High"), t.numbers("Low"), t.numbers("Close")};
}

/// A column of sim_ohlc_vol_ref.csv: annualised with 252 periods, by a NumPy two-pass program written from the papers.
inline std::vector<double> reference(const std::string& column)
{
    static const auto t = support::read_csv(SMIRK_TEST_DATA "/realized/sim_ohlc_vol_ref.csv");
    return t.numbers(column);
}

/// Logarithms of ratios there are plain differences of logarithms, good to about 1e-13 at these prices.
inline constexpr double reference_accuracy = 1e-12;

inline void require_equal(const std::vector<double>& got, const std::vector<double>& want, double relative)
{
    REQUIRE(got.size() == want.size());
    std::size_t numbers = 0;
    for (std::size_t i = 0; i < want.size(); ++i) {
        INFO("row " << i);
        REQUIRE(std::isnan(got[i]) == std::isnan(want[i]));
        if (std::isnan(want[i])) continue;
        ++numbers;
        if (!(std::fabs(got[i] - want[i]) <= relative * std::fabs(want[i])))
            REQUIRE_THAT(got[i], WithinRel(want[i], relative));
    }
    REQUIRE(numbers > want.size() / 2);
}

} // namespace sim
