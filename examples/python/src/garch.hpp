// SPDX-License-Identifier: BSL-1.0
// A fitted model without its types: what Python sees. Every model is compiled in a file of its own.
#pragma once
#include <smirk/garch/fit.hpp>
#include <smirk/garch/ged.hpp>
#include <smirk/garch/news_impact.hpp>
#include <smirk/garch/normal.hpp>
#include <smirk/garch/option_prices.hpp>
#include <smirk/garch/rolling_fit.hpp>
#include <smirk/garch/skewed_t.hpp>
#include <smirk/garch/student_t.hpp>
#include <smirk/garch/value_at_risk.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace door {

namespace garch = smirk::garch;

enum class error_law { normal, student_t, skewed_t, ged };
error_law law_of(const std::string& law);

[[noreturn]] inline void refuse(const char* call, const char* why)
{
    throw std::invalid_argument(std::string("smirk: GarchFit.") + call + ": not for " + why);
}

/// What a fit can be asked.
struct fitted_model {
    using numbers = std::vector<double>;
    virtual ~fitted_model() = default;
    virtual numbers standard_errors(garch::covariance kind) const = 0;
    virtual numbers covariance_matrix(garch::covariance kind) const = 0; // row by row
    virtual numbers forecast(std::size_t periods) const = 0;
    virtual numbers forecast_mean(std::size_t periods) const = 0;
    virtual double forecast_volatility(std::size_t periods, double periods_per_year) const = 0;
    virtual numbers forecast_return_variance(std::size_t periods) const = 0;
    virtual garch::tail_risk value_at_risk(double probability) const = 0;
    virtual numbers value_at_risk_in_sample(double probability) const = 0;
    virtual numbers historical_simulation(std::size_t periods, std::size_t paths, std::uint64_t seed) const = 0;
    virtual numbers news_impact(smirk::strided<double> shocks, double variance) const = 0;
    virtual garch::risk_neutral_prices risk_neutral_paths(std::size_t periods, const garch::path_options&) const = 0;
};

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
    std::shared_ptr<const fitted_model> asked;
};

template <class Model, class Law>
struct fitted_garch final : fitted_model {
    garch::fitted<Model, Law> f;

    explicit fitted_garch(garch::fitted<Model, Law> fit) : f(std::move(fit)) {}

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
    numbers forecast(std::size_t periods) const override { return f.forecast(periods); }
    numbers forecast_mean(std::size_t periods) const override { return f.forecast_mean(periods); }
    double forecast_volatility(std::size_t periods, double a_year) const override
    {
        return f.forecast_volatility(periods, a_year);
    }
    numbers forecast_return_variance(std::size_t periods) const override { return f.forecast_return_variance(periods); }
    garch::tail_risk value_at_risk(double probability) const override { return garch::value_at_risk(f, probability); }
    numbers value_at_risk_in_sample(double probability) const override
    {
        return garch::value_at_risk_in_sample(f, probability);
    }
    numbers historical_simulation(std::size_t periods, std::size_t paths, std::uint64_t seed) const override
    {
        std::mt19937_64 generator(seed);
        return garch::filtered_historical_simulation(f, periods, paths, generator);
    }
    numbers news_impact(smirk::strided<double> shocks, double variance) const override
    {
        if constexpr (requires { Model::truncation; })
            refuse("news_impact", "a model of weighted sums, whose variance has no state");
        else
            return garch::news_impact(f, shocks, variance);
    }
    garch::risk_neutral_prices risk_neutral_paths(std::size_t periods,
                                                  const garch::path_options& options) const override
    {
        if constexpr (requires { Model::truncation; })
            refuse("option_prices", "a model of weighted sums, whose variance has no state");
        else if constexpr (garch::extended_model<Model>)
            refuse("option_prices", "a model with additions to its equations");
        else
            return garch::risk_neutral_paths(f, periods, options);
    }
};

template <class Model, class Law>
garch_fit fit_garch(smirk::strided<double> returns, const garch::fit_options& options, const garch_fit* start)
{
    using fitted = garch::fitted<Model, Law>;
    garch::parameters_of<Model, Law> from{};
    if (start) {
        std::array<double, fitted::size> flat{};
        bool same = start->names.size() == flat.size();
        for (std::size_t i = 0; same && i < flat.size(); ++i) same = start->names[i] == fitted::name(i);
        if (!same) throw std::invalid_argument("smirk: fit_garch: start: expected a fit with the same parameters");
        std::copy(start->parameters.begin(), start->parameters.end(), flat.begin());
        from = garch::internal::join<Model, Law>(flat);
    }
    const auto asked =
        std::make_shared<fitted_garch<Model, Law>>(garch::fit<Model, Law>(returns, options, start ? &from : nullptr));
    const fitted& f = asked->f;
    garch_fit r;
    for (std::size_t i = 0; i < fitted::size; ++i) r.names.emplace_back(f.name(i));
    const auto flat = f.flat();
    r.parameters.assign(flat.begin(), flat.end());
    r.log_likelihood = f.log_likelihood;
    r.aic = f.aic(), r.bic = f.bic(), r.hqic = f.hqic();
    r.persistence = f.persistence(), r.long_run_variance = f.long_run_variance(), r.half_life = f.half_life();
    r.status = to_string(f.status), r.reason = f.reason, r.usable = static_cast<bool>(f);
    r.iterations = f.iterations;
    r.conditioned_on = f.conditioned_on;
    r.conditional_variance = f.conditional_variance;
    r.residuals = f.residuals;
    r.standardised_residuals = f.standardised_residuals();
    r.asked = asked;
    return r;
}

/// Refits through a series: see smirk::garch::rolling_fit.
struct rolling_fits {
    std::string model, law;
    std::vector<double> mean, variance, variance_of_sum;
    std::vector<std::int64_t> first, end;
    std::vector<std::string> names;
    std::vector<double> parameters; // row by row, a row a fit
    std::vector<double> log_likelihood;
    std::vector<std::string> status;
    std::function<std::vector<double>(double)> value_at_risk;
};

using progress = std::function<void(std::size_t, std::size_t)>;

template <class Model, class Law>
rolling_fits roll_garch(smirk::strided<double> returns, const garch::rolling_fit_options& options, const progress& tell)
{
    const auto fits =
        std::make_shared<garch::rolling_fits<Model, Law>>(garch::rolling_fit<Model, Law>(returns, options, tell));
    rolling_fits r;
    r.mean = fits->mean, r.variance = fits->variance, r.variance_of_sum = fits->variance_of_sum;
    r.first.assign(fits->first.begin(), fits->first.end());
    r.end.assign(fits->end.begin(), fits->end.end());
    for (std::size_t i = 0; i < garch::fitted<Model, Law>::size; ++i)
        r.names.emplace_back(garch::fitted<Model, Law>::name(i));
    for (const auto& p : fits->parameters) {
        const auto flat = garch::internal::to_array(p);
        r.parameters.insert(r.parameters.end(), flat.begin(), flat.end());
    }
    r.log_likelihood = fits->log_likelihood;
    for (const auto s : fits->status) r.status.emplace_back(to_string(s));
    r.value_at_risk = [fits](double probability) { return fits->value_at_risk(probability); };
    return r;
}

/// The laws a model is compiled with.
struct all_laws {};
struct usual_laws {};

/// use<Law>() for the law of that name.
template <class Laws, class Use>
auto with_law(error_law law, const Use& use)
{
    if (law == error_law::normal) return use.template operator()<garch::normal>();
    if (law == error_law::student_t) return use.template operator()<garch::student_t>();
    if constexpr (std::is_same_v<Laws, all_laws>)
        return law == error_law::skewed_t ? use.template operator()<garch::skewed_t>()
                                          : use.template operator()<garch::ged>();
    else
        throw std::invalid_argument("smirk: law: this model comes with 'normal' and 'student_t'");
}

/// A model, with the laws it is compiled with; refits through a series for models without additions.
struct garch_entry {
    garch_fit (*fit)(error_law, smirk::strided<double>, const garch::fit_options&, const garch_fit* start);
    rolling_fits (*roll)(error_law, smirk::strided<double>, const garch::rolling_fit_options&, const progress&);
};

template <class Model, class Laws>
garch_entry entry_of()
{
    garch_entry entry{};
    entry.fit = [](error_law law, smirk::strided<double> returns, const garch::fit_options& options,
                   const garch_fit* start) {
        return with_law<Laws>(law, [&]<class Law>() { return fit_garch<Model, Law>(returns, options, start); });
    };
    if constexpr (!garch::extended_model<Model> && !requires { Model::held_coordinate; })
        entry.roll = [](error_law law, smirk::strided<double> returns, const garch::rolling_fit_options& options,
                        const progress& tell) {
            return with_law<Laws>(law, [&]<class Law>() { return roll_garch<Model, Law>(returns, options, tell); });
        };
    return entry;
}

/// The models of the module: the name that Python gives, and what is added to its equations.
struct named_entry {
    const char *model, *addition;
    garch_entry (*entry)();
};
const std::vector<named_entry>& garch_entries();

} // namespace door
