// SPDX-License-Identifier: BSL-1.0
// Confidence intervals by the likelihood ratio: for estimates that are skewed, or near a bound.
#pragma once
#include <smirk/garch/fit.hpp>
#include <smirk/garch/law_tail.hpp>

namespace smirk::inline SMIRK_ABI::garch {

struct profile_options {
    double level = 0.95;
    // hessian: the ratio as it is, of a law that is right; robust: scaled, for one that may be wrong
    garch::covariance covariance = garch::covariance::hessian;
    double tolerance = 1e-3; // of the ends, in standard errors
    fit_options fit = {};    // those of the fit
};

/// A confidence interval of one parameter.
struct [[nodiscard]] parameter_interval {
    double lower = std::numeric_limits<double>::quiet_NaN(), upper = lower;
    bool lower_at_bound = false, upper_at_bound = false; // the model ends there, and no value up to it is rejected
    fit_status status = fit_status::invalid_input;
    std::string reason; // what status says, in words
    int fits = 0;       // that it took

    /// Whether the ends can be used: converged, or at a bound.
    [[nodiscard]] explicit operator bool() const noexcept { return usable(status); }
};

namespace internal {

/// The likelihood with one parameter held, as a distance from the fit.
template <class Model, class Law>
class profile {
public:
    int fits = 0;
    std::string failure; // the first, empty where there was none

    profile(const fitted<Model, Law>& fit, strided<double> returns, std::size_t index, const fit_options& options,
            double scale)
        : fit_(fit), returns_(returns), index_(index), options_(options), scale_(scale), near_(fit.parameters)
    {
        options_.fixed.push_back({fit.name(index), 0});
    }

    /// sqrt(2 (l - l(v)) / c); infinite where the model has no such value, or no fit is found.
    double operator()(double v)
    {
        options_.fixed.back().value = v;
        fitted<Model, Law> f = fit_held();
        if (f.status == fit_status::invalid_input) return std::numeric_limits<double>::infinity();
        if (!is_maximum(f)) f = best_at_an_edge(std::move(f));
        const std::string where = std::string("with ") + fit_.name(index_) + " = " + text(v);
        const double ratio = 2 * (fit_.log_likelihood - f.log_likelihood);
        if (!is_maximum(f)) return fail(where + ": " + f.reason);
        if (!(ratio > -close * close))
            return fail(where + " the likelihood is higher than at the fit: start from there");
        near_ = f.parameters;
        return std::sqrt(std::max(ratio, 0.0) / scale_);
    }

private:
    static constexpr double close = 0.03; // standard errors from a maximum: a thousandth in the ratio

    fitted<Model, Law> fit_held()
    {
        ++fits;
        return garch::fit<Model, Law>(returns_, options_, &near_);
    }
    static bool is_maximum(const fitted<Model, Law>& f) { return f || f.distance < close; }
    /// A value held can leave another parameter no room but 0, and the search no way along that edge: holds both.
    fitted<Model, Law> best_at_an_edge(fitted<Model, Law> best)
    {
        for (std::size_t j = 1; j < model_size<Model>; ++j) {
            const char* name = fit_.name(j);
            if (std::any_of(options_.fixed.begin(), options_.fixed.end(),
                            [&](const fixed_parameter& p) { return std::string(p.name) == name; }))
                continue;
            options_.fixed.push_back({name, 0});
            auto f = fit_held();
            options_.fixed.pop_back();
            if (is_maximum(f) && f.log_likelihood >= best.log_likelihood) best = std::move(f);
        }
        return best;
    }
    double fail(const std::string& why)
    {
        if (failure.empty()) failure = why;
        return std::numeric_limits<double>::infinity();
    }

    const fitted<Model, Law>& fit_;
    strided<double> returns_;
    std::size_t index_;
    fit_options options_;
    double scale_;
    parameters_of<Model, Law> near_; // of the last fit: the next one starts there
};

/// Where r reaches q, from x, where it is 0, in the direction of the step; at_bound where the model ends before that. r
/// is infinite where there is no model. Parameters that end mostly end at 0 or 1: what lies beyond is tried after them.
template <class R>
double walk(R& r, double x, double step, double q, double tolerance, bool& at_bound)
{
    double inside = x, r_inside = 0, outside = x, r_outside = 0;
    for (int steps = 0; steps < 60 && r_outside < q; ++steps) {
        inside = outside;
        r_inside = r_outside;
        const double way = std::fabs(inside - x), stride = std::fabs(step);
        const double further = r_inside > 0 ? (1.1 * q / r_inside - 1) * way : stride; // r is nearly linear
        outside =
            inside + std::copysign(steps == 0 ? stride : std::clamp(further, 0.1 * stride, 4 * (way + stride)), step);
        for (const double edge : {0.0, 1.0})
            if ((inside - edge) * (outside - edge) < 0) outside = edge;
        r_outside = r(outside);
    }
    const auto beyond = [&](double v) { return (v == inside ? r_inside : v == outside ? r_outside : r(v)) - q; };
    const double end = detail::bracketed_root(beyond, inside, outside, tolerance);
    at_bound = std::isinf(r_outside) && beyond(end) < -0.01;
    return end;
}

} // namespace internal

/// A confidence interval by the likelihood ratio: the values of a parameter that the returns do not reject.
///
///     { v: 2 (l - l(v)) <= c q^2 },   l(v) = max of l over the other parameters with this one at v
///     q the normal quantile of (1 + level)/2;   c = 1, or V_robust / V_hessian of the parameter
///
/// Unlike estimate +- q errors it follows a skewed likelihood, is the same for any function of the parameter, and ends
/// at a bound where the model does. Values beyond the first that is rejected, on either side, are not looked at.
///
/// fit      of these returns, with the options in `options.fit`
/// returns  those that were fitted
/// name     of the parameter, as in fit.name(i)
/// returns  the interval; check the status: a parameter held at l(v) may find a higher maximum than the fit did
/// throws   std::invalid_argument for a name that the model does not have, a level outside (0, 1), and kinds of
///          covariance other than hessian and robust
/// cost     10 to 20 fits from close by
/// source   Venzon and Moolgavkar, Applied Statistics 37(1), 1988, 87-94; Kent, Biometrika 69(1), 1982, 19-27 (c)
template <class Model, class Law>
[[nodiscard]] parameter_interval profile_interval(const fitted<Model, Law>& fit, strided<double> returns,
                                                  const char* name, const profile_options& options = {})
{
    constexpr std::size_t n = size_of<Model, Law>;
    std::size_t i = 0;
    while (i < n && std::string(name) != fit.name(i)) ++i;
    const auto wrong = [](const std::string& what) {
        return std::invalid_argument("smirk::garch::profile_interval: expected " + what);
    };
    if (i == n) throw wrong(std::string("a parameter of the model, got ") + name);
    if (!(options.level > 0 && options.level < 1))
        throw wrong("a level between 0 and 1, got " + internal::text(options.level));
    const bool robust = options.covariance == covariance::robust;
    if (!robust && options.covariance != covariance::hessian) throw wrong("covariance::hessian or covariance::robust");
    parameter_interval r{.status = fit.status, .reason = fit.reason};
    if (!fit) return r;

    const double estimate = fit.flat()[i], of_hessian = fit.covariance_matrix(covariance::hessian)[i][i];
    const double scale = robust ? fit.covariance_matrix(covariance::robust)[i][i] / of_hessian : 1.0;
    if (!(scale > 0)) {
        r.status = fit_status::stalled;
        r.reason = std::string(name) + " has no standard error to scale with: take covariance::hessian";
        return r;
    }
    const double error = of_hessian > 0 ? std::sqrt(of_hessian) : 0.1 * std::max(std::fabs(estimate), 0.1);
    const double q = quantile<normal>({}, 0.5 * (1 + options.level));
    internal::profile<Model, Law> distance(fit, returns, i, options.fit, scale);
    const double step = q * error * std::sqrt(scale), tolerance = options.tolerance * error;
    r.lower = internal::walk(distance, estimate, -step, q, tolerance, r.lower_at_bound);
    r.upper = internal::walk(distance, estimate, step, q, tolerance, r.upper_at_bound);
    r.fits = distance.fits;
    r.status = r.lower_at_bound || r.upper_at_bound ? fit_status::at_bound : fit_status::converged;
    r.reason = r.lower_at_bound || r.upper_at_bound ? "no value up to a bound is rejected" : "converged";
    if (!distance.failure.empty()) {
        r.status = fit_status::stalled;
        r.reason = distance.failure;
    }
    return r;
}

} // namespace smirk::inline SMIRK_ABI::garch
