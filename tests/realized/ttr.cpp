// SPDX-License-Identifier: BSL-1.0
// The estimators that R's TTR 0.24.3 has as well, on simulated and on real bars.
#include <smirk/realized.hpp>

#include "realized/sim_ohlc.hpp"
#include "support/shared_data.hpp"

namespace col = smirk::col;
namespace realized = smirk::realized;

namespace {

/// TTR takes differences of logarithms and keeps running sums, which it does not compensate.
constexpr double running_sums = 1e-12;

void require_close(const std::vector<double>& got, const std::vector<double>& want, const std::string& column)
{
    INFO(column);
    REQUIRE(got.size() == want.size());
    std::size_t compared = 0;
    for (std::size_t i = 0; i < got.size(); ++i) {
        if (std::isnan(want[i])) continue;
        INFO("row " << i);
        ++compared;
        if (!(std::fabs(got[i] - want[i]) <= running_sums * want[i]))
            REQUIRE_THAT(got[i], WithinRel(want[i], running_sums));
    }
    REQUIRE(compared > want.size() * 4 / 5);
}

/// Both forms of TTR's close estimator. Its n counts closes, not returns; with mean0 it divides their n - 1 squares by
/// n - 2.
template <class Close>
void require_ttr_closes(const Close& close, const support::csv_table& ttr, const std::string& prefix, std::size_t n,
                        const std::string& suffix, double N)
{
    const std::string window = "_n" + std::to_string(n) + suffix;
    require_close(realized::rolling(realized::close_to_close, close, n - 1, {.periods_per_year = N}),
                  ttr.numbers(prefix + "close" + window), "close" + window);
    const double freedom = static_cast<double>(n - 1) / static_cast<double>(n - 2);
    require_close(realized::rolling(realized::close_to_close, close, n - 1,
                                    {.periods_per_year = N * freedom, .mean = realized::mean_return::zero}),
                  ttr.numbers(prefix + "close_mean0" + window), "close_mean0" + window);
}

template <class Bars>
void require_ttr(const Bars& bars, const support::csv_table& ttr, const std::string& suffix, double N)
{
    for (const std::size_t n : {10u, 20u, 63u}) {
        const auto same = [&](const std::string& name, const auto& estimator, std::size_t window) {
            const std::string column = name + "_n" + std::to_string(n) + suffix;
            require_close(realized::rolling(estimator, bars, window, {.periods_per_year = N}), ttr.numbers(column),
                          column);
        };
        same("close", realized::close_to_close, n - 1); // its n counts closes, not returns
        same("parkinson", realized::parkinson, n);
        same("garman.klass", realized::garman_klass, n);
        same("rogers.satchell", realized::rogers_satchell, n);
        same("gk.yz", realized::garman_klass_yang_zhang, n);
        same("yang.zhang", realized::yang_zhang, n);
    }
}

} // namespace

TEST_CASE("TTR: a thousand simulated bars")
{
    SKIP_WITHOUT_SHARED_DATA("realized/sim_ohlc_vol_ttr.csv");
    const auto x = sim::read_ohlc();
    require_ttr(x.bars(), support::read_csv(support::shared_data("realized/sim_ohlc_vol_ttr.csv")), "", 252);
}

TEST_CASE("TTR: its own sample, 5550 real bars")
{
    SKIP_WITHOUT_SHARED_DATA("realized/ttrc_vol_ttr.csv");
    const auto t = support::read_csv(support::shared_data("realized/ttrc_ohlcv.csv"));
    const auto o = t.numbers("Open"), h = t.numbers("High"), l = t.numbers("Low"), c = t.numbers("Close");
    const auto bars = smirk::columns(col::open(o), col::high(h), col::low(l), col::close(c));
    const auto ttr = support::read_csv(support::shared_data("realized/ttrc_vol_ttr.csv"));
    require_ttr(bars, ttr, "_N252", 252);
    require_ttr(bars, ttr, "_N260", 260);
    for (const std::size_t n : {10u, 20u, 63u}) {
        require_ttr_closes(c, ttr, "", n, "_N252", 252);
        require_ttr_closes(c, ttr, "", n, "_N260", 260);
    }
}

TEST_CASE("TTR: closes of four European indexes, 1991 to 1998")
{
    SKIP_WITHOUT_SHARED_DATA("realized/eustock_vol_ttr.csv");
    const auto t = support::read_csv(support::shared_data("realized/eustock_close.csv"));
    const auto ttr = support::read_csv(support::shared_data("realized/eustock_vol_ttr.csv"));
    for (const std::string index : {"DAX", "SMI", "CAC", "FTSE"})
        for (const std::size_t n : {10u, 20u, 63u}) {
            require_ttr_closes(t.numbers(index), ttr, index + "_", n, "_N252", 252);
            require_ttr_closes(t.numbers(index), ttr, index + "_", n, "_N260", 260);
        }
}
