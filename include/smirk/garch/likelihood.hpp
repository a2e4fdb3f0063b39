// SPDX-License-Identifier: BSL-1.0
// The log-likelihood and its gradient, in lanes: the recursion forwards, its adjoint backwards.
#pragma once
#include <smirk/detail/affine_scan.hpp>
#include <smirk/detail/dispatch.hpp>
#include <smirk/garch/filter.hpp>

namespace smirk::inline SMIRK_ABI::garch {

namespace internal {

/// An aggregate whose members are constants, or where First >= 0 the variables number First, First + 1, ...
template <class Aggregate, std::ptrdiff_t First, class R, std::size_t N>
SMIRK_LANE_INLINE Aggregate lift(const std::array<double, N>& x)
{
    std::array<R, N> r;
    for (std::size_t i = 0; i < N; ++i) {
        r[i] = R(x[i]);
        if constexpr (First >= 0) r[i].d[static_cast<std::size_t>(First) + i] = 1.0;
    }
    return from_array<Aggregate>(r);
}

template <std::size_t N, class F>
SMIRK_LANE_INLINE void unrolled(const F& f)
{
    [&]<std::size_t... I>(std::index_sequence<I...>) SMIRK_LANE_LAMBDA { (f(I), ...); }(std::make_index_sequence<N>{});
}

/// 1 for the periods t, t + 1, ... of a vector that lie before n, 0 for the others.
template <class V>
SMIRK_LANE_INLINE V inside(std::size_t t, std::size_t n)
{
    V r(0.0);
    for (std::size_t i = 0; i < std::size_t{V::width}; ++i) r.v[i] = t + i < n ? 1.0 : 0.0;
    return r;
}

/// The shape of a law, with its derivatives in the parameters of the law: theta from element `First` on.
template <class Law, std::size_t First>
struct shape_with_slopes {
    static constexpr std::size_t law_n = law_size<Law>, shape_n = shape_size<Law>;
    std::array<double, shape_n> value{};
    std::array<std::array<double, law_n == 0 ? 1 : law_n>, shape_n> slope{};

    template <std::size_t N>
    explicit shape_with_slopes(const std::array<double, N>& theta)
    {
        if constexpr (law_n > 0) {
            using number = detail::dual<double, law_n>;
            std::array<number, law_n> p;
            for (std::size_t i = 0; i < law_n; ++i) p[i] = number::variable(theta[First + i], i);
            const auto shape = Law::shape_of(from_array<typename Law::template parameters<number>>(p));
            const auto numbers = std::bit_cast<std::array<number, shape_n>>(shape);
            for (std::size_t i = 0; i < shape_n; ++i) {
                value[i] = numbers[i].value;
                for (std::size_t k = 0; k < law_n; ++k) slope[i][k] = numbers[i].d[k];
            }
        }
    }
};

/// Log-densities of given residuals and variances, with their derivatives in both and in the parameters of the law.
template <class Model, class Law>
class density_pass {
    static constexpr std::size_t law_n = law_size<Law>, shape_n = shape_size<Law>;

public:
    std::vector<double> residuals, by_residual, by_variance; // e_t, dl_t/de_t, dl_t/dh_t

    density_pass(std::size_t n, lane_width width)
        : residuals((n + 7) / 8 * 8), by_residual(residuals.size()), by_variance(residuals.size()), n_(n), width_(width)
    {
    }
    [[nodiscard]] std::size_t padded_size() const { return residuals.size(); }

    /// sum_t l_t, and its gradient in the parameters of the law.
    template <std::size_t N>
    double operator()(const std::vector<double>& h, const std::array<double, N>& theta, std::array<double, N>& gradient)
    {
        const shape_with_slopes<Law, model_size<Model>> shape(theta);
        std::array<double, shape_n> by_shape{};
        double value = 0;
        detail::dispatch(width_, kernel{}, this, &h, &shape.value, &by_shape, &value);
        for (std::size_t k = 0; k < law_n; ++k) {
            gradient[model_size<Model> + k] = 0;
            for (std::size_t j = 0; j < shape_n; ++j)
                gradient[model_size<Model> + k] += by_shape[j] * shape.slope[j][k];
        }
        return value;
    }

private:
    struct kernel {
        template <class V>
        SMIRK_LANE_INLINE void operator()(density_pass* pass, const std::vector<double>* h,
                                          const std::array<double, shape_n>* shape,
                                          std::array<double, shape_n>* by_shape, double* value) const
        {
            *value = pass->template run<V>(*h, *shape, *by_shape);
        }
    };
    template <class V>
    SMIRK_LANE_INLINE double run(const std::vector<double>& h, const std::array<double, shape_n>& shape,
                                 std::array<double, shape_n>& by_shape)
    {
        using number = detail::dual<V, 2 + shape_n>;
        const auto law = lift<typename Law::template shape<number>, 2, number>(shape);
        constexpr std::size_t width = V::width;
        V total(0.0), not_positive(0.0), of_shape[shape_n + 1];
        for (auto& g : of_shape) g = V(0.0);
        for (std::size_t t = 0; t < residuals.size(); t += width) {
            const V variance = V::load(&h[t]);
            number l =
                Law::log_density(law, number::variable(V::load(&residuals[t]), 0), number::variable(variance, 1));
            if (t + width > n_) l = l * inside<V>(t, n_);
            total = total + l.value;
            not_positive = not_positive + (abs(variance) - variance);
            l.d[0].store(&by_residual[t]);
            l.d[1].store(&by_variance[t]);
            unrolled<shape_n>([&](std::size_t k) SMIRK_LANE_LAMBDA { of_shape[k] = of_shape[k] + l.d[2 + k]; });
        }
        for (std::size_t k = 0; k < shape_n; ++k) by_shape[k] = detail::sum(of_shape[k]);
        return detail::sum(not_positive) == 0 ? detail::sum(total) : std::numeric_limits<double>::quiet_NaN();
    }

    std::size_t n_;
    lane_width width_;
};

} // namespace internal

/// The log-likelihood of a sample as a function of the parameters, with its gradient.
///
///     l = sum_t l_t,   l_t = ln f(e_t; h_t),   s_{t+1} = F(s_t, y_t; theta)
///     adjoint   a_t = dl_t/ds_t + dF_t/ds a_{t+1},   a_{n+1} = 0
///     gradient  dl/dtheta = sum_t (dl_t/dtheta + a_{t+1} dF_t/dtheta) + a_1 ds_1/dtheta
///
/// The derivatives of one step are those of dual numbers, eight periods at a time; only the two recursions pass from
/// one period to the next, and where F is linear in s the lanes share even those.
///
/// cost  a gradient costs about two to three log-likelihoods, whatever the number of parameters
template <class Model, class Law>
class likelihood {
public:
    static constexpr std::size_t size = size_of<Model, Law>;
    using vector = std::array<double, size>;

    /// width: vector instructions; the same digits on every machine where it is fixed.
    likelihood(strided<double> returns, const presample_value& before, lane_width width = lane_width::widest)
        : n_(returns.size()), y_(padded(n_)), state_(padded(n_) + 1), before_(before), width_(width)
    {
        for (std::size_t t = 0; t < n_; ++t) y_[t] = returns[t];
        for (std::size_t t = n_; t < y_.size(); ++t) y_[t] = before.mean;
    }

    /// The log-likelihood at theta, and its gradient. Not finite where the recursion leaves the positive numbers.
    double operator()(const vector& theta, vector& gradient)
    {
        const internal::shape_with_slopes<Law, model_n> law_shape(theta);
        sums total{.shape = law_shape.value};
        for (std::size_t i = 0; i < model_n; ++i) total.model[i] = theta[i];

        using model_dual = detail::dual<double, model_n>; // the first state, with derivatives in the parameters
        const auto first =
            first_state<Model>(internal::lift<parameters_in<model_dual>, 0, model_dual>(total.model), before_);
        state_[0] = first.value;
        if constexpr (!Model::linear_in_state) run_one_by_one(total.model, total.shape);
        detail::dispatch(width_, kernel{}, this, &total);

        for (std::size_t k = 0; k < model_n; ++k) gradient[k] = total.by_step[k] + total.by_first_state * first.d[k];
        for (std::size_t k = 0; k < law_n; ++k) {
            gradient[model_n + k] = 0;
            for (std::size_t j = 0; j < shape_n; ++j) {
                double by_shape = total.by_shape[j];
                if constexpr (Model::needs_law) by_shape += total.by_step[model_n + 1 + j];
                gradient[model_n + k] += by_shape * law_shape.slope[j][k];
            }
        }
        return total.value;
    }

private:
    static constexpr std::size_t model_n = model_size<Model>, law_n = law_size<Law>, shape_n = shape_size<Law>;
    static constexpr std::size_t step_n =
        model_n + 1 + (Model::needs_law ? shape_n : 0); // what a step depends on: p, s, law

    using model_numbers = std::array<double, model_n>;
    using shape_numbers = std::array<double, shape_n>;
    template <class R>
    using parameters_in = typename Model::template parameters<R>;
    template <class R>
    using shape_in = typename Law::template shape<R>;
    template <class V>
    static constexpr std::size_t width_of = V::width;
    static constexpr std::ptrdiff_t constants = -1;
    static std::size_t padded(std::size_t n) { return (n + 7) / 8 * 8; }

    /// What a pass takes, and what it gives: l and its derivatives in a step's variables, in the shape of the law as
    /// the density reads it, and in the first state.
    struct sums {
        model_numbers model{};
        shape_numbers shape{};
        double value = 0, by_first_state = 0;
        std::array<double, step_n> by_step{};
        shape_numbers by_shape{};
    };
    struct kernel {
        template <class V>
        SMIRK_LANE_INLINE void operator()(likelihood* l, sums* total) const
        {
            if constexpr (Model::linear_in_state) l->template run_in_lanes<V>(total->model, total->shape);
            l->template run_backwards<V>(*total);
        }
    };

    /// The states from state_[0] on, one period after another.
    void run_one_by_one(const model_numbers& model, const shape_numbers& shape)
    {
        const auto p = internal::from_array<parameters_in<double>>(model);
        const auto law = internal::from_array<shape_in<double>>(shape);
        double s = state_[0];
        for (std::size_t t = 0; t < y_.size(); ++t) {
            if constexpr (Model::constant_mean)
                s = Model::next(p, s, y_[t] - p.mu, law);
            else
                s = Model::next(p, s, y_[t] - Model::mean(p, Model::variance(p, s)), law);
            state_[t + 1] = s;
        }
    }

    /// The same in lanes, where next is linear in the state.
    template <class V>
    SMIRK_LANE_INLINE void run_in_lanes(const model_numbers& model, const shape_numbers& shape)
    {
        using step = detail::dual<V, 1>;
        const auto p = internal::lift<parameters_in<step>, constants, step>(model);
        const auto law = internal::lift<shape_in<step>, constants, step>(shape);
        double last = state_[0];
        for (std::size_t t = 0; t < y_.size(); t += width_of<V>) {
            const step next = Model::next(p, step::variable(V(0.0), 0), V::load(&y_[t]) - p.mu, law);
            V slope = next.d[0], level = next.value;
            detail::compose_forwards(slope, level);
            const V after = muladd(slope, V(last), level);
            after.store(&state_[t + 1]);
            last = after.v[width_of<V> - 1];
        }
    }

    template <class V>
    SMIRK_LANE_INLINE void run_backwards(sums& result)
    {
        using step = detail::dual<V, step_n>;
        using density = detail::dual<V, 2 + shape_n>;
        constexpr std::ptrdiff_t law_variables = Model::needs_law ? std::ptrdiff_t{model_n + 1} : constants;
        const auto p = internal::lift<parameters_in<step>, 0, step>(result.model);
        const auto law = internal::lift<shape_in<step>, law_variables, step>(result.shape);
        const auto density_shape = internal::lift<shape_in<density>, 2, density>(result.shape);
        V total(0.0), not_positive(0.0), of_step[step_n], of_shape[shape_n == 0 ? 1 : shape_n];
        for (auto& g : of_step) g = V(0.0);
        for (auto& g : of_shape) g = V(0.0);
        double adjoint = 0;
        for (std::size_t t = y_.size(); t > 0;) {
            t -= width_of<V>;
            const step s = step::variable(V::load(&state_[t]), model_n);
            const step h = Model::variance(p, s);
            const step e = V::load(&y_[t]) - Model::mean(p, h);
            const step next = Model::next(p, s, e, law);
            density l = Law::log_density(density_shape, density::variable(e.value, 0), density::variable(h.value, 1));
            if (t + width_of<V> > n_) l = l * internal::inside<V>(t, n_);
            total = total + l.value;
            not_positive = not_positive + (abs(h.value) - h.value);
            step l_of_step; // the derivatives of l_t where those of e_t and h_t do not vanish by construction
            internal::unrolled<step_n>([&](std::size_t k) SMIRK_LANE_LAMBDA {
                const bool in_e = k == 0 || !Model::constant_mean, in_h = k == model_n || !Model::state_is_variance;
                l_of_step.d[k] = in_e && in_h ? muladd(l.d[0], e.d[k], l.d[1] * h.d[k])
                                 : in_e       ? l.d[0] * e.d[k]
                                 : in_h       ? l.d[1] * h.d[k]
                                              : V(0.0);
            });
            V slope = next.d[model_n], level = l_of_step.d[model_n];
            detail::compose_backwards(slope, level);
            const V a = muladd(slope, V(adjoint), level), a_next = detail::shift_down<1>(a, V(adjoint));
            adjoint = a.v[0];
            internal::unrolled<step_n>([&](std::size_t k) SMIRK_LANE_LAMBDA {
                if (k != model_n) of_step[k] = muladd(a_next, next.d[k], of_step[k] + l_of_step.d[k]);
            });
            internal::unrolled<shape_n>([&](std::size_t k)
                                            SMIRK_LANE_LAMBDA { of_shape[k] = of_shape[k] + l.d[2 + k]; });
        }

        for (std::size_t k = 0; k < step_n; ++k) result.by_step[k] = detail::sum(of_step[k]);
        for (std::size_t k = 0; k < shape_n; ++k) result.by_shape[k] = detail::sum(of_shape[k]);
        result.by_first_state = adjoint;
        const double misses = detail::sum(not_positive); // 0, or NaN, or more where a variance was negative
        result.value = misses == 0 ? detail::sum(total) : std::numeric_limits<double>::quiet_NaN();
    }

    std::size_t n_;
    std::vector<double> y_, state_;
    presample_value before_;
    lane_width width_;
};

} // namespace smirk::inline SMIRK_ABI::garch
