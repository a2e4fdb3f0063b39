// SPDX-License-Identifier: BSL-1.0
// The news-impact curve: what one shock does to the variance of the next period.
#pragma once
#include <smirk/garch/fitted.hpp>

namespace smirk::inline SMIRK_ABI::garch {

/// Variance of the next period after a shock e, where today's variance is h.
///
///     h'(e) = variance(next(state(h), e))
///
/// fit      a fitted model with a recursive state; of several numbers, today's is the steady one at h
/// shocks   e, in the unit of the returns
/// h        today's variance; where it is not positive, the long-run variance of the model
/// returns  one variance a shock; NaN where the long-run variance is asked for and infinite
/// source   Engle and Ng, Journal of Finance 48(5), 1993, 1749-1778
template <class Model, class Law>
[[nodiscard]] std::vector<double> news_impact(const fitted<Model, Law>& fit, strided<double> shocks, double h = 0)
{
    const auto p = fit.model_part();
    const auto law = fit.law_shape();
    if (!(h > 0)) h = fit.long_run_variance();
    std::vector<double> after(shocks.size(), std::numeric_limits<double>::quiet_NaN());
    if (!std::isfinite(h)) return after;
    const auto s = [&] {
        if constexpr (requires { Model::steady(p, h); })
            return Model::steady(p, h);
        else
            return Model::state(p, h);
    }();
    for (std::size_t i = 0; i < after.size(); ++i) after[i] = Model::variance(p, Model::next(p, s, shocks[i], law));
    return after;
}

} // namespace smirk::inline SMIRK_ABI::garch
