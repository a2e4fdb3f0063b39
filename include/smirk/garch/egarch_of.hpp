// SPDX-License-Identifier: BSL-1.0
// EGARCH(p, o, q).
#pragma once
#include <smirk/garch/egarch.hpp>
#include <smirk/garch/orders.hpp>

namespace smirk::inline SMIRK_ABI::garch {

/// Exponential GARCH(P, O, Q): P sizes and O signs of past shocks, Q past logarithms of the variance.
///
///     ln h_t = omega + sum_{i=1..P} alpha_i (|z_{t-i}| - E|z|) + sum_{i=1..O} gamma_i z_{t-i}
///                    + sum_{i=1..Q} beta_i ln h_{t-i}
///     the roots of 1 - sum beta_i x^i are outside the unit circle;   alpha[0] is alpha_1
///
/// The orders are those of Python arch, which takes sqrt(2/pi) for E|z| under every law and beta_i >= 0. Before the
/// sample z is 0 and |z| sqrt(2/pi), as for egarch. Forecasts are exact: finite for normal and GED errors, infinite for
/// those whose tails fall like a power.
///
/// source  Nelson, Econometrica 59(2), 1991, 347-370;
///         Monahan, Biometrika 71(2), 1984, 403-404 (coordinates of the betas)
template <std::size_t P, std::size_t O, std::size_t Q>
struct egarch_of : recursive_variance {
    static_assert(P >= 1 && P <= 4 && O >= 1 && O <= 4 && Q >= 1 && Q <= 4,
                  "smirk::garch::egarch_of: orders of 1 to 4");
    static constexpr bool linear_in_state = false, state_is_variance = false, needs_law = true, kinked = true;
    static constexpr std::size_t lags = P > O ? P : O, states = lags > Q ? lags : Q, size = 2 + P + O + Q;
    static constexpr auto names = internal::names_of_orders<P, O, Q>();

    template <class R>
    using parameters = internal::parameters_of_orders<R, P, O, Q>;

    template <class Params, class R>
    SMIRK_MODEL_FUNCTION R variance(const Params&, const std::array<R, states>& s)
    {
        return exp(s[0]);
    }
    template <class Params, class R, class E, class Law>
    SMIRK_MODEL_FUNCTION std::array<R, states> next(const Params& p, const std::array<R, states>& s, const E& e,
                                                    const Law& law)
    {
        const R z = e * exp(-0.5 * s[0]);
        return advance(p, s, R(abs(z) - law.mean_abs), z, p.omega);
    }
    template <class Params, class R>
    static std::array<R, states> first(const Params& p, const R& b)
    {
        const R log_b = log(b);
        std::array<R, states> s;
        for (std::size_t i = states; i-- > 0;) {
            s[i] = i + 1 < states ? s[i + 1] : R(0.0);
            if (i < Q) s[i] = s[i] + p.beta[i] * log_b;
        }
        s[0] = s[0] + p.omega;
        return s;
    }
    static std::array<double, states> steady(const parameters<double>& p, double h)
    {
        auto s = first(p, h);
        s[0] = std::log(h);
        return s;
    }

    /// By which the |z| before a sample, all the same, move ln h.
    template <class Params>
    static auto size_weight(const Params& p)
    {
        auto sum = p.alpha[0];
        for (std::size_t i = 1; i < P; ++i) sum = sum + p.alpha[i];
        return sum;
    }

    /// Coordinates: mu, the level omega / (1 - sum beta), alphas, gammas, and the partial autocorrelations r_i of an
    /// autoregression with the betas, the first as -ln(1.001 - r_1).
    template <class R>
    static parameters<R> from_search(const std::array<R, size>& x)
    {
        parameters<R> p{};
        p.mu = x[0];
        for (std::size_t i = 0; i < P; ++i) p.alpha[i] = x[2 + i];
        for (std::size_t i = 0; i < O; ++i) p.gamma[i] = x[2 + P + i];
        R sum(0.0);
        for (std::size_t k = 0; k < Q; ++k) { // Durbin and Levinson
            const R r = k == 0 ? R(search::persistence(x[2 + P + O])) : x[2 + P + O + k];
            std::array<R, Q> last;
            for (std::size_t i = 0; i < k; ++i) last[i] = p.beta[i];
            for (std::size_t i = 0; i < k; ++i) p.beta[i] = last[i] - r * last[k - 1 - i];
            p.beta[k] = r;
        }
        for (std::size_t i = 0; i < Q; ++i) sum = sum + p.beta[i];
        p.omega = x[1] * (1.0 - sum);
        return p;
    }
    static std::array<double, size> to_search(const parameters<double>& p)
    {
        std::array<double, size> x{p.mu, p.omega / (1 - past_weight(p))};
        for (std::size_t i = 0; i < P; ++i) x[2 + i] = p.alpha[i];
        for (std::size_t i = 0; i < O; ++i) x[2 + P + i] = p.gamma[i];
        std::array<double, Q> b;
        for (std::size_t i = 0; i < Q; ++i) b[i] = p.beta[i];
        for (std::size_t k = Q; k-- > 0;) {
            const double r = b[k];
            x[2 + P + O + k] = k == 0 ? search::coordinate_of_persistence(r) : r;
            auto last = b;
            for (std::size_t i = 0; i < k; ++i) last[i] = (b[i] + r * b[k - 1 - i]) / (1 - r * r);
            b = last;
        }
        return x;
    }
    static std::array<search_range, size> ranges()
    {
        std::array<search_range, size> r;
        r[1] = {-50, 50, "the level of ln h is very low", "the level of ln h is very high"};
        r[2 + P + O] = {search::coordinate_of_persistence(-1), search::coordinate_of_persistence(1),
                        "ln h alternates without end", "ln h has a unit root"};
        for (std::size_t k = 1; k < Q; ++k)
            r[2 + P + O + k] = {-0.999, 0.999, "ln h has a unit root", "ln h has a unit root", true, true};
        return r;
    }
    static std::array<parameters<double>, 4> starts()
    {
        return {start(0.96, 0.0, 0.15), start(0.96, 0.4, 0.15), start(0.96, -0.4, 0.15), start(0.5, 0.0, 0.3)};
    }

    template <class R>
    static parameters<R> rescale(const parameters<R>& p, double location, double scale)
    {
        parameters<R> r = p;
        r.mu = p.mu * scale + location;
        R sum(0.0);
        for (std::size_t i = 0; i < Q; ++i) sum = sum + p.beta[i];
        r.omega = p.omega + (1.0 - sum) * (2 * std::log(scale));
        return r;
    }

    /// The sum of the betas.
    template <class Law>
    static double persistence(const parameters<double>& p, const Law&)
    {
        return past_weight(p);
    }
    /// E h of the stationary law.
    template <class Law>
    static double long_run_variance(const parameters<double>& p, const Law& law)
    {
        if (!(std::fabs(past_weight(p)) < 1)) return std::numeric_limits<double>::infinity();
        double h = std::exp(p.omega / (1 - past_weight(p)));
        auto [size_response, sign_response] = unit_responses(p);
        for (int i = 0; i < 100000; ++i) {
            double largest = 0;
            for (std::size_t k = 0; k < states; ++k)
                largest = std::max(largest, std::fabs(size_response[k]) + std::fabs(sign_response[k]));
            if (largest < 1e-17) break;
            h *= shock_moment(law, size_response[0], sign_response[0]);
            step(p, size_response);
            step(p, sign_response);
        }
        return h;
    }
    /// E h_{n+k} = exp(ln h without further shocks) prod_{i=1..k-1} E exp(a_i (|z| - E|z|) + c_i z), where a_i and c_i
    /// are the responses of ln h to a shock i periods ago.
    template <class Law>
    static void forecast(const parameters<double>& p, const Law& law, const sample_end& end, std::span<double> ahead)
    {
        auto s = state_after<egarch_of>(p, law, end);
        auto [size_response, sign_response] = unit_responses(p);
        double factor = 1;
        for (double& v : ahead) {
            v = std::exp(s[0]) * factor;
            factor *= shock_moment(law, size_response[0], sign_response[0]);
            step(p, size_response);
            step(p, sign_response);
            s = advance(p, s, 0.0, 0.0, p.omega);
        }
    }

private:
    template <class Params, class R>
    SMIRK_MODEL_FUNCTION std::array<R, states> advance(const Params& p, const std::array<R, states>& s,
                                                       const R& magnitude, const R& sign, const R& omega)
    {
        std::array<R, states> after;
        internal::unrolled<states>([&](std::size_t i) SMIRK_LANE_LAMBDA {
            R x = i == 0 ? omega : R(0.0);
            if (i + 1 < states) x = x + s[(i + 1) % states];
            if (i < P) x = x + p.alpha[i % P] * magnitude;
            if (i < O) x = x + p.gamma[i % O] * sign;
            if (i < Q) x = x + p.beta[i % Q] * s[0];
            after[i] = x;
        });
        return after;
    }
    /// The state's responses to |z| - E|z| = 1 and to z = 1.
    static std::array<std::array<double, states>, 2> unit_responses(const parameters<double>& p)
    {
        const std::array<double, states> none{};
        return {advance(p, none, 1.0, 0.0, 0.0), advance(p, none, 0.0, 1.0, 0.0)};
    }
    static void step(const parameters<double>& p, std::array<double, states>& s) { s = advance(p, s, 0.0, 0.0, 0.0); }
    template <class Law>
    static double shock_moment(const Law& law, double a, double c)
    {
        return law.exponential_moment(a, c) * std::exp(-a * law.mean_abs);
    }
    static double past_weight(const parameters<double>& p)
    {
        double sum = 0;
        for (const double b : p.beta) sum += b;
        return sum;
    }
    static parameters<double> start(double first, double others, double alpha)
    {
        std::array<double, size> x{};
        x[2] = alpha;
        x[2 + P] = -0.3 * alpha;
        x[2 + P + O] = search::coordinate_of_persistence(first);
        for (std::size_t k = 1; k < Q; ++k) x[2 + P + O + k] = others;
        return from_search(x);
    }
};

} // namespace smirk::inline SMIRK_ABI::garch
