// SPDX-License-Identifier: BSL-1.0
// How often standardised residuals go beyond thresholds, against what the law of the errors expects.
#pragma once
#include <smirk/garch/law_tail.hpp>
#include <smirk/garch/sample_moments.hpp>

#include <algorithm>
#include <vector>

namespace smirk::inline SMIRK_ABI::garch {

/// What lies beyond one threshold.
struct exceedance {
    double threshold;  // below 0: z < threshold; else z > threshold
    std::size_t count; // of residuals beyond
    double expected;   // share by the law
    estimate share;    // observed, with the binomial error
    estimate ratio;    // share / expected: 1 where the law is right
};

/// Exceedances of standardised residuals.
///
///     share = #{z beyond q} / n,   ratio = share / P(Z beyond q),   error of share sqrt(share (1 - share) / n)
///
///     garch::exceedances<garch::student_t>(fit.standardised_residuals(), fit.law_shape(), std::vector{-3.0, 3.0})
///
/// z           standardised residuals; NaN are left out
/// law         shape of the law of the errors: fit.law_shape()
/// thresholds  in standard deviations
/// returns     one a threshold. Without any exceedance the error is that of one
/// throws      std::invalid_argument if there is no residual
/// cost        a tail of the law a threshold
template <class Law>
[[nodiscard]] std::vector<exceedance> exceedances(strided<double> z, const typename Law::template shape<double>& law,
                                                  strided<double> thresholds)
{
    double n = 0;
    for (const double v : z) n += !std::isnan(v);
    if (!(n > 0)) throw std::invalid_argument("smirk::garch::exceedances: expected residuals, got none");
    std::vector<exceedance> all;
    for (const double q : thresholds) {
        exceedance x{
            .threshold = q, .count = 0, .expected = lower_tail<Law>(law, q).probability, .share = {}, .ratio = {}};
        if (!(q < 0)) x.expected = 1 - x.expected;
        for (const double v : z) x.count += q < 0 ? v < q : v > q;
        const double share = static_cast<double>(x.count) / n, at_least = std::max(share, 1 / n);
        x.share = {share, std::sqrt(at_least * (1 - at_least) / n)};
        x.ratio = {share / x.expected, x.share.error / x.expected};
        all.push_back(x);
    }
    return all;
}

} // namespace smirk::inline SMIRK_ABI::garch
