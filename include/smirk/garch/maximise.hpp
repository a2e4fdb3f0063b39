// SPDX-License-Identifier: BSL-1.0
// The search for a maximum of the likelihood: from which starts, and how many.
#pragma once
#include <smirk/garch/descent.hpp>

namespace smirk::inline SMIRK_ABI::garch::internal {

/// Coordinates of given parameters, in units of the standardised returns, a little inside the bounds; false where they
/// have none.
template <class Model, class Law>
bool warm_coordinates(const std::array<double, size_of<Model, Law>>& theta, const search_problem<Model, Law>& objective,
                      std::array<double, size_of<Model, Law>>& x)
{
    x = objective.coordinates_of(theta);
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (!std::isfinite(x[i])) return false;
        const double lower = objective.lower[i], upper = objective.upper[i];
        const double margin = std::isfinite(upper - lower) ? 1e-3 * (upper - lower) : 0.0;
        x[i] = std::min(std::max(x[i], lower + margin), upper - margin);
    }
    return objective.held.empty() || objective.keep_equations(x);
}

/// The maximum over the box, from `warm` where it is given, else the likeliest start; from the others too where that
/// ends nowhere, or at a bound that is a local maximum often enough. What the best descent held stays held.
template <class Model, class Law>
detail::descent_result<size_of<Model, Law>> maximise(search_problem<Model, Law>& objective,
                                                     const detail::descent_options& options, bool& at_kink,
                                                     const std::array<double, size_of<Model, Law>>* warm = nullptr)
{
    const auto before = objective.what_is_held();
    detail::descent_result<size_of<Model, Law>> best;
    std::size_t tried = 0;
    auto starts = decltype(objective.starts()){};
    if (warm) {
        best = descent(objective, options).from(*warm, at_kink);
    } else {
        starts = objective.starts();
        best = descent(objective, options).from(starts[0], at_kink);
        if (starts.size() > 1) best.evaluations += static_cast<int>(starts.size());
        tried = 1;
    }
    auto held = objective.what_is_held();
    const auto in_doubt = [&] {
        bool is = best.end != detail::descent_end::converged;
        for (std::size_t i = 0; i < best.x.size(); ++i)
            is = is || (before.lower[i] < before.upper[i] &&
                        ((objective.ranges[i].doubt_lower && best.x[i] <= objective.ranges[i].lower) ||
                         (objective.ranges[i].doubt_upper && best.x[i] >= objective.ranges[i].upper)));
        return is;
    };
    if (warm && in_doubt()) {
        objective.return_to(before);
        starts = objective.starts();
    }
    for (std::size_t s = tried; s < starts.size() && in_doubt(); ++s) {
        objective.return_to(before);
        bool kink = false;
        auto other = descent(objective, options).from(starts[s], kink);
        other.iterations += best.iterations;
        other.evaluations += best.evaluations;
        if (other.value < best.value) {
            best = other;
            at_kink = kink;
            held = objective.what_is_held();
        } else {
            best.iterations = other.iterations;
            best.evaluations = other.evaluations;
        }
    }
    objective.return_to(held);
    return best;
}

} // namespace smirk::inline SMIRK_ABI::garch::internal
