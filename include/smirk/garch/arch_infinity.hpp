// SPDX-License-Identifier: BSL-1.0
// Models whose variance is a long weighted sum of past squared shocks: their pass through a sample, likelihood and
// gradient, with the sums by Fourier transforms.
//
//     h_t = c + sum_{j=1..K} w_j e_{t-j}^2,   squares before the sample replaced by the presample variance b
//
// Such a model states, besides what model.hpp lists for parameters and search,
//
//   truncation                  K
//   intercept(p), weights(p, w) c, and w_1, ..., w_K into w[0], ..., w[K - 1]
//   sum_of_rugarch(p, b, n)     the weighted_sum under presample::rugarch; not needed where that is sample_variance
//
// in place of next, first, state and variance. The weights must not be negative.
#pragma once
#include <smirk/detail/fourier.hpp>
#include <smirk/garch/likelihood.hpp>

namespace smirk::inline SMIRK_ABI::garch {

template <class Model>
concept arch_infinity_model = !extended_model<Model> && requires { Model::truncation; };

/// A variance by what is known before a sample, and the weights of the squares in it.
///
///     h_{t+1} = level_t + sum_{j=1..min(t, K)} w_j e_{t+1-j}^2,   t = 0, 1, ...
template <class R>
struct weighted_sum {
    std::vector<R> weights; // w_1, ..., w_K
    std::vector<R> level;   // the last stands for all later ones

    [[nodiscard]] const R& level_at(std::size_t t) const { return level[std::min(t, level.size() - 1)]; }
};

namespace internal {

template <class Model>
constexpr bool has_sum_of_rugarch =
    requires(const typename Model::template parameters<double>& p) { Model::sum_of_rugarch(p, p.mu, std::size_t{}); };

/// How many weights that has, for n periods.
template <class Model>
std::size_t lags_of(presample convention, std::size_t n)
{
    return has_sum_of_rugarch<Model> && convention == presample::rugarch ? n : Model::truncation;
}

/// Sums of lagged u_t^2 and u_t, u = y - centre, with weights, and their adjoint.
class lagged_sums {
public:
    // of_weights   sum_j w_j u_{t-j}^2 and sum_j w_j u_{t-j}, over 1 <= j <= t, for t >= 0
    // of_lags      sum_t g_t u_{t-j}^2 and sum_t g_t u_{t-j}, for j >= 0
    std::vector<double> squares, values;

    lagged_sums(strided<double> y, double centre, std::size_t lags)
        : squares(y.size()), values(y.size()), n_(y.size()), transform_(n_ + lags + 1), packed_(transform_.size()),
          mirrored_(transform_.size()), work_(transform_.size())
    {
        for (std::size_t t = 0; t < n_; ++t) {
            const double u = y[t] - centre;
            packed_.re[t] = mirrored_.re[t] = u * u;
            packed_.im[t] = u;
            mirrored_.im[t] = -u;
        }
        transform_.forward(packed_);
        transform_.forward(mirrored_);
        for (double& x : mirrored_.im) x = -x;
    }

    /// w[j - 1]: weight of lag j.
    template <class Weight>
    void of_weights(std::size_t lags, const Weight& w)
    {
        work_.clear();
        for (std::size_t j = 1; j <= lags; ++j) work_.re[j] = w(j - 1);
        product_with(packed_, n_);
    }
    void of_lags(const std::vector<double>& g)
    {
        work_.clear();
        for (std::size_t t = 0; t < n_; ++t) work_.re[t] = g[t];
        product_with(mirrored_, n_);
    }

private:
    void product_with(const detail::spectrum& s, std::size_t count)
    {
        transform_.forward(work_);
        for (std::size_t i = 0; i < work_.size(); ++i) {
            const double re = work_.re[i] * s.re[i] - work_.im[i] * s.im[i];
            work_.im[i] = work_.re[i] * s.im[i] + work_.im[i] * s.re[i];
            work_.re[i] = re;
        }
        transform_.inverse(work_);
        for (std::size_t t = 0; t < count; ++t) {
            squares[t] = work_.re[t];
            values[t] = work_.im[t];
        }
    }

    std::size_t n_;
    detail::fourier transform_;
    detail::spectrum packed_, mirrored_, work_; // of u^2 + i u, of its mirror image in time, and scratch
};

} // namespace internal

/// The weighted sum of a model for n periods, where the squares before them are b:
///
///     level_t = c + b sum_{j>t} w_j
template <class Model, class P, class R>
weighted_sum<R> sum_of(const P& p, presample convention, const R& b, std::size_t n)
{
    if constexpr (internal::has_sum_of_rugarch<Model>)
        if (convention == presample::rugarch) return Model::sum_of_rugarch(p, b, n);
    weighted_sum<R> s{std::vector<R>(Model::truncation), std::vector<R>(Model::truncation + 1, Model::intercept(p))};
    Model::weights(p, std::span<R>(s.weights));
    R beyond(0.0);
    for (std::size_t t = Model::truncation; t-- > 0;) {
        beyond = beyond + s.weights[t];
        s.level[t] = s.level[t] + beyond * b;
    }
    return s;
}

/// filter for a model of this kind, in any number type made of doubles. Returns the first variance after the sample.
template <arch_infinity_model Model, class P, class Shape, class Visit>
auto filter(const P& p, const Shape&, const presample_value& before, strided<double> returns, Visit&& visit)
{
    using R = std::remove_cvref_t<decltype(p.mu)>;
    constexpr std::size_t parts = sizeof(R) / sizeof(double);
    using numbers = std::array<double, parts>;
    const std::size_t n = returns.size();
    const R offset = p.mu - before.mean;
    const weighted_sum<R> sum = sum_of<Model>(p, before.convention, R(before.at(p.mu)), n + 1);
    const std::vector<R>& w = sum.weights;
    const std::size_t lags = w.size();

    // e^2 = u^2 - 2 offset u + offset^2, and each derivative of the weights is one more set of weights
    std::vector<numbers> squares(n + 1), values(n + 1);
    std::vector<double> extended(returns.begin(), returns.end());
    extended.push_back(before.mean); // for the variance after the sample
    internal::lagged_sums sums(extended, before.mean, lags);
    for (std::size_t k = 0; k < parts; ++k) {
        const auto part = [&](std::size_t j) { return std::bit_cast<numbers>(w[j])[k]; };
        bool present = false;
        for (std::size_t j = 0; j < lags && !present; ++j) present = part(j) != 0;
        if (!present) continue;
        sums.of_weights(lags, part);
        for (std::size_t t = 0; t <= n; ++t) {
            squares[t][k] = sums.squares[t];
            values[t][k] = sums.values[t];
        }
    }
    R within(0.0); // the weights of lags in the sample
    for (std::size_t t = 0;; ++t) {
        const R h = sum.level_at(t) + std::bit_cast<R>(squares[t]) - 2.0 * offset * std::bit_cast<R>(values[t]) +
                    offset * offset * within;
        if (t == n) return h;
        const R e = returns[t] - p.mu;
        visit(t, e, h);
        if (t < lags) within = within + w[t];
    }
}

/// Forecasts: future squares at their expectation.
///
///     h_{n+k} = level_{n+k} + sum_j w_j x_{n+k-j},   x_t = e_t^2 in the sample, h_t after it
template <arch_infinity_model Model, class P>
void forecast_weighted(const P& p, const sample_end& end, std::span<double> ahead)
{
    const std::size_t n = end.residuals.size();
    const auto sum = sum_of<Model>(p, end.convention, end.before, n + ahead.size());
    for (std::size_t k = 0; k < ahead.size(); ++k) {
        double h = sum.level_at(n + k) + end.shift(k);
        for (std::size_t j = 1; j <= sum.weights.size() && j <= n + k; ++j) {
            const std::size_t t = n + k - j;
            h += sum.weights[j - 1] * (t < n ? end.residuals[t] * end.residuals[t] : ahead[t - n]);
        }
        ahead[k] = h;
    }
}

/// The log-likelihood and its gradient.
///
///     dl/dw_j = sum_t dl/dh_t e_{t-j}^2,   dl/dmu = -sum_t dl/de_t + sum_t dl/dh_t dh_t/dmu
///
/// cost  four Fourier transforms of n + K points, n log-densities
template <arch_infinity_model Model, class Law>
class likelihood<Model, Law> {
public:
    static constexpr std::size_t size = size_of<Model, Law>;
    using vector = std::array<double, size>;

    likelihood(strided<double> returns, const presample_value& before, lane_width width = lane_width::widest)
        : y_(returns.begin(), returns.end()), before_(before),
          sums_(y_, before.mean, internal::lags_of<Model>(before.convention, y_.size())), density_(y_.size(), width),
          h_(density_.padded_size())
    {
    }

    double operator()(const vector& theta, vector& gradient) { return evaluate(theta, gradient, nullptr); }

    /// The same where linear terms are added to the variance, and their derivatives are wanted: two Fourier transforms
    /// more, and two for other returns.
    double operator()(const vector& theta, vector& gradient, internal::linear_terms& terms)
    {
        terms.shift.resize(y_.size());
        return evaluate(theta, gradient, &terms);
    }
    void set_returns(const std::vector<double>& returns, const presample_value& before)
    {
        y_ = returns;
        before_ = before;
        sums_ = internal::lagged_sums(y_, before.mean, internal::lags_of<Model>(before.convention, y_.size()));
    }

private:
    double evaluate(const vector& theta, vector& gradient, internal::linear_terms* terms)
    {
        using number = detail::dual<double, model_n + 1>; // the parameters of the model, then b
        std::array<number, model_n> variables;
        for (std::size_t i = 0; i < model_n; ++i) variables[i] = number::variable(theta[i], i);
        const auto p = internal::from_array<typename Model::template parameters<number>>(variables);
        const std::size_t n = y_.size();
        const auto b = before_.at(detail::dual<double, 1>::variable(theta[0], 0));
        const auto sum = sum_of<Model>(p, before_.convention, number::variable(b.value, model_n), n);
        const std::vector<number>& w = sum.weights;
        const std::size_t lags = w.size();
        for (std::size_t j = 0; j < Model::truncation && j < lags; ++j)
            if (!(w[j].value >= -1e-15)) return std::numeric_limits<double>::quiet_NaN();
        const double offset = theta[0] - before_.mean;

        sums_.of_weights(lags, [&](std::size_t j) { return w[j].value; });
        double within = 0;
        std::vector<double>& residuals = density_.residuals;
        for (std::size_t t = 0; t < n; ++t) {
            residuals[t] = y_[t] - theta[0];
            h_[t] = sum.level_at(t).value + sums_.squares[t] - 2 * offset * sums_.values[t] + offset * offset * within;
            if (terms) h_[t] += terms->shift[t];
            if (t < lags) within += w[t].value;
        }
        for (std::size_t t = n; t < h_.size(); ++t) h_[t] = 1;
        const double value = density_(h_, theta, gradient);

        // d h_t / d mu at the weights as they are, and d h_t / d theta, db of the levels
        const std::vector<double>&l_e = density_.by_residual, &l_h = density_.by_variance;
        double by_mu = 0, all = 0, after = 0; // after: sum of dl/dh where the level is the last
        std::array<double, model_n + 1> by_level{};
        within = 0;
        for (std::size_t t = 0; t < n; ++t) {
            by_mu += -l_e[t] + l_h[t] * 2 * (offset * within - sums_.values[t]);
            all += l_h[t];
            if (t + 1 < sum.level.size())
                for (std::size_t k = 0; k <= model_n; ++k) by_level[k] += l_h[t] * sum.level[t].d[k];
            else
                after += l_h[t];
            if (t < lags) within += w[t].value;
        }
        for (std::size_t k = 0; k <= model_n; ++k) by_level[k] += after * sum.level.back().d[k];
        for (std::size_t k = 0; k < model_n; ++k) gradient[k] = by_level[k];
        gradient[0] += by_mu + by_level[model_n] * b.d[0];

        if (terms) {
            internal::lagged_sums later(std::vector<double>(l_h.rend() - static_cast<std::ptrdiff_t>(n), l_h.rend()),
                                        0.0,
                                        lags); // the last period first: sum_j w_j dl/dh_{t+j}
            later.of_weights(lags, [&](std::size_t j) { return w[j].value; });
            terms->by_mean.resize(n);
            for (std::size_t t = 0; t < n; ++t)
                terms->by_mean[t] = -l_e[t] - 2 * residuals[t] * later.values[n - 1 - t];
            terms->by_shift = l_h;
            terms->by_presample = by_level[model_n];
        }
        sums_.of_lags(l_h);
        double earlier = 0; // sum of dl/dh over t < j
        for (std::size_t j = 1; j <= lags && j < n; ++j) {
            earlier += l_h[j - 1];
            const double by_weight =
                sums_.squares[j] - 2 * offset * sums_.values[j] + offset * offset * (all - earlier);
            for (std::size_t k = 0; k < model_n; ++k) gradient[k] += by_weight * w[j - 1].d[k];
        }
        return value;
    }

    static constexpr std::size_t model_n = model_size<Model>;

    std::vector<double> y_;
    presample_value before_;
    internal::lagged_sums sums_;
    internal::density_pass<Model, Law> density_;
    std::vector<double> h_;
};

} // namespace smirk::inline SMIRK_ABI::garch
