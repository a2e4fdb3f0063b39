// SPDX-License-Identifier: BSL-1.0
// Every fit of the reference file: seven models, four laws, two series, three presamples.
//
// Each is asserted at the reference's own parameters: there the log-likelihood has the reference's value, and, where no
// bound is active, no slope. Each is then fitted: log-likelihood and parameters to six digits, but for those named in
// `differences`, with the reason. Where only the presample differs, the passes below reproduce the reference's.
#pragma once
#include "model_checks.hpp"

namespace all_fits {

namespace garch = smirk::garch;
using garch::normal, garch::student_t, garch::skewed_t, garch::ged, garch::presample;

enum class difference {
    none,
    first_variance, // the reference starts the recursion elsewhere: see the passes below
    bounds,     // the reference's parameters lie outside the bounds here: alpha + beta > 1 (APARCH), d > 1 (FIGARCH)
    constraint, // the reference holds phi <= (1 - d)/2, which is not necessary: the maximum here is higher
    kink        // mu rests at another return, where the likelihood is a little higher
};

/// Fits that differ, by the beginning of their key; the first that matches holds.
inline const std::vector<std::pair<std::string, difference>> differences{
    {"dem2gbp|egarch|normal|arch", difference::kink},
    {"dem2gbp|egarch|normal", difference::none},
    {"sp500|egarch|normal", difference::none},
    {"dem2gbp|figarch|t|arch|archcons", difference::constraint},
    {"dem2gbp|figarch|normal|arch|archcons", difference::constraint},
    {"dem2gbp|figarch|skewt|arch|archcons", difference::constraint},
    {"dem2gbp|figarch|ged|arch|archcons", difference::constraint},
    {"dem2gbp|figarch|t|arch", difference::bounds},
    {"sp500|aparch|t|arch|archcons", difference::none},
    {"sp500|aparch|t|fcp|archcons", difference::none},
    {"sp500|aparch|skewt|arch|archcons", difference::none},
    {"sp500|aparch|skewt|fcp|archcons", difference::none},
    {"sp500|aparch|t|arch", difference::bounds},
    {"sp500|aparch|t|fcp", difference::bounds},
    {"sp500|aparch|skewt|arch", difference::bounds},
    {"sp500|aparch|skewt|fcp", difference::bounds},
};

struct key {
    std::string whole, data, model, law, start;
    [[nodiscard]] presample convention() const
    {
        return start == "arch" ? presample::backcast : start == "fcp" ? presample::sample_variance : presample::rugarch;
    }
    [[nodiscard]] difference how() const
    {
        for (const auto& [begin, d] : differences)
            if (whole.rfind(begin, 0) == 0) return d;
        const bool own_start = (model == "egarch" && start != "rug") || // E|z| enters the first variance
                               (model == "figarch" && start == "rug");
        return own_start ? difference::first_variance : difference::none;
    }
};
inline key parse(const std::string& text)
{
    key k{.whole = text, .data = {}, .model = {}, .law = {}, .start = {}};
    std::stringstream s(text);
    for (std::string* part : {&k.data, &k.model, &k.law, &k.start}) std::getline(s, *part, '|');
    return k;
}

inline const std::vector<double>& returns_of(const std::string& dataset)
{
    static const std::vector<double> dem = reference::returns("dem2gbp"), spx = reference::returns("sp500");
    return dataset == "dem2gbp" ? dem : spx;
}

template <class Model, class R>
using parameters_in = typename Model::template parameters<R>;

/// sum_t l_t with a first state of its own, in any number type.
template <class Model, class Law, class R, class First>
R log_likelihood_from(const std::array<R, garch::size_of<Model, Law>>& theta, const std::vector<double>& y,
                      const First& first)
{
    const auto p = garch::internal::from_array<parameters_in<Model, R>>(theta);
    const auto law = Law::shape_of(
        garch::internal::from_array<typename Law::template parameters<R>, garch::model_size<Model>>(theta));
    R s = first(p), sum(0.0);
    for (const double v : y) {
        const R e = v - p.mu;
        sum = sum + Law::log_density(law, e, R(Model::variance(p, s)));
        s = Model::next(p, s, e, law);
    }
    return sum;
}

/// R rugarch's FIGARCH: h_1 = b = mean e^2, then
///
///     h_t = omega + beta h_{t-1} + (phi - beta) x_{t-1} + sum_{j=1..1000} delta_j (x_{t-j} - phi x_{t-1-j})
///
/// with x_t = e_t^2 in the sample, b before it.
template <class Law, class R>
R figarch_of_rugarch(const std::array<R, garch::size_of<garch::figarch, Law>>& theta, const std::vector<double>& y)
{
    const auto p = garch::internal::from_array<garch::figarch::parameters<R>>(theta);
    const auto law = Law::shape_of(garch::internal::from_array<typename Law::template parameters<R>, 5>(theta));
    const std::size_t n = y.size(), lags = 1000;
    std::vector<R> c(lags + 2, R(0.0)), x(n);
    R delta = p.d, b(0.0), sum(0.0);
    c[1] = p.phi - p.beta;
    for (std::size_t j = 1; j <= lags; ++j) {
        const auto lag = static_cast<double>(j);
        if (j > 1) delta = delta * ((lag - 1 - p.d) * (1 / lag));
        c[j] = c[j] + delta;
        c[j + 1] = c[j + 1] - p.phi * delta;
    }
    for (std::size_t t = 0; t < n; ++t) {
        const R e = y[t] - p.mu;
        x[t] = e * e;
        b = b + x[t] / static_cast<double>(n);
    }
    R beyond(0.0), h = b;
    for (std::size_t j = 1; j < c.size(); ++j) beyond = beyond + c[j];
    for (std::size_t t = 0; t < n; ++t) {
        if (t > 0) {
            beyond = t < c.size() ? R(beyond - c[t]) : R(0.0);
            R next = p.omega + p.beta * h + beyond * b;
            for (std::size_t j = 1; j <= t && j < c.size(); ++j) next = next + c[j] * x[t - j];
            h = next;
        }
        sum = sum + Law::log_density(law, R(y[t] - p.mu), h);
    }
    return sum;
}

/// The log-likelihood and its gradient at the reference's parameters, started as the reference does.
template <class Model, class Law>
double at_reference(const key& k, const std::vector<double>& y, std::array<double, garch::size_of<Model, Law>> theta,
                    std::array<double, garch::size_of<Model, Law>>& gradient)
{
    constexpr std::size_t n = garch::size_of<Model, Law>;
    using number = smirk::detail::dual<double, n>;
    const auto before = garch::presample_of(y, k.convention());
    const bool egarch = std::is_same_v<Model, garch::egarch>;
    if (k.how() != difference::first_variance && k.how() != difference::bounds && !(egarch && k.law != "normal")) {
        garch::likelihood<Model, Law> l(y, before);
        return l(theta, gradient);
    }
    number l(0.0);
    if (k.how() == difference::bounds) { // the likelihood here refuses weights below 0, the recursion does not
        l = checks::plain_log_likelihood<Model, Law>(garch::internal::variables<Model, Law, number>(theta), y, before);
    } else if constexpr (std::is_same_v<Model, garch::figarch>) {
        l = figarch_of_rugarch<Law>(garch::internal::variables<Model, Law, number>(theta), y);
    } else if constexpr (std::is_same_v<Model, garch::egarch>) {
        // the reference takes sqrt(2/pi) for E|z| under every law: omega here is its omega plus alpha (E|z| -
        // sqrt(2/pi)), but for the first period, where no shock stands
        const auto variables = garch::internal::variables<Model, Law, number>(theta);
        auto here = variables;
        const auto law = Law::shape_of(
            garch::internal::from_array<typename Law::template parameters<number>, garch::model_size<Model>>(
                variables));
        const number shift = variables[2] * (law.mean_abs - normal::shape<double>::mean_abs);
        here[1] = here[1] + shift;
        l = log_likelihood_from<Model, Law>(here, y, [&](const auto& p) {
            if (before.convention == presample::rugarch) return number(Model::state(p, before.at(p.mu)));
            return number(Model::first(p, before.at(p.mu)) - shift);
        });
    }
    for (std::size_t i = 0; i < n; ++i) gradient[i] = l.d[i];
    return l.value;
}

template <class Model, class Law>
void check(const key& k)
{
    CAPTURE(k.whole);
    const auto& want = reference::fits()[k.whole];
    const auto& y = returns_of(k.data);
    const auto parameters = want["params"].numbers(), errors = want["se_hessian"].numbers();
    constexpr std::size_t n = garch::size_of<Model, Law>;
    REQUIRE(parameters.size() == n);
    std::array<double, n> theta{}, gradient{};
    std::copy(parameters.begin(), parameters.end(), theta.begin());

    const double log_likelihood = want["loglik"].number, digits = 1e-6;
    REQUIRE_THAT((at_reference<Model, Law>(k, y, theta, gradient)), WithinAbs(log_likelihood, digits));
    const bool converged = want["max_free_grad"].number < 1e-6; // all but one
    if (want["active"].items.empty() && converged)
        for (std::size_t i = 0; i < n; ++i)
            REQUIRE_THAT(gradient[i] * errors[i], WithinAbs(0, 1e-6)); // standard errors

    const auto fit = garch::fit<Model, Law>(y, {.presample = k.convention()});
    CAPTURE(fit.reason, fit.distance, fit.log_likelihood);
    REQUIRE(fit);
    const double better = fit.log_likelihood - log_likelihood;
    switch (k.how()) {
    case difference::none: {
        REQUIRE(better > -digits);
        REQUIRE(better < digits);
        auto got = fit.flat();
        if constexpr (std::is_same_v<Model, garch::egarch>)
            got[1] -= got[2] * (fit.law_shape().mean_abs - normal::shape<double>::mean_abs);
        if (converged)
            for (std::size_t i = 0; i < n; ++i) { // six digits, or a hundred-thousandth of a standard error
                const double error = std::isfinite(errors[i]) ? errors[i] : 0;
                REQUIRE_THAT(got[i], WithinAbs(parameters[i], 1e-6 * std::fabs(parameters[i]) + 1e-5 * error + 1e-12));
            }
        return;
    }
    case difference::first_variance: // one variance of thousands: the maxima are close
        REQUIRE(std::fabs(better) < 0.06);
        return;
    case difference::bounds: // what the bounds cost
        REQUIRE(better < 0);
        REQUIRE(better > (k.model == "figarch" ? -5.0 : -0.05));
        return;
    case difference::constraint:
        REQUIRE(better > 0.5);
        return;
    case difference::kink:
        REQUIRE(better > 0);
        REQUIRE(better < 1e-4);
        return;
    }
}

/// All fits of a model; returns how many.
template <class Model>
int check_all(const std::string& model)
{
    int count = 0;
    for (const std::string& name : reference::fits().names) {
        const key k = parse(name);
        if (k.model != model) continue;
        ++count;
        if (k.law == "normal") check<Model, normal>(k);
        if (k.law == "t") check<Model, student_t>(k);
        if (k.law == "skewt") check<Model, skewed_t>(k);
        if (k.law == "ged") check<Model, ged>(k);
    }
    return count;
}

} // namespace all_fits
