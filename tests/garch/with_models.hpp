// SPDX-License-Identifier: BSL-1.0
// Models with terms, their parameters and regressors, for the tests of with<>.
#pragma once
#include "model_checks.hpp"

namespace with_models {

namespace garch = smirk::garch;
using garch::ar, garch::aparch, garch::egarch, garch::figarch, garch::garch11, garch::gjr, garch::har, garch::with;

/// A regressor of either sign, and one that is positive.
inline std::vector<double> wave(std::size_t n)
{
    std::vector<double> x(n);
    for (std::size_t t = 0; t < n; ++t) x[t] = std::sin(0.7 * static_cast<double>(t));
    return x;
}
inline std::vector<double> positive(std::size_t n)
{
    auto x = wave(n);
    for (double& v : x) v = 1.2 + v;
    return x;
}

using garch_ar = with<garch11, ar<2>>;
using garch_x = with<gjr, garch::mean_regressors<1>, garch::variance_regressors<1>>;
using egarch_x = with<egarch, ar<1>, garch::variance_regressors<1>>;
using aparch_x = with<aparch, ar<1>, garch::variance_regressors<1>>;
using in_mean_x = with<garch::garch_in_mean, ar<1>, garch::variance_regressors<1>>;
using figarch_x = with<figarch, har<1, 5>, garch::variance_regressors<1>>;

inline constexpr garch_ar::parameters<double> p_ar{{0.04, 0.1, 0.1, 0.8}, {{0.2, -0.1}}};
inline constexpr garch_x::parameters<double> p_x{{0.04, 0.1, 0.03, 0.1, 0.7}, {{0.2}}, {{0.15}}};
inline constexpr egarch_x::parameters<double> p_egarch{{0.04, -0.05, 0.2, -0.05, 0.9}, {{0.2}}, {{-0.1}}};
inline constexpr aparch_x::parameters<double> p_aparch{{0.04, 0.1, 0.1, 0.3, 0.7, 1.4}, {{0.2}}, {{0.1}}};
inline constexpr in_mean_x::parameters<double> p_in_mean{{0.04, 0.1, 0.1, 0.1, 0.7}, {{0.2}}, {{0.1}}};
inline constexpr figarch_x::parameters<double> p_figarch{{0.04, 0.1, 0.2, 0.4, 0.3}, {{0.2, -0.1}}, {{0.1}}};

} // namespace with_models
