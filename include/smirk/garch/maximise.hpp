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

/// Whether a descent from `probe` may end elsewhere: it is hardly less likely than `best`, or it is not much less
/// likely, and on the way from there to `best` the likelihood falls somewhere.
template <class Model, class Law>
bool may_lie_elsewhere(search_problem<Model, Law>& objective, const std::array<double, size_of<Model, Law>>& probe,
                       detail::descent_result<size_of<Model, Law>>& best)
{
    const double hardly = 8 / objective.observations, not_much = 50 / objective.observations; // of -l / n
    for (const double way : {0.0, 0.25, 0.5}) {
        auto x = probe, gradient = probe;
        for (std::size_t i = 0; i < x.size(); ++i) x[i] += way * (best.x[i] - probe[i]);
        ++best.evaluations;
        const double value = objective(x, gradient);
        if (!(value < best.value + not_much)) return way > 0;
        if (way == 0 && value < best.value + hardly) return true;
        double slope = 0;
        for (std::size_t i = 0; i < x.size(); ++i) slope += gradient[i] * (best.x[i] - probe[i]);
        if (slope >= 0) return true;
    }
    return false;
}

/// The maximum over the box, from `warm` where it is given, else the likeliest start; from the others too where that
/// ends nowhere, at a bound that is a local maximum often enough, or where another maximum may be as high. What the
/// best descent held stays held.
template <class Model, class Law>
detail::descent_result<size_of<Model, Law>> maximise(search_problem<Model, Law>& objective,
                                                     const detail::descent_options& options, bool& at_kink,
                                                     const std::array<double, size_of<Model, Law>>* warm = nullptr)
{
    constexpr std::size_t core_n = [] {
        if constexpr (extended_model<Model>)
            return Model::core_size;
        else
            return model_size<Model>;
    }();
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
    if (warm) {
        if (!in_doubt()) return best;
        objective.return_to(before);
        starts = objective.starts();
    }
    const auto is_maximum = [&](const detail::descent_result<size_of<Model, Law>>& r) {
        return r.end == detail::descent_end::converged ||
               (r.end == detail::descent_end::no_progress && r.distance * std::sqrt(objective.observations) < 1e-4);
    };
    auto box = before;
    const auto try_from = [&](const std::array<double, size_of<Model, Law>>& start) {
        objective.return_to(box);
        bool kink = false;
        auto limits = options; // a second maximum is near, or not worth the way
        if (is_maximum(best)) limits.max_iterations = std::min(limits.max_iterations, 60);
        auto other = descent(objective, limits).from(start, kink);
        other.iterations += best.iterations;
        other.evaluations += best.evaluations;
        if (is_maximum(other) > is_maximum(best) ||
            (is_maximum(other) == is_maximum(best) && other.value < best.value)) {
            best = other;
            at_kink = kink;
            held = objective.what_is_held();
        } else {
            best.iterations = other.iterations;
            best.evaluations = other.evaluations;
        }
    };
    const double far_less_likely = 50 / objective.observations; // of -l / n
    const bool astray = !is_maximum(best);
    for (; tried < starts.size(); ++tried) {
        auto probe = starts[tried];
        if (is_maximum(best)) // with its mean and its law
            for (std::size_t i = 0; i < probe.size(); ++i)
                if ((i == 0 && Model::constant_mean) || i >= core_n) probe[i] = best.x[i];
        objective.return_to(before);
        const auto hopeless = [&] { // by far less likely, as a part of the sample shows
            return objective.rough_value(probe) > objective.rough_value(best.x) + far_less_likely;
        };
        if (astray || in_doubt() || (!hopeless() && may_lie_elsewhere(objective, probe, best))) try_from(probe);
    }
    if constexpr (requires { Model::ragged_below_zero; })
        if (constexpr std::size_t i = Model::ragged_below_zero;
            !is_maximum(best) && before.lower[i] < before.upper[i]) {
            objective.ranges[i] = Model::range_without_ragged();
            box.lower[i] = objective.ranges[i].lower;
            for (std::size_t s = 0; s < starts.size() && !is_maximum(best); ++s) try_from(starts[s]);
        }
    objective.return_to(held);
    return best;
}

} // namespace smirk::inline SMIRK_ABI::garch::internal
