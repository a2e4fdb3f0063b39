// SPDX-License-Identifier: BSL-1.0
// What a fit found, and what follows from it: standard errors, forecasts, persistence, information criteria.
#pragma once
#include <smirk/garch/covariance.hpp>
#include <smirk/garch/fit_status.hpp>

#include <string>

namespace smirk::inline SMIRK_ABI::garch {

/// A fitted model. Owns what it holds.
template <class Model, class Law>
struct [[nodiscard]] fitted {
    static constexpr std::size_t size = size_of<Model, Law>;
    using parameter_set = parameters_of<Model, Law>;

    parameter_set parameters{}; // the best point found; NaN where there was nothing to fit
    double log_likelihood = std::numeric_limits<double>::quiet_NaN();
    fit_status status = fit_status::invalid_input;
    std::string reason; // what status says, in words, and what may help

    std::vector<double> returns;                                  // y_t, but for those conditioned on
    std::vector<double> residuals;                                // e_t
    std::vector<double> conditional_variance;                     // h_t
    double next_state = std::numeric_limits<double>::quiet_NaN(); // of the recursion, for the period after the last
    presample_value before;                                       // what the variance before the sample is made of
    design regressors;                                            // of a model with terms: the columns, from returns[0]
    std::size_t conditioned_on = 0; // returns before returns[0], which autoregressions start from

    int iterations = 0, evaluations = 0;
    double distance = std::numeric_limits<double>::quiet_NaN(); // to the maximum, in standard errors, by the gradient
    std::array<bool, size> free{};                              // coordinates of the search that no bound holds
    detail::matrix_of<size> directions{}; // derivative of parameter i in coordinate k: directions[k][i]

    /// Whether the parameters can be used: converged, or at a bound.
    [[nodiscard]] explicit operator bool() const noexcept { return usable(status); }

    /// Covariance matrix of the parameters, in their order.
    [[nodiscard]] detail::matrix_of<size> covariance_matrix(garch::covariance kind) const
    {
        return parameter_covariance<Model, Law>(kind, flat(), returns, before, directions, free, regressors);
    }

    /// Standard errors, named like the parameters. NaN for a parameter that a bound holds or that was not estimated, and
    /// for mu where it is one of the returns and the likelihood has a kink there: the others are those at this mu.
    [[nodiscard]] parameter_set standard_errors(garch::covariance kind = garch::covariance::robust) const
    {
        std::array<double, size> se;
        se.fill(std::numeric_limits<double>::quiet_NaN());
        if (!returns.empty() && std::isfinite(log_likelihood)) {
            const auto c = covariance_matrix(kind);
            for (std::size_t i = 0; i < size; ++i)
                if (c[i][i] > 0) se[i] = std::sqrt(c[i][i]);
        }
        return internal::join<Model, Law>(se);
    }

    /// Conditional variances 1, ..., periods ahead. The variance of the sum of the next n returns is the sum of the
    /// first n of them; annualise that sum.
    [[nodiscard]] std::vector<double> forecast(std::size_t periods) const
    {
        std::vector<double> ahead(periods), shifts;
        sample_end from = end();
        if constexpr (extended_model<Model>) {
            const auto p = model_part();
            for (std::size_t k = 0; k < periods; ++k) shifts.push_back(Model::shift(p, regressors, returns.size() + k));
            from.shifts = shifts;
        }
        Model::forecast(model_part(), law_shape(), from, std::span<double>(ahead));
        return ahead;
    }

    /// Expected returns 1, ..., periods ahead: mu, and what the mean equation adds to it.
    ///
    /// returns  for in-mean models exact one period ahead, then with the expected variance in place of the variance;
    ///          NaN where a regressor is not known
    [[nodiscard]] std::vector<double> forecast_mean(std::size_t periods) const
    {
        std::vector<double> m = forecast(periods);
        const auto p = model_part();
        if constexpr (extended_model<Model>) {
            std::vector<double> path = returns;
            std::array<double, Model::mean_terms> x{};
            for (double& value : m) {
                Model::mean_row(path, regressors, path.size(), x);
                value = Model::mean(p, value) + Model::mean_part(p, std::span<const double>(x));
                path.push_back(value);
            }
        } else {
            for (double& value : m) value = Model::mean(p, value);
        }
        return m;
    }

    /// Variances of the returns 1, ..., periods ahead, as seen from the end of the sample: those of the residuals,
    /// where the mean is not autoregressive.
    ///
    ///     sum_{j=1..k} psi_{k-j}^2 h_{t+j},   psi_i the response of y_{t+i} to e_t
    [[nodiscard]] std::vector<double> forecast_return_variance(std::size_t periods) const
    {
        const std::vector<double> h = forecast(periods), psi = responses(periods);
        std::vector<double> v(periods);
        for (std::size_t k = 0; k < periods; ++k)
            for (std::size_t j = 0; j <= k; ++j) v[k] += psi[k - j] * psi[k - j] * h[j];
        return v;
    }

    /// Annualised volatility forecast for the next periods, of the sum of their returns.
    ///
    ///     sqrt(A / n sum_{k=1..n} (psi_0 + ... + psi_{n-k})^2 h_{t+k}),   A periods a year, n periods
    ///     psi_i the response of y_{t+i} to e_t: 1, 0, 0, ... where the mean is not autoregressive
    ///
    /// A decimal where the returns are decimals, in per cent where they are. Throws std::invalid_argument unless both
    /// are positive.
    [[nodiscard]] double forecast_volatility(std::size_t periods, double periods_per_year = 252) const
    {
        if (periods == 0 || !(periods_per_year > 0))
            throw std::invalid_argument("smirk::garch::fitted::forecast_volatility: expected at least one period and a "
                                        "positive number of them a year, got " +
                                        std::to_string(periods) + " and " + std::to_string(periods_per_year));
        const std::vector<double> h = forecast(periods), psi = responses(periods);
        double sum = 0, response = 0;
        for (std::size_t k = periods; k-- > 0;) {
            response += psi[periods - 1 - k];
            sum += response * response * h[k];
        }
        return std::sqrt(sum * periods_per_year / static_cast<double>(periods));
    }

    /// psi_0 = 1, psi_1, ...: the responses of the coming returns to the residual of a period, through the mean.
    [[nodiscard]] std::vector<double> responses(std::size_t periods) const
    {
        std::vector<double> psi(periods);
        if (periods > 0) psi[0] = 1;
        if constexpr (extended_model<Model>) {
            const auto p = model_part();
            std::vector<double> path(Model::reach);
            path.push_back(1);
            std::array<double, Model::mean_terms> x{};
            design nothing;
            nothing.mean.resize(Model::mean_terms, std::vector<double>(1)); // regressors at 0
            for (std::size_t k = 1; k < periods; ++k) {
                Model::mean_row(path, nothing, 0, x);
                psi[k] = Model::mean_part(p, std::span<const double>(x));
                path.push_back(psi[k]);
            }
        }
        return psi;
    }

    /// What a forecast starts from.
    [[nodiscard]] sample_end end() const
    {
        if constexpr (extended_model<Model>)
            return {
                next_state, residuals, internal::variance_before<Model>(model_part(), before), {}, before.convention};
        else
            return {next_state, residuals, before.at(model_part().mu), {}, before.convention};
    }

    /// How much of a shock to the variance is left in the forecast after a period.
    [[nodiscard]] double persistence() const { return Model::persistence(model_part(), law_shape()); }
    /// The variance that forecasts revert to; infinite where the persistence is 1 or more.
    [[nodiscard]] double long_run_variance() const { return Model::long_run_variance(model_part(), law_shape()); }
    /// Periods until half of a shock to the variance is gone: ln(1/2) / ln(persistence).
    [[nodiscard]] double half_life() const
    {
        const double p = persistence();
        return p < 1 ? std::log(0.5) / std::log(p) : std::numeric_limits<double>::infinity();
    }

    /// Number of parameters estimated.
    [[nodiscard]] int estimated() const
    {
        int k = 0;
        for (std::size_t i = 0; i < size; ++i) k += !held[i];
        return k;
    }
    /// Akaike: 2 k - 2 l.
    [[nodiscard]] double aic() const { return 2 * estimated() - 2 * log_likelihood; }
    /// Bayes, Schwarz: k ln n - 2 l.
    [[nodiscard]] double bic() const
    {
        return estimated() * std::log(static_cast<double>(returns.size())) - 2 * log_likelihood;
    }
    /// Hannan-Quinn: 2 k ln ln n - 2 l.
    [[nodiscard]] double hqic() const
    {
        return 2 * estimated() * std::log(std::log(static_cast<double>(returns.size()))) - 2 * log_likelihood;
    }

    /// z_t = e_t / sqrt(h_t)
    [[nodiscard]] std::vector<double> standardised_residuals() const
    {
        std::vector<double> z(residuals.size());
        for (std::size_t t = 0; t < z.size(); ++t) z[t] = residuals[t] / std::sqrt(conditional_variance[t]);
        return z;
    }

    std::array<bool, size> held{}; // coordinates that were not estimated

    /// The name of parameter i in flat() and covariance_matrix().
    [[nodiscard]] static const char* name(std::size_t i) { return internal::name_of<Model, Law>(i); }
    /// The parameters of the model and of the law, as one array.
    [[nodiscard]] std::array<double, size> flat() const { return internal::to_array(parameters); }
    [[nodiscard]] typename Model::template parameters<double> model_part() const
    {
        return internal::from_array<typename Model::template parameters<double>>(flat());
    }
    [[nodiscard]] auto law_shape() const
    {
        return Law::shape_of(
            internal::from_array<typename Law::template parameters<double>, model_size<Model>>(flat()));
    }
};

} // namespace smirk::inline SMIRK_ABI::garch
