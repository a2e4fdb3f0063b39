// SPDX-License-Identifier: BSL-1.0
// Autoregression: a mean that follows the last returns.
#pragma once
#include <smirk/garch/model.hpp>

namespace smirk::inline SMIRK_ABI::garch {

/// AR(P), a term of the mean equation.
///
///     m_t = mu + sum_{j=1..P} ar_j y_{t-j},   e_t = y_t - m_t;   ar[0] is ar_1
///
///     garch::fit<garch::with<garch::gjr, garch::ar<2>>>(returns)
///
/// The first P returns are conditioned on, as in Python arch: they have no likelihood, and the results start after
/// them. The coefficients are not restricted to a stationary mean. The mean of a stationary one is mu / (1 - sum ar_j).
///
/// source  Weiss, Journal of Time Series Analysis 5(2), 1984, 129-143
template <std::size_t P>
struct ar {
    static_assert(P >= 1 && P <= 12, "smirk::garch::ar: 1 to 12 lags");
    static constexpr std::size_t count = P, reach = P;
    static constexpr bool in_variance = false, exogenous = false;
    static constexpr const char* names[] = {"ar_1", "ar_2", "ar_3", "ar_4",  "ar_5",  "ar_6",
                                            "ar_7", "ar_8", "ar_9", "ar_10", "ar_11", "ar_12"};

    template <class R>
    struct coefficients {
        R ar[P];
    };
    template <class C>
    static auto& at(C& c, std::size_t j)
    {
        return c.ar[j];
    }
    /// y_{t-1}, ..., y_{t-P}, from the returns before t.
    static void row(std::span<const double> earlier, std::span<double> x)
    {
        for (std::size_t j = 0; j < P; ++j) x[j] = earlier[earlier.size() - 1 - j];
    }
};

} // namespace smirk::inline SMIRK_ABI::garch
