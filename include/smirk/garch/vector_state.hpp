// SPDX-License-Identifier: BSL-1.0
// Models whose recursion carries several numbers from one period to the next: higher orders, two components. Their pass
// through a sample, likelihood and gradient, simulation.
//
//     s_{t+1} = F(s_t, e_t; theta),   s_t in R^S,   h_t = variance(s_t)
//
// Such a model states, besides what model.hpp lists for parameters and search,
//
//   states                      S
//   first(p, b)                 std::array<R, S>: s_1 where the variance before the sample is b
//   next(p, s, e, law)          std::array<R, S>: s_{t+1}
//   variance(p, s)              h_t
//   steady(p, h)                std::array<double, S>: the state that a calm history at variance h leaves
//
// presample::rugarch is presample::sample_variance for them; forecast() runs the recursion through the residuals again.
#pragma once
#include <smirk/garch/likelihood.hpp>
#include <smirk/garch/news_impact.hpp>
#include <smirk/garch/simulate.hpp>
#include <smirk/garch/value_at_risk.hpp>

namespace smirk::inline SMIRK_ABI::garch {

template <class Model>
concept vector_state_model = requires { Model::states; };

/// filter for a model of this kind. Returns the first variance after the sample.
template <vector_state_model Model, class P, class Shape, class Visit>
auto filter(const P& p, const Shape& law, const presample_value& before, strided<double> returns, Visit&& visit)
{
    using R = std::remove_cvref_t<decltype(p.mu)>;
    using recursion = internal::recursion_of<Model>;
    const P q = internal::recursion_parameters<Model>(p, law);
    auto s = recursion::first(q, before.at(q.mu));
    for (std::size_t t = 0; t < returns.size(); ++t) {
        const R h = recursion::variance(q, s), e = returns[t] - q.mu;
        visit(t, e, h);
        s = recursion::next(q, s, e, law);
    }
    return R(recursion::variance(q, s));
}

/// The state of the period after a sample, from its residuals.
template <vector_state_model Model, class P, class Shape>
[[nodiscard]] auto state_after(const P& p, const Shape& law, const sample_end& end)
{
    using recursion = internal::recursion_of<Model>;
    const P q = internal::recursion_parameters<Model>(p, law);
    auto s = recursion::first(q, end.before);
    for (const double e : end.residuals) s = recursion::next(q, s, e, law);
    return s;
}

/// The log-likelihood and its gradient.
///
///     adjoint   a_t = dl_t/ds_t + (dF_t/ds)' a_{t+1},   a_{n+1} = 0
///     gradient  dl/dtheta = sum_t (dl_t/dtheta + a_{t+1}' dF_t/dtheta) + a_1' ds_1/dtheta
///
/// The derivatives of F are those of dual numbers, eight periods at a time; the two recursions go one by one.
template <vector_state_model Model, class Law>
    requires(!law_centred_model<Model>)
class likelihood<Model, Law> {
public:
    static constexpr std::size_t size = size_of<Model, Law>;
    using vector = std::array<double, size>;

    likelihood(strided<double> returns, const presample_value& before, lane_width width = lane_width::widest)
        : n_(returns.size()), before_(before), width_(width), density_(n_, width), y_(density_.padded_size()),
          h_(y_.size())
    {
        for (auto& s : state_) s.resize(y_.size());
        for (std::size_t t = 0; t < y_.size(); ++t) y_[t] = t < n_ ? returns[t] : before.mean;
    }

    double operator()(const vector& theta, vector& gradient)
    {
        const internal::shape_with_slopes<Law, model_n> shape(theta);
        pass job{.shape = shape.value};
        for (std::size_t i = 0; i < model_n; ++i) job.model[i] = theta[i];
        const auto p = internal::from_array<parameters_in<double>>(job.model);
        const auto law = internal::from_array<shape_in<double>>(job.shape);

        using number = detail::dual<double, model_n>; // the first state, with derivatives in the parameters
        const auto lifted = internal::lift<parameters_in<number>, 0, number>(job.model);
        const auto first = Model::first(lifted, before_.at(lifted.mu));
        std::array<double, S> s;
        for (std::size_t i = 0; i < S; ++i) s[i] = first[i].value;
        for (std::size_t t = 0; t < y_.size(); ++t) {
            for (std::size_t i = 0; i < S; ++i) state_[i][t] = s[i];
            h_[t] = t < n_ ? Model::variance(p, s) : 1.0;
            density_.residuals[t] = y_[t] - p.mu;
            s = Model::next(p, s, density_.residuals[t], law);
        }
        const double value = density_(h_, theta, gradient);
        detail::dispatch(width_, kernel{}, this, &job);

        for (std::size_t k = 0; k < model_n; ++k) {
            gradient[k] = job.by_step[k];
            for (std::size_t i = 0; i < S; ++i) gradient[k] += job.adjoint[i] * first[i].d[k];
        }
        return value;
    }

private:
    static constexpr std::size_t S = Model::states, model_n = model_size<Model>, shape_n = shape_size<Law>;
    static constexpr std::size_t step_n = model_n + S; // what a step depends on: p, s
    template <class R>
    using parameters_in = typename Model::template parameters<R>;
    template <class R>
    using shape_in = typename Law::template shape<R>;

    struct pass {
        std::array<double, model_n> model{};
        std::array<double, shape_n> shape{};
        std::array<double, step_n> by_step{};
        std::array<double, S> adjoint{};
    };
    struct kernel {
        template <class V>
        SMIRK_LANE_INLINE void operator()(likelihood* l, pass* job) const
        {
            l->template run_backwards<V>(*job);
        }
    };

    template <class V>
    SMIRK_LANE_INLINE void run_backwards(pass& job)
    {
        using step = detail::dual<V, step_n>;
        constexpr std::size_t width = V::width;
        constexpr std::ptrdiff_t constants = -1;
        const auto p = internal::lift<parameters_in<step>, 0, step>(job.model);
        const auto law = internal::lift<shape_in<step>, constants, step>(job.shape);
        V of_step[step_n];
        for (auto& g : of_step) g = V(0.0);
        double adjoint[S] = {}, slope[S][S][width], level[S][width], after[S][width];
        for (std::size_t t = y_.size(); t > 0;) {
            t -= width;
            std::array<step, S> s;
            internal::unrolled<S>(
                [&](std::size_t i) SMIRK_LANE_LAMBDA { s[i] = step::variable(V::load(&state_[i][t]), model_n + i); });
            const step h = Model::variance(p, s), e = V::load(&y_[t]) - p.mu;
            const std::array<step, S> next = Model::next(p, s, e, law);
            const V l_e = V::load(&density_.by_residual[t]), l_h = V::load(&density_.by_variance[t]);
            internal::unrolled<S>([&](std::size_t i) SMIRK_LANE_LAMBDA {
                V(l_h * h.d[model_n + i]).store(level[i]);
                for (std::size_t j = 0; j < S; ++j) next[j].d[model_n + i].store(slope[j][i]);
            });
            for (std::size_t lane = width; lane-- > 0;) {
                double before[S];
                for (std::size_t i = 0; i < S; ++i) {
                    after[i][lane] = adjoint[i];
                    before[i] = level[i][lane];
                    for (std::size_t j = 0; j < S; ++j) before[i] += slope[j][i][lane] * adjoint[j];
                }
                for (std::size_t i = 0; i < S; ++i) adjoint[i] = before[i];
            }
            internal::unrolled<step_n>([&](std::size_t k) SMIRK_LANE_LAMBDA {
                V sum = muladd(l_e, e.d[k], l_h * h.d[k]);
                for (std::size_t j = 0; j < S; ++j) sum = muladd(V::load(after[j]), next[j].d[k], sum);
                of_step[k] = of_step[k] + sum;
            });
        }
        for (std::size_t k = 0; k < step_n; ++k) job.by_step[k] = detail::sum(of_step[k]);
        for (std::size_t i = 0; i < S; ++i) job.adjoint[i] = adjoint[i];
    }

    std::size_t n_;
    presample_value before_;
    lane_width width_;
    internal::density_pass<Model, Law> density_;
    std::vector<double> y_, h_;
    std::array<std::vector<double>, S> state_;
};

/// simulate_sums() for a model of this kind.
template <vector_state_model Model, class Law, class Draw>
[[nodiscard]] std::vector<double> simulate_sums(const fitted<Model, Law>& fit, std::size_t periods, std::size_t paths,
                                                Draw&& draw)
{
    const auto p = fit.model_part();
    const auto law = fit.law_shape();
    const auto start = state_after<Model>(p, law, fit.end());
    std::vector<double> sums(paths);
    for (double& sum : sums) {
        auto s = start;
        for (std::size_t k = 0; k < periods; ++k) {
            const double e = std::sqrt(Model::variance(p, s)) * draw();
            sum += p.mu + e;
            s = Model::next(p, s, e, law);
        }
    }
    return sums;
}

} // namespace smirk::inline SMIRK_ABI::garch
