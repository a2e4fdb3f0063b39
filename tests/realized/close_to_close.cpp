// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/close_to_close.hpp>
#include <smirk/realized/rolling.hpp>
#include <smirk/realized/sampling.hpp>

#include "realized/oracle.hpp"
#include "support/shared_data.hpp"

namespace realized = smirk::realized;

TEST_CASE("close_to_close: the independent program over windows of 10, 20 and 63")
{
    const auto x = sim::read_ohlc();
    for (const std::size_t n : {10u, 20u, 63u}) {
        const std::string window = "_n" + std::to_string(n) + "ret";
        sim::require_equal(realized::rolling(realized::close_to_close, x.close, n), sim::reference("cc_ddof1" + window),
                           sim::reference_accuracy);
        sim::require_equal(
            realized::rolling(realized::close_to_close, x.close, n, {.mean = realized::mean_return::zero}),
            sim::reference("cc_mean0" + window), sim::reference_accuracy);
    }
}

TEST_CASE("close_to_close: every window as the two-pass sum in long double has it")
{
    const auto x = sim::read_ohlc();
    const oracle::on wide{x};
    // Two or three returns that happen to be close share digits, which their differences no longer have.
    const double few = 100 * oracle::accuracy;
    for (const std::size_t n : {2u, 3u, 10u, 21u, 252u})
        sim::require_equal(
            realized::rolling(realized::close_to_close, x.bars(), n),
            oracle::rolling(1000, n, 1, [&](std::size_t a, std::size_t b) { return wide.close_to_close(a, b); }),
            n < 10 ? few : oracle::accuracy);
    for (const std::size_t n : {1u, 2u, 21u})
        sim::require_equal(
            realized::rolling(realized::close_to_close, x.close, n, {.mean = realized::mean_return::zero}),
            oracle::rolling(1000, n, 1,
                            [&](std::size_t a, std::size_t b) { return wide.close_to_close_zero_mean(a, b); }),
            oracle::accuracy);
}

TEST_CASE("close_to_close: a plain series and a table of closes are one")
{
    const auto x = sim::read_ohlc();
    REQUIRE(realized::close_to_close(x.close) == realized::close_to_close(x.bars()));
}

TEST_CASE("close_to_close: ten per cent up and down again and again is 158.7 % a year")
{
    std::vector<double> close{100};
    for (int i = 0; i < 20; ++i) close.push_back(close.back() * std::exp(i % 2 ? -0.1 : 0.1));
    REQUIRE_THAT(realized::close_to_close(close, {.mean = realized::mean_return::zero}),
                 WithinRel(0.1 * std::sqrt(252.), 1e-14)); // prices are rounded
}

TEST_CASE("c4: closed forms and 50 digits")
{
    const double rounding = 4e-15; // a product of up to thirty factors
    REQUIRE_THAT(realized::c4(1), WithinRel(std::sqrt(2 / std::numbers::pi), rounding));
    REQUIRE_THAT(realized::c4(2), WithinRel(std::sqrt(std::numbers::pi) / 2, rounding));
    // mpmath 1.4.1, 50 digits: sqrt(2/f)*gamma((f+1)/2)/gamma(f/2)
    REQUIRE_THAT(realized::c4(20), WithinRel(0.98758292882615634419, rounding));
    REQUIRE_THAT(realized::c4(251), WithinRel(0.9990044825552238158, rounding));
    REQUIRE_THAT(realized::c4(1e6), WithinRel(0.99999975000003125004, rounding));
    REQUIRE(std::isnan(realized::c4(0)));
}

TEST_CASE("close_to_close: the DAX over months, an independent program")
{
    SKIP_WITHOUT_SHARED_DATA("realized/dax_vrp_corr_ref.csv");
    const auto t = support::read_csv(support::shared_data("realized/dax_vrp_corr_ref.csv"));
    const auto close = t.numbers("close");
    const auto vol = realized::rolling(realized::close_to_close, close, 21, {.mean = realized::mean_return::zero});
    sim::require_equal(vol, t.numbers("rv21_back"), sim::reference_accuracy);
    std::vector<double> ahead(vol.begin() + 21, vol.end());
    ahead.resize(close.size(), std::numeric_limits<double>::quiet_NaN());
    sim::require_equal(ahead, t.numbers("rv21_fwd"), sim::reference_accuracy);
    const auto r = realized::log_returns(close), want = t.numbers("logret");
    for (std::size_t i = 0; i < r.size(); ++i)
        REQUIRE_THAT(r[i], WithinAbs(want[i + 1], 4e-15)); // theirs: a difference of logarithms near 8
}

TEST_CASE("close_to_close: the small-sample option divides the volatility by c4 and leaves the variance")
{
    const auto x = sim::read_ohlc();
    const auto month = smirk::strided(x.close).slice(0, 22);
    const double plain = realized::close_to_close(month);
    REQUIRE_THAT(realized::close_to_close(month, {.small_sample = true}), WithinRel(plain / realized::c4(20), 1e-15));
    REQUIRE_THAT(
        realized::close_to_close(month, {.mean = realized::mean_return::zero, .small_sample = true}),
        WithinRel(realized::close_to_close(month, {.mean = realized::mean_return::zero}) / realized::c4(21), 1e-15));
    REQUIRE(realized::close_to_close.variance(month, {.small_sample = true}) ==
            realized::close_to_close.variance(month));
    REQUIRE_THAT(realized::rolling(realized::close_to_close, month, 21, {.small_sample = true}).back(),
                 WithinRel(plain / realized::c4(20), 1e-14));
}
