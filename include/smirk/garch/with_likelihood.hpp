// SPDX-License-Identifier: BSL-1.0
// The pass of a model with terms through a sample, and its likelihood with the gradient.
#pragma once
#include <smirk/garch/arch_infinity.hpp>
#include <smirk/garch/design.hpp>

namespace smirk::inline SMIRK_ABI::garch {

/// filter for a model with terms.
///
/// x     the columns of the terms
/// cost  for weighted sums, as many products a period as the sum has terms
template <extended_model Model, class P, class Shape, class Visit>
auto filter(const P& p, const Shape& law, const presample_value& before, strided<double> returns, const design& x,
            Visit&& visit)
{
    using core = typename Model::core;
    using R = std::remove_cvref_t<decltype(p.mu)>;
    const R b = internal::variance_before<Model>(p, before);
    if constexpr (arch_infinity_model<core>) {
        const std::size_t n = returns.size();
        const weighted_sum<R> sum = sum_of<core>(p, before.convention, b, n + 1);
        std::vector<R> squares;
        squares.reserve(n);
        for (std::size_t t = 0;; ++t) {
            R h = sum.level_at(t) + Model::shift(p, x, t);
            for (std::size_t j = 1; j <= sum.weights.size() && j <= t; ++j) h = h + sum.weights[j - 1] * squares[t - j];
            if (t == n) return h;
            const R e = returns[t] - p.mu - Model::mean_part(p, x, t);
            visit(t, e, h);
            squares.push_back(e * e);
        }
    } else {
        using recursion = internal::recursion_of<core>;
        const P q = internal::recursion_parameters<core>(p, law);
        R s = internal::state_before<recursion, P, R>(q, before.convention, b);
        if (before.convention != presample::rugarch) s = s + Model::shift(q, x, 0);
        for (std::size_t t = 0; t < returns.size(); ++t) {
            const R h = recursion::variance(q, s);
            const R e = returns[t] - recursion::mean(q, h) - Model::mean_part(q, x, t);
            visit(t, e, h);
            s = recursion::next(q, s, e, law) + Model::shift(q, x, t + 1);
        }
        return s;
    }
}

/// The log-likelihood and its gradient: those of the model without terms at the returns y_t - c'x_t.
///
///     dl/dc_j = sum_t dl/dm_t x_{t,j} + dl/db db/dc_j,   dl/dd_j = sum_t dl/ds_t w_{t,j}
template <extended_model Model, class Law>
class likelihood<Model, Law> {
public:
    static constexpr std::size_t size = size_of<Model, Law>;
    using vector = std::array<double, size>;

    likelihood(strided<double> returns, const presample_value& before, const design& x,
               lane_width width = lane_width::widest)
        : y_(returns.begin(), returns.end()), left_(y_), before_(before), x_(x), core_(returns, before, width)
    {
    }

    double operator()(const vector& theta, vector& gradient)
    {
        const std::size_t n = y_.size();
        std::array<double, size_of<core, Law>> of_core{}, slope{};
        for (std::size_t i = 0; i < of_core.size(); ++i) of_core[i] = theta[i < core_n ? i : i + Model::slopes];
        const double *c = &theta[core_n], *d = c + mean_n;

        left_ = y_;
        for (std::size_t j = 0; j < mean_n; ++j)
            for (std::size_t t = 0; t < n; ++t) left_[t] -= c[j] * x_.mean[j][t];
        presample_value before = before_;
        before.mean = 0;
        for (const double u : left_) before.mean += u;
        before.mean /= static_cast<double>(n);
        if (core::constant_mean && before.convention != presample::backcast) {
            before.variance = 0;
            for (const double u : left_) before.variance += (u - before.mean) * (u - before.mean);
            before.variance /= static_cast<double>(n);
        }
        core_.set_returns(left_, before);
        terms_.shift.assign(n, 0);
        for (std::size_t j = 0; j < variance_n; ++j)
            for (std::size_t t = 0; t < n; ++t) terms_.shift[t] += d[j] * x_.variance[j][t];

        const double value = core_(of_core, slope, terms_);
        for (std::size_t i = 0; i < of_core.size(); ++i) gradient[i < core_n ? i : i + Model::slopes] = slope[i];
        for (std::size_t j = 0; j < mean_n; ++j) {
            double sum = 0, by_b = 0;
            for (std::size_t t = 0; t < n; ++t) {
                sum += terms_.by_mean[t] * x_.mean[j][t];
                by_b -= 2 * (left_[t] - theta[0]) * x_.mean[j][t];
            }
            if (core::constant_mean && before.convention != presample::backcast)
                sum += terms_.by_presample * by_b / static_cast<double>(n);
            gradient[core_n + j] = sum;
        }
        const bool first_is_set = !arch_infinity_model<core> && before.convention == presample::rugarch;
        for (std::size_t j = 0; j < variance_n; ++j) {
            double sum = 0;
            for (std::size_t t = first_is_set; t < n; ++t) sum += terms_.by_shift[t] * x_.variance[j][t];
            gradient[core_n + mean_n + j] = sum;
        }
        return value;
    }

private:
    using core = typename Model::core;
    static constexpr std::size_t core_n = Model::core_size, mean_n = Model::mean_terms,
                                 variance_n = Model::variance_terms;

    std::vector<double> y_, left_;
    presample_value before_;
    design x_;
    internal::linear_terms terms_;
    likelihood<core, Law> core_;
};

} // namespace smirk::inline SMIRK_ABI::garch
