// SPDX-License-Identifier: BSL-1.0
// The recursion run through a sample, one period after another, in any number type.
#pragma once
#include <smirk/garch/about_normal.hpp>
#include <smirk/market_span.hpp>

#include <vector>

namespace smirk::inline SMIRK_ABI::garch {

/// What a sample says about the variance before it.
struct presample_value {
    presample convention = presample::backcast;
    double mean = 0;          // of the returns
    double variance = 0;      // mean (y - mean)^2
    double backcast = 0;      // see presample::backcast
    double backcast_size = 0; // the same of |y - mean|, of models of the standard deviation
    // where the mean has regressors x_1, ..., x_k: their means, and the covariances of y, x_1, ..., x_k; mean
    // (y - mean)^2 is then about the regression
    std::vector<double> regressor_means = {}, covariances = {};
    // the returns, where presample::rugarch takes the mean of another power of them; empty where the mean has terms
    std::vector<double> returns = {};

    /// The variance before the sample, at the given mu.
    ///
    ///     mean (y_t - mu)^2 = variance + (mean - mu)^2
    template <class R>
    [[nodiscard]] R at(const R& mu) const
    {
        if (convention == presample::backcast) return R(backcast);
        const R offset = mean - mu;
        return variance + offset * offset;
    }
    /// The same for (y - location) / scale.
    [[nodiscard]] presample_value standardised(double location, double scale) const
    {
        presample_value r{.convention = convention,
                          .mean = (mean - location) / scale,
                          .variance = variance / (scale * scale),
                          .backcast = backcast / (scale * scale),
                          .backcast_size = backcast_size / scale,
                          .returns = returns};
        for (double& y : r.returns) y = (y - location) / scale;
        return r;
    }
};

/// The presample value of returns whose mean is estimated, or known to be zero.
[[nodiscard]] inline presample_value presample_of(strided<double> returns, presample convention,
                                                  garch::mean mean = garch::mean::constant)
{
    presample_value b{.convention = convention};
    const auto n = static_cast<double>(returns.size());
    for (const double y : returns) b.mean += y;
    b.mean /= n;
    for (const double y : returns) b.variance += (y - b.mean) * (y - b.mean);
    b.variance /= n;
    const double centre = mean == garch::mean::constant ? b.mean : 0.0;
    double weight = 1, weights = 0;
    for (std::size_t i = 0; i < returns.size() && i < 75; ++i, weight *= 0.94) {
        b.backcast += weight * (returns[i] - centre) * (returns[i] - centre);
        b.backcast_size += weight * std::fabs(returns[i] - centre);
        weights += weight;
    }
    b.backcast /= weights;
    b.backcast_size /= weights;
    if (convention == presample::rugarch) b.returns.assign(returns.begin(), returns.end());
    return b;
}

namespace internal {

/// The variance before the sample under presample::backcast.
template <class Model>
double backcast_of(const presample_value& before)
{
    if constexpr (requires { Model::backcast_of_size; })
        return before.backcast_size * before.backcast_size;
    else
        return before.backcast;
}

/// The state of the first period, where the variance before it is b.
template <class Model, class P, class R>
R state_before(const P& p, presample convention, const R& b)
{
    return convention == presample::rugarch ? Model::state(p, b) : Model::first(p, b);
}

} // namespace internal

/// The state of the first period.
template <class Model, class P>
[[nodiscard]] auto first_state(const P& p, const presample_value& before)
{
    using R = std::remove_cvref_t<decltype(p.mu)>;
    if constexpr (requires { Model::first_of_sample(p, std::span<const double>{}); })
        if (!before.returns.empty()) return R(Model::first_of_sample(p, std::span<const double>(before.returns)));
    const R b = before.convention == presample::backcast
                    ? R(internal::backcast_of<Model>(before))
                    : before.at(Model::constant_mean ? p.mu : R(before.mean)); // about mu where mu is the mean
    return internal::state_before<Model, P, R>(p, before.convention, b);
}

namespace internal {

/// The variance before a sample whose mean has regressors.
template <class Model, class P>
auto variance_before(const P& p, const presample_value& before)
{
    using R = std::remove_cvref_t<decltype(p.mu)>;
    if (before.convention == presample::backcast) return R(backcast_of<typename Model::core>(before));
    if (!Model::constant_mean || Model::mean_terms == 0) return before.at(Model::constant_mean ? p.mu : R(before.mean));
    constexpr std::size_t k = Model::mean_terms + 1;
    R offset = before.mean - p.mu, square(before.covariances[0]); // of y - c'x, about its mean
    for (std::size_t i = 1; i < k; ++i) {
        const R& c = Model::slope(p, i - 1);
        offset = offset - c * before.regressor_means[i - 1];
        R sum(-2.0 * before.covariances[i]);
        for (std::size_t j = 1; j < k; ++j) sum = sum + Model::slope(p, j - 1) * before.covariances[i * k + j];
        square = square + c * sum;
    }
    return R(square + offset * offset);
}

} // namespace internal

/// Runs the recursion through the returns.
///
///     h_t = variance(s_t),   e_t = y_t - m_t,   visit(t, e_t, h_t),   s_{t+1} = next(s_t, e_t)
///
/// p, law   parameters of the model and shape of the law, in the number type R: double, or a dual number, which makes
///          e_t and h_t carry their derivatives
/// returns  the state of the period after the last
template <class Model, class P, class Shape, class Visit>
auto filter(const P& p, const Shape& law, const presample_value& before, strided<double> returns, Visit&& visit)
{
    using recursion = internal::recursion_of<Model>;
    const P q = internal::recursion_parameters<Model>(p, law);
    auto s = first_state<recursion>(q, before);
    for (std::size_t t = 0; t < returns.size(); ++t) {
        const auto h = recursion::variance(q, s);
        const decltype(s) e = returns[t] - recursion::mean(q, h);
        visit(t, e, h);
        s = recursion::next(q, s, e, law);
    }
    return s;
}

} // namespace smirk::inline SMIRK_ABI::garch
