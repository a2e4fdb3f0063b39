// SPDX-License-Identifier: BSL-1.0
// From the variance of the open hours to that of the whole day, with the overnight return.
#pragma once
#include <smirk/realized/detail/intraday.hpp>

namespace smirk::inline SMIRK_ABI::realized {

/// The weights of the two parts of a day: variance = overnight * r_o^2 + open_hours * RV. 1 and 1 is the plain sum.
struct whole_day_weights {
    double overnight = 1, open_hours = 1;

    [[nodiscard]] double operator()(double overnight_return, double realized_variance) const
    {
        return overnight * overnight_return * overnight_return + open_hours * realized_variance;
    }
};

/// The unbiased combination of squared overnight return and realized variance with the least mean square error.
///
///     overnight = (1 - phi) mu_0 / mu_1,  open_hours = phi mu_0 / mu_2,
///     phi = (mu_2^2 e_1 - mu_1 mu_2 e_12) / (mu_2^2 e_1 + mu_1^2 e_2 - 2 mu_1 mu_2 e_12)
///
/// with mu_1, e_1 mean and variance of r_o^2, mu_2, e_2 those of RV, e_12 their covariance, mu_0 = mu_1 + mu_2.
///
/// r         overnight log returns, one a day
/// rv        realized variances of the open hours of the same days
/// returns   the weights; NaN if a value is NaN or one of the two parts is 0 throughout
/// throws    std::invalid_argument if lengths differ or there are fewer than 2 days
/// cost      O(n), no allocation
/// source    Hansen, Lunde, Journal of Financial Econometrics 3(4), 2005, 525-554
[[nodiscard]] inline whole_day_weights optimal_whole_day_weights(strided<double> r, strided<double> rv)
{
    if (r.size() != rv.size() || r.size() < 2)
        throw std::invalid_argument("smirk::realized::optimal_whole_day_weights: expected as many overnight returns as "
                                    "realized variances and 2 at least, got " +
                                    std::to_string(r.size()) + " and " + std::to_string(rv.size()));
    const double n = detail::number(r.size());
    double mu1 = 0, mu2 = 0, e1 = 0, e2 = 0, e12 = 0;
    for (std::size_t i = 0; i < r.size(); ++i) mu1 += r[i] * r[i] / n, mu2 += rv[i] / n;
    for (std::size_t i = 0; i < r.size(); ++i) {
        const double a = r[i] * r[i] - mu1, b = rv[i] - mu2;
        e1 += a * a, e2 += b * b, e12 += a * b;
    }
    const double phi = (mu2 * mu2 * e1 - mu1 * mu2 * e12) / (mu2 * mu2 * e1 + mu1 * mu1 * e2 - 2 * mu1 * mu2 * e12);
    return {.overnight = (1 - phi) * (mu1 + mu2) / mu1, .open_hours = phi * (mu1 + mu2) / mu2};
}

} // namespace smirk::inline SMIRK_ABI::realized
