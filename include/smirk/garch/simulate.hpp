// SPDX-License-Identifier: BSL-1.0
// Simulated returns of a model.
#pragma once
#include <smirk/garch/design.hpp>
#include <smirk/garch/normal.hpp>

#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::garch {

struct simulation_options {
    std::size_t burn_in = 1000;  // periods before the first that is returned
    double initial_variance = 1; // of the first period of the burn-in
    // of a model with regressors: a row a period; the burn-in has the first row
    std::vector<strided<double>> mean_regressors = {}, variance_regressors = {};
};

struct simulated {
    std::vector<double> returns, conditional_variance;
};

namespace internal {

/// The recursion of a model, given what makes a residual of a variance.
///
/// shift    shift(t) is added to the state of period t
/// period   period(t, h_t) -> e_t
template <class Model, class P, class Shape, class Shift, class Period>
void run_forwards(const P& p, const Shape& law, double initial_variance, std::size_t periods, Shift&& shift,
                  Period&& period)
{
    if constexpr (requires { Model::truncation; }) {
        std::vector<double> w(Model::truncation), squares(periods);
        Model::weights(p, std::span<double>(w));
        double beyond = 0;
        for (const double x : w) beyond += x;
        for (std::size_t t = 0; t < periods; ++t) {
            double h = Model::intercept(p) + beyond * initial_variance + shift(t);
            for (std::size_t j = 1; j <= w.size() && j <= t; ++j) h += w[j - 1] * squares[t - j];
            if (t < w.size()) beyond -= w[t];
            const double e = period(t, h);
            squares[t] = e * e;
        }
    } else if constexpr (requires { Model::states; }) {
        auto s = Model::steady(p, initial_variance);
        for (std::size_t t = 0; t < periods; ++t) s = Model::next(p, s, period(t, Model::variance(p, s)), law);
    } else {
        double s = Model::state(p, initial_variance) + shift(0);
        for (std::size_t t = 0; t < periods; ++t)
            s = Model::next(p, s, period(t, Model::variance(p, s)), law) + shift(t + 1);
    }
}

} // namespace internal

/// A path of a model.
///
///     y_t = m_t + sqrt(h_t) z_t,   s_{t+1} = next(s_t, sqrt(h_t) z_t)
///
/// An autoregressive mean starts from returns of 0 before the burn-in; a state of several numbers, as of higher orders,
/// from the one that a calm history at the initial variance leaves.
///
/// p          parameters of the model, and of the law where it has any
/// generator  any uniform random bit generator, advanced
/// throws     std::invalid_argument unless the initial variance is positive, and the regressors are as many as the
///            model has, with a row a period
/// cost       one recursion and one random number a period; a model of weighted sums, its truncation a period
template <class Model, class Law = normal, class Generator>
[[nodiscard]] simulated simulate(const parameters_of<Model, Law>& p, std::size_t periods, Generator& generator,
                                 const simulation_options& options = {})
{
    if (!(options.initial_variance > 0))
        throw std::invalid_argument("smirk::garch::simulate: expected a positive initial variance, got " +
                                    std::to_string(options.initial_variance));
    const auto flat = internal::to_array(p);
    const auto model = internal::from_array<typename Model::template parameters<double>>(flat);
    const auto law = internal::from_array<typename Law::template parameters<double>, model_size<Model>>(flat);
    const auto shape = Law::shape_of(law);
    simulated r;
    r.returns.reserve(periods);
    r.conditional_variance.reserve(periods);
    const std::size_t all = options.burn_in + periods;
    const auto row = [&](std::size_t t) { return t < options.burn_in ? 0 : t - options.burn_in; };
    const auto draw = [&](std::size_t t, double h, double mean) {
        const double e = std::sqrt(h) * Law::draw(law, generator);
        if (t >= options.burn_in) {
            r.returns.push_back(mean + e);
            r.conditional_variance.push_back(h);
        }
        return e;
    };
    if constexpr (extended_model<Model>) {
        const design x = Model::outside_columns(options.mean_regressors, options.variance_regressors, periods);
        std::vector<double> path(Model::reach);
        std::array<double, Model::mean_terms> of_mean{};
        internal::run_forwards<typename Model::core>(
            model, shape, options.initial_variance, all,
            [&](std::size_t t) { return t < all ? Model::shift(model, x, row(t)) : 0.0; },
            [&](std::size_t t, double h) {
                Model::mean_row(path, x, row(t), of_mean);
                const double m = Model::mean(model, h) + Model::mean_part(model, std::span<const double>(of_mean));
                const double e = draw(t, h, m);
                path.push_back(m + e);
                return e;
            });
    } else {
        internal::run_forwards<Model>(
            model, shape, options.initial_variance, all, [](std::size_t) { return 0.0; },
            [&](std::size_t t, double h) { return draw(t, h, Model::mean(model, h)); });
    }
    return r;
}

} // namespace smirk::inline SMIRK_ABI::garch
