// SPDX-License-Identifier: BSL-1.0
// A fitted model without its types: what Python sees. Every model is compiled in a file of its own.
#pragma once
#include <smirk/garch/fit.hpp>
#include <smirk/garch/ged.hpp>
#include <smirk/garch/normal.hpp>
#include <smirk/garch/skewed_t.hpp>
#include <smirk/garch/student_t.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace door {

namespace garch = smirk::garch;

enum class error_law { normal, student_t, skewed_t, ged };
error_law law_of(const std::string& law);

struct garch_fit {
    std::string model, law;
    std::vector<std::string> names;
    std::vector<double> parameters;
    double log_likelihood, aic, bic, hqic, persistence, long_run_variance, half_life;
    std::string status, reason;
    bool usable;
    int iterations;
    std::size_t conditioned_on = 0;
    std::vector<double> conditional_variance, residuals, standardised_residuals;
    std::function<std::vector<double>(garch::covariance)> standard_errors;
    std::function<std::vector<double>(garch::covariance)> covariance_matrix; // row by row
    std::function<std::vector<double>(std::size_t)> forecast, forecast_mean;
    std::function<double(std::size_t, double)> forecast_volatility; // periods, periods a year
};

template <class Model, class Law>
garch_fit fit_garch(smirk::strided<double> returns, const garch::fit_options& options)
{
    const auto f = std::make_shared<garch::fitted<Model, Law>>(garch::fit<Model, Law>(returns, options));
    constexpr std::size_t n = garch::fitted<Model, Law>::size;
    garch_fit r;
    for (std::size_t i = 0; i < n; ++i) r.names.emplace_back(f->name(i));
    const auto flat = f->flat();
    r.parameters.assign(flat.begin(), flat.end());
    r.log_likelihood = f->log_likelihood;
    r.aic = f->aic(), r.bic = f->bic(), r.hqic = f->hqic();
    r.persistence = f->persistence(), r.long_run_variance = f->long_run_variance(), r.half_life = f->half_life();
    r.status = to_string(f->status), r.reason = f->reason, r.usable = static_cast<bool>(*f);
    r.iterations = f->iterations;
    r.conditioned_on = f->conditioned_on;
    r.conditional_variance = f->conditional_variance;
    r.residuals = f->residuals;
    r.standardised_residuals = f->standardised_residuals();
    r.standard_errors = [f](garch::covariance kind) {
        const auto se = garch::internal::to_array(f->standard_errors(kind));
        return std::vector<double>(se.begin(), se.end());
    };
    r.covariance_matrix = [f](garch::covariance kind) {
        std::vector<double> flat_matrix;
        for (const auto& row : f->covariance_matrix(kind))
            flat_matrix.insert(flat_matrix.end(), row.begin(), row.end());
        return flat_matrix;
    };
    r.forecast = [f](std::size_t periods) { return f->forecast(periods); };
    r.forecast_mean = [f](std::size_t periods) { return f->forecast_mean(periods); };
    r.forecast_volatility = [f](std::size_t periods, double a_year) { return f->forecast_volatility(periods, a_year); };
    return r;
}

/// The laws a model is compiled with.
struct all_laws {};
struct usual_laws {};

template <class Model, class Laws>
garch_fit fit_garch(error_law law, smirk::strided<double> returns, const garch::fit_options& options, Laws)
{
    switch (law) {
    case error_law::normal:
        return fit_garch<Model, garch::normal>(returns, options);
    case error_law::student_t:
        return fit_garch<Model, garch::student_t>(returns, options);
    default:
        break;
    }
    if constexpr (std::is_same_v<Laws, all_laws>)
        return law == error_law::skewed_t ? fit_garch<Model, garch::skewed_t>(returns, options)
                                          : fit_garch<Model, garch::ged>(returns, options);
    else
        throw std::invalid_argument("smirk: law: this model comes with 'normal' and 'student_t'");
}

using garch_fitter = garch_fit(error_law, smirk::strided<double>, const garch::fit_options&);
garch_fitter fit_garch11, fit_gjr, fit_egarch, fit_aparch, fit_tgarch, fit_nagarch, fit_igarch, fit_figarch;
garch_fitter fit_component, fit_garch_in_mean, fit_harch;
garch_fitter fit_garch_2_1, fit_garch_1_2, fit_garch_2_2, fit_gjr_2_1_1, fit_egarch_2_1_1;
garch_fitter fit_garch11_ar, fit_gjr_ar, fit_garch11_har;
garch_fitter fit_garch11_regressor, fit_gjr_regressor;
garch_fitter fit_garch11_variance_regressor, fit_gjr_variance_regressor;
garch_fitter fit_garch11_targeted, fit_gjr_targeted;

} // namespace door
