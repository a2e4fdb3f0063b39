// SPDX-License-Identifier: BSL-1.0
// GARCH(p, q) and GJR-GARCH(p, o, q).
#pragma once
#include <smirk/garch/search.hpp>
#include <smirk/garch/vector_state.hpp>

namespace smirk::inline SMIRK_ABI::garch {

namespace internal {

/// "mu", "omega", "alpha_1", ..., "gamma_1", ..., "beta_1", ...
template <std::size_t P, std::size_t O, std::size_t Q>
constexpr std::array<const char*, 2 + P + O + Q> names_of_orders()
{
    constexpr const char* alpha[] = {"alpha_1", "alpha_2", "alpha_3", "alpha_4"};
    constexpr const char* gamma[] = {"gamma_1", "gamma_2", "gamma_3", "gamma_4"};
    constexpr const char* beta[] = {"beta_1", "beta_2", "beta_3", "beta_4"};
    std::array<const char*, 2 + P + O + Q> names{"mu", "omega"};
    for (std::size_t i = 0; i < P; ++i) names[2 + i] = alpha[i];
    for (std::size_t i = 0; i < O; ++i) names[2 + P + i] = gamma[i];
    for (std::size_t i = 0; i < Q; ++i) names[2 + P + O + i] = beta[i];
    return names;
}

template <class R, std::size_t P, std::size_t O, std::size_t Q>
struct parameters_of_orders {
    R mu, omega, alpha[P], gamma[O], beta[Q];
};
template <class R, std::size_t P, std::size_t Q>
struct parameters_of_orders<R, P, 0, Q> {
    R mu, omega, alpha[P], beta[Q];
};

} // namespace internal

/// GJR-GARCH(P, O, Q): P weights of squared shocks, O of those of falls, Q of past variances.
///
///     h_t = omega + sum_{i=1..P} alpha_i e_{t-i}^2 + sum_{i=1..O} gamma_i min(e_{t-i}, 0)^2
///                 + sum_{i=1..Q} beta_i h_{t-i}
///     omega > 0, alpha_i >= 0, alpha_i + gamma_i >= 0, beta_i >= 0;   alpha[0] is alpha_1
///     persistence sum alpha + E[z^2; z < 0] sum gamma + sum beta, which for a symmetric law is <= 1
///
///     garch::fit<garch::garch_of<2, 1>>(returns)      garch::fit<garch::gjr_of<1, 1, 2>>(returns)
///
/// The non-negative weights are sufficient for a positive variance, not necessary. The orders are those of Python arch:
/// shocks first, past variances last. garch11 and gjr are the first orders, faster; with higher orders look at more
/// than one sample: likelihoods often have their maximum where a weight is 0.
///
/// The state is s^1 = h_t and what the past contributes to the variances after it:
///
///     s^i_{t+1} = alpha_i e_t^2 + gamma_i min(e_t, 0)^2 + beta_i h_t + s^{i+1}_t   (+ omega for i = 1)
///
/// source  Bollerslev, Journal of Econometrics 31(3), 1986, 307-327; Glosten, Jagannathan and Runkle 1993
template <std::size_t P, std::size_t O, std::size_t Q>
struct gjr_of : recursive_variance {
    static_assert(P >= 1 && P <= 4 && O <= 4 && Q >= 1 && Q <= 4, "smirk::garch::gjr_of: orders of 1 to 4, O from 0");
    static constexpr std::size_t lags = P > O ? P : O, states = lags > Q ? lags : Q, size = 2 + P + O + Q;
    static constexpr auto names = internal::names_of_orders<P, O, Q>();

    template <class R>
    using parameters = internal::parameters_of_orders<R, P, O, Q>;

    template <class Params, class R>
    SMIRK_MODEL_FUNCTION R variance(const Params&, const std::array<R, states>& s)
    {
        return s[0];
    }
    template <class Params, class R, class E, class Law>
    SMIRK_MODEL_FUNCTION std::array<R, states> next(const Params& p, const std::array<R, states>& s, const E& e,
                                                    const Law&)
    {
        const R fall = 0.5 * (e - abs(e));
        return advance(p, s, R(e * e), R(fall * fall));
    }
    template <class Params, class R>
    static std::array<R, states> first(const Params& p, const R& b)
    {
        std::array<R, states> s;
        for (std::size_t i = states; i-- > 0;) {
            s[i] = i + 1 < states ? s[i + 1] : R(0.0);
            if (i < P) s[i] = s[i] + p.alpha[i] * b;
            if constexpr (O > 0)
                if (i < O) s[i] = s[i] + p.gamma[i] * b * 0.5;
            if (i < Q) s[i] = s[i] + p.beta[i] * b;
        }
        s[0] = s[0] + p.omega;
        return s;
    }
    static std::array<double, states> steady(const parameters<double>& p, double h)
    {
        auto s = first(p, h);
        s[0] = h;
        return s;
    }

    /// Coordinates: mu, ln omega, the persistence under a symmetric law, the share of the shocks in it; the share of
    /// each lag in what the lags before it leave of the shocks; the share of rises in a lag that has both weights; the
    /// share of each past variance in what those before it leave.
    template <class R>
    static parameters<R> from_search(const std::array<R, size>& x)
    {
        parameters<R> p{};
        p.mu = x[0];
        p.omega = exp(x[1]);
        const R persistence = search::persistence(x[2]), shocks = persistence * x[3];
        std::size_t k = 4;
        R left = shocks;
        for (std::size_t i = 0; i < lags; ++i) {
            const R weight = i + 1 < lags ? R(left * x[k]) : left;
            if (i + 1 < lags) ++k;
            left = left - weight;
            if (i < P) p.alpha[i] = weight;
            if constexpr (O > 0)
                if (i < O) p.gamma[i] = 2.0 * weight;
        }
        if constexpr (O > 0)
            for (std::size_t i = 0; i < P && i < O; ++i) {
                const R weight = p.alpha[i];
                p.alpha[i] = 2.0 * weight * x[k++];
                p.gamma[i] = 2.0 * (weight - p.alpha[i]);
            }
        left = persistence - shocks;
        for (std::size_t i = 0; i < Q; ++i) {
            p.beta[i] = i + 1 < Q ? R(left * x[k++]) : left;
            left = left - p.beta[i];
        }
        return p;
    }
    static std::array<double, size> to_search(const parameters<double>& p)
    {
        const double shocks = shock_weight(p, 0.5), past = past_weight(p);
        std::array<double, size> x{p.mu, std::log(p.omega), search::coordinate_of_persistence(shocks + past),
                                   search::share(shocks, past)};
        std::size_t k = 4;
        double left = shocks;
        for (std::size_t i = 0; i + 1 < lags; ++i) {
            const double weight = weight_of_lag(p, i, 0.5);
            left -= weight;
            x[k++] = search::share(weight, left);
        }
        if constexpr (O > 0)
            for (std::size_t i = 0; i < P && i < O; ++i) x[k++] = search::share(p.alpha[i], p.alpha[i] + p.gamma[i]);
        left = past;
        for (std::size_t i = 0; i + 1 < Q; ++i) {
            left -= p.beta[i];
            x[k++] = search::share(p.beta[i], left);
        }
        return x;
    }
    static std::array<search_range, size> ranges()
    {
        std::array<search_range, size> r;
        r[1] = search::log_omega_range();
        r[2] = search::persistence_range("all weights are 0: the variance is constant", "the persistence is 1");
        r[3] = {0, 1, "all weights of shocks are 0", "all weights of past variances are 0", true, true};
        std::size_t k = 4;
        for (std::size_t i = 0; i + 1 < lags; ++i)
            r[k++] = {
                0,    1,   "the weight of a lag of the shocks is 0", "the later lags of the shocks have no weight",
                true, true};
        for (std::size_t i = 0; i < P && i < O; ++i)
            r[k++] = {0, 1, "an alpha is 0", "an alpha + gamma is 0", true, true};
        for (std::size_t i = 0; i + 1 < Q; ++i) r[k++] = {0, 1, "a beta is 0", "the later betas are 0", true, true};
        return r;
    }
    static std::array<parameters<double>, 4> starts()
    {
        // the share of a lag in the rest: most on the first, evenly, most on the last; less persistence
        return {start(0.97, 0.09, 0.85), start(0.97, 0.12, 0.5), start(0.97, 0.15, 0.15), start(0.7, 0.3, 0.6)};
    }

    template <class Law>
    static double persistence(const parameters<double>& p, const Law& law)
    {
        return shock_weight(p, law.lower_variance) + past_weight(p);
    }
    template <class Law>
    static double long_run_variance(const parameters<double>& p, const Law& law)
    {
        return reversion_level(p.omega, persistence(p, law));
    }
    template <class Law>
    static void forecast(const parameters<double>& p, const Law& law, const sample_end& end, std::span<double> ahead)
    {
        auto s = state_after<gjr_of>(p, law, end);
        for (double& v : ahead) {
            v = s[0];
            s = advance(p, s, v, law.lower_variance * v);
        }
    }

private:
    /// The state after a period with these squares.
    template <class Params, class R>
    SMIRK_MODEL_FUNCTION std::array<R, states> advance(const Params& p, const std::array<R, states>& s, const R& square,
                                                       const R& square_of_fall)
    {
        std::array<R, states> after;
        internal::unrolled<states>([&](std::size_t i) SMIRK_LANE_LAMBDA {
            R x = i == 0 ? p.omega : R(0.0);
            if (i + 1 < states) x = x + s[(i + 1) % states];
            if (i < P) x = x + p.alpha[i % P] * square;
            if constexpr (O > 0)
                if (i < O) x = x + p.gamma[i % O] * square_of_fall;
            if (i < Q) x = x + p.beta[i % Q] * s[0];
            after[i] = x;
        });
        return after;
    }
    static parameters<double> start(double persistence, double shocks, double share)
    {
        std::array<double, size> x{0, std::log(1 - persistence), search::coordinate_of_persistence(persistence),
                                   shocks / persistence};
        for (std::size_t k = 4; k < size; ++k) x[k] = share;
        std::size_t k = 4 + lags - 1;
        for (std::size_t i = 0; i < P && i < O; ++i) x[k++] = 0.3;
        return from_search(x);
    }
    static double weight_of_lag(const parameters<double>& p, std::size_t i, double share_of_falls)
    {
        double weight = i < P ? p.alpha[i % P] : 0.0;
        if constexpr (O > 0)
            if (i < O) weight += share_of_falls * p.gamma[i % O];
        return weight;
    }
    static double shock_weight(const parameters<double>& p, double share_of_falls)
    {
        double sum = 0;
        for (std::size_t i = 0; i < lags; ++i) sum += weight_of_lag(p, i, share_of_falls);
        return sum;
    }
    static double past_weight(const parameters<double>& p)
    {
        double sum = 0;
        for (const double b : p.beta) sum += b;
        return sum;
    }
};

/// GARCH(P, Q): P squared shocks, Q past variances.
template <std::size_t P, std::size_t Q>
using garch_of = gjr_of<P, 0, Q>;

} // namespace smirk::inline SMIRK_ABI::garch
