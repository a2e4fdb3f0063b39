// SPDX-License-Identifier: BSL-1.0
// The search for a maximum of the likelihood: coordinates, starts, kinks.
#pragma once
#include <smirk/detail/box_bfgs.hpp>
#include <smirk/garch/likelihood.hpp>

#include <tuple>

namespace smirk::inline SMIRK_ABI::garch::internal {

/// The likelihood of standardised returns, seen from the coordinates of the search.
template <class Model, class Law>
struct search_problem {
    static constexpr std::size_t n = size_of<Model, Law>;
    using vector = std::array<double, n>;

    likelihood<Model, Law> l;
    vector lower{}, upper{};
    std::array<search_range, n> ranges{};
    double observations;

    search_problem(strided<double> returns, const presample_value& before, lane_width width)
        : l(returns, before, width), observations(static_cast<double>(returns.size()))
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

    /// Coordinates to start from, the likeliest first.
    auto starts()
    {
        const auto models = Model::starts();
        std::array<vector, std::tuple_size_v<std::remove_const_t<decltype(models)>>> all{};
        std::array<double, all.size()> values{};
        for (std::size_t s = 0; s < all.size(); ++s) {
            const auto model = Model::to_search(models[s]);
            for (std::size_t i = 0; i < model.size(); ++i) all[s][i] = model[i];
            if constexpr (law_size<Law> > 0) {
                const auto law = Law::to_search(Law::start());
                for (std::size_t i = 0; i < law.size(); ++i) all[s][model.size() + i] = law[i];
            }
            vector gradient;
            if (all.size() > 1) values[s] = (*this)(all[s], gradient);
            if (std::isnan(values[s])) values[s] = std::numeric_limits<double>::infinity();
        }
        for (std::size_t i = 1; i < all.size(); ++i)
            for (std::size_t j = i; j > 0 && values[j] < values[j - 1]; --j) {
                std::swap(all[j], all[j - 1]);
                std::swap(values[j], values[j - 1]);
            }
        return all;
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

/// A descent from one start. Where a return is the best mu, the likelihood has a kink there and no gradient that could
/// vanish: then mu is held at that return, the other coordinates are maximised, and the slopes on both sides decide.
template <class Model, class Law>
detail::descent_result<size_of<Model, Law>> descend(search_problem<Model, Law>& objective, const std::vector<double>& y,
                                                    const std::array<double, size_of<Model, Law>>& start,
                                                    detail::descent_options options, bool& at_kink)
{
    constexpr std::size_t n = size_of<Model, Law>;
    const auto run = [&](const std::array<double, n>& from) {
        return detail::minimise_in_box<n>(objective, from, objective.lower, objective.upper, options);
    };
    at_kink = false;
    const bool mu_is_free = objective.lower[0] < objective.upper[0];
    if ((!Model::kinked && !Law::kinked) || !mu_is_free) return run(start);

    options.give_up_within = 0.1 / std::sqrt(objective.observations);
    const auto found = run(start);
    if (found.end != detail::descent_end::no_progress) return found;
    options.give_up_within = 0;
    auto at = found.x;
    at[0] = *std::min_element(
        y.begin(), y.end(), [&](double a, double b) { return std::fabs(a - found.x[0]) < std::fabs(b - found.x[0]); });
    const double lower = objective.lower[0], upper = objective.upper[0];
    objective.lower[0] = objective.upper[0] = at[0];
    auto held = run(at);
    objective.lower[0] = lower;
    objective.upper[0] = upper;
    std::array<double, n> left = held.x, right = held.x, slope_left{}, slope_right{};
    const double apart = 1e-10; // of returns with standard deviation 1
    left[0] -= apart;
    right[0] += apart;
    objective(left, slope_left);
    objective(right, slope_right);
    at_kink = held.end == detail::descent_end::converged && slope_left[0] <= 0 && slope_right[0] >= 0;
    if (!at_kink) held = run(found.x);
    held.iterations += found.iterations;
    held.evaluations += found.evaluations + 2;
    return held;
}

/// Coordinates of given parameters, in units of the standardised returns, a little inside the bounds; false where they
/// have none.
template <class Model, class Law>
bool coordinates_of(const std::array<double, size_of<Model, Law>>& theta, const search_problem<Model, Law>& objective,
                    std::array<double, size_of<Model, Law>>& x)
{
    const auto model = Model::to_search(from_array<typename Model::template parameters<double>>(theta));
    std::copy(model.begin(), model.end(), x.begin());
    if constexpr (law_size<Law> > 0) {
        const auto law =
            Law::to_search(from_array<typename Law::template parameters<double>, model_size<Model>>(theta));
        std::copy(law.begin(), law.end(), x.begin() + model_size<Model>);
    }
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (!std::isfinite(x[i])) return false;
        const double lower = objective.lower[i], upper = objective.upper[i];
        const double margin = std::isfinite(upper - lower) ? 1e-3 * (upper - lower) : 0.0;
        x[i] = std::min(std::max(x[i], lower + margin), upper - margin);
    }
    return true;
}

/// The maximum over the box, from `warm` where it is given, else the likeliest start; from the others too where that
/// ends nowhere, or at a bound that is a local maximum often enough.
template <class Model, class Law>
detail::descent_result<size_of<Model, Law>>
maximise(search_problem<Model, Law>& objective, const std::vector<double>& y, const detail::descent_options& options,
         bool& at_kink, const std::array<double, size_of<Model, Law>>* warm = nullptr)
{
    detail::descent_result<size_of<Model, Law>> best;
    std::size_t tried = 0;
    auto starts = decltype(objective.starts()){};
    if (warm) {
        best = descend(objective, y, *warm, options, at_kink);
    } else {
        starts = objective.starts();
        best = descend(objective, y, starts[0], options, at_kink);
        if (starts.size() > 1) best.evaluations += static_cast<int>(starts.size());
        tried = 1;
    }
    const auto in_doubt = [&] {
        bool is = best.end != detail::descent_end::converged;
        for (std::size_t i = 0; i < best.x.size(); ++i)
            is = is || (objective.ranges[i].doubt_lower && best.x[i] <= objective.lower[i]) ||
                 (objective.ranges[i].doubt_upper && best.x[i] >= objective.upper[i]);
        return is;
    };
    if (warm && in_doubt()) starts = objective.starts();
    for (std::size_t s = tried; s < starts.size() && in_doubt(); ++s) {
        bool kink = false;
        auto other = descend(objective, y, starts[s], options, kink);
        other.iterations += best.iterations;
        other.evaluations += best.evaluations;
        if (other.value < best.value) {
            best = other;
            at_kink = kink;
        } else {
            best.iterations = other.iterations;
            best.evaluations = other.evaluations;
        }
    }
    return best;
}

} // namespace smirk::inline SMIRK_ABI::garch::internal
