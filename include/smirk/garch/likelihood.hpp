// SPDX-License-Identifier: BSL-1.0
// The log-likelihood and its gradient, in lanes: the recursion forwards, its adjoint backwards.
#pragma once
#include <smirk/detail/affine_scan.hpp>
#include <smirk/detail/dispatch.hpp>
#include <smirk/garch/filter.hpp>

namespace smirk::inline SMIRK_ABI::garch {

/// The log-likelihood of a sample as a function of the parameters, with its gradient.
///
///     l = sum_t l_t,   l_t = ln f(e_t; h_t),   s_{t+1} = F(s_t, y_t; theta)
///     adjoint   a_t = dl_t/ds_t + dF_t/ds a_{t+1},   a_{n+1} = 0
///     gradient  dl/dtheta = sum_t (dl_t/dtheta + a_{t+1} dF_t/dtheta) + a_1 ds_1/dtheta
///
/// The derivatives of one step are those of dual numbers, eight periods at a time; only the two recursions pass from one
/// period to the next, and where F is linear in s the lanes share even those.
///
/// cost  a gradient costs about two to three log-likelihoods, whatever the number of parameters
template <class Model, class Law>
class likelihood {
public:
    static constexpr std::size_t size = size_of<Model, Law>;
    using vector = std::array<double, size>;

    likelihood(strided<double> returns, const presample_value& before)
        : n_(returns.size()), y_(padded(n_)), state_(padded(n_) + 1), before_(before)
    {
        for (std::size_t t = 0; t < n_; ++t) y_[t] = returns[t];
        for (std::size_t t = n_; t < y_.size(); ++t) y_[t] = before.mean;
    }

    /// The log-likelihood at theta, and its gradient. Not finite where the recursion leaves the positive numbers.
    double operator()(const vector& theta, vector& gradient)
    {
        double value = 0;
        detail::dispatch(lane_width::widest, kernel{}, this, &theta, &gradient, &value);
        return value;
    }

private:
    static constexpr std::size_t model_n = model_size<Model>, law_n = law_size<Law>, shape_n = shape_size<Law>;
    static constexpr std::size_t step_n = model_n + 1 + (Model::needs_law ? shape_n : 0); // what a step depends on: p, s, law

    template <class V>
    static constexpr std::size_t width = V::width;
    static std::size_t padded(std::size_t n) { return (n + 7) / 8 * 8; }

    struct kernel {
        template <class V>
        SMIRK_LANE_INLINE void operator()(likelihood* l, const vector* theta, vector* gradient, double* value) const
        {
            *value = l->template evaluate<V>(*theta, *gradient);
        }
    };

    template <std::size_t N, class F>
    SMIRK_MODEL_FUNCTION void unrolled(const F& f)
    {
        [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) { (f(I), ...); }
        (std::make_index_sequence<N>{});
    }

    /// An aggregate whose members are constants, or where First >= 0 the variables number First, First + 1, ...
    template <class Aggregate, std::ptrdiff_t First, class R, std::size_t N>
    SMIRK_MODEL_FUNCTION Aggregate lift(const std::array<double, N>& x)
    {
        std::array<R, N> r;
        for (std::size_t i = 0; i < N; ++i) {
            r[i] = R(x[i]);
            if constexpr (First >= 0) r[i].d[static_cast<std::size_t>(First) + i] = 1.0;
        }
        return internal::from_array<Aggregate>(r);
    }

    template <class V>
    SMIRK_LANE_INLINE void run_in_lanes(const std::array<double, model_n>& model, const std::array<double, shape_n>& shape)
    {
        using step = detail::dual<V, 1>;
        const auto p = lift<typename Model::template parameters<step>, -1, step>(model);
        const auto law = lift<typename Law::template shape<step>, -1, step>(shape);
        double s = state_[0];
        for (std::size_t t = 0; t < y_.size(); t += width<V>) {
            const step e = V::load(&y_[t]) - p.mu;
            const step after_zero = Model::next(p, step::variable(V(0.0), 0), e, law);
            V slope = after_zero.d[0], level = after_zero.value;
            detail::compose_forwards(slope, level);
            const V after = muladd(slope, V(s), level);
            after.store(&state_[t + 1]);
            s = after.v[width<V> - 1];
        }
    }

    void run_one_by_one(const std::array<double, model_n>& model, const std::array<double, shape_n>& shape)
    {
        const auto p = internal::from_array<typename Model::template parameters<double>>(model);
        const auto law = internal::from_array<typename Law::template shape<double>>(shape);
        double s = state_[0];
        for (std::size_t t = 0; t < y_.size(); ++t) {
            if constexpr (Model::constant_mean)
                s = Model::next(p, s, y_[t] - p.mu, law);
            else
                s = Model::next(p, s, y_[t] - Model::mean(p, Model::variance(p, s)), law);
            state_[t + 1] = s;
        }
    }

    template <class V>
    SMIRK_LANE_INLINE double evaluate(const vector& theta, vector& gradient)
    {
        std::array<double, model_n> model{};
        for (std::size_t i = 0; i < model_n; ++i) model[i] = theta[i];

        // the shape of the law, with derivatives in its parameters
        using law_dual = detail::dual<double, law_n == 0 ? 1 : law_n>;
        std::array<law_dual, law_n> law_p;
        for (std::size_t i = 0; i < law_n; ++i) law_p[i] = law_dual::variable(theta[model_n + i], i);
        const auto shape_of_p = Law::shape_of(internal::from_array<typename Law::template parameters<law_dual>>(law_p));
        std::array<law_dual, shape_n> shape_duals;
        if constexpr (shape_n > 0) shape_duals = std::bit_cast<std::array<law_dual, shape_n>>(shape_of_p);
        std::array<double, shape_n> shape{};
        for (std::size_t i = 0; i < shape_n; ++i) shape[i] = shape_duals[i].value;

        // the first state, with derivatives in the parameters of the model
        using model_dual = detail::dual<double, model_n>;
        const auto first = first_state<Model>(lift<typename Model::template parameters<model_dual>, 0, model_dual>(model), before_);
        state_[0] = first.value;
        if constexpr (Model::linear_in_state)
            run_in_lanes<V>(model, shape);
        else
            run_one_by_one(model, shape);

        // backwards
        using step = detail::dual<V, step_n>;
        using density = detail::dual<V, 2 + shape_n>;
        const auto p = lift<typename Model::template parameters<step>, 0, step>(model);
        const auto law = lift<typename Law::template shape<step>, Model::needs_law ? std::ptrdiff_t{model_n + 1} : -1, step>(shape);
        const auto density_shape = lift<typename Law::template shape<density>, 2, density>(shape);
        V total(0.0), not_positive(0.0), of_step[step_n], of_shape[shape_n == 0 ? 1 : shape_n];
        for (auto& g : of_step) g = V(0.0);
        for (auto& g : of_shape) g = V(0.0);
        double adjoint = 0;
        for (std::size_t t = y_.size(); t > 0;) {
            t -= width<V>;
            const step s = step::variable(V::load(&state_[t]), model_n);
            const step h = Model::variance(p, s);
            const step e = V::load(&y_[t]) - Model::mean(p, h);
            const step next = Model::next(p, s, e, law);
            density l = Law::log_density(density_shape, density::variable(e.value, 0), density::variable(h.value, 1));
            if (t + width<V> > n_) { // periods beyond the sample count nothing
                V inside(0.0);
                for (std::size_t i = 0; i < width<V>; ++i) inside.v[i] = t + i < n_ ? 1.0 : 0.0;
                l = l * inside;
            }
            total = total + l.value;
            not_positive = not_positive + (abs(h.value) - h.value);
            step l_of_step; // the derivatives of l_t where those of e_t and h_t do not vanish by construction
            unrolled<step_n>([&](std::size_t k) __attribute__((always_inline)) {
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
            unrolled<step_n>([&](std::size_t k) __attribute__((always_inline)) {
                if (k != model_n) of_step[k] = muladd(a_next, next.d[k], of_step[k] + l_of_step.d[k]);
            });
            unrolled<shape_n>([&](std::size_t k) __attribute__((always_inline)) { of_shape[k] = of_shape[k] + l.d[2 + k]; });
        }

        for (std::size_t k = 0; k < model_n; ++k) gradient[k] = detail::sum(of_step[k]) + adjoint * first.d[k];
        for (std::size_t k = 0; k < law_n; ++k) {
            gradient[model_n + k] = 0;
            for (std::size_t j = 0; j < shape_n; ++j) {
                double of_j = detail::sum(of_shape[j]);
                if constexpr (Model::needs_law) of_j += detail::sum(of_step[model_n + 1 + j]);
                gradient[model_n + k] += of_j * shape_duals[j].d[k];
            }
        }
        const double misses = detail::sum(not_positive); // 0, or NaN, or more where a variance was negative
        return misses == 0 ? detail::sum(total) : std::numeric_limits<double>::quiet_NaN();
    }

    std::size_t n_;
    std::vector<double> y_, state_;
    presample_value before_;
};

} // namespace smirk::inline SMIRK_ABI::garch
