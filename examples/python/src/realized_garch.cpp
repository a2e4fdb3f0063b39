// SPDX-License-Identifier: BSL-1.0
// Returns and a realized measure of their variance in one model.
#include "arguments.hpp"
#include "bindings.hpp"
#include "garch.hpp"

#include <smirk/garch/fit_realized_garch.hpp>

#include <cmath>
#include <functional>
#include <limits>

namespace door {

/// What a fit of returns alone has, and what the measure adds.
struct realized_garch_fit : garch_fit {
    double partial_log_likelihood;
    std::vector<double> measurement_residuals;
    std::function<std::vector<double>(std::size_t)> forecast_log_variance;
};

template <class Law>
struct fitted_realized_garch final : fitted_model {
    garch::realized_garch_fit<Law> f;

    explicit fitted_realized_garch(garch::realized_garch_fit<Law> fit) : f(std::move(fit)) {}

    numbers standard_errors(garch::covariance kind) const override
    {
        const auto se = garch::internal::to_array(f.standard_errors(kind));
        return {se.begin(), se.end()};
    }
    numbers covariance_matrix(garch::covariance kind) const override
    {
        numbers flat;
        for (const auto& row : f.covariance_matrix(kind)) flat.insert(flat.end(), row.begin(), row.end());
        return flat;
    }
    numbers forecast(std::size_t periods) const override
    {
        if constexpr (std::is_same_v<Law, garch::normal>)
            return f.forecast(periods);
        else
            throw std::invalid_argument("smirk: RealizedGarchFit.forecast: in closed form for normal errors only; "
                                        "forecast_log_variance() is for every law");
    }
    numbers forecast_mean(std::size_t periods) const override { return numbers(periods, f.parameters.mu); }
    double forecast_volatility(std::size_t periods, double a_year) const override
    {
        if (periods == 0 || !(a_year > 0))
            throw std::invalid_argument("smirk: RealizedGarchFit.forecast_volatility: expected a period or more, and a "
                                        "positive number of them a year");
        double sum = 0;
        for (const double h : forecast(periods)) sum += h;
        return std::sqrt(sum * a_year / static_cast<double>(periods));
    }
    numbers forecast_return_variance(std::size_t periods) const override { return forecast(periods); }
    garch::tail_risk value_at_risk(double) const override { refuse("value_at_risk", realized); }
    numbers value_at_risk_in_sample(double) const override { refuse("value_at_risk_in_sample", realized); }
    numbers historical_simulation(std::size_t, std::size_t, std::uint64_t) const override
    {
        refuse("historical_simulation", realized);
    }
    numbers news_impact(smirk::strided<double>, double) const override { refuse("news_impact", realized); }
    garch::risk_neutral_prices risk_neutral_paths(std::size_t, const garch::path_options&) const override
    {
        refuse("option_prices", realized);
    }

private:
    static constexpr const char* realized = "realized_garch, whose variance follows the measure, not the returns";
};

template <class Law>
realized_garch_fit fit_with(smirk::strided<double> returns, smirk::strided<double> realized_variance, garch::mean mean)
{
    const auto asked = std::make_shared<fitted_realized_garch<Law>>(
        garch::fit_realized_garch<Law>(returns, realized_variance, {.mean = mean}));
    const auto& f = asked->f;
    realized_garch_fit r;
    for (std::size_t i = 0; i < garch::realized_garch_fit<Law>::size; ++i)
        r.names.emplace_back(garch::internal::name_of<garch::realized_garch, Law>(i));
    const auto theta = garch::internal::to_array(f.parameters);
    r.parameters.assign(theta.begin(), theta.end());
    r.log_likelihood = f.log_likelihood;
    r.partial_log_likelihood = f.partial_log_likelihood;
    const double k = static_cast<double>(garch::realized_garch_fit<Law>::size) - (mean == garch::mean::zero);
    const double n = static_cast<double>(f.returns.size());
    r.aic = 2 * k - 2 * f.log_likelihood;
    r.bic = k * std::log(n) - 2 * f.log_likelihood;
    r.hqic = 2 * k * std::log(std::log(n)) - 2 * f.log_likelihood;
    r.persistence = f.persistence();
    r.half_life = r.persistence < 1 ? std::log(0.5) / std::log(r.persistence) : std::numeric_limits<double>::infinity();
    r.long_run_variance = std::numeric_limits<double>::quiet_NaN();
    r.status = to_string(f.status), r.reason = f.reason, r.usable = static_cast<bool>(f);
    r.iterations = f.evaluations;
    r.conditional_variance = f.conditional_variance;
    r.residuals = f.residuals;
    for (std::size_t t = 0; t < f.residuals.size(); ++t)
        r.standardised_residuals.push_back(f.residuals[t] / std::sqrt(f.conditional_variance[t]));
    r.measurement_residuals = f.measurement_residuals;
    r.forecast_log_variance = [asked](std::size_t periods) { return asked->f.forecast_log_variance(periods); };
    r.asked = asked;
    return r;
}

static realized_garch_fit fit(const array_like& returns, const array_like& realized_variance, const std::string& law,
                              const std::string& mean)
{
    static const std::pair<const char*, garch::mean> means[] = {{"constant", garch::mean::constant},
                                                                {"zero", garch::mean::zero}};
    const series y(returns, "returns"), x(realized_variance, "realized_variance");
    const error_law errors = law_of(law);
    const garch::mean equation = one_of(mean, means, "mean");
    if (errors != error_law::normal && errors != error_law::student_t)
        throw std::invalid_argument("smirk: law: this model comes with 'normal' and 'student_t'");
    const nb::gil_scoped_release unlocked;
    realized_garch_fit f = errors == error_law::normal ? fit_with<garch::normal>(y.values(), x.values(), equation)
                                                       : fit_with<garch::student_t>(y.values(), x.values(), equation);
    f.model = "realized_garch";
    f.law = law;
    return f;
}

void bind_realized_garch(nb::module_& m)
{
    nb::class_<realized_garch_fit, garch_fit>(
        m, "RealizedGarchFit", "A fitted realized GARCH; log_likelihood is that of returns and measures together.")
        .def_ro("partial_log_likelihood", &realized_garch_fit::partial_log_likelihood,
                "Of the returns: to be set beside other models'.")
        .def_prop_ro("measurement_residuals",
                     [](nb::handle self) {
                         return view_of(nb::cast<const realized_garch_fit&>(self).measurement_residuals, self);
                     })
        .def(
            "forecast_log_variance",
            [](const realized_garch_fit& f, std::size_t periods) { return to_numpy(f.forecast_log_variance(periods)); },
            "periods"_a, "E ln h, 1, ..., periods ahead.");
    m.def("fit_realized_garch", &fit, "returns"_a, "realized_variance"_a, "law"_a = "normal", nb::kw_only(),
          "mean"_a = "constant",
          "Log-linear realized GARCH(1,1) of Hansen, Huang and Shek (2012), by maximum likelihood.\n\n"
          "ln h' = omega + beta ln h + gamma ln x, ln x = xi + phi ln h + tau1 z + tau2 (z^2 - 1) + u.\n"
          "realized_variance: x > 0, one a return, of the same period. law: normal or student_t.");
}

} // namespace door
