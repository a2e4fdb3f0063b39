// SPDX-License-Identifier: BSL-1.0
// How the estimates of a model scatter: simulate, fit again, compare with the parameters simulated from.
#pragma once
#include <smirk/detail/parallel.hpp>
#include <smirk/garch/fit.hpp>
#include <smirk/garch/vector_state.hpp>

#include <cstdint>
#include <exception>
#include <mutex>

namespace smirk::inline SMIRK_ABI::garch {

struct sampling_options {
    std::size_t periods = 2000, replications = 1000;
    garch::covariance covariance = garch::covariance::robust; // of the standard errors
    double quantile = 1.959963984540054;                      // of the intervals: 95 %
    std::uint64_t seed = 1;
    unsigned threads = 1; // 0: as many as the machine has; the results do not depend on it
    fit_options fit = {};
    bool ratios = false; // whether to count the intervals by the likelihood ratio, those of profile_interval
};

/// What the fits of simulated samples say about one parameter.
struct estimate_quality {
    const char* name = "";
    double truth = 0;
    double bias = 0;      // mean estimate less truth
    double deviation = 0; // standard deviation of the estimates
    double mean_standard_error = 0;
    double coverage = 0;       // share of the intervals estimate +- quantile * standard error that hold the truth
    std::size_t intervals = 0; // fits that gave a standard error: none at a bound
    double ratio_coverage = std::numeric_limits<double>::quiet_NaN(); // of intervals by the likelihood ratio
    std::size_t ratios = 0;                                           // fits that gave one, at a bound too
};

struct [[nodiscard]] sampling_distribution {
    std::vector<estimate_quality> parameters;
    std::size_t converged = 0, at_bound = 0, failed = 0;
};

/// Fits of simulated samples.
///
///     for i = 1, ..., replications: y^i from the model at theta, theta^i = fit(y^i)
///     bias = mean theta^i - theta,   coverage = share of i with |theta^i - theta| <= q se^i
///     ratio_coverage = share of i with 2 (l^i - l^i(theta_k)) <= q^2,   l^i(v) the maximum with parameter k at v
///
/// theta    parameters of the model, and of the law where it has any
/// returns  a row a parameter, over the fits that are usable; those with standard errors for the coverage. Sample i has
///          a random generator of its own, so that the number of threads does not matter
/// throws   std::invalid_argument if there are no periods or replications
/// cost     a simulation, a fit and its standard errors a replication; with ratios a fit a parameter more
template <class Model, class Law = normal>
sampling_distribution sample_estimates(const parameters_of<Model, Law>& theta, const sampling_options& options = {})
{
    constexpr std::size_t n = size_of<Model, Law>;
    if (options.periods == 0 || options.replications == 0)
        throw std::invalid_argument("smirk::garch::sample_estimates: expected periods and replications, got " +
                                    std::to_string(options.periods) + " and " + std::to_string(options.replications));
    const double none = std::numeric_limits<double>::quiet_NaN();
    struct row {
        std::array<double, n> estimate, error, ratio;
        fit_status status = fit_status::invalid_input;
    };
    std::vector<row> rows(options.replications);
    std::exception_ptr failure;
    std::mutex guard;
    detail::in_parallel(rows.size(), options.threads, 1, [&](std::size_t first, std::size_t last) {
        try {
            for (std::size_t i = first; i < last; ++i) {
                std::seed_seq seeds{static_cast<std::uint32_t>(options.seed),
                                    static_cast<std::uint32_t>(options.seed >> 32), static_cast<std::uint32_t>(i)};
                std::mt19937_64 generator(seeds);
                const auto path = simulate<Model, Law>(theta, options.periods, generator);
                const auto fit = garch::fit<Model, Law>(path.returns, options.fit);
                rows[i].status = fit.status;
                rows[i].estimate = fit.flat();
                rows[i].error.fill(none);
                rows[i].ratio.fill(none);
                if (!fit) continue;
                rows[i].error = internal::to_array(fit.standard_errors(options.covariance));
                for (std::size_t k = 0; k < n && options.ratios; ++k) {
                    auto with_truth = options.fit;
                    with_truth.fixed.push_back({fit.name(k), internal::to_array(theta)[k]});
                    const auto held = garch::fit<Model, Law>(path.returns, with_truth, &theta);
                    if (held) rows[i].ratio[k] = 2 * (fit.log_likelihood - held.log_likelihood);
                }
            }
        } catch (...) {
            const std::lock_guard lock(guard);
            if (!failure) failure = std::current_exception();
        }
    });
    if (failure) std::rethrow_exception(failure);

    sampling_distribution r;
    for (const row& one : rows)
        ++(one.status == fit_status::converged ? r.converged : usable(one.status) ? r.at_bound : r.failed);
    const auto usable_fits = static_cast<double>(r.converged + r.at_bound);
    const auto truth = internal::to_array(theta);
    for (std::size_t k = 0; k < n; ++k) {
        estimate_quality q{.name = internal::name_of<Model, Law>(k), .truth = truth[k]};
        double square = 0, covered = 0, by_ratio = 0;
        for (const row& one : rows) {
            if (!usable(one.status)) continue;
            const double off = one.estimate[k] - truth[k];
            q.bias += off / usable_fits;
            square += off * off / usable_fits;
            if (!std::isnan(one.ratio[k])) {
                ++q.ratios;
                by_ratio += one.ratio[k] <= options.quantile * options.quantile;
            }
            if (!(one.error[k] > 0)) continue;
            ++q.intervals;
            q.mean_standard_error += one.error[k];
            covered += std::fabs(off) <= options.quantile * one.error[k];
        }
        q.deviation = std::sqrt(std::max(square - q.bias * q.bias, 0.0));
        q.mean_standard_error /= static_cast<double>(q.intervals);
        q.coverage = covered / static_cast<double>(q.intervals);
        if (q.ratios > 0) q.ratio_coverage = by_ratio / static_cast<double>(q.ratios);
        r.parameters.push_back(q);
    }
    return r;
}

} // namespace smirk::inline SMIRK_ABI::garch
