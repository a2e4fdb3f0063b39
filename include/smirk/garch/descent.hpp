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

    /// visit(t, e_t), but for what an in-mean model adds.
    template <class Visit>
    [[gnu::cold]] void for_residuals(const vector& x, Visit&& visit) const
    {
        const std::vector<double>& y = *objective.returns;
        const auto theta = search_problem<Model, Law>::parameters_at(x);
        for (std::size_t t = 0; t < y.size(); ++t) {
            double e = y[t] - theta[0];
            if constexpr (extended_model<Model>)
                for (std::size_t j = 0; j < Model::mean_terms; ++j)
                    e -= theta[Model::core_size + j] * objective.regressors->mean[j][t];
            visit(t, e);
        }
    }

    /// The observation with the residual nearest to 0 of those not held; as many as there are where all are.
    [[gnu::cold]] std::size_t nearest_residual(const vector& x) const
    {
        std::size_t best = objective.returns->size();
        double smallest = std::numeric_limits<double>::infinity();
        for_residuals(x, [&](std::size_t t, double e) {
            const bool is_held = objective.held.holds(equation::kind::residual, t);
            if (!is_held && std::fabs(e) < smallest) {
                smallest = std::fabs(e);
                best = t;
            }
        });
        return best;
    }

    /// Whether the likelihood falls on both sides of each residual held. Where a shock counts for nothing on one side
    /// (APARCH, gamma at its bound), the slope next to the kink says nothing of that a little further.
    [[gnu::cold]] bool is_maximum_at_kinks(const vector& x, int& evaluations)
    {
        for (std::size_t k = 0; k < objective.held.count; ++k) {
            if (objective.held.equations[k].of != equation::kind::residual) continue;
            bool is = false;
            for (const double apart : {1e-10, 1e-6}) { // of returns with standard deviation 1
                double slope[2];
                for (const int side : {0, 1}) {
                    objective.held.equations[k].value = side ? apart : -apart;
                    vector gradient;
                    objective(x, gradient);
                    slope[side] = objective.held.multipliers[k];
                    ++evaluations;
                }
                is = slope[0] <= 0 && slope[1] >= 0;
                if (is) break;
            }
            objective.held.equations[k].value = 0;
            if (!is) return false;
        }
        return true;
    }

    /// The lowest point with the residual of observation t at 0 besides what is held; true where that is a maximum of
    /// the likelihood. Where not, it stays held.
    [[gnu::cold]] bool hold_residual(result& at, std::size_t t)
    {
        vector x = at.x;
        if (t == objective.returns->size() || !objective.hold({equation::kind::residual, t}, x)) return false;
        at = run(x, &at);
        return at.end == detail::descent_end::converged && is_maximum_at_kinks(at.x, at.evaluations);
    }

    /// From where a descent got stuck, with residuals held at 0: true where that is a maximum.
    [[gnu::cold]] bool at_kinks(result& stuck)
    {
        const auto before = objective.what_is_held();
        result at = stuck;
        std::size_t most = 1;
        if constexpr (extended_model<Model>) most += Model::mean_terms;
        for (std::size_t count = 1; count <= most; ++count) {
            options.give_up_within = count < most ? give_up : 0;
            const std::size_t held = objective.held.count;
            if (hold_residual(at, nearest_residual(at.x))) {
                stuck = at;
                return true;
            }
            if (objective.held.count == held || at.end != detail::descent_end::no_progress) break;
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

    /// The observations whose residuals are next to 0 above (side 1) or below (-1) that of mu = x[0], and those mu.
    struct mu_of_kink {
        double mu = 0;
        std::size_t observation = 0;
    };
    [[gnu::cold]] std::vector<mu_of_kink> next_kinks(const vector& x, double side, std::size_t count) const
    {
        std::vector<mu_of_kink> all;
        for_residuals(x, [&](std::size_t t, double e) {
            if (side * e > 1e-12) all.push_back({x[0] + e, t});
        });
        count = std::min(count, all.size());
        std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count), all.end(),
                          [&](const mu_of_kink& a, const mu_of_kink& b) { return side * a.mu < side * b.mu; });
        all.resize(count);
        return all;
    }

    /// A maximum that may lie between the next kinks, or at one of them, by a parabola in mu.
    struct place {
        double value, mu, lower, upper; // -l / n by the parabola; of mu: where it is, and between which kinks
        std::size_t observation;        // whose residual is 0; between kinks: as many as there are
    };
    [[gnu::cold]] std::vector<place> places_nearby(result& found, bool at_kink)
    {
        constexpr std::size_t intervals = extended_model<Model> ? 6 : 1;
        const std::size_t none = objective.returns->size();
        std::vector<place> places;
        double value = 0, curvature = 0;
        const auto slope_at = [&](double mu) {
            vector x = found.x, gradient;
            x[0] = mu;
            ++found.evaluations;
            value = objective(x, gradient);
            return gradient[0];
        };
        for (const double side : {-1.0, 1.0}) {
            const auto kinks = next_kinks(found.x, side, intervals + 1);
            bool falling = false; // towards the kink, from the interval before it
            for (std::size_t k = 0; k + 1 < kinks.size(); ++k) {
                const double inner = kinks[k].mu, outer = kinks[k + 1].mu, mu = 0.5 * (inner + outer);
                const double half = 0.5 * side * (outer - inner);
                if (!(half > 1e-12)) continue;
                if (curvature == 0) {
                    const double difference = slope_at(mu + 0.5 * half) - slope_at(mu - 0.5 * half);
                    curvature = difference > 0.1 * half ? difference / half : 0.1;
                }
                const double slope = side * slope_at(mu); // outwards
                if (!std::isfinite(value) || !std::isfinite(slope)) break;
                const double near = slope - curvature * half, far = slope + curvature * half; // at the ends
                const double way = std::clamp(-slope / curvature, -0.9 * half, 0.9 * half);
                places.push_back({value + way * (slope + 0.5 * curvature * way), mu + side * way,
                                  std::min(inner, outer), std::max(inner, outer), none});
                if (near >= 0 && falling)
                    places.push_back(
                        {value - half * (slope - 0.5 * curvature * half), inner, inner, inner, kinks[k].observation});
                if (at_kink) {
                    slope_at(inner);
                    places.push_back({value, inner, inner, inner, kinks[k].observation});
                }
                falling = far < 0;
            }
        }
        std::sort(places.begin(), places.end(), [](const place& a, const place& b) { return a.value < b.value; });
        return places;
    }

    /// The descent from there; end is no_start where no maximum is there.
    [[gnu::cold]] result go_to(const place& p, const result& found, bool& kink)
    {
        result r = found;
        r.x[0] = p.mu;
        kink = p.observation < objective.returns->size();
        bool is = false;
        if (kink) {
            is = hold_residual(r, p.observation);
        } else {
            objective.lower[0] = p.lower;
            objective.upper[0] = p.upper;
            r = run(r.x, &found);
            is = r.end == detail::descent_end::converged && r.x[0] > p.lower && r.x[0] < p.upper;
        }
        if (!is) r.end = detail::descent_end::no_start;
        return r;
    }

    /// Between kinks, and at them, are maxima next to one another: goes to the highest of those nearby. `free` is what
    /// is held and bounded beside kinks.
    [[gnu::cold]] void look_beyond_kinks(result& found, bool& at_kink,
                                         const typename search_problem<Model, Law>::box& free)
    {
        const double worth_a_descent = 3e-4 / objective.observations; // of -l / n: what the other parameters may give
        options.give_up_within = 0;
        auto held = objective.what_is_held();
        bool moved = true;
        for (int hops = 0; hops < 10 && moved; ++hops) {
            moved = false;
            objective.return_to(free);
            const auto places = places_nearby(found, at_kink);
            for (std::size_t k = 0; k < places.size() && k < 3 && !moved; ++k) {
                if (places[k].value > found.value + worth_a_descent) break;
                bool kink = false;
                const result there = go_to(places[k], found, kink);
                if (!kink) objective.return_to(free);
                moved = there.end == detail::descent_end::converged && there.value < found.value;
                if (moved) {
                    found = there;
                    at_kink = kink;
                    held = objective.what_is_held();
                } else {
                    found.iterations = there.iterations;
                    found.evaluations = there.evaluations;
                    objective.return_to(free);
                }
            }
        }
        objective.return_to(held);
    }

    result from_where_kinks_may_be(const vector& start, bool& at_kink)
    {
        const auto free = objective.what_is_held();
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
        if (found.end == detail::descent_end::converged) look_beyond_kinks(found, at_kink, free);
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
