// SPDX-License-Identifier: BSL-1.0
// Dynamic conditional correlation, DCC(1,1), of a panel of standardised residuals.
#pragma once
#include <smirk/detail/box_bfgs.hpp>
#include <smirk/garch/fit_status.hpp>
#include <smirk/garch/search.hpp>
#include <smirk/market_span.hpp>

#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::garch {

namespace internal {

/// Log-likelihood of the correlations and its gradient in a and b. Matrices are row by row.
class dcc_likelihood {
public:
    std::size_t n, k;
    std::vector<double> z;      // k numbers a period
    std::vector<double> target; // S

    explicit dcc_likelihood(const std::vector<strided<double>>& panel)
        : n(panel[0].size()), k(panel.size()), z(n * k), target(k * k), r_(k * k), inverse_(k * k), q_(k * k),
          q_a_(k * k), q_b_(k * k), u_(k)
    {
        for (std::size_t t = 0; t < n; ++t)
            for (std::size_t i = 0; i < k; ++i) z[t * k + i] = panel[i][t];
        for (std::size_t t = 0; t < n; ++t)
            for (std::size_t i = 0; i < k; ++i)
                for (std::size_t j = 0; j < k; ++j)
                    target[i * k + j] += z[t * k + i] * z[t * k + j] / static_cast<double>(n);
    }

    /// visit(t, R) for t = 0, ..., n, the last one the period after the sample. NaN where some R is not positive
    /// definite.
    template <class Visit>
    double operator()(double a, double b, detail::vector_of<2>& gradient, const Visit& visit)
    {
        q_ = target;
        std::fill(q_a_.begin(), q_a_.end(), 0.0);
        std::fill(q_b_.begin(), q_b_.end(), 0.0);
        gradient = {};
        double sum = 0;
        for (std::size_t t = 0; t <= n; ++t) {
            for (std::size_t i = 0; i < k; ++i)
                for (std::size_t j = 0; j < k; ++j)
                    r_[i * k + j] = i == j ? 1.0 : q_[i * k + j] / std::sqrt(q_[i * k + i] * q_[j * k + j]);
            visit(t, r_);
            if (t == n) break;
            const double log_det = invert();
            if (std::isnan(log_det)) return log_det;
            const double* x = &z[t * k];
            double quadratic = 0;
            for (std::size_t i = 0; i < k; ++i) { // u = R^-1 z
                u_[i] = 0;
                for (std::size_t j = 0; j < k; ++j) u_[i] += inverse_[i * k + j] * x[j];
                quadratic += (u_[i] - x[i]) * x[i];
            }
            sum -= 0.5 * (log_det + quadratic);
            for (std::size_t i = 0; i < k; ++i)
                for (std::size_t j = 0; j < k; ++j) { // dl/dQ_ij
                    double slope =
                        0.5 * (u_[i] * u_[j] - inverse_[i * k + j]) / std::sqrt(q_[i * k + i] * q_[j * k + j]);
                    if (i == j) slope -= 0.5 * (u_[i] * x[i] - 1) / q_[i * k + i];
                    gradient[0] += slope * q_a_[i * k + j];
                    gradient[1] += slope * q_b_[i * k + j];
                }
            for (std::size_t i = 0; i < k; ++i)
                for (std::size_t j = 0; j < k; ++j) {
                    const std::size_t m = i * k + j;
                    const double product = x[i] * x[j];
                    q_a_[m] = product - target[m] + b * q_a_[m];
                    q_b_[m] = q_[m] - target[m] + b * q_b_[m];
                    q_[m] = (1 - a - b) * target[m] + a * product + b * q_[m];
                }
        }
        return sum;
    }

private:
    /// The inverse of R by its Cholesky factor; returns ln |R|, NaN where R is not positive definite.
    double invert()
    {
        lower_ = r_;
        double log_det = 0;
        for (std::size_t j = 0; j < k; ++j)
            for (std::size_t i = j; i < k; ++i) {
                double s = r_[i * k + j];
                for (std::size_t m = 0; m < j; ++m) s -= lower_[i * k + m] * lower_[j * k + m];
                if (i > j) {
                    lower_[i * k + j] = s / lower_[j * k + j];
                } else {
                    if (!(s > 1e-12)) return std::numeric_limits<double>::quiet_NaN();
                    lower_[j * k + j] = std::sqrt(s);
                    log_det += std::log(s);
                }
            }
        for (std::size_t c = 0; c < k; ++c) { // L L' x = the unit vector c
            double* x = &inverse_[c * k];
            for (std::size_t i = 0; i < k; ++i) {
                x[i] = i == c ? 1 : 0;
                for (std::size_t m = 0; m < i; ++m) x[i] -= lower_[i * k + m] * x[m];
                x[i] /= lower_[i * k + i];
            }
            for (std::size_t i = k; i-- > 0;) {
                for (std::size_t m = i + 1; m < k; ++m) x[i] -= lower_[m * k + i] * x[m];
                x[i] /= lower_[i * k + i];
            }
        }
        return log_det;
    }

    std::vector<double> r_, inverse_, lower_, q_, q_a_, q_b_, u_;
};

} // namespace internal

/// A fitted DCC(1,1). Owns what it holds.
struct [[nodiscard]] dcc_fit {
    double a = std::numeric_limits<double>::quiet_NaN(), b = a;
    double log_likelihood = a; // of the correlations: add those of the univariate fits for the whole
    fit_status status = fit_status::invalid_input;
    std::string reason;
    std::size_t assets = 0, periods = 0;
    std::vector<double> target;       // S, row by row
    std::vector<double> correlations; // R_1, ..., R_n and the forecast R_{n+1}, each row by row

    /// Whether the parameters can be used: converged, or at a bound.
    [[nodiscard]] explicit operator bool() const noexcept { return usable(status); }

    /// Correlation of assets i and j in period t, 0, ..., periods; the last is the forecast of the period after the
    /// sample.
    [[nodiscard]] double correlation(std::size_t t, std::size_t i, std::size_t j) const
    {
        return correlations.at((t * assets + i) * assets + j);
    }

    /// Correlations so many periods ahead, row by row.
    ///
    ///     R_{n+m} = Rbar + (a + b)^(m - 1) (R_{n+1} - Rbar),   Rbar the correlations of S
    ///
    /// ahead   m, from 1 on
    /// throws  std::invalid_argument if ahead is 0
    /// source  Engle and Sheppard, NBER Working Paper 8554, 2001
    [[nodiscard]] std::vector<double> forecast(std::size_t ahead) const
    {
        if (ahead == 0)
            throw std::invalid_argument("smirk::garch::dcc_fit::forecast: expected at least 1 period ahead, got 0");
        std::vector<double> r(correlations.empty() ? 0 : assets * assets);
        const double left = std::pow(a + b, static_cast<double>(ahead - 1));
        for (std::size_t i = 0; i < assets && !r.empty(); ++i)
            for (std::size_t j = 0; j < assets; ++j) {
                const double mean =
                    i == j ? 1.0 : target[i * assets + j] / std::sqrt(target[i * assets + i] * target[j * assets + j]);
                r[i * assets + j] = mean + left * (correlation(periods, i, j) - mean);
            }
        return r;
    }
};

/// Quasi maximum likelihood estimate of DCC(1,1), the second step after a univariate fit of each asset.
///
///     Q_{t+1} = (1 - a - b) S + a z_t z_t' + b Q_t,   Q_1 = S = 1/n sum z_t z_t'
///     R_t = diag(Q_t)^-1/2 Q_t diag(Q_t)^-1/2
///     max over a, b >= 0, a + b <= 0.9999 of   -1/2 sum (ln |R_t| + z_t' R_t^-1 z_t - z_t' z_t)
///
///     const auto r = garch::fit_dcc({fit1.standardised_residuals(), fit2.standardised_residuals()});
///     double covariance = r.correlation(r.periods, 0, 1) * std::sqrt(fit1.forecast(1)[0] * fit2.forecast(1)[0]);
///
/// panel    standardised residuals, a series an asset, each period in the same place; read during the call only
/// returns  see dcc_fit; check the status
/// throws   std::invalid_argument unless there are two or more series of one length
/// cost     about 20 passes, of periods times assets^3 each
/// source   Engle, Journal of Business and Economic Statistics 20(3), 2002, 339-350
[[nodiscard]] inline dcc_fit fit_dcc(const std::vector<strided<double>>& panel)
{
    if (panel.size() < 2)
        throw std::invalid_argument("smirk::garch::fit_dcc: expected two or more series, got " +
                                    std::to_string(panel.size()));
    for (const auto& series : panel)
        if (series.size() != panel[0].size())
            throw std::invalid_argument("smirk::garch::fit_dcc: expected series of one length, got " +
                                        std::to_string(panel[0].size()) + " and " + std::to_string(series.size()));
    dcc_fit r;
    r.assets = panel.size();
    r.periods = panel[0].size();
    if (r.periods < 20 || r.periods <= r.assets) {
        r.status = fit_status::too_few_observations;
        r.reason = std::to_string(r.periods) + " periods of " + std::to_string(r.assets) + " assets";
        return r;
    }
    for (std::size_t i = 0; i < r.assets; ++i)
        for (std::size_t t = 0; t < r.periods; ++t)
            if (!std::isfinite(panel[i][t])) {
                r.reason = "series " + std::to_string(i) + " is not finite in period " + std::to_string(t) +
                           ": drop the period from all";
                return r;
            }

    internal::dcc_likelihood l(panel);
    r.target = l.target;
    const auto n = static_cast<double>(r.periods);
    const auto nothing = [](std::size_t, const std::vector<double>&) {};
    // coordinates: the persistence a + b and the share of a in it, as of garch11
    const auto objective = [&](const detail::vector_of<2>& x, detail::vector_of<2>& gradient) {
        const double p = search::persistence(x[0]), slope = 1 + search::margin - p;
        detail::vector_of<2> by{};
        const double value = l(p * x[1], p * (1 - x[1]), by, nothing);
        gradient = {-slope * (x[1] * by[0] + (1 - x[1]) * by[1]) / n, -p * (by[0] - by[1]) / n};
        return -value / n;
    };
    const detail::vector_of<2> lower{search::coordinate_of_persistence(0), 0},
        upper{search::coordinate_of_persistence(0.9999), 1};
    detail::descent_result<2> best;
    for (const auto& start : {detail::vector_of<2>{search::coordinate_of_persistence(0.97), 0.04},
                              detail::vector_of<2>{search::coordinate_of_persistence(0.8), 0.1}}) {
        const auto found =
            detail::minimise_in_box<2>(objective, start, lower, upper, {.tolerance = 1e-8 / std::sqrt(n)});
        if (found.value < best.value) best = found;
    }
    if (best.end == detail::descent_end::no_start) {
        r.reason = "the matrix of the residuals' products is not positive definite: is a series a combination of "
                   "others, or constant?";
        return r;
    }
    const double p = search::persistence(best.x[0]);
    r.a = p * best.x[1];
    r.b = p - r.a;
    detail::vector_of<2> gradient{};
    r.correlations.reserve((r.periods + 1) * r.assets * r.assets);
    r.log_likelihood = l(r.a, r.b, gradient, [&](std::size_t, const std::vector<double>& matrix) {
        r.correlations.insert(r.correlations.end(), matrix.begin(), matrix.end());
    });
    const double distance = best.distance * std::sqrt(n);
    if (best.end == detail::descent_end::max_iterations) {
        r.status = fit_status::max_iterations;
        r.reason = "no maximum after " + std::to_string(best.iterations) + " iterations";
    } else if (best.end == detail::descent_end::no_progress && !(distance < 1e-4)) { // closer, rounding stops it
        r.status = fit_status::stalled;
        r.reason = "no further progress, and no maximum";
    } else if (best.x[0] <= lower[0] || best.x[1] <= lower[1]) {
        r.status = fit_status::at_bound;
        r.reason = "a is 0: the correlations are constant";
    } else if (best.x[0] >= upper[0] || best.x[1] >= upper[1]) {
        r.status = fit_status::at_bound;
        r.reason = best.x[0] >= upper[0] ? "a + b is 0.9999: the correlations hardly revert" : "b is 0";
    } else {
        r.status = fit_status::converged;
        r.reason = "converged";
    }
    return r;
}

} // namespace smirk::inline SMIRK_ABI::garch
