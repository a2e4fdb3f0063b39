// SPDX-License-Identifier: BSL-1.0
// What a model of conditional variance states, and what follows from it: parameter sets, presample values, the search
// coordinates of a fit. A new model is one header; likelihood, gradient, standard errors, simulation, forecasts and the
// news-impact curve come from its recursion.
#pragma once
#include <smirk/detail/dual.hpp>

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace smirk::inline SMIRK_ABI::garch {

// The returns follow y_t = m_t + e_t with e_t = sqrt(h_t) z_t; z_t has mean 0, variance 1 and the law of the errors.
//
// A model with a recursive state s_t (the variance, its logarithm, a power) is a struct with
//
//   parameters<R>                      aggregate of numbers of type R, mu first
//   next(p, s, e, law)                 s_{t+1} from s_t and e_t
//   variance(p, s), state(p, h)        h_t of s_t, and s_t of h_t
//   mean(p, h)                         m_t
//   first(p, b)                        s_1 where the variance before the sample is b
//   first_of_sample(p, returns)        s_1 under presample::rugarch, where it is not state(p, mean (y - mu)^2)
//   linear_in_state                    whether next is linear in s, for given e: then the pass runs in lanes
//   constant_mean, state_is_variance   whether m_t is mu, and s_t is h_t
//   state_is_logarithm                 whether s_t is ln h_t, to which anything may be added
//   kinked                             whether the likelihood has a kink in mu at every return, as with |e_t|
//   needs_law                          whether next reads the law (EGARCH: E|z|); then also what about_normal.hpp says
//   names                              of the parameters, in order
//   from_search(x), to_search(p)       between parameters and coordinates of the search, each with its range:
//   ranges                             array of search_range, for returns of mean 0 and variance 1
//   backcast_of_size                   there where presample::backcast is of |y - mean y|, and its square the variance
//   ragged_below_zero, range_without_ragged()  a coordinate that is kept from below 0 where no search ends; optional
//   move_inside(p, is_fixed)           moves what is not fixed to where the model is defined; optional
//   starts()                           array of parameters to start from, for such returns, likely ones first
//   rescale(p, location, scale)        parameters of location + scale * y, given those of y
//   persistence(p, law)                by which factor a shock's effect on the forecast shrinks a period
//   long_run_variance(p, law)          what forecasts revert to
//   forecast(p, law, end, ahead)       variances 1, 2, ... periods ahead of the end of a sample
//
// all static and written for any number type R: double, dual numbers, lanes. recursive_variance supplies what is
// common; first_of_sample need not be there.

/// Marks the functions of a model: inlined into the kernels, which are compiled for the widest vector unit.
#define SMIRK_MODEL_FUNCTION SMIRK_LANE_INLINE static

using detail::abs;
using detail::exp;
using detail::log;
using detail::log1p;
using detail::log_normal;
using detail::sign_of;
using detail::sqrt;

/// What the recursion takes for the variance before the sample. The log-likelihood depends on it: compare like with
/// like.
enum class presample {
    /// sum_{i<75} w_i (y_i - mean y)^2, w_i proportional to 0.94^i (Python arch); held fixed. Of TGARCH the same sum of
    /// |y_i - mean y|, for sigma.
    backcast,
    /// mean (y_t - mu)^2 at the current mu, for the squared shock and the variance (Fiorentini, Calzolari and Panattoni
    /// 1996; gretl, fGarch).
    sample_variance,
    /// The same mean, as the variance of the first period itself (R rugarch); of APARCH mean |y_t - mu|^delta, as
    /// sigma^delta of the first period; of FIGARCH also for the squared shocks before it.
    rugarch
};

/// The end of a sample, from which forecasts start.
struct sample_end {
    double state = 0;                       // of the recursion, for the period after the last
    std::span<const double> residuals = {}; // e_t
    double before = 0;                      // the variance before the sample
    std::span<const double> shifts = {}; // added to the states 1, 2, ... periods ahead (of the first: it has its own)
    presample convention = presample::backcast;

    /// What is added to the state k + 1 periods ahead.
    [[nodiscard]] double shift(std::size_t k) const { return k < shifts.size() ? shifts[k] : 0.0; }
};

/// Regressors of the mean and of the variance equation: a column each, a number for each period of the sample, and for
/// as many after it as are known.
struct design {
    std::vector<std::vector<double>> mean, variance;
};

/// A model to whose equations with<> adds regressors.
template <class Model>
concept extended_model = requires { typename Model::core; };

/// The constant of the mean equation.
enum class mean { constant, zero };

/// The range of one coordinate of the search, and what is the case at its ends.
struct search_range {
    double lower = -std::numeric_limits<double>::infinity();
    double upper = std::numeric_limits<double>::infinity();
    const char* at_lower = "";
    const char* at_upper = "";
    // an optimum at this end is often a local one: other starts are tried as well
    bool doubt_lower = false, doubt_upper = false;
};

/// Defaults of a model whose state is the conditional variance: m_t = mu, s_t = h_t.
struct recursive_variance {
    static constexpr bool linear_in_state = true, constant_mean = true, state_is_variance = true;
    static constexpr bool needs_law = false, kinked = false, state_is_logarithm = false;

    template <class P, class R>
    SMIRK_MODEL_FUNCTION R mean(const P& p, const R&)
    {
        return p.mu;
    }
    template <class P, class R>
    SMIRK_MODEL_FUNCTION R variance(const P&, const R& h)
    {
        return h;
    }
    template <class P, class R>
    SMIRK_MODEL_FUNCTION R state(const P&, const R& h)
    {
        return h;
    }

    /// mu in the unit of the returns, omega in its square, the others without a unit.
    template <class P>
    static P rescale(P p, double location, double scale)
    {
        p.mu = p.mu * scale + location;
        p.omega = p.omega * (scale * scale);
        return p;
    }

    /// omega / (1 - P); infinite where P >= 1.
    static double reversion_level(double omega, double persistence)
    {
        return persistence < 1 ? omega / (1 - persistence) : std::numeric_limits<double>::infinity();
    }
    /// h, omega + P h, omega + P (omega + P h), ... from the state at the end of a sample, with its shifts
    static void revert(double omega, double persistence, const sample_end& end, std::span<double> ahead)
    {
        double h = end.state;
        for (std::size_t k = 0; k < ahead.size(); ++k) {
            ahead[k] = h;
            h = omega + persistence * h + end.shift(k + 1);
        }
    }
};

/// A model whose forecasts revert to omega / (1 - P) by the factor P a period: Model::persistence(p, law).
template <class Model>
struct reverting_variance : recursive_variance {
    template <class Law, class M = Model> // M is complete where these are called
    static double long_run_variance(const typename M::template parameters<double>& p, const Law& law)
    {
        return reversion_level(p.omega, Model::persistence(p, law));
    }
    template <class Law, class M = Model>
    static void forecast(const typename M::template parameters<double>& p, const Law& law, const sample_end& end,
                         std::span<double> ahead)
    {
        revert(p.omega, Model::persistence(p, law), end, ahead);
    }
};

template <class Model>
inline constexpr std::size_t model_size = sizeof(typename Model::template parameters<double>) / sizeof(double);
template <class Law>
inline constexpr std::size_t law_size = std::is_empty_v<typename Law::template parameters<double>>
                                            ? 0
                                            : sizeof(typename Law::template parameters<double>) / sizeof(double);
template <class Law>
inline constexpr std::size_t shape_size = std::is_empty_v<typename Law::template shape<double>>
                                              ? 0
                                              : sizeof(typename Law::template shape<double>) / sizeof(double);
template <class Model, class Law>
inline constexpr std::size_t size_of = model_size<Model> + law_size<Law>;

/// The parameters of a model followed by those of the law of its errors: fit.parameters.alpha, fit.parameters.nu.
template <class Model, class Law, class R>
struct joint_parameters : Model::template parameters<R>, Law::template parameters<R> {};

/// Without parameters of the law, those of the model: a plain aggregate.
template <class Model, class Law, class R = double>
using parameters_of =
    std::conditional_t<law_size<Law> == 0, typename Model::template parameters<R>, joint_parameters<Model, Law, R>>;

namespace internal {

#if defined(__clang__) // an array among the members takes its share of the list without braces of its own
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wmissing-braces"
#endif
/// An aggregate of numbers of one type from an array, from element `First` on.
template <class Aggregate, std::size_t First = 0, class R, std::size_t N>
SMIRK_LANE_INLINE Aggregate from_array(const std::array<R, N>& x)
{
    constexpr std::size_t members = sizeof(Aggregate) / sizeof(R);
    if constexpr (std::is_empty_v<Aggregate>)
        return {};
    else
        return [&]<std::size_t... I>(std::index_sequence<I...>)
                   SMIRK_LANE_LAMBDA { return Aggregate{x[First + I]...}; }(std::make_index_sequence<members>{});
}

#if defined(__clang__)
#pragma clang diagnostic pop
#endif

/// And back.
template <class Aggregate>
auto to_array(const Aggregate& a)
{
    if constexpr (std::is_empty_v<Aggregate>)
        return std::array<double, 0>{};
    else
        return std::bit_cast<std::array<double, sizeof(Aggregate) / sizeof(double)>>(a);
}

template <class Model, class Law, class R>
parameters_of<Model, Law, R> join(const std::array<R, size_of<Model, Law>>& x)
{
    using model_part = typename Model::template parameters<R>;
    using law_part = typename Law::template parameters<R>;
    if constexpr (law_size<Law> == 0)
        return from_array<model_part>(x);
    else
        return {from_array<model_part>(x), from_array<law_part, model_size<Model>>(x)};
}

template <class Model, class Law>
constexpr const char* name_of(std::size_t i)
{
    if constexpr (law_size<Law> > 0)
        if (i >= model_size<Model>) return Law::names[i - model_size<Model>];
    return Model::names[i];
}

} // namespace internal
} // namespace smirk::inline SMIRK_ABI::garch
