// SPDX-License-Identifier: BSL-1.0
// The maximum likelihood fit of a realized GARCH.
#pragma once
#include <smirk/garch/fit.hpp>
#include <smirk/garch/realized_garch.hpp>

namespace smirk::inline SMIRK_ABI::garch {

struct realized_garch_options {
    garch::mean mean = garch::mean::constant;
    int max_iterations = 200;
    double tolerance = 1e-8; // distance to the maximum, in standard errors
    lane_width width = lane_width::widest;
};

namespace internal {

/// -l / n of standardised returns and centred ln x, as a function of mu, the level of ln h, beta, gamma and the law;
/// the measurement equation is at its regression. With the envelope's gradient: what the regression fits has no slope.
template <class Law>
class realized_profile {
public:
    static constexpr std::size_t n = 4 + law_size<Law>, joint = size_of<realized_garch, Law>;
    using vector = std::array<double, n>;

    std::array<double, 4> regression{}; // xi, phi, tau1, tau2 at the last call
    double sigma_u = 0;

    realized_profile(const std::vector<double>& y, const std::vector<double>& x, const presample_value& before,
                     lane_width width)
        : y_(y), x_(x), before_(before), density_(y.size(), width), h_(density_.padded_size(), 1.0), log_h_(y.size()),
          u_(y.size())
    {
    }

    double operator()(const vector& q, vector& gradient)
    {
        const std::size_t count = y_.size();
        const double mu = q[0], level = q[1], beta = q[2], gamma = q[3];
        double s = std::log(before_.at(mu));
        for (std::size_t t = 0; t < count; ++t) {
            log_h_[t] = s;
            h_[t] = std::exp(s);
            density_.residuals[t] = y_[t] - mu;
            s = level * (1 - beta) + beta * s + gamma * x_[t];
        }
        std::array<double, joint> theta{}, by_theta{};
        if constexpr (law_size<Law> > 0) {
            std::array<double, law_size<Law>> of_law;
            std::copy(q.begin() + 4, q.end(), of_law.begin());
            const auto parameters = to_array(Law::from_search(of_law));
            std::copy(parameters.begin(), parameters.end(), theta.begin() + model_size<realized_garch>);
        }
        double value = density_(h_, theta, by_theta);

        const std::array<bool, 4> all{true, true, true, true};
        detail::matrix_of<4> square{};
        detail::vector_of<4> product{};
        const auto row = [&](std::size_t t) {
            const double z = density_.residuals[t] / std::sqrt(h_[t]);
            return std::array<double, 4>{1, log_h_[t], z, z * z - 1};
        };
        for (std::size_t t = 0; t < count; ++t) {
            const auto r = row(t);
            for (std::size_t i = 0; i < 4; ++i) {
                product[i] += r[i] * x_[t];
                for (std::size_t j = 0; j < 4; ++j) square[i][j] += r[i] * r[j];
            }
        }
        const detail::cholesky<4> factor(square, all);
        if (!factor.definite) return std::numeric_limits<double>::quiet_NaN();
        regression = factor.solve(product);
        double squares = 0;
        for (std::size_t t = 0; t < count; ++t) {
            u_[t] = x_[t] - detail::dot(regression, row(t));
            squares += u_[t] * u_[t];
        }
        const auto observations = static_cast<double>(count);
        const double variance = squares / observations;
        sigma_u = std::sqrt(variance);
        value -= 0.5 * observations * (std::log(2 * std::numbers::pi * variance) + 1);

        double by_mu = 0, by_level = 0, by_beta = 0, by_gamma = 0;                            // of l
        double d_mu = -2 * (before_.mean - mu) / h_[0], d_level = 0, d_beta = 0, d_gamma = 0; // of ln h_t
        for (std::size_t t = 0; t < count; ++t) {
            const double sigma = std::sqrt(h_[t]), z = density_.residuals[t] / sigma;
            const double by_u = -u_[t] / variance;
            const double by_z = -by_u * (regression[2] + 2 * regression[3] * z);
            const double by_e = density_.by_residual[t] + by_z / sigma;
            const double by_log_h = density_.by_variance[t] * h_[t] - by_u * regression[1] - 0.5 * by_z * z;
            by_mu += by_log_h * d_mu - by_e;
            by_level += by_log_h * d_level;
            by_beta += by_log_h * d_beta;
            by_gamma += by_log_h * d_gamma;
            d_mu *= beta;
            d_level = beta * d_level + 1 - beta;
            d_beta = beta * d_beta + log_h_[t] - level;
            d_gamma = beta * d_gamma + x_[t];
        }
        gradient = {};
        gradient[0] = -by_mu / observations;
        gradient[1] = -by_level / observations;
        gradient[2] = -by_beta / observations;
        gradient[3] = -by_gamma / observations;
        if constexpr (law_size<Law> > 0) {
            using number = detail::dual<double, law_size<Law>>;
            std::array<number, law_size<Law>> of_law;
            for (std::size_t k = 0; k < of_law.size(); ++k) of_law[k] = number::variable(q[4 + k], k);
            const auto parameters = std::bit_cast<std::array<number, law_size<Law>>>(Law::from_search(of_law));
            for (std::size_t k = 0; k < of_law.size(); ++k)
                for (std::size_t i = 0; i < of_law.size(); ++i)
                    gradient[4 + k] -= by_theta[model_size<realized_garch> + i] * parameters[i].d[k] / observations;
        }
        return -value / observations;
    }

private:
    const std::vector<double>&y_, &x_;
    presample_value before_;
    density_pass<realized_garch, Law> density_;
    std::vector<double> h_, log_h_, u_;
};

} // namespace internal

/// A fitted realized GARCH. Owns what it holds.
template <class Law>
struct [[nodiscard]] realized_garch_fit {
    static constexpr std::size_t size = size_of<realized_garch, Law>;
    using parameter_set = parameters_of<realized_garch, Law>;

    parameter_set parameters{};
    double log_likelihood = std::numeric_limits<double>::quiet_NaN();         // of returns and measures together
    double partial_log_likelihood = std::numeric_limits<double>::quiet_NaN(); // of the returns: beside other models'
    fit_status status = fit_status::invalid_input;
    std::string reason;

    std::vector<double> returns, log_measure;                                   // y_t, ln x_t
    std::vector<double> residuals, conditional_variance, measurement_residuals; // e_t, h_t, u_t
    double next_log_variance = std::numeric_limits<double>::quiet_NaN();
    presample_value before;
    std::array<bool, size> free{}; // parameters that no bound holds
    int evaluations = 0;
    double distance = std::numeric_limits<double>::quiet_NaN(); // to the maximum, in standard errors

    [[nodiscard]] explicit operator bool() const noexcept { return usable(status); }

    /// beta + phi gamma
    [[nodiscard]] double persistence() const { return parameters.beta + parameters.phi * parameters.gamma; }

    /// E ln h, 1, 2, ... periods ahead: finite for every law.
    ///
    ///     ln h' -> omega + gamma xi + (beta + phi gamma) ln h
    [[nodiscard]] std::vector<double> forecast_log_variance(std::size_t periods) const
    {
        std::vector<double> ahead(periods);
        double log_h = next_log_variance;
        for (double& v : ahead) {
            v = log_h;
            log_h = parameters.omega + parameters.gamma * parameters.xi + persistence() * log_h;
        }
        return ahead;
    }

    /// E h, 1, 2, ... periods ahead, in closed form.
    ///
    ///     E h_{n+k} = exp(E ln h_{n+k}) prod_{i<k-1} E exp(c_i (tau1 z + tau2 (z^2 - 1) + u)),
    ///     c_i = gamma (beta + phi gamma)^i
    ///     E exp(a z + b z^2) = (1 - 2b)^(-1/2) exp(a^2 / (2 (1 - 2b))), infinite from b = 1/2 on
    [[nodiscard]] std::vector<double> forecast(std::size_t periods) const
        requires std::is_same_v<Law, normal>
    {
        std::vector<double> ahead = forecast_log_variance(periods);
        double factor = 1, c = parameters.gamma;
        for (double& v : ahead) {
            v = std::exp(v) * factor;
            const double a = c * parameters.tau1, b = c * parameters.tau2, left = 1 - 2 * b, u = c * parameters.sigma_u;
            factor *= left > 0 ? std::exp(0.5 * a * a / left - b + 0.5 * u * u) / std::sqrt(left)
                               : std::numeric_limits<double>::infinity();
            c *= persistence();
        }
        return ahead;
    }

    /// Covariance matrix of the parameters, in their order: covariance::hessian, opg or robust. NaN where the Hessian
    /// is not definite. Throws std::invalid_argument for covariance::information.
    [[nodiscard]] detail::matrix_of<size> covariance_matrix(garch::covariance kind) const
    {
        if (kind == garch::covariance::information)
            throw std::invalid_argument("smirk::garch::realized_garch_fit: expected hessian, opg or robust");
        using gradient = detail::dual<double, size>;
        using hessian = detail::dual<gradient, size>;
        detail::matrix_of<size> h{}, g{};
        const auto theta = internal::to_array(parameters);
        std::array<hessian, size> x;
        for (std::size_t i = 0; i < size; ++i) x[i] = hessian::variable(gradient::variable(theta[i], i), i);
        internal::visit_realized<Law>(x, returns, log_measure, before,
                                      [&](std::size_t, const auto&, const auto&, const auto&, const hessian& of_return,
                                          const hessian& of_measure) {
                                          const hessian l = of_return + of_measure;
                                          for (std::size_t i = 0; i < size; ++i)
                                              for (std::size_t j = 0; j < size; ++j) {
                                                  h[i][j] -= l.d[i].d[j];
                                                  g[i][j] += l.d[i].value * l.d[j].value;
                                              }
                                      });
        const detail::cholesky<size> factor(kind == garch::covariance::opg ? g : h, free);
        auto r = factor.inverse();
        if (kind == garch::covariance::robust) r = detail::times(r, detail::times(g, r));
        if (!factor.definite)
            for (auto& row : r) row.fill(std::numeric_limits<double>::quiet_NaN());
        return r;
    }
    /// Standard errors, named like the parameters. NaN for a parameter that a bound holds or that was not estimated.
    [[nodiscard]] parameter_set standard_errors(garch::covariance kind = garch::covariance::robust) const
    {
        const auto c = covariance_matrix(kind);
        std::array<double, size> se;
        for (std::size_t i = 0; i < size; ++i)
            se[i] = c[i][i] > 0 ? std::sqrt(c[i][i]) : std::numeric_limits<double>::quiet_NaN();
        return internal::join<realized_garch, Law>(se);
    }
};

/// Maximum likelihood estimate of a realized GARCH.
///
///     max sum_t ln f(e_t; h_t) - (ln 2 pi sigma_u^2 + u_t^2 / sigma_u^2) / 2
///
/// For given mu, omega, beta, gamma the measurement equation is a regression: only the others are searched.
///
/// returns            log returns in any unit
/// realized_variance  x_t > 0, one a return, of the same period; any unit
/// returns            parameters in the units given; log-likelihoods, variances, standard errors; check the status
/// throws             std::invalid_argument if the lengths differ
/// cost               20 to 40 passes; 1661 days about 1 ms
/// source             Hansen, Huang and Shek, Journal of Applied Econometrics 27(6), 2012, 877-906
template <class Law = normal>
realized_garch_fit<Law> fit_realized_garch(strided<double> returns, strided<double> realized_variance,
                                           const realized_garch_options& options = {})
{
    if (returns.size() != realized_variance.size())
        throw std::invalid_argument("smirk::garch::fit_realized_garch: expected one realized variance a return, got " +
                                    std::to_string(realized_variance.size()) + " and " +
                                    std::to_string(returns.size()));
    constexpr std::size_t size = size_of<realized_garch, Law>;
    realized_garch_fit<Law> r;
    {
        std::array<double, size> nothing;
        nothing.fill(std::numeric_limits<double>::quiet_NaN());
        r.parameters = internal::join<realized_garch, Law>(nothing);
    }
    r.returns.assign(returns.begin(), returns.end());
    if (returns.size() < 3 * size) {
        r.status = fit_status::too_few_observations;
        r.reason = std::to_string(returns.size()) + " returns for " + std::to_string(size) + " parameters";
        return r;
    }
    r.reason = internal::what_is_wrong_with(returns);
    for (std::size_t t = 0; t < returns.size() && r.reason.empty(); ++t) {
        if (!(realized_variance[t] > 0 && std::isfinite(realized_variance[t])))
            r.reason = "realized_variance[" + std::to_string(t) + "] is " + internal::text(realized_variance[t]) +
                       ": drop the day or fill it in";
        r.log_measure.push_back(std::log(realized_variance[t]));
    }
    if (!r.reason.empty()) return r;

    r.before = presample_of(returns, presample::sample_variance, options.mean);
    const bool zero_mean = options.mean == mean::zero;
    const auto count = static_cast<double>(returns.size());
    const double location = zero_mean ? 0.0 : r.before.mean, scale = std::sqrt(r.before.variance);
    double centre = 0;
    for (const double x : r.log_measure) centre += x / count;
    std::vector<double> y(returns.size()), x(returns.size());
    for (std::size_t t = 0; t < y.size(); ++t) {
        y[t] = (returns[t] - location) / scale;
        x[t] = r.log_measure[t] - centre;
    }

    using profile = internal::realized_profile<Law>;
    profile objective(y, x, r.before.standardised(location, scale), options.width);
    constexpr std::size_t n = profile::n;
    constexpr double most = 0.9999;
    std::array<double, n> lower, upper;
    lower.fill(-std::numeric_limits<double>::infinity());
    upper.fill(std::numeric_limits<double>::infinity());
    if (zero_mean) lower[0] = upper[0] = 0;
    lower[2] = -most;
    upper[2] = most;
    if constexpr (law_size<Law> > 0)
        for (std::size_t k = 0; k < law_size<Law>; ++k) {
            lower[4 + k] = Law::ranges()[k].lower;
            upper[4 + k] = Law::ranges()[k].upper;
        }
    detail::descent_result<n> found;
    for (const auto& [beta, gamma] : {std::pair{0.6, 0.35}, std::pair{0.85, 0.1}, std::pair{0.2, 0.7}}) {
        std::array<double, n> start{0, -0.3, beta, gamma};
        if constexpr (law_size<Law> > 0) {
            const auto of_law = Law::to_search(Law::start());
            std::copy(of_law.begin(), of_law.end(), start.begin() + 4);
        }
        const auto tried = detail::minimise_in_box<n>(
            objective, start, lower, upper,
            {.tolerance = options.tolerance / std::sqrt(count), .max_iterations = options.max_iterations});
        r.evaluations += tried.evaluations;
        if (tried.value < found.value) found = tried;
        if (found.end == detail::descent_end::converged) break;
    }
    r.distance = found.distance * std::sqrt(count);
    if (found.end == detail::descent_end::no_start) {
        r.status = fit_status::stalled;
        r.reason = "the likelihood is not finite at the starting point: are the realized variances all alike?";
        return r;
    }

    // back to the units given
    std::array<double, n> slope{};
    objective(found.x, slope); // the regression at the maximum
    const double shift = 2 * std::log(scale), beta = found.x[2], gamma = found.x[3], phi = objective.regression[1];
    std::array<double, size> theta{found.x[0] * scale + location,
                                   (found.x[1] + shift) * (1 - beta) - gamma * centre,
                                   beta,
                                   gamma,
                                   objective.regression[0] + centre - phi * shift,
                                   phi,
                                   objective.regression[2],
                                   objective.regression[3],
                                   objective.sigma_u};
    r.free.fill(true);
    r.free[0] = !zero_mean;
    if (std::fabs(beta) >= most) {
        r.free[2] = false;
        r.reason = "beta is at its bound";
    }
    if constexpr (law_size<Law> > 0) {
        std::array<double, law_size<Law>> of_law;
        std::copy(found.x.begin() + 4, found.x.end(), of_law.begin());
        const auto parameters = internal::to_array(Law::from_search(of_law));
        for (std::size_t k = 0; k < of_law.size(); ++k) {
            theta[model_size<realized_garch> + k] = parameters[k];
            const bool low = of_law[k] <= lower[4 + k], high = of_law[k] >= upper[4 + k];
            r.free[model_size<realized_garch> + k] = !low && !high;
            if (low || high) r.reason = low ? Law::ranges()[k].at_lower : Law::ranges()[k].at_upper;
        }
    }
    r.parameters = internal::join<realized_garch, Law>(theta);
    r.log_likelihood = r.partial_log_likelihood = 0;
    r.next_log_variance = internal::visit_realized<Law>(
        theta, returns, r.log_measure, r.before,
        [&](std::size_t, double log_h, double e, double u, double of_return, double of_measure) {
            r.conditional_variance.push_back(std::exp(log_h));
            r.residuals.push_back(e);
            r.measurement_residuals.push_back(u);
            r.partial_log_likelihood += of_return;
            r.log_likelihood += of_return + of_measure;
        });
    if (found.end == detail::descent_end::max_iterations) {
        r.status = fit_status::max_iterations;
        r.reason = "no maximum after " + std::to_string(found.iterations) + " iterations";
    } else if (found.end == detail::descent_end::no_progress && !(r.distance < 1e-4)) {
        r.status = fit_status::stalled;
        r.reason =
            "no further progress, " + internal::text(r.distance) + " standard errors from the maximum by the gradient";
    } else {
        r.status = r.reason.empty() ? fit_status::converged : fit_status::at_bound;
        if (r.reason.empty()) r.reason = "converged";
    }
    return r;
}

} // namespace smirk::inline SMIRK_ABI::garch
