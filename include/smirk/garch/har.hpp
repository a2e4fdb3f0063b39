// SPDX-License-Identifier: BSL-1.0
// Heterogeneous autoregression: a mean that follows averages of the last returns.
#pragma once
#include <smirk/garch/model.hpp>

namespace smirk::inline SMIRK_ABI::garch {

/// HAR, a term of the mean equation.
///
///     m_t = mu + sum_i har_i / m_i sum_{j=1..m_i} y_{t-j},   e_t = y_t - m_t
///
///     garch::fit<garch::with<garch::garch11, garch::har<1, 5, 22>>>(series)
///     har[0] of the day, har[1] of the week, har[2] of the month
///
/// Made for series that remember, such as logarithms of realised variance, with a variance of their own. The first m
/// numbers are conditioned on, m the longest horizon: they have no likelihood, and the results start after them.
///
/// source  Corsi, Journal of Financial Econometrics 7(2), 2009, 174-196; Corsi, Mittnik, Pigorsch and Pigorsch,
///         Econometric Reviews 27(1-3), 2008, 46-78 (with GARCH errors)
template <std::size_t... Horizons>
struct har {
    static constexpr std::array<std::size_t, sizeof...(Horizons)> horizons{Horizons...};
    static_assert(
        [] {
            for (std::size_t i = 0; i + 1 < horizons.size(); ++i)
                if (horizons[i] >= horizons[i + 1]) return false;
            return horizons[0] >= 1 && horizons.size() <= 6;
        }(),
        "smirk::garch::har: one to six horizons that ascend from at least 1");
    static constexpr std::size_t count = horizons.size(), reach = horizons.back();
    static constexpr bool in_variance = false, exogenous = false;
    static constexpr const char* names[] = {"har_1", "har_2", "har_3", "har_4", "har_5", "har_6"};

    template <class R>
    struct coefficients {
        R har[count];
    };
    template <class C>
    static auto& at(C& c, std::size_t i)
    {
        return c.har[i];
    }
    /// The averages, from the returns before t.
    static void row(std::span<const double> earlier, std::span<double> x)
    {
        double sum = 0;
        for (std::size_t i = 0, j = 0; i < count; ++i) {
            for (; j < horizons[i]; ++j) sum += earlier[earlier.size() - 1 - j];
            x[i] = sum / static_cast<double>(horizons[i]);
        }
    }
};

} // namespace smirk::inline SMIRK_ABI::garch
