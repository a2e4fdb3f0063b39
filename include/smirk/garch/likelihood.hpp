// SPDX-License-Identifier: BSL-1.0
// The log-likelihood and its gradient, in lanes: the recursion forwards, its adjoint backwards.
#pragma once
#include <smirk/detail/affine_scan.hpp>
#include <smirk/detail/dispatch.hpp>
#include <smirk/detail/symmetric_matrix.hpp>
#include <smirk/garch/density_pass.hpp>

namespace smirk::inline SMIRK_ABI::garch {

namespace internal {

/// What with<> adds to a pass through a sample, and what it takes from it.
struct linear_terms {
    std::vector<double> shift;             // added to s_t
    std::vector<double> by_mean, by_shift; // dl/dm_t, dl/ds_t
    double by_presample = 0;               // dl/db
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
        : n_(returns.size()), y_(padded(n_)), state_(padded(n_) + 8), before_(before), width_(width)
    {
        for (std::size_t t = 0; t < n_; ++t) y_[t] = returns[t];
        for (std::size_t t = n_; t < y_.size(); ++t) y_[t] = before.mean;
    }

    /// The log-likelihood at theta, and its gradient. Not finite where the recursion leaves the positive numbers.
    double operator()(const vector& theta, vector& gradient) { return evaluate<kernel<false>>(theta, gradient, {}); }

    /// The same where linear terms are added to the state, and their derivatives are wanted.
    double operator()(const vector& theta, vector& gradient, internal::linear_terms& terms)
    {
        terms.shift.resize(y_.size() + 8);
        terms.by_mean.resize(y_.size());
        terms.by_shift.resize(y_.size());
        return evaluate<kernel<true>>(theta, gradient, {&terms});
    }
    /// The information matrix of the parameters at theta, as a metric for a search.
    ///
    ///     sum_t h_i h_j / (2 h^2) + e_i e_j / h,   h_i = dh_t/dtheta_i, e_i = de_t/dtheta_i
    ///
    /// which is that of normal errors; of the parameters of another law the outer product of the scores. The recursions
    /// of the derivatives are linear, and shared by the lanes, whatever that of the state is.
    detail::matrix_of<size> information(const vector& theta)
    {
        if (theta != last_) {
            vector ignored;
            (*this)(theta, ignored);
        }
        const internal::shape_with_slopes<Law, model_n> law_shape(theta);
        information_job job{.shape = law_shape.value, .slope = law_shape.slope};
        for (std::size_t i = 0; i < model_n; ++i) job.model[i] = theta[i];
        using model_dual = detail::dual<double, model_n>;
        const auto first =
            first_state<Model>(internal::lift<parameters_in<model_dual>, 0, model_dual>(job.model), before_);
        for (std::size_t i = 0; i < model_n; ++i) job.first[i] = first.d[i];
        detail::dispatch(width_, information_kernel{}, this, &job);
        return job.matrix;
    }

    [[nodiscard]] const presample_value& before() const { return before_; }
    [[nodiscard]] lane_width width() const { return width_; }
    /// Other returns, as many, and what stands before them.
    void set_returns(const std::vector<double>& returns, const presample_value& before)
    {
        std::copy(returns.begin(), returns.end(), y_.begin());
        before_ = before;
    }

private:
    template <class Kernel>
    double evaluate(const vector& theta, vector& gradient, Kernel pass)
    {
        last_ = theta;
        const internal::shape_with_slopes<Law, model_n> law_shape(theta);
        sums total{.shape = law_shape.value};
        for (std::size_t i = 0; i < model_n; ++i) total.model[i] = theta[i];

        using model_dual = detail::dual<double, model_n>; // the first state, with derivatives in the parameters
        const auto first =
            first_state<Model>(internal::lift<parameters_in<model_dual>, 0, model_dual>(total.model), before_);
        state_[0] = first.value;
        if constexpr (Kernel::with_terms)
            if (before_.convention != presample::rugarch) state_[0] += pass.terms->shift[0];
        detail::dispatch(width_, pass, this, &total);
        if constexpr (Kernel::with_terms) {
            using number = detail::dual<double, 1>;
            const auto p = internal::lift<parameters_in<number>, constants, number>(total.model);
            const double b = before_.at(Model::constant_mean ? theta[0] : before_.mean);
            const number s = internal::state_before<Model>(p, before_.convention, number::variable(b, 0));
            pass.terms->by_presample = total.by_first_state * s.d[0];
        }
        for (std::size_t k = 0; k < model_n; ++k) gradient[k] = total.by_step[k] + total.by_first_state * first.d[k];
        for (std::size_t k = 0; k < law_n; ++k) {
            gradient[model_n + k] = 0;
            for (std::size_t j = 0; j < shape_n; ++j)
                gradient[model_n + k] += total.by_shape[j] * law_shape.slope[j][k];
        }
        return total.value;
    }

    static constexpr std::size_t model_n = model_size<Model>, law_n = law_size<Law>, shape_n = shape_size<Law>;
    static constexpr std::size_t step_n = model_n + 1; // what a step depends on: p, s

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
    template <bool WithTerms>
    struct kernel {
        static constexpr bool with_terms = WithTerms;
        internal::linear_terms* terms = nullptr;

        template <class V>
        SMIRK_LANE_INLINE void operator()(likelihood* l, sums* total) const
        {
            if constexpr (Model::linear_in_state)
                l->template run_in_lanes<V>(total->model, total->shape, *this);
            else if (!l->template run_from_last_path<V>(total->model, total->shape, *this))
                l->run_one_by_one(total->model, total->shape, *this);
            l->template run_backwards<V>(*total, *this);
        }
    };

    /// The states from state_[0] on, one period after another.
    template <class Kernel>
    [[gnu::noinline]] void run_one_by_one(const model_numbers& model, const shape_numbers& shape,
                                          [[maybe_unused]] Kernel pass)
    {
        const auto p = internal::from_array<parameters_in<double>>(model);
        const auto law = internal::from_array<shape_in<double>>(shape);
        double s = state_[0];
        for (std::size_t t = 0; t < y_.size(); ++t) {
            if constexpr (Model::constant_mean)
                s = Model::next(p, s, y_[t] - p.mu, law);
            else
                s = Model::next(p, s, y_[t] - Model::mean(p, Model::variance(p, s)), law);
            if constexpr (Kernel::with_terms) s += pass.terms->shift[t + 1];
            state_[t + 1] = s;
        }
        has_path_ = std::isfinite(s);
    }

    /// The same in lanes, by Newton's method for all periods at once from the states of the last parameters r:
    ///
    ///     s_{t+1} = F(r_t) + F'(r_t) (s_t - r_t)
    ///
    /// is linear in s, and its error the square of the last one's. False where there is no last path, or a few sweeps
    /// do not do.
    template <class V, class Kernel>
    SMIRK_LANE_INLINE bool run_from_last_path(const model_numbers& model, const shape_numbers& shape,
                                              [[maybe_unused]] Kernel pass)
    {
        using step = detail::dual<V, 1>;
        constexpr int most_sweeps = 6;
        constexpr double near = 1e-8; // its square is below the last digit
        const auto p = internal::lift<parameters_in<step>, constants, step>(model);
        const auto law = internal::lift<shape_in<step>, constants, step>(shape);
        for (int sweep = 0; has_path_ && sweep < most_sweeps; ++sweep) {
            V far(0.0), r = V::load(&state_[0]), last(state_[0]);
            for (std::size_t t = 0; t < y_.size(); t += width_of<V>) {
                const step s = step::variable(r, 0);
                const step e = V::load(&y_[t]) - Model::mean(p, Model::variance(p, s));
                const step next = Model::next(p, s, e, law);
                V slope = next.d[0], level = next.value - slope * r;
                if constexpr (Kernel::with_terms) level = level + V::load(&pass.terms->shift[t + 1]);
                detail::compose_forwards(slope, level);
                const V before = V::load(&state_[t + 1]), after = muladd(slope, last, level);
                r = V::load(&state_[t + width_of<V>]);
                after.store(&state_[t + 1]);
                last = detail::spread<V::width - 1>(after);
                const V scale = Model::state_is_logarithm ? V(1.0) : abs(after),
                        miss = abs(after - before) - near * scale;
                far = far + (abs(miss) + miss);
            }
            if (detail::sum(far) == 0) return true;
        }
        return false;
    }

    /// The same in lanes, where next is linear in the state.
    template <class V, class Kernel>
    SMIRK_LANE_INLINE void run_in_lanes(const model_numbers& model, const shape_numbers& shape,
                                        [[maybe_unused]] Kernel pass)
    {
        using step = detail::dual<V, 1>;
        const auto p = internal::lift<parameters_in<step>, constants, step>(model);
        const auto law = internal::lift<shape_in<step>, constants, step>(shape);
        V last(state_[0]);
        for (std::size_t t = 0; t < y_.size(); t += width_of<V>) {
            const step next = Model::next(p, step::variable(V(0.0), 0), V::load(&y_[t]) - p.mu, law);
            V slope = next.d[0], level = next.value;
            if constexpr (Kernel::with_terms) level = level + V::load(&pass.terms->shift[t + 1]);
            detail::compose_forwards(slope, level);
            const V after = muladd(slope, last, level);
            after.store(&state_[t + 1]);
            last = detail::spread<V::width - 1>(after);
        }
    }

    template <class V, class Kernel>
    SMIRK_LANE_INLINE void run_backwards(sums& result, [[maybe_unused]] Kernel pass)
    {
        using step = detail::dual<V, step_n>;
        using density = detail::dual<V, 2 + shape_n>;
        const auto p = internal::lift<parameters_in<step>, 0, step>(result.model);
        const auto law = internal::lift<shape_in<step>, constants, step>(result.shape);
        const auto density_shape = internal::lift<shape_in<density>, 2, density>(result.shape);
        V total(0.0), not_positive(0.0), of_step[step_n], of_shape[shape_n == 0 ? 1 : shape_n];
        for (auto& g : of_step) g = V(0.0);
        for (auto& g : of_shape) g = V(0.0);
        V adjoint(0.0);
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
            const V a = muladd(slope, adjoint, level), a_next = detail::shift_down<1>(a, adjoint);
            adjoint = detail::spread<0>(a);
            if constexpr (Kernel::with_terms) {
                a.store(&pass.terms->by_shift[t]);
                muladd(a_next, next.d[0], l_of_step.d[0]).store(&pass.terms->by_mean[t]);
            }
            internal::unrolled<step_n>([&](std::size_t k) SMIRK_LANE_LAMBDA {
                if (k != model_n) of_step[k] = muladd(a_next, next.d[k], of_step[k] + l_of_step.d[k]);
            });
            internal::unrolled<shape_n>([&](std::size_t k)
                                            SMIRK_LANE_LAMBDA { of_shape[k] = of_shape[k] + l.d[2 + k]; });
        }

        for (std::size_t k = 0; k < step_n; ++k) result.by_step[k] = detail::sum(of_step[k]);
        for (std::size_t k = 0; k < shape_n; ++k) result.by_shape[k] = detail::sum(of_shape[k]);
        result.by_first_state = adjoint.v[0];
        const double misses = detail::sum(not_positive); // 0, or NaN, or more where a variance was negative
        result.value = misses == 0 ? detail::sum(total) : std::numeric_limits<double>::quiet_NaN();
    }

    /// What the pass of the information matrix takes and gives.
    struct information_job {
        model_numbers model{}, first{};
        shape_numbers shape{};
        decltype(internal::shape_with_slopes<Law, model_n>::slope) slope{};
        detail::matrix_of<size> matrix{};
    };
    struct information_kernel {
        template <class V>
        SMIRK_LANE_INLINE void operator()(likelihood* l, information_job* job) const
        {
            l->template run_information<V>(*job);
        }
    };

    template <class V>
    SMIRK_LANE_INLINE void run_information(information_job& job)
    {
        using step = detail::dual<V, model_n + 1>;
        using density = detail::dual<V, 2 + shape_n>;
        const auto p = internal::lift<parameters_in<step>, 0, step>(job.model);
        const auto law = internal::lift<shape_in<step>, constants, step>(job.shape);
        const auto density_shape = internal::lift<shape_in<density>, 2, density>(job.shape);
        V sum[size][size];
        for (auto& row : sum)
            for (auto& x : row) x = V(0.0);
        V last[model_n];
        for (std::size_t k = 0; k < model_n; ++k) last[k] = V(job.first[k]);
        for (std::size_t t = 0; t < y_.size(); t += width_of<V>) {
            const step s = step::variable(V::load(&state_[t]), model_n);
            const step h = Model::variance(p, s);
            const step e = V::load(&y_[t]) - Model::mean(p, h);
            const step next = Model::next(p, s, e, law);
            V slope = next.d[model_n], level[model_n], of_h[model_n], of_e[model_n];
            internal::unrolled<model_n>([&](std::size_t k) SMIRK_LANE_LAMBDA { level[k] = next.d[k]; });
            detail::compose_forwards(slope, level);
            const bool whole = t + width_of<V> <= n_;
            V precision = 1.0 / h.value;
            if (!whole) precision = precision * internal::inside<V>(t, n_);
            const V weight = 0.5 * precision * precision;
            internal::unrolled<model_n>([&](std::size_t k) SMIRK_LANE_LAMBDA {
                const V after = muladd(slope, last[k], level[k]), d = detail::shift_up<1>(after, last[k]);
                last[k] = detail::spread<V::width - 1>(after);
                of_h[k] = Model::state_is_variance ? d : muladd(h.d[model_n], d, h.d[k]);
                if (!Model::constant_mean) of_e[k] = muladd(e.d[model_n], d, e.d[k]);
            });
            internal::unrolled<model_n>([&](std::size_t i) SMIRK_LANE_LAMBDA {
                const V wh = weight * of_h[i];
                for (std::size_t j = 0; j <= i; ++j) sum[i][j] = muladd(wh, of_h[j], sum[i][j]);
                if constexpr (!Model::constant_mean) {
                    const V we = precision * of_e[i];
                    for (std::size_t j = 0; j <= i; ++j) sum[i][j] = muladd(we, of_e[j], sum[i][j]);
                }
            });
            if constexpr (Model::constant_mean) sum[0][0] = sum[0][0] + precision; // e_t is y_t - mu
            if constexpr (law_n > 0) {
                const density l =
                    Law::log_density(density_shape, density::variable(e.value, 0), density::variable(h.value, 1));
                V score[law_n];
                for (std::size_t k = 0; k < law_n; ++k) {
                    score[k] = V(0.0);
                    for (std::size_t j = 0; j < shape_n; ++j)
                        score[k] = muladd(l.d[2 + j], V(job.slope[j][k]), score[k]);
                    if (!whole) score[k] = score[k] * internal::inside<V>(t, n_);
                    for (std::size_t j = 0; j <= k; ++j)
                        sum[model_n + k][model_n + j] = muladd(score[k], score[j], sum[model_n + k][model_n + j]);
                }
            }
        }
        for (std::size_t i = 0; i < size; ++i)
            for (std::size_t j = 0; j <= i; ++j) job.matrix[i][j] = job.matrix[j][i] = detail::sum(sum[i][j]);
    }

    std::size_t n_;
    std::vector<double> y_, state_;
    presample_value before_;
    lane_width width_;
    vector last_{};         // theta of the states
    bool has_path_ = false; // whether there are states of a last theta
};

} // namespace smirk::inline SMIRK_ABI::garch
