// SPDX-License-Identifier: BSL-1.0
#include <smirk/market_span.hpp>

#include "support/catch.hpp"

#include <Eigen/Core>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace col = smirk::col;

namespace {

struct bar {
    std::int64_t stamp;
    double high, low;
    float close;
};

inline constexpr struct vwap_t : smirk::field<vwap_t> {
    static constexpr char label[] = "vwap";
} vwap;

const std::vector<double> high{11, 12, 13, 14}, low{9, 10, 11, 12};

} // namespace

TEST_CASE("columns() views what it is given", "[market_span]")
{
    const auto bars = smirk::columns(col::high(high), col::low(low));
    CHECK(bars.size() == 4);
    CHECK(&bars[col::high][0] == high.data());
    CHECK(bars[col::low][3] == 12);
    STATIC_REQUIRE(smirk::range_bars<decltype(bars)>);
    STATIC_REQUIRE_FALSE(smirk::ohlc_bars<decltype(bars)>);
}

TEST_CASE("a row means the same in every memory layout", "[market_span]")
{
    std::vector<bar> rows;
    for (std::size_t i = 0; i < high.size(); ++i) rows.push_back({std::int64_t(i), high[i], low[i], 10.5f});
    Eigen::MatrixXd by_column(4, 2);
    Eigen::Matrix<double, Eigen::Dynamic, 2, Eigen::RowMajor> by_row(4, 2);
    std::vector<double> interleaved;
    for (Eigen::Index i = 0; i < 4; ++i) {
        by_column.row(i) << high[std::size_t(i)], low[std::size_t(i)];
        by_row.row(i) << high[std::size_t(i)], low[std::size_t(i)];
        interleaved.insert(interleaved.end(), {high[std::size_t(i)], low[std::size_t(i)]});
    }
    const std::array<double, 4> array{9, 10, 11, 12};

    const auto same = [](const auto& bars) {
        bool all = bars.size() == 4;
        for (std::size_t i = 0; i < bars.size(); ++i)
            all = all && bars[col::high][i] == high[i] && bars[col::low][i] == low[i];
        return all;
    };
    CHECK(same(smirk::columns(col::high(std::span(high)), col::low(array))));
    CHECK(same(smirk::records(rows, col::high(&bar::high), col::low(&bar::low))));
    CHECK(same(smirk::columns(col::high(by_column.col(0)), col::low(by_column.col(1)))));
    CHECK(same(smirk::columns(col::high(by_row.col(0)), col::low(by_row.col(1)))));
    CHECK(same(smirk::columns(col::high(smirk::strided(interleaved.data(), 4, 2)),
                              col::low(smirk::strided(interleaved.data() + 1, 4, 2)))));
    // backwards in memory
    const std::vector<double> reversed(high.rbegin(), high.rend());
    CHECK(same(smirk::columns(col::high(smirk::strided(&reversed[3], 4, -1)), col::low(low))));
}

TEST_CASE("the columns of records() may differ in type, and records may be none", "[market_span]")
{
    std::vector<bar> rows{{7, 11, 9, 10.5f}};
    const auto ticks = smirk::records(rows, col::time(&bar::stamp), col::close(&bar::close), vwap(&bar::high));
    CHECK(ticks[col::time][0] == 7);
    CHECK(ticks[col::close][0] == 10.5f);
    CHECK(ticks[vwap][0] == 11);

    rows.clear();
    CHECK(smirk::records(rows, col::high(&bar::high)).empty());
    CHECK(smirk::columns(col::high(std::vector<double>{}.empty() ? std::span<const double>{} : high)).empty());
}

TEST_CASE("columns of different lengths are refused, with both numbers", "[market_span]")
{
    const std::vector<double> shorter{1};
    CHECK_THROWS_WITH((void)smirk::columns(col::high(high), col::low(shorter)),
                      "smirk::columns: 'low' has 1 rows, expected 4");
}

TEST_CASE("slices are views and stay within their rows", "[market_span]")
{
    const auto bars = smirk::columns(col::high(high), col::low(low));
    CHECK(&bars.slice(1, 2)[col::low][0] == &low[1]);
    CHECK(bars.slice(4, 0).empty());
    CHECK_THROWS_AS((void)bars.slice(3, 2), std::invalid_argument);
    CHECK_THROWS_AS((void)bars.slice(5, 0), std::invalid_argument);
    CHECK_THROWS_AS((void)bars.slice(1, std::size_t(-1)), std::invalid_argument); // first + n would wrap around
    CHECK_THROWS_AS((void)bars[col::high].slice(3, 2), std::invalid_argument);
}

TEST_CASE("windows() gives every window, oldest first", "[market_span]")
{
    const auto bars = smirk::columns(col::high(high), col::low(low));
    std::vector<double> first_low;
    for (const auto& w : smirk::windows(bars, 3)) {
        CHECK(w.size() == 3);
        first_low.push_back(w[col::low][0]);
    }
    CHECK(first_low == std::vector<double>{9, 10});
    CHECK(smirk::windows(bars, 3).size() == 2);
    CHECK(smirk::windows(bars, 4).size() == 1);
    CHECK(smirk::windows(bars, 5).size() == 0);
    CHECK(smirk::windows(bars, 5).begin() == smirk::windows(bars, 5).end());
    CHECK(smirk::windows(high, 2)[2][1] == 14);
    CHECK_THROWS_WITH((void)smirk::windows(bars, 0), "smirk::windows: expected a length of 1 or more, got 0");
}

TEST_CASE("a series is a plain run of doubles from anywhere", "[market_span]")
{
    const auto sum = [](smirk::strided<double> x) {
        double total = 0;
        for (double v : x) total += v;
        return total;
    };
    Eigen::Matrix<double, 2, 2, Eigen::RowMajor> m;
    m << 1, 2, 3, 4;
    std::vector<double> mutable_values{1, 2};
    CHECK(sum(high) == 50);
    CHECK(sum(std::span(mutable_values)) == 3);
    CHECK(sum(m.col(1)) == 6);
    CHECK(sum(std::vector<double>{}) == 0);
    STATIC_REQUIRE(smirk::series<std::vector<double>>);
    STATIC_REQUIRE_FALSE(smirk::series<Eigen::MatrixXd>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<Eigen::MatrixXd, smirk::strided<double>>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<std::vector<float>, smirk::strided<double>>);

    CHECK(smirk::column_or_series<col::close_t>(high)[1] == 12);
    CHECK(smirk::column_or_series<col::close_t>(smirk::columns(col::close(low)))[1] == 10);
}
