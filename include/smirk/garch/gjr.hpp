// SPDX-License-Identifier: BSL-1.0
// GJR-GARCH(1,1): falls weigh more than rises.
#pragma once
#include <smirk/garch/search.hpp>

namespace smirk::inline SMIRK_ABI::garch {

/// GJR-GARCH(1,1): GARCH with a weight of its own for negative shocks.
///
///     h_{t+1} = omega + alpha e_t^2 + gamma min(e_t, 0)^2 + beta h_t
///     omega > 0, alpha >= 0, alpha + gamma >= 0, beta >= 0;   persistence alpha + gamma E[z^2; z < 0] + beta,
///     which for a symmetric law is alpha + gamma/2 + beta and there <= 1
///
/// source  Glosten, Jagannathan and Runkle, Journal of Finance 48(5), 1993, 1779-1801
struct gjr : threshold_variance<reverting_variance<gjr>> {
    template <class P, class R, class Law>
    SMIRK_MODEL_FUNCTION R next(const P& p, const R& h, const R& e, const Law&)
    {
        const R fall = 0.5 * (e - abs(e));
        return p.omega + p.alpha * (e * e) + p.gamma * (fall * fall) + p.beta * h;
    }
    template <class P, class R>
    static R first(const P& p, const R& b)
    {
        return p.omega + (p.alpha + 0.5 * p.gamma + p.beta) * b;
    }

    static std::array<parameters<double>, 4> starts()
    {
        return {{{0, 0.03, 0.03, 0.08, 0.90},
                 {0, 0.55, 0.2, 0.1, 0.2},
                 {0, 0.2, 0.05, 0.1, 0.7},
                 {0, 0.01, 0.02, 0.01, 0.96}}};
    }

    template <class Law>
    static double persistence(const parameters<double>& p, const Law& law)
    {
        return p.alpha + p.gamma * law.lower_variance + p.beta;
    }
};

} // namespace smirk::inline SMIRK_ABI::garch
