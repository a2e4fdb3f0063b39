// SPDX-License-Identifier: BSL-1.0
// Parameters of a realized GARCH to simulate from, and whether a fit finds them.
#pragma once
#include "model_checks.hpp"

#include <smirk/garch/fit_realized_garch.hpp>

inline const smirk::garch::realized_garch::parameters<double> plain{.mu = 0.02,
                                                                    .omega = 0.06,
                                                                    .beta = 0.55,
                                                                    .gamma = 0.4,
                                                                    .xi = -0.2,
                                                                    .phi = 1.05,
                                                                    .tau1 = -0.07,
                                                                    .tau2 = 0.07,
                                                                    .sigma_u = 0.38};

/// Whether the estimates are within 4.5 standard errors of the truth, by each kind of them.
template <class Law>
void finds(const smirk::garch::realized_garch_fit<Law>& fit, const std::vector<double>& want)
{
    REQUIRE(fit.status == smirk::garch::fit_status::converged);
    const auto got = smirk::garch::internal::to_array(fit.parameters);
    using smirk::garch::covariance;
    for (const auto kind : {covariance::hessian, covariance::opg, covariance::robust}) {
        const auto se = smirk::garch::internal::to_array(fit.standard_errors(kind));
        for (std::size_t i = 0; i < got.size(); ++i) REQUIRE(std::fabs(got[i] - want[i]) < 4.5 * se[i]);
    }
}
