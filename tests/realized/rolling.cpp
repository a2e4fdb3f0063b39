// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/close_to_close.hpp>
#include <smirk/realized/garman_klass.hpp>
#include <smirk/realized/parkinson.hpp>
#include <smirk/realized/rolling.hpp>
#include <smirk/realized/yang_zhang.hpp>

#include "realized/oracle.hpp"

#include <array>
#include <limits>
#include <random>

namespace col = smirk::col;
namespace realized = smirk::realized;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// A random walk with gaps at a price level; sigma is the size of a move within a period.
sim::ohlc walk(std::size_t rows, double level, double sigma, unsigned seed)
{
    std::mt19937_64 engine(seed);
    std::normal_distribution<double> z;
    sim::ohlc x;
    double price = level;
    for (std::size_t i = 0; i < rows; ++i) {
        const double open = price * std::exp(sigma * z(engine) / 2), close = open * std::exp(sigma * z(engine));
        x.open.push_back(open);
        x.close.push_back(close);
        x.high.push_back(std::max(open, close) * std::exp(sigma * std::fabs(z(engine)) / 2));
        x.low.push_back(std::min(open, close) * std::exp(-sigma * std::fabs(z(engine)) / 2));
        price = close;
    }
    return x;
}

void require_yang_zhang(const sim::ohlc& x, std::size_t n)
{
    const oracle::on wide{x};
    sim::require_equal(
        realized::rolling(realized::yang_zhang, x.bars(), n),
        oracle::rolling(x.open.size(), n, 1, [&](std::size_t a, std::size_t b) { return wide.yang_zhang(a, b); }),
        oracle::accuracy);
}

} // namespace

TEST_CASE("rolling: window by window against long double")
{
    // Shorter than a vector of eight, as long, longer, with a rest and without.
    const auto x = walk(700, 100, 0.01, 1);
    for (const std::size_t n : {2u, 3u, 5u, 7u, 8u, 9u, 16u, 21u, 31u, 63u, 128u, 252u}) require_yang_zhang(x, n);
}

TEST_CASE("rolling: windows of years, on the stack up to 1260 and not")
{
    const auto x = walk(5000, 100, 0.01, 16);
    const oracle::on wide{x};
    for (const std::size_t n : {513u, 1260u, 1261u, 2520u, 4998u}) {
        const auto got = realized::rolling(realized::yang_zhang, x.bars(), n);
        REQUIRE(std::isnan(got[n - 1]));
        REQUIRE(!std::isnan(got[n]));
        for (std::size_t i = 4999; i >= n; i -= 101)
            REQUIRE_THAT(got[i], WithinRel(static_cast<double>(std::sqrt(252 * wide.yang_zhang(i + 1 - n, i))),
                                           oracle::accuracy));
    }
}

TEST_CASE("rolling: rows that do not fill a tile or a vector")
{
    for (const std::size_t rows : {22u, 23u, 128u, 129u, 130u, 136u, 137u, 257u})
        require_yang_zhang(walk(rows, 100, 0.01, 2), 9);
}

TEST_CASE("rolling: a hundred thousand periods in one window")
{
    const auto x = walk(100'001, 100, 0.01, 17);
    REQUIRE_THAT(
        realized::rolling(realized::yang_zhang, x.bars(), 100'000).back(),
        WithinRel(static_cast<double>(std::sqrt(252 * oracle::on{x}.yang_zhang(1, 100'000))), oracle::accuracy));
}

TEST_CASE("rolling: price levels from 1e-8 to 1e12")
{
    for (const double level : {1e-8, 1e5, 1e12}) require_yang_zhang(walk(300, level, 0.01, 3), 21);
}

TEST_CASE("rolling: moves of a ten-thousandth of a per cent keep every digit")
{
    require_yang_zhang(walk(300, 1e5, 1e-6, 4), 21);
}

TEST_CASE("rolling: an outlier a thousandfold leaves no trace once it has left the window")
{
    auto x = walk(300, 100, 1e-4, 5);
    for (auto* column : {&x.open, &x.high, &x.low, &x.close}) (*column)[100] *= 1e3;
    for (const std::size_t n : {5u, 21u, 63u, 128u}) require_yang_zhang(x, n);
}

TEST_CASE("rolling: a steady drift a thousand times the noise costs three digits, not six")
{
    std::vector<double> close{100};
    std::mt19937_64 engine(6);
    std::normal_distribution<double> z;
    for (int i = 1; i < 300; ++i) close.push_back(close.back() * std::exp(1e-2 + 1e-5 * z(engine)));
    sim::ohlc x;
    x.close = close;
    const oracle::on wide{x};
    // A return of 1e-2 is known to 2e-18, its distance from the mean, 1e-5, to 2e-13 of itself.
    sim::require_equal(
        realized::rolling(realized::close_to_close, close, 21),
        oracle::rolling(300, 21, 1, [&](std::size_t a, std::size_t b) { return wide.close_to_close(a, b); }), 1e-12);
}

TEST_CASE("rolling: a flat stretch gives exactly zero, before, within and after moves")
{
    auto x = walk(400, 100, 0.02, 7);
    for (std::size_t i = 100; i < 200; ++i) x.open[i] = x.high[i] = x.low[i] = x.close[i] = x.close[99];
    const auto check = [&](const std::vector<double>& vol, std::size_t n) {
        for (std::size_t i = 99 + n; i < 200; ++i) REQUIRE(vol[i] == 0.0);
        for (std::size_t i = n; i < 99 + n; ++i) REQUIRE(vol[i] > 0);
        for (std::size_t i = 200; i < 400; ++i) REQUIRE(vol[i] > 0);
    };
    check(realized::rolling(realized::yang_zhang, x.bars(), 21), 21);
    check(realized::rolling(realized::close_to_close, x.close, 21), 21);
    check(realized::rolling(realized::parkinson, x.bars(), 5), 5);
}

TEST_CASE("rolling: a bar that is not usable is NaN in the windows that hold it, and in no other")
{
    const auto good = walk(300, 100, 0.01, 8);
    const auto want = realized::rolling(realized::yang_zhang, good.bars(), 21);
    const auto require_gap = [&](const sim::ohlc& x, std::size_t first, std::size_t last) {
        const auto got = realized::rolling(realized::yang_zhang, x.bars(), 21);
        for (std::size_t i = 21; i < 300; ++i) {
            INFO("row " << i);
            if (i >= first && i <= last)
                REQUIRE(std::isnan(got[i]));
            else
                REQUIRE(got[i] == want[i]);
        }
    };
    const double infinity = std::numeric_limits<double>::infinity();
    for (const double bad : {not_a_number, 0.0, -1.0, infinity, -infinity}) {
        auto x = good;
        x.low[150] = bad;
        require_gap(x, 150, 170);
        x = good;
        x.close[150] = bad; // read by row 151 too
        require_gap(x, 150, 171);
    }
    auto x = good;
    std::swap(x.high[150], x.low[150]); // high below low
    require_gap(x, 150, 170);
    x = good;
    x.open[150] = x.high[150] * 1.0001; // open above high
    require_gap(x, 150, 170);
    x = good;
    x.open[150] = x.high[150] = x.low[150] = x.close[150] = not_a_number; // a missing day
    require_gap(x, 150, 171);
    x = good;
    for (auto* column : {&x.open, &x.high, &x.low, &x.close}) (*column)[150] *= -1; // ratios alone would not notice
    require_gap(x, 150, 171);
    x = good;
    x.high[0] = not_a_number; // the first bar is read for its close alone
    require_gap(x, 1000, 1000);
}

TEST_CASE("rolling: columns an estimator does not read may hold anything")
{
    auto x = walk(100, 100, 0.01, 9);
    const auto want = realized::rolling(realized::parkinson, x.bars(), 21);
    x.open.assign(100, not_a_number);
    x.close.assign(100, -1);
    sim::require_equal(realized::rolling(realized::parkinson, x.bars(), 21), want, 0);
}

TEST_CASE("rolling: an array of structs gives the same bits as arrays")
{
    struct row {
        std::int64_t day;
        double open, high, low, close;
    };
    const auto x = walk(2500, 100, 0.01, 10);
    std::vector<row> rows;
    for (std::size_t i = 0; i < 2500; ++i)
        rows.push_back({static_cast<std::int64_t>(i), x.open[i], x.high[i], x.low[i], x.close[i]});
    const auto bars = smirk::records(rows, col::open(&row::open), col::high(&row::high), col::low(&row::low),
                                     col::close(&row::close));
    for (const std::size_t n : {21u, 600u})
        sim::require_equal(realized::rolling(realized::yang_zhang, bars, n),
                           realized::rolling(realized::yang_zhang, x.bars(), n), 0);
}

TEST_CASE("rolling: columns of floats")
{
    const auto x = walk(200, 100, 0.01, 11);
    const std::vector<float> high(x.high.begin(), x.high.end()), low(x.low.begin(), x.low.end());
    const std::vector<double> wide_high(high.begin(), high.end()), wide_low(low.begin(), low.end());
    sim::require_equal(
        realized::rolling(realized::parkinson, smirk::columns(col::high(high), col::low(low)), 21),
        realized::rolling(realized::parkinson, smirk::columns(col::high(wide_high), col::low(wide_low)), 21), 0);
}

TEST_CASE("rolling: windows of one period, and longer than there is data")
{
    const auto x = walk(30, 100, 0.01, 12);
    const auto ones = realized::rolling(realized::parkinson, x.bars(), 1);
    for (std::size_t i = 0; i < 30; ++i)
        REQUIRE_THAT(ones[i], WithinRel(realized::parkinson(x.bars().slice(i, 1)), oracle::accuracy));
    const auto count = [](const std::vector<double>& v) {
        return std::count_if(v.begin(), v.end(), [](double vol) { return !std::isnan(vol); });
    };
    REQUIRE(count(realized::rolling(realized::parkinson, x.bars(), 30)) == 1);
    REQUIRE(count(realized::rolling(realized::parkinson, x.bars(), 31)) == 0);
    REQUIRE(count(realized::rolling(realized::yang_zhang, x.bars(), 29)) == 1);
    REQUIRE(count(realized::rolling(realized::yang_zhang, x.bars(), 30)) == 0);
    REQUIRE(count(realized::rolling(realized::yang_zhang, x.bars(), std::numeric_limits<std::size_t>::max())) == 0);
    REQUIRE(realized::rolling(realized::yang_zhang, x.bars().slice(0, 0), 21).empty());
}

TEST_CASE("rolling: misuse throws, and says what was seen")
{
    const auto x = walk(30, 100, 0.01, 13);
    REQUIRE_THROWS_AS(realized::rolling(realized::parkinson, x.bars(), 0), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::rolling(realized::yang_zhang, x.bars(), 1), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::rolling(realized::parkinson, x.bars(), 5, {.periods_per_year = -252}),
                      std::invalid_argument);
    REQUIRE_THROWS_AS(realized::rolling(realized::parkinson, x.bars(), 5, {.steps = 1}), std::invalid_argument);
    std::array<double, 29> short_by_one;
    REQUIRE_THROWS_WITH(realized::rolling_into(realized::parkinson, x.bars(), 5, short_by_one),
                        "smirk::realized::rolling_into: expected 30 places for as many bars, got 29");
}

TEST_CASE("rolling: the same at every width of vector")
{
    const auto x = walk(600, 100, 0.01, 15);
    const auto bars = x.bars();
    const oracle::on wide{x};
    for (const std::size_t n : {2u, 3u, 4u, 5u, 7u, 8u, 21u, 64u, 127u})
        for (const auto width : {smirk::lane_width::widest, smirk::lane_width::avx512, smirk::lane_width::avx2,
                                 smirk::lane_width::baseline}) {
            std::vector<double> out(600, not_a_number);
            realized::detail::roll_on_stack<realized::yang_zhang_definition>(bars, n, {}, width, out.data());
            sim::require_equal(
                out, oracle::rolling(600, n, 1, [&](std::size_t a, std::size_t b) { return wide.yang_zhang(a, b); }),
                oracle::accuracy);
        }
}
