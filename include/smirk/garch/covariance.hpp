// SPDX-License-Identifier: BSL-1.0
// Covariance matrices of estimated parameters, from exact scores and the exact Hessian.
#pragma once
#include <smirk/detail/symmetric_matrix.hpp>
#include <smirk/garch/filter.hpp>
#include <smirk/garch/normal.hpp>

#include <stdexcept>

namespace smirk::inline SMIRK_ABI::garch {

/// Which estimate of the parameters' covariance.
/// H: Hessian of the log-likelihood, G: matrix of the scores, a row a period.
enum class covariance {
    hessian,    // (-H)^-1
    opg,        // (G'G)^-1: outer product of the gradients
    robust,     // H^-1 G'G H^-1, right also where the law of the errors is not (Bollerslev and Wooldridge 1992)
    information // (sum h_i h_j / (2 h^2) + e_i e_j / h)^-1, the information matrix of normal errors; mu and the
                // parameters of the variance have no information on one another where the mean is constant
};

namespace internal {

/// The log-likelihood of one period after another as numbers of type R, from parameters of type R.
///
/// x      columns of regressors, of a model that has any
/// visit(t, e_t, h_t, l_t)
template <class Model, class Law, class R, class Visit>
void visit_log_density(const std::array<R, size_of<Model, Law>>& theta, strided<double> returns,
                       const presample_value& before, Visit&& visit, const design& x = {})
{
    const auto p = from_array<typename Model::template parameters<R>>(theta);
    const auto law = Law::shape_of(from_array<typename Law::template parameters<R>, model_size<Model>>(theta));
    const auto each = [&](std::size_t t, const R& e, const R& h) { visit(t, e, h, Law::log_density(law, e, h)); };
    if constexpr (extended_model<Model>)
        filter<Model>(p, law, before, returns, x, each);
    else
        filter<Model>(p, law, before, returns, each);
}

template <class Model, class Law, class R>
std::array<R, size_of<Model, Law>> variables(const std::array<double, size_of<Model, Law>>& theta)
{
    std::array<R, size_of<Model, Law>> x;
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = R::variable(theta[i], i);
    return x;
}

/// Whether parameter i belongs to the mean equation.
template <class Model>
constexpr bool is_of_mean(std::size_t i)
{
    if constexpr (extended_model<Model>)
        if (i >= Model::core_size) return i < Model::core_size + Model::mean_terms;
    return i == 0;
}

/// The matrix whose inverse estimates the covariance: -H, G'G, or the information matrix.
template <class Model, class Law>
detail::matrix_of<size_of<Model, Law>> curvature(covariance kind, const std::array<double, size_of<Model, Law>>& theta,
                                                 strided<double> returns, const presample_value& before,
                                                 const design& columns)
{
    constexpr std::size_t n = size_of<Model, Law>;
    using gradient = detail::dual<double, n>;
    using hessian = detail::dual<gradient, 1>;
    detail::matrix_of<n> m{};
    if (kind == covariance::hessian) {
        std::array<hessian, n> x;
        for (std::size_t j = 0; j < n; ++j) x[j] = gradient::variable(theta[j], j);
        for (std::size_t i = 0; i < n; ++i) { // a row of H at a time: a pass over all at once takes long to compile
            x[i].d[0] = 1.0;
            const auto add = [&](std::size_t, const auto&, const auto&, const hessian& l) {
                for (std::size_t j = 0; j < n; ++j) m[i][j] -= l.d[0].d[j];
            };
            visit_log_density<Model, Law>(x, returns, before, add, columns);
            x[i].d[0] = 0.0;
        }
    } else {
        const auto add = [&](std::size_t, const gradient& e, const gradient& h, const gradient& l) {
            for (std::size_t i = 0; i < n; ++i)
                for (std::size_t j = 0; j < n; ++j) {
                    if (kind == covariance::opg)
                        m[i][j] += l.d[i] * l.d[j];
                    else if (!Model::constant_mean || is_of_mean<Model>(i) == is_of_mean<Model>(j))
                        m[i][j] += h.d[i] * h.d[j] / (2 * h.value * h.value) + e.d[i] * e.d[j] / h.value;
                }
        };
        visit_log_density<Model, Law>(variables<Model, Law, gradient>(theta), returns, before, add, columns);
    }
    return m;
}

/// Covariance of parameters whose long-run variance v is that of the sample, mean e_t^2, with the error of v.
///
///     theta^ - theta = sum_t M s_t + (1 - M J) d g_t / n,   s_t the scores, J = -H, d = dtheta/dv
///     g_t = e_t^2 - h_t + (next(h_t, e_t) - omega - P h_t) / (1 - P),   sum_t g_t / n = v^ - v: martingale differences
///
/// m  the inverse of J in the directions that are free, in parameters
template <class Model, class Law>
detail::matrix_of<size_of<Model, Law>>
targeted_covariance(const detail::matrix_of<size_of<Model, Law>>& m, const detail::matrix_of<size_of<Model, Law>>& j,
                    const std::array<double, size_of<Model, Law>>& theta, strided<double> returns,
                    const presample_value& before, const design& columns)
{
    constexpr std::size_t n = size_of<Model, Law>;
    using gradient = detail::dual<double, n>;
    const auto p = from_array<typename Model::template parameters<double>>(theta);
    const auto law = Law::shape_of(from_array<typename Law::template parameters<double>, model_size<Model>>(theta));
    const double persistence = Model::persistence(p, law), left = 1 - persistence;
    std::array<double, n> d{}, along{};                               // (1 - M J) d
    d[Model::held_coordinate] = 1 - (Model::first(p, 1.0) - p.omega); // omega = v (1 - P)
    const auto mj = detail::times(m, j);
    for (std::size_t i = 0; i < n; ++i) {
        along[i] = d[i];
        for (std::size_t k = 0; k < n; ++k) along[i] -= mj[i][k] * d[k];
    }
    detail::matrix_of<n> c{};
    const auto add = [&](std::size_t, const gradient& e, const gradient& h, const gradient& l) {
        const double surprise = Model::next(p, h.value, e.value, law) - p.omega - persistence * h.value;
        const double g = (e.value * e.value - h.value + surprise / left) / static_cast<double>(returns.size());
        std::array<double, n> off{};
        for (std::size_t i = 0; i < n; ++i) {
            off[i] = along[i] * g;
            for (std::size_t k = 0; k < n; ++k) off[i] += m[i][k] * l.d[k];
        }
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t k = 0; k < n; ++k) c[i][k] += off[i] * off[k];
    };
    visit_log_density<Model, Law>(variables<Model, Law, gradient>(theta), returns, before, add, columns);
    return c;
}

} // namespace internal

/// Covariance of the parameters theta estimated from the returns.
///
/// tangent   directions[k][i]: derivative of parameter i in direction k of the search; `free` says which directions are
///           free (a bound holds the others). The covariance is that of the restricted model.
/// columns   of regressors, of a model that has any
/// returns   covariance[i][j]; NaN where the matrix to invert is not positive definite
/// throws    std::invalid_argument for covariance::information with errors that are not normal
/// cost      opg about one log-likelihood for each parameter; hessian, robust that squared
/// source    Bollerslev and Wooldridge, Econometric Reviews 11(2), 1992, 143-172;
///           Fiorentini, Calzolari and Panattoni, Journal of Applied Econometrics 11(4), 1996, 399-417
template <class Model, class Law>
[[nodiscard]] detail::matrix_of<size_of<Model, Law>>
parameter_covariance(covariance kind, const std::array<double, size_of<Model, Law>>& theta, strided<double> returns,
                     const presample_value& before, const detail::matrix_of<size_of<Model, Law>>& directions,
                     const std::array<bool, size_of<Model, Law>>& free, const design& columns = {})
{
    constexpr std::size_t n = size_of<Model, Law>;
    if (kind == covariance::information && !std::is_same_v<Law, normal>)
        throw std::invalid_argument(
            "smirk::garch::parameter_covariance: covariance::information is that of normal errors");

    using detail::times;
    const auto transpose = [](const detail::matrix_of<n>& a) {
        detail::matrix_of<n> r{};
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j) r[i][j] = a[j][i];
        return r;
    };
    const auto back = transpose(directions);
    const bool sandwich = kind == covariance::robust;
    const auto curvature = [&](covariance k) {
        return internal::curvature<Model, Law>(k, theta, returns, before, columns);
    };
    const auto along = [&](const detail::matrix_of<n>& m) { return times(directions, times(m, back)); };
    const auto outer = curvature(sandwich ? covariance::hessian : kind); // what is inverted
    const detail::cholesky<n> factor(along(outer), free);
    detail::matrix_of<n> inverse = factor.inverse();
    constexpr bool targeted = requires { Model::held_coordinate; };
    if (sandwich && !targeted) inverse = times(inverse, times(along(curvature(covariance::opg)), inverse));
    detail::matrix_of<n> result = times(back, times(inverse, directions));
    if constexpr (targeted)
        if (sandwich)
            result = internal::targeted_covariance<Model, Law>(result, outer, theta, returns, before, columns);
    if (!factor.definite)
        for (auto& row : result) row.fill(std::numeric_limits<double>::quiet_NaN());
    return result;
}

} // namespace smirk::inline SMIRK_ABI::garch
