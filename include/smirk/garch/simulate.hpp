// SPDX-License-Identifier: BSL-1.0
// Simulated returns of a model.
#pragma once
#include <smirk/garch/normal.hpp>

#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::garch {

struct simulation_options {
    std::size_t burn_in = 1000;  // periods before the first that is returned
    double initial_variance = 1; // of the first period of the burn-in
};

struct simulated {
    std::vector<double> returns, conditional_variance;
};

/// A path of a model.
///
///     y_t = m_t + sqrt(h_t) z_t,   s_{t+1} = next(s_t, sqrt(h_t) z_t)
///
/// p          parameters of the model, and of the law where it has any
/// generator  any uniform random bit generator, advanced
/// throws     std::invalid_argument unless the initial variance is positive
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
    const auto period = [&](double h, double mean) {
        const double e = std::sqrt(h) * Law::draw(law, generator);
        r.returns.push_back(mean + e);
        r.conditional_variance.push_back(h);
        return e;
    };
    if constexpr (requires { Model::truncation; }) {
        std::vector<double> w(Model::truncation), squares(options.burn_in + periods);
        Model::weights(model, std::span<double>(w));
        double beyond = 0;
        for (const double x : w) beyond += x;
        for (std::size_t t = 0; t < squares.size(); ++t) {
            double h = Model::intercept(model) + beyond * options.initial_variance;
            for (std::size_t j = 1; j <= w.size() && j <= t; ++j) h += w[j - 1] * squares[t - j];
            if (t < w.size()) beyond -= w[t];
            if (t == options.burn_in) r = {};
            const double e = period(h, model.mu);
            squares[t] = e * e;
        }
    } else {
        double s = Model::state(model, options.initial_variance);
        for (std::size_t t = 0; t < options.burn_in + periods; ++t) {
            if (t == options.burn_in) r = {};
            const double h = Model::variance(model, s);
            s = Model::next(model, s, period(h, Model::mean(model, h)), shape);
        }
    }
    return r;
}

} // namespace smirk::inline SMIRK_ABI::garch
