// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/garman_klass_minimum_variance.hpp>
#include <smirk/realized/rolling.hpp>

#include "realized/oracle.hpp"

namespace realized = smirk::realized;

TEST_CASE("garman_klass_minimum_variance: the independent program over windows of 10, 20 and 63")
{
    const auto x = sim::read_ohlc();
    for (const std::size_t n : {10u, 20u, 63u})
        sim::require_equal(realized::rolling(realized::garman_klass_minimum_variance, x.bars(), n),
                           sim::reference("gk_minvar_n" + std::to_string(n)), sim::reference_accuracy);
}

TEST_CASE("garman_klass_minimum_variance: every window as the two-pass sum in long double has it")
{
    const auto x = sim::read_ohlc();
    const oracle::on wide{x};
    for (const std::size_t n : {1u, 2u, 21u, 252u})
        sim::require_equal(
            realized::rolling(realized::garman_klass_minimum_variance, x.bars(), n),
            oracle::rolling(1000, n, 0,
                            [&](std::size_t a, std::size_t b) { return wide.garman_klass_minimum_variance(a, b); }),
            oracle::accuracy);
}
