// SPDX-License-Identifier: BSL-1.0
// A descent of the search from one start, on to maxima that no gradient marks: kinks, weights at zero.
#pragma once
#include <smirk/detail/box_bfgs.hpp>
#include <smirk/garch/search_problem.hpp>

namespace smirk::inline SMIRK_ABI::garch::internal {

/// A descent from one start, with what to do where it ends short of a maximum.
///
/// Where a return is its own mean, the likelihood of a kinked model has a kink there and no gradient that could vanish:
/// then that residual is held at 0, the rest is maximised, and the slopes on both sides decide. With regressors of the
/// mean there may be as many as the mean has coefficients. Where a weight of a model of weighted sums would turn
/// negative, it is held at 0, and its multiplier decides.
template <class Model, class Law>
class descent {
    static constexpr std::size_t n = size_of<Model, Law>;
    using result = detail::descent_result<n>;
    using vector = std::array<double, n>;
    using equation = held_equation;

    search_problem<Model, Law>& objective;
    detail::descent_options options;

    static constexpr double fine_difference_step = 1e-6; // where the curvature itself changes fast

    result run(const vector& from, const result* earlier = nullptr)
    {
        result r = detail::minimise_in_box<n>(objective, from, objective.lower, objective.upper, options);
        if (!objective.held.empty()) objective.keep_equations(r.x);
        if (earlier) {
            r.iterations += earlier->iterations;
            r.evaluations += earlier->evaluations;
        }
        return r;
    }

    /// The observation with the residual nearest to 0 of those not held; as many as there are where all are.
    [[gnu::cold]] std::size_t nearest_residual(const vector& x) const
    {
        const std::vector<double>& y = *objective.returns;
        const auto theta = search_problem<Model, Law>::parameters_at(x);
        std::size_t best = y.size();
        double smallest = std::numeric_limits<double>::infinity();
        for (std::size_t t = 0; t < y.size(); ++t) {
            double e = y[t] - theta[0];
            if constexpr (extended_model<Model>)
                for (std::size_t j = 0; j < Model::mean_terms; ++j)
                    e -= theta[Model::core_size + j] * objective.regressors->mean[j][t];
            const bool is_held = objective.held.holds(equation::kind::residual, t);
            if (!is_held && std::fabs(e) < smallest) {
                smallest = std::fabs(e);
                best = t;
            }
        }
        return best;
    }

    /// Whether the likelihood falls on both sides of each residual held.
    [[gnu::cold]] bool is_maximum_at_kinks(const vector& x, int& evaluations)
    {
        const double apart = 1e-10; // of returns with standard deviation 1
        bool is = true;
        for (std::size_t k = 0; k < objective.held.count; ++k) {
            if (objective.held.equations[k].of != equation::kind::residual) continue;
            double slope[2];
            for (const int side : {0, 1}) {
                objective.held.equations[k].value = side ? apart : -apart;
                vector gradient;
                objective(x, gradient);
                slope[side] = objective.held.multipliers[k];
                ++evaluations;
            }
            objective.held.equations[k].value = 0;
            is = is && slope[0] <= 0 && slope[1] >= 0;
        }
        return is;
    }

    /// From where a descent got stuck, with residuals held at 0: true where that is a maximum.
    [[gnu::cold]] bool at_kinks(result& stuck)
    {
        const auto before = objective.what_is_held();
        result at = stuck;
        std::size_t most = 1;
        if constexpr (extended_model<Model>) most += Model::mean_terms;
        for (std::size_t count = 1; count <= most; ++count) {
            vector x = at.x;
            const std::size_t t = nearest_residual(x);
            if (t == objective.returns->size() || !objective.hold({equation::kind::residual, t}, x)) break;
            options.give_up_within = count < most ? give_up : 0;
            at = run(x, &at);
            if (at.end == detail::descent_end::no_progress) continue;
            if (at.end != detail::descent_end::converged || !is_maximum_at_kinks(at.x, at.evaluations)) break;
            stuck = at;
            return true;
        }
        objective.return_to(before);
        stuck.iterations = at.iterations;
        stuck.evaluations = at.evaluations;
        return false;
    }

    /// From where a descent got stuck, with weights held at 0: true where that is a maximum.
    [[gnu::cold]] bool at_zero_weights([[maybe_unused]] result& stuck)
    {
        if constexpr (requires { Model::truncation; }) {
            using number = typename search_problem<Model, Law>::number;
            const auto before = objective.what_is_held();
            result at = stuck;
            for (int count = 1; count <= 2; ++count) {
                std::array<number, n> variables;
                for (std::size_t i = 0; i < n; ++i) variables[i] = number::variable(at.x[i], i);
                const auto p = from_array<typename Model::template parameters<number>>(
                    search_problem<Model, Law>::parameters_at(variables));
                std::vector<number> w(Model::truncation);
                Model::weights(p, std::span<number>(w));
                std::size_t next = 0;
                double nearest = std::numeric_limits<double>::infinity(); // the weight that reaches 0 first
                for (std::size_t j = 0; j < w.size(); ++j) {
                    double slope = 0;
                    for (std::size_t i = 0; i < n; ++i) slope += w[j].d[i] * w[j].d[i];
                    const double distance = w[j].value / std::sqrt(slope);
                    const bool is_held = objective.held.holds(equation::kind::weight, j);
                    if (!is_held && distance < nearest) {
                        nearest = distance;
                        next = j;
                    }
                }
                vector x = at.x;
                if (!(nearest < 0.05) || !objective.hold({equation::kind::weight, next}, x)) break;
                at = run(x, &at);
                if (at.end == detail::descent_end::no_progress) continue;
                vector gradient;
                bool pressed = at.end == detail::descent_end::converged && std::isfinite(objective(at.x, gradient));
                for (std::size_t k = 0; k < objective.held.count; ++k)
                    if (objective.held.equations[k].of == equation::kind::weight)
                        pressed = pressed && objective.held.multipliers[k] >= 0; // the fit would fall off the edge
                if (!pressed) break;
                stuck = at;
                return true;
            }
            objective.return_to(before);
            stuck.iterations = at.iterations;
            stuck.evaluations = at.evaluations;
        }
        return false;
    }

    /// Between two kinks the likelihood may have a maximum that is none beyond the next return: goes there as long as
    /// the slope in mu says so, and the likelihood rises.
    [[gnu::cold]] void look_beyond_kinks(result& found, bool& at_kink)
    {
        const auto before = objective.what_is_held();
        for (int hops = 0; hops < 10 && !at_kink; ++hops) {
            bool moved = false;
            for (const double side : {-1.0, 1.0}) {
                const double next = mu_at_next_kink(found.x, side);
                vector x = found.x, gradient;
                x[0] = next + side * 1e-9; // of returns with standard deviation 1
                ++found.evaluations;
                if (!std::isfinite(next) || !std::isfinite(objective(x, gradient)) || !(side * gradient[0] < 0))
                    continue;
                result beyond = run(x, &found);
                bool kink = false;
                if (beyond.end == detail::descent_end::no_progress) kink = at_kinks(beyond);
                if ((kink || beyond.end == detail::descent_end::converged) && beyond.value < found.value) {
                    found = beyond;
                    at_kink = kink;
                    moved = true;
                    break;
                }
                found.iterations = beyond.iterations;
                found.evaluations = beyond.evaluations;
                objective.return_to(before);
            }
            if (!moved) return;
        }
    }

    /// mu where the next residual above (side 1) or below (-1) would be 0.
    [[gnu::cold]] double mu_at_next_kink(const vector& x, double side) const
    {
        const std::vector<double>& y = *objective.returns;
        const auto theta = search_problem<Model, Law>::parameters_at(x);
        double nearest = std::numeric_limits<double>::infinity();
        for (std::size_t t = 0; t < y.size(); ++t) {
            double e = y[t] - theta[0];
            if constexpr (extended_model<Model>)
                for (std::size_t j = 0; j < Model::mean_terms; ++j)
                    e -= theta[Model::core_size + j] * objective.regressors->mean[j][t];
            if (side * e > 0) nearest = std::min(nearest, side * e);
        }
        return theta[0] + side * nearest;
    }

    result from_where_kinks_may_be(const vector& start, bool& at_kink)
    {
        give_up = options.give_up_within = 0.1 / std::sqrt(objective.observations);
        result found = run(start);
        double last = std::numeric_limits<double>::infinity();
        // beyond a kink that is no maximum may lie another that stops the descent
        for (int kinks = 0; kinks < 4 && found.end == detail::descent_end::no_progress && found.value < last; ++kinks) {
            last = found.value;
            at_kink = at_kinks(found);
            if (at_kink) break;
            options.give_up_within = 0;
            found = run(found.x, &found);
        }
        if (found.end == detail::descent_end::converged && !at_kink) look_beyond_kinks(found, at_kink);
        return found;
    }

    double give_up = 0;

public:
    descent(search_problem<Model, Law>& of, const detail::descent_options& with_options)
        : objective(of), options(with_options)
    {
    }

    /// The minimum found; at_kink where it is at kinks.
    result from(const vector& start, bool& at_kink)
    {
        at_kink = false;
        result found = [&] {
            if constexpr (Model::kinked || Law::kinked)
                if (objective.lower[0] < objective.upper[0]) return from_where_kinks_may_be(start, at_kink);
            return run(start);
        }();
        if (found.end == detail::descent_end::no_progress && !at_zero_weights(found)) {
            options.difference_step = fine_difference_step;
            found = run(found.x, &found);
        }
        return found;
    }
};

} // namespace smirk::inline SMIRK_ABI::garch::internal
