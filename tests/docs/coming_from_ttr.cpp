// SPDX-License-Identifier: BSL-1.0
// The calls of examples/docs/coming_from.md for those who know TTR, against its numbers: version 0.24.3, the last value
// of volatility(x, n = 10, ...) and of run...(x, 10) on the bars below.
#include "support/catch.hpp"

#include <smirk/realized.hpp>
#include <smirk/statistics.hpp>

#include <cmath>
#include <vector>

namespace col = smirk::col;
namespace realized = smirk::realized;
namespace statistics = smirk::statistics;

namespace {

// Made up: 24 bars of a random walk with gaps, to the cent.
const std::vector<double> opens{99.9,   100.56, 99.14,  99.7,   99.85,  99.64,  98.52,  98.46,
                                97.15,  96.71,  97.67,  97.64,  98.16,  98.3,   99.27,  101.24,
                                100.55, 102.01, 100.23, 100.19, 100.61, 102.46, 101.35, 102.28};
const std::vector<double> highs{100.46, 100.87, 99.28,  100.4,  99.85,  99.64,  99.66,  98.46,
                                97.15,  98.45,  97.75,  98.52,  99.11,  99.21,  101.11, 102.05,
                                101.87, 102.01, 101.56, 100.63, 102.67, 103.16, 102.17, 102.95};
const std::vector<double> lows{99.43,  99.49,  98.95,  99.68, 99.1,   97.94,  98.52,  97.01,
                               95.59,  96.71,  96.86,  97.64, 98.16,  97.99,  99.27,  100.91,
                               100.55, 100.26, 100.23, 99.72, 100.61, 101.77, 100.76, 101.91};
const std::vector<double> closes{100.46, 99.49,  99.02,  100.03, 99.12,  98.26,  98.96,  97.89,
                                 96.54,  98.45,  97.7,   98.51,  98.71,  99.21,  101.11, 101.0,
                                 101.87, 100.26, 101.28, 100.29, 102.57, 101.77, 101.63, 102.36};
const auto bars = smirk::columns(col::open(opens), col::high(highs), col::low(lows), col::close(closes));
constexpr double sums = 1e-12; // relative: theirs are running sums, which cancel

} // namespace

TEST_CASE("TTR: volatility", "[docs]")
{
    REQUIRE_THAT(realized::rolling(realized::close_to_close, closes, 9, {.periods_per_year = 260}).back(),
                 WithinRel(0.1916775409650067, sums));
    const auto zero = realized::rolling(realized::close_to_close, closes, 9,
                                        {.periods_per_year = 260, .mean = realized::mean_return::zero});
    REQUIRE_THAT(zero.back() * std::sqrt(9.0 / 8.0), WithinRel(0.1930944032119473, sums));
    REQUIRE_THAT(realized::rolling(realized::parkinson, bars, 10, {.periods_per_year = 260}).back(),
                 WithinRel(0.1396733897655349, sums));
    REQUIRE_THAT(realized::rolling(realized::garman_klass, bars, 10, {.periods_per_year = 260}).back(),
                 WithinRel(0.1162063534345373, sums));
    REQUIRE_THAT(realized::rolling(realized::rogers_satchell, bars, 10, {.periods_per_year = 260}).back(),
                 WithinRel(0.1047301683519439, sums));
    REQUIRE_THAT(realized::rolling(realized::garman_klass_yang_zhang, bars, 10, {.periods_per_year = 260}).back(),
                 WithinRel(0.1377156230599808, sums));
    REQUIRE_THAT(realized::rolling(realized::yang_zhang, bars, 10, {.periods_per_year = 260}).back(),
                 WithinRel(0.1413377663505193, sums));
    REQUIRE_THAT(realized::rolling(realized::yang_zhang, bars, 10).back(),
                 WithinRel(0.1391463504266199, sums)); // N = 252
    REQUIRE_THAT(realized::yang_zhang_weight(10, 1.34), WithinRel(0.34 / (1.34 + 11.0 / 9.0), 1e-15));

    // Where the first value stands: theirs counts closes, ours returns; the windows are the same.
    const auto first = [](const std::vector<double>& v) {
        std::size_t i = 0;
        while (std::isnan(v[i])) ++i;
        return i;
    };
    REQUIRE(first(realized::rolling(realized::close_to_close, closes, 9)) == 9);
    REQUIRE(first(realized::rolling(realized::parkinson, bars, 10)) == 9);
    REQUIRE(first(realized::rolling(realized::yang_zhang, bars, 10)) == 10);
}

TEST_CASE("TTR: running statistics", "[docs]")
{
    using statistics::ties, statistics::window_end;
    REQUIRE_THAT(statistics::rolling_percentile(closes, 10, {.window = window_end::today, .ties = ties::half}).back(),
                 WithinRel(85.0, sums));
    REQUIRE_THAT(statistics::rolling_percentile(closes, 10, {.window = window_end::today}).back(),
                 WithinRel(80.0, sums));
    REQUIRE_THAT(
        statistics::rolling_percentile(closes, 10, {.window = window_end::today, .ties = ties::at_or_below}).back(),
        WithinRel(90.0, sums));
    REQUIRE(statistics::rolling_minimum(closes, 10).back() == 100.26);
    REQUIRE(statistics::rolling_maximum(closes, 10).back() == 102.57);
    REQUIRE_THAT(statistics::rolling_correlation(closes, opens, 10).back(), WithinRel(0.1966540776161089, sums));
    // runCov(closes, opens) / runVar(opens), by their numbers for correlation and covariance
    const double covariance = 0.1583155555555542, deviation = 0.7809851328788359;
    REQUIRE_THAT(statistics::rolling_beta(closes, opens, 10).back(),
                 WithinRel(covariance / (deviation * deviation), sums));
    // (x - runMean) / runSD with today in the window
    const auto z = statistics::rolling_zscore(closes, 10, {.window = window_end::today});
    REQUIRE_THAT(z.back(), WithinRel((102.36 - 101.414) / deviation, 1e-10));
    REQUIRE_THAT(realized::log_returns(closes).back(), WithinRel(0.00715724414191321, sums));
    REQUIRE_THAT(std::expm1(realized::log_returns(closes).back()), WithinRel(0.007182918429597507, sums));
    // (close - runMin) / (runMax - runMin)
    REQUIRE_THAT(statistics::rolling_rank(closes, 10).back(),
                 WithinRel(100 * (102.36 - 100.26) / (102.57 - 100.26), sums));
}

TEST_CASE("TTR: EMA of squared returns", "[docs]")
{
    // EMA(ROC(closes)^2, ratio = 0.2) starts from the mean of the first 2 / 0.2 - 1 = 9
    const auto vols = realized::ewma(closes, {.periods_per_year = 1, .lambda = 0.8, .seed_periods = 9});
    REQUIRE_THAT(vols.back() * vols.back(), WithinRel(0.0001185448967927858, sums));
}
