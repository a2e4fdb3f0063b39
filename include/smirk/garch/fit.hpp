// SPDX-License-Identifier: BSL-1.0
// Maximum likelihood fits.
#pragma once
#include <smirk/garch/design.hpp>
#include <smirk/garch/fitted.hpp>
#include <smirk/garch/maximise.hpp>
#include <smirk/garch/normal.hpp>

#include <cstdio>

namespace smirk::inline SMIRK_ABI::garch {

/// A parameter that is not estimated: the name as in fitted::name, in the unit of the returns.
struct fixed_parameter {
    const char* name;
    double value;
};

struct fit_options {
    garch::presample presample = garch::presample::backcast;
    garch::mean mean = garch::mean::constant;
    // of a model with<mean_regressors<K>> or with<variance_regressors<K>>: K columns, a row beside each return
    std::vector<strided<double>> mean_regressors = {}, variance_regressors = {};
    std::vector<fixed_parameter> fixed = {}; // {{"nu", 8}, {"gamma", 0}}: the others are estimated
    int max_iterations = 200;
    double tolerance = 1e-8;               // distance to the maximum, in standard errors
    lane_width width = lane_width::widest; // fixed: the same digits on every machine
};

namespace internal {

inline std::string text(double x)
{
    char digits[32];
    std::snprintf(digits, sizeof digits, "%.6g", x);
    return digits;
}

/// What makes returns unfit for any model, or an empty string.
inline std::string what_is_wrong_with(strided<double> returns)
{
    bool constant = true;
    for (std::size_t t = 0; t < returns.size(); ++t) {
        if (!std::isfinite(returns[t]))
            return "returns[" + std::to_string(t) + "] is " + text(returns[t]) + ": drop it or fill it in";
        constant = constant && returns[t] == returns[0];
    }
    return constant ? "all returns are " + text(returns[0]) + ": there is no variance to model" : "";
}

/// The equations of the parameters that are fixed.
template <class Model, class Law>
[[gnu::cold]] held_equations<size_of<Model, Law>> equations_of(const fit_options& options)
{
    constexpr std::size_t n = size_of<Model, Law>;
    held_equations<n> equations;
    for (const fixed_parameter& f : options.fixed) {
        std::size_t i = 0;
        while (i < n && std::string(f.name) != name_of<Model, Law>(i)) ++i;
        std::string wrong;
        if (i == n) {
            wrong = "expected a parameter of the model:";
            for (std::size_t k = 0; k < n; ++k) wrong += std::string(" ") + name_of<Model, Law>(k);
        } else if (!std::isfinite(f.value)) {
            wrong = "expected a number";
        } else if (i == 0 && options.mean == mean::zero) {
            wrong = "expected a mean that is not zero";
        }
        if (equations.holds(held_equation::kind::parameter, i)) wrong = "expected each parameter once";
        if (!wrong.empty())
            throw std::invalid_argument("smirk::garch::fit: fixed: " + wrong + ", got " + f.name + " = " +
                                        text(f.value));
        equations.add({held_equation::kind::parameter, i, f.value});
    }
    return equations;
}

/// How many returns a model conditions on.
template <class Model>
constexpr std::size_t reach_of()
{
    if constexpr (extended_model<Model>)
        return Model::reach;
    else
        return 0;
}

} // namespace internal

/// Maximum likelihood estimate of a model, with the law of its errors.
///
///     max_theta sum_t ln f(e_t; h_t),   e_t = y_t - m_t,   h_{t+1} from the recursion of the model
///
/// returns   log returns in any unit: they are standardised inside, the results are in the unit given
/// options   what stands before the sample (the log-likelihood depends on it), constant or zero mean, regressors of a
///           model with terms, parameters that are fixed, limits
/// start     parameters to search from, such as those of the fit of the day before: about half the work; ignored where
///           they lie outside the model, and where they lead nowhere the usual starts follow
/// returns   parameters, log-likelihood, conditional variances, standard errors, forecasts; check the status
/// throws    std::invalid_argument for regressors that are not those of the model, and for names of fixed parameters
///           that it does not have; nothing for data: NaN, constant or too few returns are a status and a reason
/// cost      about 10 to 20 gradients and three information matrices; GARCH(1,1) on 5000 returns about 0.2 ms
/// source    Bollerslev, Journal of Econometrics 31(3), 1986; gradients as Fiorentini, Calzolari and Panattoni 1996
template <class Model, class Law = normal>
fitted<Model, Law> fit(strided<double> returns, const fit_options& options = {},
                       const parameters_of<Model, Law>* start = nullptr)
{
    constexpr std::size_t n = size_of<Model, Law>;
    fitted<Model, Law> r;
    {
        std::array<double, n> nothing;
        nothing.fill(std::numeric_limits<double>::quiet_NaN());
        r.parameters = internal::join<Model, Law>(nothing);
    }
    constexpr std::size_t reach = internal::reach_of<Model>();
    if constexpr (extended_model<Model>) {
        if (returns.size() >= reach)
            r.regressors = Model::columns_of(returns, options.mean_regressors, options.variance_regressors);
    } else if (!options.mean_regressors.empty() || !options.variance_regressors.empty()) {
        throw std::invalid_argument("smirk::garch::fit: regressors given, and the model has none: fit "
                                    "with<Model, mean_regressors<K>> or with<Model, variance_regressors<K>>");
    }
    r.conditioned_on = std::min(reach, returns.size());
    r.returns.reserve(returns.size() - r.conditioned_on);
    for (std::size_t t = reach; t < returns.size(); ++t) r.returns.push_back(returns[t]);
    const std::size_t count = r.returns.size();
    if (count < 3 * n || count < reach) {
        r.status = fit_status::too_few_observations;
        r.reason = std::to_string(returns.size()) + " returns for " + std::to_string(n) + " parameters";
        return r;
    }
    r.reason = internal::what_is_wrong_with(returns);
    if (!r.reason.empty()) return r;
    const bool zero_mean = options.mean == mean::zero;
    if constexpr (extended_model<Model>) {
        r.reason = internal::what_is_wrong_with(r.regressors, count);
        if (!r.reason.empty()) return r;
        std::array<double, Model::mean_terms> slopes{};
        r.before = internal::presample_of(r.returns, r.regressors, options.presample, options.mean, slopes);
        for (const double c : slopes)
            if (!std::isfinite(c)) {
                r.reason = "the regressors of the mean depend linearly on one another";
                return r;
            }
    } else {
        r.before = presample_of(returns, options.presample, options.mean);
    }
    const double location = zero_mean ? 0.0 : r.before.mean, scale = std::sqrt(r.before.variance);
    if (!(scale > 1e-40 && scale < 1e40)) {
        r.reason = "the standard deviation of the returns is " + internal::text(scale) + ": change their unit";
        return r;
    }
    std::vector<double> y(count);
    for (std::size_t t = 0; t < y.size(); ++t) y[t] = (r.returns[t] - location) * (1 / scale);

    using problem = internal::search_problem<Model, Law>;
    sample_units units{{location, scale}, {}, {}};
    design x;
    problem objective = [&] {
        if constexpr (extended_model<Model>) {
            x = r.regressors;
            for (auto& column : x.mean) {
                units.mean.push_back(internal::unit_of(column, count, !zero_mean));
                internal::standardise(column, units.mean.back());
            }
            for (auto& column : x.variance) {
                units.variance.push_back(internal::unit_of(column, count, Model::state_is_logarithm));
                internal::standardise(column, units.variance.back());
            }
            std::array<double, Model::mean_terms> slopes{};
            const auto before = internal::presample_of(y, x, options.presample, options.mean, slopes);
            return problem(y, before, options.width, x, slopes);
        } else {
            return problem(y, r.before.standardised(location, scale), options.width);
        }
    }();
    objective.units = units;
    objective.returns = &y;
    objective.regressors = &x;
    if (zero_mean) {
        objective.lower[0] = objective.upper[0] = 0;
        r.held[0] = true;
    }
    if constexpr (requires { Model::held_coordinate; }) r.held[Model::held_coordinate] = true;
    if (!options.fixed.empty()) {
        if (!objective.hold_parameters(internal::equations_of<Model, Law>(options))) {
            r.reason = "no parameters of the model, or too few of it left, with";
            for (const fixed_parameter& f : options.fixed)
                r.reason += std::string(" ") + f.name + " = " + internal::text(f.value);
            return r;
        }
        for (std::size_t k = 0; k < objective.held.count; ++k) r.held[objective.held.pivots[k]] = true;
    }
    const double root_n = std::sqrt(objective.observations);
    const detail::descent_options descent{.tolerance = options.tolerance / root_n,
                                          .max_iterations = options.max_iterations};
    bool at_kink = false;
    std::array<double, n> warm{};
    bool is_warm = false;
    if (start) {
        auto theta = internal::to_array(*start);
        const auto model = internal::to_array(internal::standardise<Model>(
            internal::from_array<typename Model::template parameters<double>>(theta), units));
        std::copy(model.begin(), model.end(), theta.begin());
        if (!options.fixed.empty()) objective.put_in_fixed(theta);
        is_warm = internal::warm_coordinates<Model, Law>(theta, objective, warm);
    }
    const auto found = internal::maximise(objective, descent, at_kink, is_warm ? &warm : nullptr);
    r.iterations = found.iterations;
    r.evaluations = found.evaluations;
    r.distance = found.distance * root_n;

    // back to the unit given
    using number = detail::dual<double, n>;
    std::array<number, n> variables;
    for (std::size_t i = 0; i < n; ++i) variables[i] = number::variable(found.x[i], i);
    auto theta = problem::parameters_at(variables);
    const auto model = problem::template as_array<number>(internal::restore<Model, number>(
        internal::from_array<typename Model::template parameters<number>>(theta), units));
    for (std::size_t i = 0; i < model.size(); ++i) theta[i] = model[i];
    std::array<double, n> values{};
    for (std::size_t i = 0; i < n; ++i) {
        values[i] = theta[i].value;
        for (std::size_t k = 0; k < n; ++k) r.directions[k][i] = theta[i].d[k];
        const bool low = found.x[i] <= objective.lower[i], high = found.x[i] >= objective.upper[i];
        r.free[i] = !low && !high;
        if (r.held[i] || objective.held.has_pivot(i) || (!low && !high)) continue;
        if (!r.reason.empty()) r.reason += "; ";
        r.reason += low ? objective.ranges[i].at_lower : objective.ranges[i].at_upper;
    }
    if (!objective.held.empty()) objective.bend(found.x, r.directions, false);
    for (std::size_t k = 0; k < objective.held.count; ++k) {
        const internal::held_equation& q = objective.held.equations[k];
        if (q.of == internal::held_equation::kind::parameter) {
            values[q.index] = q.value;
            for (auto& direction : r.directions) direction[q.index] = 0;
        } else if (q.of == internal::held_equation::kind::weight) {
            if (!r.reason.empty()) r.reason += "; ";
            r.reason += "weight " + std::to_string(q.index + 1) + " of past shocks is 0";
        }
    }
    r.parameters = internal::join<Model, Law>(values);
    r.log_likelihood = -found.value * objective.observations - objective.observations * std::log(scale);

    const auto p = r.model_part();
    r.residuals.resize(count);
    r.conditional_variance.resize(count);
    const auto keep = [&](std::size_t t, double e, double h) {
        r.residuals[t] = e;
        r.conditional_variance[t] = h;
    };
    if constexpr (extended_model<Model>)
        r.next_state = filter<Model>(p, r.law_shape(), r.before, r.returns, r.regressors, keep);
    else
        r.next_state = filter<Model>(p, r.law_shape(), r.before, returns, keep);

    bool finite = true;
    for (const double h : r.conditional_variance) finite = finite && h > 0 && std::isfinite(h);
    if (found.end == detail::descent_end::no_start) {
        r.status = fit_status::stalled;
        r.reason = "the likelihood is not finite at the starting point";
    } else if (found.end == detail::descent_end::max_iterations) {
        r.status = fit_status::max_iterations;
        r.reason = "no maximum after " + std::to_string(found.iterations) + " iterations";
    } else if (found.end == detail::descent_end::no_progress &&
               !(r.distance < 1e-4)) { // closer, rounding stops the descent
        r.status = fit_status::stalled;
        r.reason =
            "no further progress, " + internal::text(r.distance) + " standard errors from the maximum by the gradient";
    } else if (!finite) {
        r.status = fit_status::stalled;
        r.reason = "the conditional variance leaves the range of numbers: is there an enormous return?";
    } else if (found.flat && found.iterations == 0) {
        r.status = fit_status::stalled;
        r.reason = "the likelihood is flat: the returns do not determine the parameters";
    } else {
        r.status = r.reason.empty() ? fit_status::converged : fit_status::at_bound;
        if (r.reason.empty())
            r.reason = !at_kink                ? "converged"
                       : extended_model<Model> ? "converged; a return is its own mean, where the likelihood has a kink"
                                               : "converged; mu is one of the returns, where the likelihood has a kink";
    }
    if (count < 10 * n && usable(r.status)) {
        r.status = fit_status::too_few_observations;
        r.reason = std::to_string(returns.size()) + " returns for " + std::to_string(n) + " parameters; " + r.reason;
    }
    return r;
}

} // namespace smirk::inline SMIRK_ABI::garch
