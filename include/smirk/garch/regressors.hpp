// SPDX-License-Identifier: BSL-1.0
// Regressors from outside, in the mean and in the variance equation.
#pragma once
#include <smirk/garch/model.hpp>

namespace smirk::inline SMIRK_ABI::garch {

/// K regressors of the mean.
///
///     m_t = mu + sum_j mean_slope_j x_{t,j}
///
///     garch::fit<garch::with<garch::garch11, garch::ar<1>, garch::mean_regressors<1>>>(y, {.mean_regressors = {x}})
///
/// x_t stands in row t, beside y_t: what is known a period before, or the same period for a market model. Rows after
/// the last return serve forecasts.
template <std::size_t K>
struct mean_regressors {
    static_assert(K >= 1 && K <= 8, "smirk::garch::mean_regressors: 1 to 8");
    static constexpr std::size_t count = K, reach = 0;
    static constexpr bool in_variance = false, exogenous = true;
    static constexpr const char* names[] = {"mean_slope_1", "mean_slope_2", "mean_slope_3", "mean_slope_4",
                                            "mean_slope_5", "mean_slope_6", "mean_slope_7", "mean_slope_8"};

    template <class R>
    struct coefficients {
        R mean_slope[K];
    };
    template <class C>
    static auto& at(C& c, std::size_t j)
    {
        return c.mean_slope[j];
    }
};

/// K regressors of the variance, in the recursion of the model.
///
///     s_t = next(s_{t-1}, e_{t-1}) + sum_j variance_slope_j x_{t,j}
///     garch11, gjr  h_t = omega + alpha e_{t-1}^2 + beta h_{t-1} + variance_slope' x_t
///     egarch        ln h_t = omega + ... + beta ln h_{t-1} + variance_slope' x_t
///     figarch       h_t = omega / (1 - beta) + sum_j lambda_j e_{t-j}^2 + variance_slope' x_t
///
///     garch::fit<garch::with<garch::gjr, garch::variance_regressors<1>>>(y, {.variance_regressors = {x}})
///
/// x_t stands in row t, beside y_t, and is known a period before: yesterday's implied variance, a day of the week. The
/// slopes are not negative, but for the logarithm (egarch), where they are free; a regressor that lowers the variance
/// enters with its sign turned, and the likelihood is undefined where h_t is not positive. The first state has
/// slope' x_1 added, unless the presample convention sets it outright (rugarch). Rows after the last return serve
/// forecasts, which are NaN beyond them. Persistence is that of the model; the long-run variance is that of regressors
/// at 0.
///
/// source  Engle, Journal of Empirical Finance 9(5), 2002, 473-485 (exogenous variables in GARCH, GARCH-X)
template <std::size_t K>
struct variance_regressors {
    static_assert(K >= 1 && K <= 8, "smirk::garch::variance_regressors: 1 to 8");
    static constexpr std::size_t count = K, reach = 0;
    static constexpr bool in_variance = true, exogenous = true;
    static constexpr const char* names[] = {"variance_slope_1", "variance_slope_2", "variance_slope_3",
                                            "variance_slope_4", "variance_slope_5", "variance_slope_6",
                                            "variance_slope_7", "variance_slope_8"};

    template <class R>
    struct coefficients {
        R variance_slope[K];
    };
    template <class C>
    static auto& at(C& c, std::size_t j)
    {
        return c.variance_slope[j];
    }
};

} // namespace smirk::inline SMIRK_ABI::garch
