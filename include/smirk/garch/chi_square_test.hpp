// SPDX-License-Identifier: BSL-1.0
// The outcome of a test whose statistic is chi-square.
#pragma once
#include <smirk/detail/chi_square_tail.hpp>

#include <cstddef>

namespace smirk::inline SMIRK_ABI::garch {

/// A statistic that is chi-square where the hypothesis holds, and the chance of a larger one. NaN where the series has
/// a NaN or does not vary.
struct chi_square_test {
    double statistic = std::numeric_limits<double>::quiet_NaN();
    int degrees_of_freedom = 0;
    double p_value = std::numeric_limits<double>::quiet_NaN();
};

namespace internal {

inline chi_square_test chi_square(double statistic, std::size_t degrees)
{
    const int k = static_cast<int>(degrees);
    return {statistic, k, detail::chi_square_tail(statistic, k)};
}

} // namespace internal
} // namespace smirk::inline SMIRK_ABI::garch
