// SPDX-License-Identifier: BSL-1.0
// A model with more in its equations: autoregression, regressors of the mean and of the variance.
#pragma once
#include <smirk/garch/ar.hpp>
#include <smirk/garch/design.hpp>
#include <smirk/garch/har.hpp>
#include <smirk/garch/regressors.hpp>

namespace smirk::inline SMIRK_ABI::garch {

/// A model with terms added to its equations.
///
///     y_t = m_t + sum_j c_j x_{t,j} + e_t,   s_{t+1} = next(s_t, e_t) + sum_j d_j w_{t+1,j}
///
///     using model = garch::with<garch::gjr, garch::ar<2>, garch::variance_regressors<1>>;
///     const auto fit = garch::fit<model>(y, {.variance_regressors = {w}});
///     fit.parameters.alpha   fit.parameters.ar[0]   fit.parameters.variance_slope[0]
///
/// Core    a model with a recursive state, or one of weighted sums
/// Terms   ar, har, mean_regressors, then variance_regressors; each at most once
///
/// Columns are standardised for the search, which starts from least squares; the likelihood of the model takes
/// y_t - c'x_t for the return, and the derivatives in c and d come from those in m_t and s_t.
template <class Core, class... Terms>
struct with : Core {
    using core = Core;
    static constexpr std::size_t core_size = model_size<Core>;
    static constexpr std::size_t mean_terms = (0 + ... + (Terms::in_variance ? 0 : Terms::count));
    static constexpr std::size_t variance_terms = (0 + ... + (Terms::in_variance ? Terms::count : 0));
    static constexpr std::size_t slopes = mean_terms + variance_terms, size = core_size + slopes;
    static constexpr std::size_t reach = [] {
        std::size_t longest = 0;
        ((longest = Terms::reach > longest ? Terms::reach : longest), ...);
        return longest;
    }();
    static_assert(slopes >= 1, "smirk::garch::with: expected at least one term");
    static_assert(
        !requires { Core::states; },
        "smirk::garch::with: expected a model whose state is one number, or one of weighted sums; models of "
        "higher orders and of components take no terms");
    static_assert(
        [] {
            bool seen = false, ordered = true;
            ((ordered = ordered && (Terms::in_variance || !seen), seen = seen || Terms::in_variance), ...);
            return ordered;
        }(),
        "smirk::garch::with: terms of the mean come before those of the variance");
    static_assert(!(variance_terms > 0 && requires { Core::held_coordinate; }),
                  "smirk::garch::with: a variance target and regressors of the variance exclude each other");

    template <class R>
    struct parameters : Core::template parameters<R>, Terms::template coefficients<R>... {};

    static constexpr std::array<const char*, size> names = [] {
        std::array<const char*, size> all{};
        std::size_t at = 0;
        for (; at < core_size; ++at) all[at] = Core::names[at];
        const auto append = [&](const auto& of_term, std::size_t count) {
            for (std::size_t j = 0; j < count; ++j) all[at++] = of_term[j];
        };
        (append(Terms::names, Terms::count), ...);
        return all;
    }();

    /// Coefficient i of the terms: of the mean first, then of the variance.
    template <class P>
    static auto& slope(P& p, std::size_t i)
    {
        std::remove_reference_t<decltype((p.mu))>* found = nullptr;
        std::size_t first = 0;
        ((found = i >= first && i < first + Terms::count ? &Terms::at(p, i - first) : found, first += Terms::count),
         ...);
        return *found;
    }

    /// Coordinates: those of the model, then the slopes.
    template <class R>
    static parameters<R> from_search(const std::array<R, size>& x)
    {
        std::array<R, core_size> of_core;
        std::copy(x.begin(), x.begin() + core_size, of_core.begin());
        parameters<R> p;
        static_cast<typename Core::template parameters<R>&>(p) = Core::from_search(of_core);
        for (std::size_t i = 0; i < slopes; ++i) slope(p, i) = x[core_size + i];
        return p;
    }
    static std::array<double, size> to_search(const parameters<double>& p)
    {
        std::array<double, size> x{};
        const auto of_core = Core::to_search(p);
        std::copy(of_core.begin(), of_core.end(), x.begin());
        for (std::size_t i = 0; i < slopes; ++i) x[core_size + i] = slope(p, i);
        return x;
    }
    static std::array<search_range, size> ranges()
    {
        std::array<search_range, size> r;
        const auto of_core = Core::ranges();
        std::copy(of_core.begin(), of_core.end(), r.begin());
        if (!Core::state_is_logarithm)
            for (std::size_t i = core_size + mean_terms; i < size; ++i) {
                r[i].lower = 0;
                r[i].at_lower = "a slope of the variance is 0";
                r[i].doubt_lower = true;
            }
        return r;
    }
    static auto starts()
    {
        const auto of_core = Core::starts();
        std::array<parameters<double>, std::tuple_size_v<std::remove_const_t<decltype(of_core)>>> all{};
        for (std::size_t s = 0; s < all.size(); ++s) {
            static_cast<typename Core::template parameters<double>&>(all[s]) = of_core[s];
            for (std::size_t i = mean_terms; i < slopes && !Core::state_is_logarithm; ++i) slope(all[s], i) = 0.02;
        }
        return all;
    }

    /// Parameters in the units of the sample, given those of standardised returns and regressors.
    template <class R>
    static parameters<R> restore(const parameters<R>& p, const sample_units& u)
    {
        parameters<R> r = p;
        auto& of_core = static_cast<typename Core::template parameters<R>&>(r);
        of_core = Core::rescale(p, u.location, u.scale);
        const R unit = state_unit(p, u.scale);
        for (std::size_t i = 0; i < mean_terms; ++i) {
            slope(r, i) = slope(p, i) * (u.scale / u.mean[i].scale);
            r.mu = r.mu - slope(r, i) * u.mean[i].location;
        }
        for (std::size_t i = 0; i < variance_terms; ++i) {
            R& d = slope(r, mean_terms + i);
            d = slope(p, mean_terms + i) * unit * (1 / u.variance[i].scale);
            if constexpr (Core::state_is_logarithm) r.omega = r.omega - d * u.variance[i].location;
        }
        return r;
    }
    /// And back.
    static parameters<double> standardise(const parameters<double>& p, const sample_units& u)
    {
        parameters<double> r = p;
        for (std::size_t i = 0; i < mean_terms; ++i) {
            r.mu += slope(p, i) * u.mean[i].location;
            slope(r, i) = slope(p, i) * u.mean[i].scale / u.scale;
        }
        if constexpr (Core::state_is_logarithm)
            for (std::size_t i = 0; i < variance_terms; ++i)
                r.omega += slope(p, mean_terms + i) * u.variance[i].location;
        auto& of_core = static_cast<typename Core::template parameters<double>&>(r);
        of_core =
            Core::rescale(typename Core::template parameters<double>(of_core), -u.location / u.scale, 1 / u.scale);
        const double unit = state_unit(p, u.scale);
        for (std::size_t i = 0; i < variance_terms; ++i)
            slope(r, mean_terms + i) = slope(p, mean_terms + i) * u.variance[i].scale / unit;
        return r;
    }

    /// The regressors of the mean of period t, from the returns before it and the columns from outside.
    static void mean_row(std::span<const double> earlier, const design& columns, std::size_t t, std::span<double> x)
    {
        std::size_t first = 0;
        const auto of_term = [&]<class Term>(Term) {
            if constexpr (Term::in_variance) return;
            const auto part = x.subspan(first, Term::in_variance ? 0 : Term::count);
            if constexpr (!Term::exogenous)
                Term::row(earlier, part);
            else if constexpr (!Term::in_variance)
                for (std::size_t j = 0; j < part.size(); ++j) part[j] = known(columns.mean[first + j], t);
            first += part.size();
        };
        (of_term(Terms{}), ...);
    }
    /// sum_j c_j x_j
    template <class P>
    static auto mean_part(const P& p, std::span<const double> x)
    {
        std::remove_cvref_t<decltype(p.mu)> sum(0.0);
        for (std::size_t j = 0; j < mean_terms; ++j) sum = sum + slope(p, j) * x[j];
        return sum;
    }
    /// sum_j c_j x_{t,j} and sum_j d_j w_{t,j}; NaN where a row is not known.
    template <class P>
    static auto mean_part(const P& p, const design& columns, std::size_t t)
    {
        std::remove_cvref_t<decltype(p.mu)> sum(0.0);
        for (std::size_t j = 0; j < mean_terms; ++j) sum = sum + slope(p, j) * known(columns.mean[j], t);
        return sum;
    }
    template <class P>
    static auto shift(const P& p, const design& columns, std::size_t t)
    {
        std::remove_cvref_t<decltype(p.mu)> sum(0.0);
        for (std::size_t j = 0; j < variance_terms; ++j)
            sum = sum + slope(p, mean_terms + j) * known(columns.variance[j], t);
        return sum;
    }

    /// The columns beside returns[reach], returns[reach + 1], ...
    ///
    /// throws  std::invalid_argument where the regressors are not as many as the terms say, or have fewer rows than
    ///         there are returns
    static design columns_of(strided<double> returns, const std::vector<strided<double>>& of_mean,
                             const std::vector<strided<double>>& of_variance)
    {
        design x = outside_columns(of_mean, of_variance, returns.size(), reach);
        const std::vector<double> y(returns.begin(), returns.end());
        std::size_t first = 0;
        const auto of_term = [&]<class Term>(Term) {
            if constexpr (!Term::exogenous) {
                for (std::size_t j = 0; j < Term::count; ++j) x.mean[first + j].resize(y.size() - reach);
                std::array<double, Term::count> row{};
                for (std::size_t t = reach; t < y.size(); ++t) {
                    Term::row(std::span<const double>(y.data(), t), row);
                    for (std::size_t j = 0; j < row.size(); ++j) x.mean[first + j][t - reach] = row[j];
                }
            }
            first += Term::count;
        };
        (of_term(Terms{}), ...);
        return x;
    }
    /// The same with nothing in the columns that returns fill; rows from `first_row` on.
    static design outside_columns(const std::vector<strided<double>>& of_mean,
                                  const std::vector<strided<double>>& of_variance, std::size_t rows,
                                  std::size_t first_row = 0)
    {
        constexpr std::size_t outside = (0 + ... + (Terms::exogenous && !Terms::in_variance ? Terms::count : 0));
        internal::check_columns("mean_regressors", of_mean, outside, rows);
        internal::check_columns("variance_regressors", of_variance, variance_terms, rows);
        design x;
        std::size_t next = 0;
        const auto of_term = [&]<class Term>(Term) {
            for (std::size_t j = 0; j < Term::count; ++j)
                if constexpr (Term::in_variance)
                    x.variance.push_back(internal::rows_from(of_variance[j], first_row));
                else if constexpr (Term::exogenous)
                    x.mean.push_back(internal::rows_from(of_mean[next++], first_row));
                else
                    x.mean.emplace_back();
        };
        (of_term(Terms{}), ...);
        return x;
    }

private:
    static double known(const std::vector<double>& column, std::size_t t)
    {
        return t < column.size() ? column[t] : std::numeric_limits<double>::quiet_NaN();
    }
    /// By which factor additions to the state grow where the unit of the returns shrinks by `scale`.
    template <class R>
    static R state_unit(const parameters<R>& p, double scale)
    {
        if constexpr (Core::state_is_variance || variance_terms == 0)
            return R(scale * scale);
        else
            return (Core::state(p, R(4 * scale * scale)) - Core::state(p, R(scale * scale))) /
                   (Core::state(p, R(4.0)) - Core::state(p, R(1.0)));
    }
};

} // namespace smirk::inline SMIRK_ABI::garch

#include <smirk/garch/with_likelihood.hpp>
