// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/close_to_close.hpp>
#include <smirk/realized/estimator.hpp>
#include <smirk/realized/ln_ratio.hpp>
#include <smirk/realized/parkinson.hpp>
#include <smirk/realized/rolling.hpp>
#include <smirk/realized/stream.hpp>
#include <smirk/realized/yang_zhang.hpp>

#include "realized/oracle.hpp"

#include <limits>

namespace col = smirk::col;
namespace realized = smirk::realized;

TEST_CASE("estimator: the whole span is the one window of its length")
{
    const auto x = sim::read_ohlc();
    const oracle::on wide{x};
    REQUIRE_THAT(realized::yang_zhang.variance(x.bars()),
                 WithinRel(static_cast<double>(wide.yang_zhang(1, 999)), oracle::accuracy));
    REQUIRE_THAT(realized::yang_zhang(x.bars()),
                 WithinRel(realized::rolling(realized::yang_zhang, x.bars(), 999).back(), oracle::accuracy));
    for (const std::size_t rows : {3u, 4u, 9u, 10u, 17u, 22u}) // fewer, as many and more than fit in lanes
        REQUIRE_THAT(realized::yang_zhang.variance(x.bars().slice(100, rows)),
                     WithinRel(static_cast<double>(wide.yang_zhang(101, 99 + rows)), 100 * oracle::accuracy));
}

TEST_CASE("estimator: longer than a block, contiguous or not")
{
    const auto x = sim::read_ohlc();
    std::vector<double> high, low, pairs;
    for (int repeat = 0; repeat < 5; ++repeat)
        for (std::size_t i = 0; i < 1000; ++i) {
            high.push_back(x.high[i]);
            low.push_back(x.low[i]);
            pairs.insert(pairs.end(), {x.high[i], x.low[i]});
        }
    const double v = realized::parkinson.variance(smirk::columns(col::high(high), col::low(low)));
    REQUIRE_THAT(v, WithinRel(realized::parkinson.variance(x.bars()), oracle::accuracy));
    const smirk::strided<double> every_other(pairs.data(), 5000, 2), the_others(pairs.data() + 1, 5000, 2);
    REQUIRE(realized::parkinson.variance(smirk::columns(col::high(every_other), col::low(the_others))) == v);
}

TEST_CASE("estimator: annualisation is sqrt of the periods of a year")
{
    const auto x = sim::read_ohlc();
    const double v = realized::parkinson.variance(x.bars());
    REQUIRE_THAT(realized::parkinson(x.bars()), WithinRel(std::sqrt(252 * v), 1e-15));
    REQUIRE_THAT(realized::parkinson(x.bars(), {.periods_per_year = 365}), WithinRel(std::sqrt(365 * v), 1e-15));
}

TEST_CASE("estimator: one bad price makes it NaN")
{
    auto x = sim::read_ohlc();
    x.low[500] = 0;
    REQUIRE(std::isnan(realized::parkinson(x.bars())));
    REQUIRE(std::isnan(realized::yang_zhang(x.bars())));
    REQUIRE(!std::isnan(realized::close_to_close(x.bars())));
}

TEST_CASE("estimator: too little data throws, and says how much is needed")
{
    const auto x = sim::read_ohlc();
    REQUIRE_THROWS_AS(realized::parkinson(x.bars().slice(0, 0)), std::invalid_argument);
    REQUIRE_THROWS_WITH(realized::yang_zhang(x.bars().slice(0, 2)),
                        "smirk::realized::yang_zhang: expected 2 periods or more for yang_zhang (one bar more than "
                        "periods), got 1");
    REQUIRE_THROWS_AS(realized::parkinson(x.bars(), {.periods_per_year = std::numeric_limits<double>::quiet_NaN()}),
                      std::invalid_argument);
    REQUIRE(realized::parkinson(x.bars().slice(0, 1)) > 0);
}

namespace {

/// An estimator of one's own: the mean absolute open-to-close return, squared, in units of its expectation.
struct mean_absolute_definition {
    static constexpr char name[] = "mean_absolute";
    static constexpr realized::price_needs needs{.open = true, .close = true};
    static constexpr std::size_t averaged = 1, centred = 0;
    using options = realized::close_to_close_options;

    static std::size_t min_periods(const options&) { return 1; }
    template <class Real>
    SMIRK_LANE_INLINE static realized::period_terms<averaged, centred, Real> terms(const realized::period<Real>& p)
    {
        using smirk::detail::abs;
        return {{abs(realized::ln_ratio(p.close, p.open))}, {}};
    }
    template <class Real>
    SMIRK_LANE_INLINE static Real variance(const realized::window_moments<averaged, centred, Real>& w, const options&)
    {
        return w.mean(0) * w.mean(0) * Real(std::numbers::pi / 2);
    }
};
constexpr realized::estimator<mean_absolute_definition> mean_absolute;

} // namespace

TEST_CASE("estimator: a definition of one's own has all three uses")
{
    const auto x = sim::read_ohlc();
    const auto bars = smirk::columns(col::open(x.open), col::close(x.close));
    double sum = 0;
    for (std::size_t i = 0; i < 1000; ++i) sum += std::fabs(std::log(x.close[i] / x.open[i])) / 1000;
    REQUIRE_THAT(mean_absolute(bars), WithinRel(std::sqrt(252 * std::numbers::pi / 2) * sum, 1e-12));
    auto live = realized::stream(mean_absolute, 20);
    for (std::size_t i = 0; i < 1000; ++i) live.push({.open = x.open[i], .close = x.close[i]});
    REQUIRE_THAT(live.value(), WithinRel(realized::rolling(mean_absolute, bars, 20).back(), 1e-14));
}
