// SPDX-License-Identifier: BSL-1.0
// Value at risk and expected shortfall of a fitted model: by the law of its errors, by filtered historical simulation.
#pragma once
#include <smirk/garch/fitted.hpp>
#include <smirk/garch/law_tail.hpp>

#include <algorithm>
#include <random>

namespace smirk::inline SMIRK_ABI::garch {

/// Losses as positive numbers, in the unit of the returns.
struct tail_risk {
    double value_at_risk;      // the loss exceeded with the given probability
    double expected_shortfall; // the mean loss in the tail of that probability
};

/// Value at risk and expected shortfall of the next period.
///
///     VaR = -(m + sqrt(h) q_p),   ES = -(m + sqrt(h) E[Z | Z < q_p])
///
/// fit          a fitted model; h and m are its variance and mean for the period after the sample
/// probability  of the tail: 0.01 for what is often called 99 %
/// returns      NaN where the fit has no parameters
/// throws       std::invalid_argument unless 0 < probability < 1
/// cost         one quantile of the law, some tens of microseconds
/// source       McNeil, Frey and Embrechts, Quantitative Risk Management, 2005, 2.2
template <class Model, class Law>
[[nodiscard]] tail_risk value_at_risk(const fitted<Model, Law>& fit, double probability = 0.01)
{
    const auto law = fit.law_shape();
    const double q = quantile<Law>(law, probability), h = fit.forecast(1)[0];
    const double m = fit.forecast_mean(1)[0], sigma = std::sqrt(h);
    return {-(m + sigma * q), -(m + sigma * lower_tail<Law>(law, q).expectation / probability)};
}

/// The value at risk of each period of the sample, given the one before: what a backtest compares with the returns.
///
///     VaR_t = -(m_t + sqrt(h_t) q_p)
///
/// throws  std::invalid_argument unless 0 < probability < 1
template <class Model, class Law>
[[nodiscard]] std::vector<double> value_at_risk_in_sample(const fitted<Model, Law>& fit, double probability = 0.01)
{
    const double q = quantile<Law>(fit.law_shape(), probability);
    std::vector<double> loss(fit.residuals.size());
    for (std::size_t t = 0; t < loss.size(); ++t)
        loss[t] = -(fit.returns[t] - fit.residuals[t] + std::sqrt(fit.conditional_variance[t]) * q);
    return loss;
}

/// Value at risk and expected shortfall of a sample of returns, such as a simulated one.
///
///     VaR = -x_(ceil(n p)),   ES = -(sum_{i <= k} x_(i) + (n p - k) x_(k+1)) / (n p),   k = floor(n p)
///
/// x       in any order
/// throws  std::invalid_argument unless 0 < probability < 1 and x is not empty
/// cost    a partial sort of one copy
/// source  Acerbi and Tasche, Journal of Banking and Finance 26(7), 2002, 1487-1503
[[nodiscard]] inline tail_risk tail_risk_of(strided<double> x, double probability = 0.01)
{
    if (!(probability > 0 && probability < 1) || x.size() == 0)
        throw std::invalid_argument(
            "smirk::garch::tail_risk_of: expected returns and a probability between 0 and 1, got " +
            std::to_string(x.size()) + " returns and " + std::to_string(probability));
    std::vector<double> sorted(x.begin(), x.end());
    for (const double v : sorted)
        if (std::isnan(v)) return {v, v};
    const double np = probability * static_cast<double>(sorted.size());
    const auto k = static_cast<std::size_t>(np);
    const auto upto = static_cast<std::ptrdiff_t>(std::min(k + 1, sorted.size()));
    std::partial_sort(sorted.begin(), sorted.begin() + upto, sorted.end());
    double sum = 0;
    for (std::size_t i = 0; i < k; ++i) sum += sorted[i];
    const double rest = np - static_cast<double>(k);
    return {-sorted[rest > 0 ? k : k - 1], -(sum + rest * sorted[k]) / np};
}

namespace internal {

/// Runs the recursion of a model on from the end of a sample, once for each sum.
///
/// shift    shift(k) is added to the state k + 1 periods ahead
/// period   period(k, h, sum) -> e
template <class Model, class P, class Shape, class Shift, class Period>
void simulate_on(const P& p, const Shape& law, const sample_end& end, std::size_t periods, std::vector<double>& sums,
                 Shift&& shift, Period&& period)
{
    if constexpr (requires { Model::truncation; }) {
        std::vector<double> base(periods), squares(periods);
        const std::size_t n = end.residuals.size();
        const auto sum_of_squares = sum_of<Model>(p, end.convention, end.before, n + periods);
        const std::vector<double>& w = sum_of_squares.weights;
        for (std::size_t k = 0; k < periods; ++k) { // what the sample and the time before it contribute
            base[k] = sum_of_squares.level_at(n + k) + shift(k);
            for (std::size_t j = k + 1; j <= w.size() && j <= n + k; ++j)
                base[k] += w[j - 1] * end.residuals[n + k - j] * end.residuals[n + k - j];
        }
        for (double& sum : sums)
            for (std::size_t k = 0; k < periods; ++k) {
                double h = base[k];
                for (std::size_t j = 1; j <= k && j <= w.size(); ++j) h += w[j - 1] * squares[k - j];
                const double e = period(k, h, sum);
                squares[k] = e * e;
            }
    } else {
        for (double& sum : sums) {
            double s = end.state;
            for (std::size_t k = 0; k < periods; ++k) {
                const double e = period(k, Model::variance(p, s), sum);
                if (k + 1 < periods) s = Model::next(p, s, e, law) + shift(k + 1);
            }
        }
    }
}

} // namespace internal

/// Sums of the next returns on simulated paths, with shocks from any source.
///
///     e_t = sqrt(h_t) z_t,   y_t = m_t + e_t,   x = y_{n+1} + ... + y_{n+periods}
///
/// draw     called for each z, in order of the paths and of the periods within each
/// returns  one sum a path
/// cost     one recursion and one draw a period; a model of weighted sums, its truncation a period
template <class Model, class Law, class Draw>
[[nodiscard]] std::vector<double> simulate_sums(const fitted<Model, Law>& fit, std::size_t periods, std::size_t paths,
                                                Draw&& draw)
{
    const auto p = fit.model_part();
    std::vector<double> sums(paths);
    if constexpr (extended_model<Model>) {
        const std::size_t n = fit.returns.size();
        std::array<double, Model::mean_terms> x{};
        std::vector<double> path(fit.returns.end() - static_cast<std::ptrdiff_t>(Model::reach), fit.returns.end());
        path.resize(path.size() + periods);
        internal::simulate_on<typename Model::core>(
            p, fit.law_shape(), fit.end(), periods, sums,
            [&](std::size_t k) { return Model::shift(p, fit.regressors, n + k); },
            [&](std::size_t k, double h, double& sum) {
                Model::mean_row(std::span<const double>(path.data(), Model::reach + k), fit.regressors, n + k, x);
                const double e = std::sqrt(h) * draw();
                path[Model::reach + k] = Model::mean(p, h) + Model::mean_part(p, std::span<const double>(x)) + e;
                sum += path[Model::reach + k];
                return e;
            });
    } else {
        internal::simulate_on<Model>(
            p, fit.law_shape(), fit.end(), periods, sums, [](std::size_t) { return 0.0; },
            [&](std::size_t, double h, double& sum) {
                const double e = std::sqrt(h) * draw();
                sum += Model::mean(p, h) + e;
                return e;
            });
    }
    return sums;
}

/// Filtered historical simulation: shocks drawn with replacement from the standardised residuals of the sample.
///
///     tail_risk_of(filtered_historical_simulation(fit, 10, 100000, generator), 0.01)
///
/// generator  any uniform random bit generator, advanced
/// returns    the sum of the returns of the next periods, one a path; NaN where the fit has no residuals
/// source     Barone-Adesi, Giannopoulos and Vosper, Journal of Futures Markets 19(5), 1999, 583-602
template <class Model, class Law, class Generator>
[[nodiscard]] std::vector<double> filtered_historical_simulation(const fitted<Model, Law>& fit, std::size_t periods,
                                                                 std::size_t paths, Generator& generator)
{
    const std::vector<double> z = fit.standardised_residuals();
    if (z.empty()) return std::vector<double>(paths, std::numeric_limits<double>::quiet_NaN());
    std::uniform_int_distribution<std::size_t> any(0, z.size() - 1);
    return simulate_sums(fit, periods, paths, [&] { return z[any(generator)]; });
}

/// The same with shocks from the law of the errors.
template <class Model, class Law, class Generator>
[[nodiscard]] std::vector<double> law_simulation(const fitted<Model, Law>& fit, std::size_t periods, std::size_t paths,
                                                 Generator& generator)
{
    const auto law = internal::from_array<typename Law::template parameters<double>, model_size<Model>>(fit.flat());
    return simulate_sums(fit, periods, paths, [&] { return Law::draw(law, generator); });
}

} // namespace smirk::inline SMIRK_ABI::garch
