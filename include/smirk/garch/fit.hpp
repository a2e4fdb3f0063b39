// SPDX-License-Identifier: BSL-1.0
// Maximum likelihood fits.
#pragma once
#include <smirk/detail/box_bfgs.hpp>
#include <smirk/garch/fitted.hpp>
#include <smirk/garch/likelihood.hpp>
#include <smirk/garch/normal.hpp>

#include <cstdio>

namespace smirk::inline SMIRK_ABI::garch {

struct fit_options {
    garch::presample presample = garch::presample::backcast;
    garch::mean mean = garch::mean::constant;
    int max_iterations = 200;
    double tolerance = 1e-8; // distance to the maximum, in standard errors
};

namespace internal {

/// The likelihood of standardised returns, seen from the coordinates of the search.
template <class Model, class Law>
struct search_problem {
    static constexpr std::size_t n = size_of<Model, Law>;
    using vector = std::array<double, n>;

    likelihood<Model, Law> l;
    vector lower{}, upper{};
    std::array<search_range, n> ranges{};
    double observations;

    search_problem(strided<double> returns, const presample_value& before)
        : l(returns, before), observations(static_cast<double>(returns.size()))
    {
        const auto of_model = Model::ranges();
        for (std::size_t i = 0; i < of_model.size(); ++i) ranges[i] = of_model[i];
        if constexpr (law_size<Law> > 0) {
            const auto of_law = Law::ranges();
            for (std::size_t i = 0; i < of_law.size(); ++i) ranges[model_size<Model> + i] = of_law[i];
        }
        for (std::size_t i = 0; i < n; ++i) {
            lower[i] = ranges[i].lower;
            upper[i] = ranges[i].upper;
        }
    }

    template <class R>
    static std::array<R, n> parameters_at(const std::array<R, n>& x)
    {
        std::array<R, model_size<Model>> model;
        for (std::size_t i = 0; i < model.size(); ++i) model[i] = x[i];
        const auto p = as_array<R>(Model::from_search(model));
        std::array<R, n> theta;
        for (std::size_t i = 0; i < model.size(); ++i) theta[i] = p[i];
        if constexpr (law_size<Law> > 0) {
            std::array<R, law_size<Law>> law;
            for (std::size_t i = 0; i < law.size(); ++i) law[i] = x[model.size() + i];
            const auto q = as_array<R>(Law::from_search(law));
            for (std::size_t i = 0; i < law.size(); ++i) theta[model.size() + i] = q[i];
        }
        return theta;
    }
    template <class R, class Aggregate>
    static auto as_array(const Aggregate& a)
    {
        return std::bit_cast<std::array<R, sizeof(Aggregate) / sizeof(R)>>(a);
    }

    static vector start()
    {
        vector x{};
        const auto model = Model::to_search(Model::start());
        for (std::size_t i = 0; i < model.size(); ++i) x[i] = model[i];
        if constexpr (law_size<Law> > 0) {
            const auto law = Law::to_search(Law::start());
            for (std::size_t i = 0; i < law.size(); ++i) x[model.size() + i] = law[i];
        }
        return x;
    }

    /// -l / n and its gradient at x.
    double operator()(const vector& x, vector& gradient)
    {
        using number = detail::dual<double, n>;
        std::array<number, n> variables;
        for (std::size_t i = 0; i < n; ++i) variables[i] = number::variable(x[i], i);
        const auto theta = parameters_at(variables);
        vector values{}, by_parameter{};
        for (std::size_t i = 0; i < n; ++i) values[i] = theta[i].value;
        const double value = l(values, by_parameter);
        for (std::size_t k = 0; k < n; ++k) {
            gradient[k] = 0;
            for (std::size_t i = 0; i < n; ++i) gradient[k] -= by_parameter[i] * theta[i].d[k] / observations;
        }
        return -value / observations;
    }
};

inline std::string text(double x)
{
    char digits[32];
    std::snprintf(digits, sizeof digits, "%.6g", x);
    return digits;
}

/// The maximum over the box. Where a return is the best mu, the likelihood has a kink there and no gradient that could
/// vanish: then mu is held at that return, the other coordinates are maximised, and the slopes on both sides decide.
template <class Model, class Law>
detail::descent_result<size_of<Model, Law>> maximise(search_problem<Model, Law>& objective, const std::vector<double>& y,
                                                     detail::descent_options options, bool& at_kink)
{
    constexpr std::size_t n = size_of<Model, Law>;
    const auto descend = [&](const std::array<double, n>& from) {
        return detail::minimise_in_box<n>(objective, from, objective.lower, objective.upper, options);
    };
    if constexpr (!Model::kinked) {
        return descend(objective.start());
    } else {
        options.give_up_within = 0.1 / std::sqrt(objective.observations);
        auto found = descend(objective.start());
        if (found.end != detail::descent_end::no_progress || objective.lower[0] >= objective.upper[0]) return found;
        options.give_up_within = 0;
        const int iterations = found.iterations, evaluations = found.evaluations;
        const double lower = objective.lower[0], upper = objective.upper[0];
        auto at = found.x;
        for (const double v : y)
            if (std::fabs(v - found.x[0]) < std::fabs(at[0] - found.x[0]) || at[0] == found.x[0]) at[0] = v;
        objective.lower[0] = objective.upper[0] = at[0];
        auto held = descend(at);
        objective.lower[0] = lower;
        objective.upper[0] = upper;
        std::array<double, n> left = held.x, right = held.x, slope_left{}, slope_right{};
        const double apart = 1e-10; // of returns with standard deviation 1
        left[0] -= apart;
        right[0] += apart;
        objective(left, slope_left);
        objective(right, slope_right);
        at_kink = held.end == detail::descent_end::converged && slope_left[0] <= 0 && slope_right[0] >= 0;
        if (!at_kink) held = descend(found.x);
        held.iterations += iterations;
        held.evaluations += evaluations + 2;
        return held;
    }
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

} // namespace internal

/// Maximum likelihood estimate of a model, with the law of its errors.
///
///     max_theta sum_t ln f(e_t; h_t),   e_t = y_t - m_t,   h_{t+1} from the recursion of the model
///
/// returns   log returns in any unit: they are standardised inside, the results are in the unit given
/// options   what stands before the sample (the log-likelihood depends on it), constant or zero mean, limits
/// returns   parameters, log-likelihood, conditional variances, standard errors, forecasts; check the status
/// throws    nothing for data: NaN, constant or too few returns are a status and a reason
/// cost      about 15 to 25 gradients; GARCH(1,1) on 5000 returns about 0.2 ms
/// source    Bollerslev, Journal of Econometrics 31(3), 1986; gradients as Fiorentini, Calzolari and Panattoni 1996
template <class Model, class Law = normal>
fitted<Model, Law> fit(strided<double> returns, const fit_options& options = {})
{
    constexpr std::size_t n = size_of<Model, Law>;
    fitted<Model, Law> r;
    {
        std::array<double, n> nothing;
        nothing.fill(std::numeric_limits<double>::quiet_NaN());
        r.parameters = internal::join<Model, Law>(nothing);
    }
    r.returns.assign(returns.begin(), returns.end());
    if (returns.size() < 3 * n) {
        r.status = fit_status::too_few_observations;
        r.reason = std::to_string(returns.size()) + " returns for " + std::to_string(n) + " parameters";
        return r;
    }
    r.reason = internal::what_is_wrong_with(returns);
    if (!r.reason.empty()) return r;
    r.before = presample_of(returns, options.presample, options.mean);
    const bool zero_mean = options.mean == mean::zero;
    const double location = zero_mean ? 0.0 : r.before.mean, scale = std::sqrt(r.before.variance);
    if (!(scale > 1e-100 && scale < 1e100)) {
        r.reason = "the standard deviation of the returns is " + internal::text(scale) + ": change their unit";
        return r;
    }
    std::vector<double> y(returns.size());
    for (std::size_t t = 0; t < y.size(); ++t) y[t] = (returns[t] - location) / scale;

    using problem = internal::search_problem<Model, Law>;
    problem objective(y, r.before.standardised(location, scale));
    if (zero_mean) {
        objective.lower[0] = objective.upper[0] = 0;
        r.held[0] = true;
    }
    const double root_n = std::sqrt(objective.observations);
    const detail::descent_options descent{.tolerance = options.tolerance / root_n, .max_iterations = options.max_iterations};
    bool at_kink = false;
    const auto found = internal::maximise(objective, y, descent, at_kink);
    r.iterations = found.iterations;
    r.evaluations = found.evaluations;
    r.distance = found.distance * root_n;

    // back to the unit given
    using number = detail::dual<double, n>;
    std::array<number, n> x;
    for (std::size_t i = 0; i < n; ++i) x[i] = number::variable(found.x[i], i);
    auto theta = problem::parameters_at(x);
    const auto model = problem::template as_array<number>(Model::rescale(
        internal::from_array<typename Model::template parameters<number>>(theta), location, scale));
    for (std::size_t i = 0; i < model.size(); ++i) theta[i] = model[i];
    std::array<double, n> values{};
    for (std::size_t i = 0; i < n; ++i) {
        values[i] = theta[i].value;
        for (std::size_t k = 0; k < n; ++k) r.directions[k][i] = theta[i].d[k];
        const bool low = found.x[i] <= objective.lower[i], high = found.x[i] >= objective.upper[i];
        r.free[i] = !low && !high && !(at_kink && i == 0);
        if (r.held[i] || (!low && !high)) continue;
        if (!r.reason.empty()) r.reason += "; ";
        r.reason += low ? objective.ranges[i].at_lower : objective.ranges[i].at_upper;
    }
    r.parameters = internal::join<Model, Law>(values);
    r.log_likelihood = -found.value * objective.observations - objective.observations * std::log(scale);

    const auto p = r.model_part();
    r.residuals.resize(returns.size());
    r.conditional_variance.resize(returns.size());
    r.next_state = filter<Model>(p, r.law_shape(), first_state<Model>(p, r.before), returns,
                                 [&](std::size_t t, double e, double h) {
                                     r.residuals[t] = e;
                                     r.conditional_variance[t] = h;
                                 });

    if (found.end == detail::descent_end::no_start) {
        r.status = fit_status::stalled;
        r.reason = "the likelihood is not finite at the starting point";
    } else if (found.end == detail::descent_end::max_iterations) {
        r.status = fit_status::max_iterations;
        r.reason = "no maximum after " + std::to_string(found.iterations) + " iterations";
    } else if (found.end == detail::descent_end::no_progress) {
        r.status = fit_status::stalled;
        r.reason = "no further progress, " + internal::text(r.distance) + " standard errors from the maximum by the gradient";
    } else if (found.flat && found.iterations == 0) {
        r.status = fit_status::stalled;
        r.reason = "the likelihood is flat: the returns do not determine the parameters";
    } else {
        r.status = r.reason.empty() ? fit_status::converged : fit_status::at_bound;
        if (r.reason.empty()) r.reason = at_kink ? "converged; mu is one of the returns, where the likelihood has a kink" : "converged";
    }
    if (returns.size() < 10 * n && usable(r.status)) {
        r.status = fit_status::too_few_observations;
        r.reason = std::to_string(returns.size()) + " returns for " + std::to_string(n) + " parameters; " + r.reason;
    }
    return r;
}

} // namespace smirk::inline SMIRK_ABI::garch
