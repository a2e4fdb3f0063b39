// SPDX-License-Identifier: BSL-1.0
// The likelihood as a search sees it: coordinates and their ranges, equations that are held, starts.
#pragma once
#include <smirk/garch/design.hpp>
#include <smirk/garch/held.hpp>
#include <smirk/garch/likelihood.hpp>

#include <algorithm>
#include <optional>
#include <tuple>

namespace smirk::inline SMIRK_ABI::garch::internal {

/// The likelihood of standardised returns, seen from the coordinates of the search.
template <class Model, class Law>
struct search_problem {
    static constexpr std::size_t n = size_of<Model, Law>;
    using vector = std::array<double, n>;

    likelihood<Model, Law> l;
    std::optional<likelihood<Model, Law>> of_some; // of the first thousand returns, once wanted
    vector lower{}, upper{};                       // those of the ranges, but for coordinates that do not move
    std::array<search_range, n> ranges{};
    held_equations<n> held; // their pivots do not move for the search
    sample_units units;
    const std::vector<double>* returns = nullptr; // standardised; with their regressors what residuals are made of
    const design* regressors = nullptr;
    vector start_slopes{};
    double observations;

    search_problem(strided<double> y, const presample_value& before, lane_width width)
        : search_problem(likelihood<Model, Law>(y, before, width), y.size())
    {
    }
    /// Of a model with terms, whose search starts from the given slopes of the mean.
    search_problem(strided<double> y, const presample_value& before, lane_width width, const design& x,
                   std::span<const double> mean_slopes)
        : search_problem(likelihood<Model, Law>(y, before, x, width), y.size())
    {
        std::copy(mean_slopes.begin(), mean_slopes.end(), start_slopes.begin());
    }
    search_problem(likelihood<Model, Law> of, std::size_t count)
        : l(std::move(of)), observations(static_cast<double>(count))
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

    /// Coordinates of standardised parameters; not finite where they have none.
    [[nodiscard]] vector coordinates_of(const vector& theta) const
    {
        vector x{};
        const auto model = Model::to_search(from_array<typename Model::template parameters<double>>(theta));
        std::copy(model.begin(), model.end(), x.begin());
        if constexpr (law_size<Law> > 0) {
            const auto law =
                Law::to_search(from_array<typename Law::template parameters<double>, model_size<Model>>(theta));
            std::copy(law.begin(), law.end(), x.begin() + model_size<Model>);
        }
        return x;
    }

    /// Standardised parameters with those that are fixed put in.
    [[gnu::cold]] void put_in_fixed(std::array<double, n>& theta) const
    {
        using model_part = typename Model::template parameters<double>;
        auto model = to_array(restore<Model, double>(from_array<model_part>(theta), units));
        for (std::size_t k = 0; k < held.count; ++k) {
            const held_equation& q = held.equations[k];
            if (q.of == held_equation::kind::parameter)
                (q.index < model.size() ? model[q.index] : theta[q.index]) = q.value;
        }
        auto p = from_array<model_part>(model);
        if constexpr (requires { Model::move_inside(p, [](std::size_t) { return true; }); })
            Model::move_inside(p, [&](std::size_t i) { return held.holds(held_equation::kind::parameter, i); });
        model = to_array(standardise<Model>(p, units));
        std::copy(model.begin(), model.end(), theta.begin());
    }

    /// Standardised parameters to start from.
    auto standardised_starts() const
    {
        const auto models = Model::starts();
        std::array<vector, std::tuple_size_v<std::remove_const_t<decltype(models)>>> all{};
        for (std::size_t s = 0; s < all.size(); ++s) {
            const auto model = to_array(models[s]);
            std::copy(model.begin(), model.end(), all[s].begin());
            if constexpr (extended_model<Model>)
                for (std::size_t j = 0; j < Model::mean_terms; ++j) all[s][Model::core_size + j] = start_slopes[j];
            if constexpr (law_size<Law> > 0) {
                const auto law = to_array(Law::start());
                std::copy(law.begin(), law.end(), all[s].begin() + model_size<Model>);
            }
        }
        return all;
    }
    /// -l / n at x, of a thousand periods where there are many: enough to tell starts apart.
    double rough_value(const vector& x)
    {
        vector gradient;
        constexpr std::size_t enough = 1000;
        if constexpr (!extended_model<Model> && requires { l.information(x); })
            if (returns && returns->size() > 2 * enough) {
                if (!of_some) of_some.emplace(strided<double>(returns->data(), enough), l.before(), l.width());
                return -(*of_some)(parameters_at(x), gradient) / enough;
            }
        return (*this)(x, gradient);
    }
    /// Coordinates to start from, the likeliest first.
    auto starts()
    {
        auto all = standardised_starts();
        std::array<double, all.size()> values{};
        for (std::size_t s = 0; s < all.size(); ++s) {
            all[s] = held.empty() ? coordinates_of(all[s]) : start_with_fixed(all[s]);
            if (!held.empty() && !keep_equations(all[s])) values[s] = std::numeric_limits<double>::infinity();
            if (all.size() > 1 && values[s] == 0) values[s] = rough_value(all[s]);
            if (std::isnan(values[s])) values[s] = std::numeric_limits<double>::infinity();
        }
        for (std::size_t i = 1; i < all.size(); ++i)
            for (std::size_t j = i; j > 0 && values[j] < values[j - 1]; --j) {
                std::swap(all[j], all[j - 1]);
                std::swap(values[j], values[j - 1]);
            }
        return all;
    }

    using number = detail::dual<double, n>;

    /// The equations held, at x: 0 where they hold.
    [[gnu::cold]] typename held_equations<n>::at_point equations_at(const vector& x) const
    {
        std::array<number, n> variables;
        for (std::size_t i = 0; i < n; ++i) variables[i] = number::variable(x[i], i);
        const auto theta = parameters_at(variables);
        const auto p = from_array<typename Model::template parameters<number>>(theta);
        typename held_equations<n>::at_point g;
        for (std::size_t k = 0; k < held.count; ++k) {
            const held_equation& equation = held.equations[k];
            number value(0.0);
            if (equation.of == held_equation::kind::parameter) {
                value = equation.index >= model_size<Model>
                            ? theta[equation.index]
                            : as_array<number>(restore<Model, number>(p, units))[equation.index];
            } else if (equation.of == held_equation::kind::weight) {
                if constexpr (requires { Model::truncation; }) {
                    std::vector<number> w(Model::truncation);
                    Model::weights(p, std::span<number>(w));
                    value = w[equation.index];
                }
            } else if constexpr (Model::kinked || Law::kinked) {
                value = (*returns)[equation.index] - p.mu;
                if constexpr (extended_model<Model>) value = value - Model::mean_part(p, *regressors, equation.index);
            }
            g.value[k] = value.value - equation.value;
            for (std::size_t i = 0; i < n; ++i) g.slope[k][i] = value.d[i];
        }
        return g;
    }

    /// Moves the pivots of x until the equations hold. False where no point of the ranges does that.
    [[gnu::cold]] bool keep_equations(vector& x) const
    {
        if (!held.move(x, [&](const vector& at) { return equations_at(at); })) return false;
        for (std::size_t k = 0; k < held.count; ++k) {
            const std::size_t i = held.pivots[k];
            if (!(x[i] >= ranges[i].lower - 1e-9 && x[i] <= ranges[i].upper + 1e-9)) return false;
            x[i] = std::min(std::max(x[i], ranges[i].lower), ranges[i].upper);
        }
        return true;
    }

    /// What is held, to return to.
    struct box {
        held_equations<n> held;
        vector lower, upper;
    };
    [[nodiscard]] box what_is_held() const { return {held, lower, upper}; }
    void return_to(const box& b)
    {
        held = b.held;
        lower = b.lower;
        upper = b.upper;
    }
    /// Holds one more equation, from x on, which is moved to keep it. False, and nothing changes, where it cannot.
    [[gnu::cold]] bool hold(const held_equation& equation, vector& x)
    {
        if (held.count == n) return false;
        const box before = what_is_held();
        held.add(equation);
        if (settle(x)) return true;
        return_to(before);
        return false;
    }
    /// Chooses the pivots at x and moves them.
    [[gnu::cold]] bool settle(vector& x)
    {
        std::array<bool, n> allowed{};
        for (std::size_t i = 0; i < n; ++i) {
            if (held.has_pivot(i)) {
                lower[i] = ranges[i].lower;
                upper[i] = ranges[i].upper;
            }
            allowed[i] = lower[i] < upper[i];
        }
        if (!held.choose_pivots(equations_at(x), allowed) || !keep_equations(x)) return false;
        for (std::size_t k = 0; k < held.count; ++k) lower[held.pivots[k]] = upper[held.pivots[k]] = x[held.pivots[k]];
        return true;
    }
    /// Coordinates of a start with the fixed parameters put in; where it has none then, a point near the start where
    /// the equations hold.
    [[gnu::cold]] vector start_with_fixed(vector theta) const
    {
        vector x = coordinates_of(theta);
        put_in_fixed(theta);
        const vector put_in = coordinates_of(theta);
        bool finite = true;
        for (std::size_t i = 0; i < n; ++i)
            finite = finite && put_in[i] >= ranges[i].lower && put_in[i] <= ranges[i].upper;
        if (finite) return put_in;
        for (const double margin : {0.01, 0.0}) // of the ranges
            for (int tries = 0; tries < 100; ++tries) {
                double size = 0;
                const auto all = equations_at(x);
                for (std::size_t k = 0; k < held.count;
                     ++k) { // one after another, by the shortest step inside the ranges
                    const auto clamped = [&](std::size_t i, double to) {
                        const double width = ranges[i].upper - ranges[i].lower;
                        const double inside = std::isfinite(width) ? margin * width : 0.0;
                        return std::clamp(to, ranges[i].lower + inside, ranges[i].upper - inside);
                    };
                    const auto moves = [&](std::size_t i) {
                        return lower[i] < upper[i] && clamped(i, x[i] - all.value[k] * all.slope[k][i] * 1e-6) != x[i];
                    };
                    double square = 0;
                    for (std::size_t i = 0; i < n; ++i) square += moves(i) ? all.slope[k][i] * all.slope[k][i] : 0;
                    const vector from = x;
                    for (std::size_t i = 0; i < n && square > 0; ++i)
                        if (moves(i)) x[i] = clamped(i, from[i] - all.value[k] * all.slope[k][i] / square);
                    size = std::max(size, std::fabs(all.value[k]));
                }
                if (size < 1e-10) return x;
            }
        return x;
    }
    /// Holds parameters, from the first of the starts that lets it.
    [[gnu::cold]] bool hold_parameters(const held_equations<n>& equations)
    {
        held = equations;
        for (const vector& theta : standardised_starts()) {
            vector x = start_with_fixed(theta);
            if (settle(x)) return true;
        }
        return false;
    }
    /// Directions, one a coordinate, as they run along the equations: with_residuals, those that hold residuals too.
    [[gnu::cold]] void bend(const vector& x, detail::matrix_of<n>& directions, bool with_residuals) const
    {
        const auto all = equations_at(x);
        held_equations<n> kept;
        auto g = all;
        for (std::size_t k = 0; k < held.count; ++k) {
            if (held.equations[k].of == held_equation::kind::residual && !with_residuals) continue;
            g.slope[kept.count] = all.slope[k];
            kept.add(held.equations[k]);
            kept.pivots[kept.count - 1] = held.pivots[k];
        }
        for (std::size_t i = 0; i < n; ++i) {
            if (held.has_pivot(i)) continue;
            vector b{};
            for (std::size_t k = 0; k < kept.count; ++k) b[k] = g.slope[k][i];
            const vector z = kept.solve(g, b, false);
            for (std::size_t k = 0; k < kept.count; ++k)
                for (std::size_t j = 0; j < n; ++j) directions[i][j] -= z[k] * directions[kept.pivots[k]][j];
        }
    }

    /// A metric at x: the information matrix in the coordinates, a period. False where there is none.
    bool metric(const vector& x, detail::matrix_of<n>& m)
    {
        if constexpr (requires { l.information(x); }) {
            vector at = x, values{};
            if (!held.empty() && !keep_equations(at)) return false;
            std::array<number, n> variables;
            for (std::size_t i = 0; i < n; ++i) variables[i] = number::variable(at[i], i);
            const auto theta = parameters_at(variables);
            detail::matrix_of<n> slope{}, back{};
            for (std::size_t i = 0; i < n; ++i) {
                values[i] = theta[i].value;
                for (std::size_t k = 0; k < n; ++k) slope[k][i] = theta[i].d[k];
            }
            if (!held.empty()) bend(at, slope, true);
            for (std::size_t i = 0; i < n; ++i)
                for (std::size_t k = 0; k < n; ++k) {
                    back[i][k] = slope[k][i];
                    slope[k][i] /= observations;
                }
            m = detail::times(slope, detail::times(l.information(values), back));
            for (const auto& row : m)
                for (const double v : row)
                    if (!std::isfinite(v)) return false;
            return true;
        } else {
            return false;
        }
    }

    /// -l / n and its gradient at x.
    double operator()(const vector& at, vector& gradient)
    {
        vector x = at;
        if (!held.empty() && !keep_equations(x)) return std::numeric_limits<double>::quiet_NaN();
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
        if (!held.empty()) held.reduce(equations_at(x), gradient);
        return -value / observations;
    }
};

} // namespace smirk::inline SMIRK_ABI::garch::internal
