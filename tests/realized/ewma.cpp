// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/ewma.hpp>

#include "realized/oracle.hpp"

#include <limits>

namespace realized = smirk::realized;

namespace {

/// The recursion written out as one weighted sum, in long double.
double written_out(const oracle::on& wide, std::size_t last, std::size_t k, long double lambda)
{
    long double v = oracle::mean(1, k, [&](std::size_t i) { return wide.r(i) * wide.r(i); });
    v *= std::pow(lambda, static_cast<long double>(last - k));
    for (std::size_t t = k + 1; t <= last; ++t)
        v += (1 - lambda) * std::pow(lambda, static_cast<long double>(last - t)) * wide.r(t) * wide.r(t);
    return static_cast<double>(std::sqrt(252 * v));
}

} // namespace

TEST_CASE("ewma: the recursion is the weighted sum")
{
    const auto x = sim::read_ohlc();
    const oracle::on wide{x};
    for (const std::size_t k : {1u, 21u}) {
        const auto vol = realized::ewma(x.close, {.lambda = 0.94, .seed_periods = k});
        for (std::size_t i = 0; i < k; ++i) REQUIRE(std::isnan(vol[i]));
        for (const std::size_t i : {std::size_t{21}, std::size_t{100}, std::size_t{999}})
            REQUIRE_THAT(vol[i], WithinRel(written_out(wide, i, k, 0.94), oracle::accuracy));
    }
}

TEST_CASE("ewma: ten per cent up and down again and again is 158.7 % from the first return on")
{
    std::vector<double> close{100};
    for (int i = 0; i < 20; ++i) close.push_back(close.back() * std::exp(i % 2 ? -0.1 : 0.1));
    const auto vol = realized::ewma(close);
    for (std::size_t i = 1; i < close.size(); ++i) REQUIRE_THAT(vol[i], WithinRel(0.1 * std::sqrt(252.), 1e-14));
}

TEST_CASE("ewma: a missing close has no return, nor has the next, and then it goes on")
{
    const auto x = sim::read_ohlc();
    auto holed = x.close;
    holed[500] = std::numeric_limits<double>::quiet_NaN();
    const auto vol = realized::ewma(holed);
    REQUIRE(std::isnan(vol[500]));
    REQUIRE(std::isnan(vol[501]));
    const double r = std::log(x.close[502] / x.close[501]), before = vol[499] * vol[499];
    REQUIRE_THAT(vol[502], WithinRel(std::sqrt(0.94 * before + 0.06 * 252 * r * r), 1e-12)); // log of a quotient
}

TEST_CASE("ewma: live is the series")
{
    const auto x = sim::read_ohlc();
    realized::ewma_stream live({.lambda = 0.97});
    for (const double close : x.close) live.push(close);
    REQUIRE(live.value() == realized::ewma(x.close, {.lambda = 0.97}).back());
    REQUIRE_THAT(live.value(), WithinRel(std::sqrt(252 * live.variance()), 1e-15));
}

TEST_CASE("ewma: misuse throws")
{
    REQUIRE_THROWS_AS(realized::ewma_stream({.lambda = 1}), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::ewma_stream({.lambda = std::numeric_limits<double>::quiet_NaN()}),
                      std::invalid_argument);
    REQUIRE_THROWS_AS(realized::ewma_stream({.seed_periods = 0}), std::invalid_argument);
    std::vector<double> close(3, 100.), out(2);
    REQUIRE_THROWS_AS(realized::ewma_into(close, out), std::invalid_argument);
    REQUIRE(realized::ewma(std::vector<double>{}).empty());
}
