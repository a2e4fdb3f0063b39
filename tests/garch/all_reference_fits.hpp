// SPDX-License-Identifier: BSL-1.0
// Every fit of the reference file: seven models, four laws, two series, three presamples.
//
// Each is asserted at the reference's own parameters: there the log-likelihood has the reference's value, and, where no
// bound is active, no slope. Each is then fitted: log-likelihood and parameters to six digits, but where the reference
// leaves the bounds here, keeps to narrower ones, or rests at another kink; that it does is asserted.
#pragma once
#include "model_checks.hpp"

namespace all_fits {

namespace garch = smirk::garch;
using garch::normal, garch::student_t, garch::skewed_t, garch::ged, garch::presample;

enum class difference {
    none,
    outside, // of the bounds here, which are those of Python arch: alpha + beta <= 1 (APARCH), 0 <= phi, d <= 1 (FIGARCH)
    narrower, // the reference holds FIGARCH's phi <= (1 - d)/2, which is not necessary
    kink      // mu lies between other returns here, where the likelihood is a little higher
};

struct key {
    std::string whole, data, model, law, start, bounds;
    [[nodiscard]] presample convention() const
    {
        return start == "arch" ? presample::backcast : start == "fcp" ? presample::sample_variance : presample::rugarch;
    }
};
inline key parse(const std::string& text)
{
    key k{.whole = text, .data = {}, .model = {}, .law = {}, .start = {}, .bounds = {}};
    std::stringstream s(text);
    for (std::string* part : {&k.data, &k.model, &k.law, &k.start, &k.bounds}) std::getline(s, *part, '|');
    return k;
}

/// What the reference's fit itself says.
inline difference how(const key& k)
{
    const reference::json& p = reference::fits()[k.whole]["params"];
    const double rounding = 1e-12;
    if (k.model == "aparch" && p["alpha"].number + p["beta"].number > 1 + rounding) return difference::outside;
    if (k.model == "figarch" && (p["d"].number > 1 || p["phi"].number < 0)) return difference::outside;
    if (k.model == "figarch" && k.bounds == "archcons") return difference::narrower;
    if (k.whole == "dem2gbp|egarch|normal|arch") return difference::kink;
    return difference::none;
}

inline const std::vector<double>& returns_of(const std::string& dataset)
{
    static const std::vector<double> dem = reference::returns("dem2gbp"), spx = reference::returns("sp500");
    return dataset == "dem2gbp" ? dem : spx;
}

/// The reference's parameters in the form of those here: its EGARCH takes sqrt(2/pi) for E|z| under every law.
template <class Model, class Law>
std::array<double, garch::size_of<Model, Law>> parameters_of(const key& k)
{
    const auto numbers = reference::fits()[k.whole]["params"].numbers();
    std::array<double, garch::size_of<Model, Law>> theta{};
    REQUIRE(numbers.size() == theta.size());
    std::copy(numbers.begin(), numbers.end(), theta.begin());
    if constexpr (std::is_same_v<Model, garch::egarch>) {
        const auto law = Law::shape_of(
            garch::internal::from_array<typename Law::template parameters<double>, garch::model_size<Model>>(theta));
        theta[1] += theta[2] * (law.mean_abs - normal::shape<double>::mean_abs);
    }
    return theta;
}

template <class Model, class Law>
void check(const key& k)
{
    CAPTURE(k.whole);
    constexpr std::size_t n = garch::size_of<Model, Law>;
    const auto& want = reference::fits()[k.whole];
    const auto& y = returns_of(k.data);
    const auto before = garch::presample_of(y, k.convention());
    const auto theta = parameters_of<Model, Law>(k);
    const auto errors = want["se_hessian"].numbers();
    const double log_likelihood = want["loglik"].number, digits = 1e-6;
    const bool converged = want["max_free_grad"].number < 1e-6; // all but one
    const difference difference = how(k);

    if (difference == difference::outside) { // the likelihood refuses weights below 0, the recursion does not
        REQUIRE_THAT((checks::plain_log_likelihood<Model, Law>(theta, y, before)), WithinAbs(log_likelihood, digits));
    } else {
        garch::likelihood<Model, Law> l(y, before);
        std::array<double, n> gradient{};
        REQUIRE_THAT(l(theta, gradient), WithinAbs(log_likelihood, digits));
        if (want["active"].items.empty() && converged)
            for (std::size_t i = 0; i < n; ++i)
                REQUIRE_THAT(gradient[i] * errors[i], WithinAbs(0, 1e-6)); // standard errors
    }

    const auto fit = garch::fit<Model, Law>(y, {.presample = k.convention()});
    CAPTURE(fit.reason, fit.distance, fit.log_likelihood);
    REQUIRE(fit);
    const double better = fit.log_likelihood - log_likelihood;
    switch (difference) {
    case difference::none:
        REQUIRE(better > -digits);
        REQUIRE(better < digits);
        if (converged)
            for (std::size_t i = 0; i < n; ++i) { // six digits, or a hundred-thousandth of a standard error
                const double error = std::isfinite(errors[i]) ? errors[i] : 0;
                REQUIRE_THAT(fit.flat()[i], WithinAbs(theta[i], 1e-6 * std::fabs(theta[i]) + 1e-5 * error + 1e-12));
            }
        return;
    case difference::outside: // what the bounds cost; no worse than the reference's own fit inside arch's
        REQUIRE(better < 0);
        REQUIRE(fit.log_likelihood > reference::fits()[k.whole + "|archcons"]["loglik"].number - digits);
        return;
    case difference::narrower:
        REQUIRE(better > 0.5);
        if constexpr (std::is_same_v<Model, garch::figarch>) REQUIRE(fit.parameters.phi > (1 - fit.parameters.d) / 2);
        return;
    case difference::kink:
        REQUIRE(better > 0);
        REQUIRE(better < 1e-4);
        REQUIRE(std::any_of(y.begin(), y.end(), [&](double v) { return (v < fit.parameters.mu) != (v < theta[0]); }));
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
