// SPDX-License-Identifier: BSL-1.0
// HARCH.
#pragma once
#include <smirk/garch/arch.hpp>

namespace smirk::inline SMIRK_ABI::garch {

/// HARCH: variance from mean squared shocks over several horizons, such as a day, a week, a month.
///
///     h_t = omega + sum_i alpha_i / m_i sum_{j=1..m_i} e_{t-j}^2,   omega > 0, alpha_i >= 0, sum alpha_i <= 1
///
///     garch::fit<garch::harch<1, 5, 22>>(returns)   alpha[0] of the day, alpha[1] of the week, alpha[2] of the month
///
/// In the form of Python arch: the squares of the single periods are averaged. (Müller and others square the sum of the
/// shocks of a horizon.)
///
/// source  Müller, Dacorogna, Davé, Olsen, Pictet and von Weizsäcker,
///         Journal of Empirical Finance 4(2-3), 1997, 213-239
template <std::size_t... Horizons>
struct harch : arch<sizeof...(Horizons)> {
    static constexpr std::array<std::size_t, sizeof...(Horizons)> horizons{Horizons...};
    static constexpr std::size_t truncation = horizons.back();
    static_assert(
        [] {
            for (std::size_t i = 0; i + 1 < horizons.size(); ++i)
                if (horizons[i] >= horizons[i + 1]) return false;
            return horizons[0] >= 1;
        }(),
        "smirk::garch::harch: horizons ascend from at least 1");

    template <class P, class R>
    static void weights(const P& p, std::span<R> w)
    {
        R sum(0.0); // over the horizons that reach as far back as lag j
        for (std::size_t i = horizons.size(), j = truncation; j-- > 0;) {
            for (; i > 0 && horizons[i - 1] > j; --i)
                sum = sum + p.alpha[i - 1] * (1.0 / static_cast<double>(horizons[i - 1]));
            w[j] = sum;
        }
    }
    template <class Law>
    static void forecast(const typename arch<sizeof...(Horizons)>::template parameters<double>& p, const Law&,
                         const sample_end& end, std::span<double> ahead)
    {
        forecast_weighted<harch>(p, end, ahead);
    }
};

} // namespace smirk::inline SMIRK_ABI::garch
