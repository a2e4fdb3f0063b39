// SPDX-License-Identifier: BSL-1.0
// Refits of a model as time goes on, over a rolling or an expanding window, and the forecasts made with them.
#pragma once
#include <smirk/detail/parallel.hpp>
#include <smirk/garch/fit.hpp>
#include <smirk/garch/law_tail.hpp>

#include <exception>
#include <mutex>

namespace smirk::inline SMIRK_ABI::garch {

struct rolling_fit_options {
    std::size_t window = 1000; // returns of a fit; of the first one where the window expands
    bool expanding = false;    // every fit starts at the first return
    std::size_t every = 1;     // periods from one fit to the next; in between its parameters stay in use
    std::size_t horizon = 1;   // periods that a variance forecast sums over
    unsigned threads = 1;      // 0: as many as the machine has; the results do not depend on it
    std::size_t warm_run = 32; // fits in a row that start from the one before; the first of them starts afresh
    fit_options fit = {};
};

/// Forecasts, one for each return, made from the returns before it; NaN before the first fit and where the fit in use
/// is not usable.
template <class Model, class Law>
struct [[nodiscard]] rolling_fits {
    std::vector<double> mean, variance;  // m_t and h_t of the next period
    std::vector<double> variance_of_sum; // h_t + ... + h_{t + horizon - 1}; known before t, realised horizon later
    std::vector<std::size_t> first, end; // fit i is of the returns first[i], ..., end[i] - 1, in use from end[i] on
    std::vector<parameters_of<Model, Law>> parameters;
    std::vector<double> log_likelihood;
    std::vector<fit_status> status;

    /// Value at risk of each period by the law of its fit, a loss as a positive number. Throws std::invalid_argument
    /// unless 0 < probability < 1.
    [[nodiscard]] std::vector<double> value_at_risk(double probability = 0.01) const
    {
        std::vector<double> loss(mean.size(), std::numeric_limits<double>::quiet_NaN());
        for (std::size_t i = 0; i < end.size(); ++i) {
            if (!usable(status[i])) continue;
            const auto law = internal::from_array<typename Law::template parameters<double>, model_size<Model>>(
                internal::to_array(parameters[i]));
            const double q = quantile<Law>(Law::shape_of(law), probability);
            const std::size_t last = i + 1 < end.size() ? end[i + 1] : mean.size();
            for (std::size_t t = end[i]; t < last; ++t) loss[t] = -(mean[t] + std::sqrt(variance[t]) * q);
        }
        return loss;
    }
};

/// What rolling_fit calls where nobody wants to know.
struct no_progress {
    void operator()(std::size_t, std::size_t) const {}
};

/// Refits and forecasts through a series.
///
///     fit i at end_i = window + i every, of the returns before it;   end_i <= t < end_{i+1}:
///     (m_t, h_t) from the recursion with the parameters of fit i through the returns up to t - 1
///
/// returns    log returns; a window with a NaN has no usable fit, the others are not affected
/// progress   called as progress(fits done, fits in all) after each fit, one call at a time, from any of the threads;
///            what it throws ends the work and is thrown on
/// throws     std::invalid_argument if window, every, horizon or warm_run is 0; where the variance has regressors,
///            which are not known for later periods, also if horizon is more than 1
/// cost       a fit each, from a warm start about half of one from scratch
template <class Model, class Law = normal, class Progress = no_progress>
rolling_fits<Model, Law> rolling_fit(strided<double> returns, const rolling_fit_options& options = {},
                                     Progress&& progress = {})
{
    if (options.window == 0 || options.every == 0 || options.horizon == 0 || options.warm_run == 0)
        throw std::invalid_argument(
            "smirk::garch::rolling_fit: expected window, every, horizon and warm_run of at least 1, got " +
            std::to_string(options.window) + ", " + std::to_string(options.every) + ", " +
            std::to_string(options.horizon) + ", " + std::to_string(options.warm_run));
    if constexpr (extended_model<Model>)
        if (Model::variance_terms > 0 && options.horizon > 1)
            throw std::invalid_argument("smirk::garch::rolling_fit: expected a horizon of 1 where the variance has "
                                        "regressors, got " +
                                        std::to_string(options.horizon));
    const std::size_t n = returns.size();
    const std::size_t fits = n > options.window ? (n - options.window - 1) / options.every + 1 : 0;
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    rolling_fits<Model, Law> r;
    for (auto* series : {&r.mean, &r.variance, &r.variance_of_sum}) series->assign(n, none);
    r.first.resize(fits);
    r.end.resize(fits);
    r.parameters.resize(fits);
    r.log_likelihood.resize(fits);
    r.status.resize(fits);

    const std::vector<double> y(returns.begin(), returns.end());
    const auto refit = [&](std::size_t i, const parameters_of<Model, Law>* start) {
        const std::size_t end = options.window + i * options.every;
        const std::size_t first = options.expanding ? 0 : end - options.window;
        fit_options of_window = options.fit;
        const auto cut = [&](std::vector<strided<double>>& columns, std::size_t last) {
            for (auto& column : columns)
                column = strided<double>(column.data() + static_cast<std::ptrdiff_t>(first) * column.step(),
                                         last - first, column.step());
        };
        cut(of_window.mean_regressors, end);
        cut(of_window.variance_regressors, end);
        const auto fit = garch::fit<Model, Law>(std::span<const double>(&y[first], end - first), of_window, start);
        r.first[i] = first;
        r.end[i] = end;
        r.parameters[i] = fit.parameters;
        r.log_likelihood[i] = fit.log_likelihood;
        r.status[i] = fit.status;
        if (!fit) return;
        const std::size_t last = std::min(n, end + options.every);
        const auto p = fit.model_part();
        const auto law = fit.law_shape();
        std::vector<double> residuals, ahead(options.horizon);
        residuals.reserve(last - first);
        const auto each = [&](std::size_t k, double e, double h, double mean, double before) {
            const std::size_t t = first + k;
            if (t >= end) {
                r.variance[t] = h;
                r.mean[t] = mean;
                Model::forecast(p, law, sample_end{Model::state(p, h), residuals, before, {}, fit.before.convention},
                                std::span<double>(ahead));
                double sum = 0;
                for (const double v : ahead) sum += v;
                r.variance_of_sum[t] = sum;
            }
            residuals.push_back(e);
        };
        if constexpr (extended_model<Model>) {
            constexpr std::size_t reach = Model::reach;
            of_window = options.fit;
            cut(of_window.mean_regressors, last);
            cut(of_window.variance_regressors, last);
            const std::span<const double> through(&y[first], last - first);
            const design x = Model::columns_of(through, of_window.mean_regressors, of_window.variance_regressors);
            const double before = internal::variance_before<Model>(p, fit.before);
            filter<Model>(p, law, fit.before, through.subspan(reach), x, [&](std::size_t k, double e, double h) {
                each(reach + k, e, h, Model::mean(p, h) + Model::mean_part(p, x, k), before);
            });
        } else {
            filter<Model>(
                p, law, fit.before, std::span<const double>(&y[first], last - first),
                [&](std::size_t k, double e, double h) { each(k, e, h, Model::mean(p, h), fit.before.at(p.mu)); });
        }
    };

    std::mutex guard;
    std::exception_ptr failure;
    std::size_t done = 0;
    const std::size_t runs = (fits + options.warm_run - 1) / options.warm_run;
    detail::in_parallel(runs, options.threads, 1, [&](std::size_t first_run, std::size_t last_run) {
        try {
            for (std::size_t i = first_run * options.warm_run; i < std::min(fits, last_run * options.warm_run); ++i) {
                const bool warm = i % options.warm_run != 0 && usable(r.status[i - 1]);
                refit(i, warm ? &r.parameters[i - 1] : nullptr);
                const std::lock_guard lock(guard);
                if (failure) return;
                progress(++done, fits);
            }
        } catch (...) {
            const std::lock_guard lock(guard);
            if (!failure) failure = std::current_exception();
        }
    });
    if (failure) std::rethrow_exception(failure);
    return r;
}

} // namespace smirk::inline SMIRK_ABI::garch
