// SPDX-License-Identifier: BSL-1.0
// Option prices and implied vols of a GARCH model, by simulation under the risk-neutral measure.
#pragma once
#include <smirk/black/implied_vol.hpp>
#include <smirk/black/price.hpp>
#include <smirk/detail/parallel.hpp>
#include <smirk/garch/sample_moments.hpp>
#include <smirk/garch/vector_state.hpp>

#include <cstdint>

namespace smirk::inline SMIRK_ABI::garch {

struct path_options {
    std::size_t paths = 100000;
    double risk_premium = 0; // lambda, a period and a unit of volatility
    double unit = 1;         // of the returns, in decimals: 0.01 where they are in per cent
    double periods_per_year = 252;
    std::uint64_t seed = 1;
    unsigned threads = 1; // 0: as many as the machine has; the paths do not depend on it
};

/// The price at expiry on simulated paths, over the forward.
struct [[nodiscard]] risk_neutral_prices {
    std::vector<double> over_forward; // S_T / F, mean 1
    double years = 0;

    /// Of ln(S_T / F), with errors.
    [[nodiscard]] sample_moments log_moments() const
    {
        std::vector<double> x(over_forward.size());
        for (std::size_t i = 0; i < x.size(); ++i) x[i] = std::log(over_forward[i]);
        return moments_of(x);
    }
};

namespace internal {

/// Paths from a state of the recursion: see risk_neutral_paths.
template <class Model, class Law, class State>
risk_neutral_prices paths_from(const typename Model::template parameters<double>& p,
                               const typename Law::template parameters<double>& law, const State& state,
                               std::size_t periods, const path_options& options)
{
    static_assert(
        !requires { Model::truncation; }, "smirk::garch::risk_neutral_paths: expected a model with a recursive state");
    if constexpr (extended_model<Model>)
        static_assert(Model::variance_terms == 0, "smirk::garch::risk_neutral_paths: expected a model without variance "
                                                  "regressors, whose future is not known here");
    if (periods == 0 || options.paths == 0 || !(options.unit > 0) || !(options.periods_per_year > 0))
        throw std::invalid_argument("smirk::garch::risk_neutral_paths: expected periods, paths, a unit and periods a "
                                    "year above 0, got " +
                                    std::to_string(periods) + ", " + std::to_string(options.paths) + ", " +
                                    std::to_string(options.unit) + " and " + std::to_string(options.periods_per_year));
    risk_neutral_prices r;
    r.years = static_cast<double>(periods) / options.periods_per_year;
    r.over_forward.resize(options.paths);
    const auto shape = Law::shape_of(law);
    constexpr std::size_t block = 1024; // paths that share a random generator
    detail::in_parallel(options.paths, options.threads, block, [&](std::size_t first, std::size_t last) {
        for (std::size_t begin = first; begin < last; begin += block) {
            std::seed_seq seeds{static_cast<std::uint32_t>(options.seed),
                                static_cast<std::uint32_t>(options.seed >> 32),
                                static_cast<std::uint32_t>(begin / block)};
            std::mt19937_64 generator(seeds);
            for (std::size_t i = begin; i < std::min(begin + block, last); ++i) {
                auto s = state;
                double log_price = 0;
                for (std::size_t t = 0; t < periods; ++t) {
                    const double sigma = std::sqrt(Model::variance(p, s)), xi = Law::draw(law, generator);
                    const double vol = options.unit * sigma;
                    log_price += vol * (xi - 0.5 * vol);
                    s = Model::next(p, s, sigma * (xi - options.risk_premium), shape);
                }
                r.over_forward[i] = std::exp(log_price);
            }
        }
    });
    double mean = 0;
    for (const double x : r.over_forward) mean += x / static_cast<double>(options.paths);
    for (double& x : r.over_forward) x /= mean;
    return r;
}

} // namespace internal

/// Prices at expiry under the locally risk-neutral measure, from the end of a sample.
///
///     ln S_t - ln S_{t-1} = r - h_t/2 + sqrt(h_t) xi_t,   h_{t+1} = next(h_t, sqrt(h_t) (xi_t - lambda))
///     S_T / F = exp(sum_t sqrt(h_t) xi_t - h_t/2) / its mean over the paths
///
/// The division makes the paths an empirical martingale: the forward is priced exactly, and calls and puts agree.
/// Duan's measure is that of normal errors; under another law xi follows it, and the division makes up for what its
/// drift differs from h/2.
///
/// fit       a fitted model with a recursive state, one number or several
/// options   lambda = 0 for shocks without a risk premium; the variance is the same under both measures one period
/// ahead throws    std::invalid_argument if there are no periods or paths, or unit or periods a year are not positive
/// cost      a recursion, a random number a period and path: 100000 paths of 21 days about 50 ms on one thread
/// source    Duan, Mathematical Finance 5(1), 1995, 13-32; Duan and Simonato, Management Science 44(9), 1998, 1218-1233
template <class Model, class Law>
[[nodiscard]] risk_neutral_prices risk_neutral_paths(const fitted<Model, Law>& fit, std::size_t periods,
                                                     const path_options& options = {})
{
    const auto p = fit.model_part();
    const auto law = internal::from_array<typename Law::template parameters<double>, model_size<Model>>(fit.flat());
    if constexpr (vector_state_model<Model>)
        return internal::paths_from<Model, Law>(p, law, state_after<Model>(p, fit.law_shape(), fit.end()), periods,
                                                options);
    else
        return internal::paths_from<Model, Law>(p, law, fit.next_state, periods, options);
}

/// The same from parameters and the variance of the first period.
template <class Model, class Law = normal>
[[nodiscard]] risk_neutral_prices risk_neutral_paths(const parameters_of<Model, Law>& parameters, double variance,
                                                     std::size_t periods, const path_options& options = {})
{
    const auto flat = internal::to_array(parameters);
    const auto p = internal::from_array<typename Model::template parameters<double>>(flat);
    const auto law = internal::from_array<typename Law::template parameters<double>, model_size<Model>>(flat);
    if (!(variance > 0))
        throw std::invalid_argument("smirk::garch::risk_neutral_paths: expected a positive variance, got " +
                                    std::to_string(variance));
    if constexpr (vector_state_model<Model>)
        return internal::paths_from<Model, Law>(p, law, Model::steady(p, variance), periods, options);
    else
        return internal::paths_from<Model, Law>(p, law, Model::state(p, variance), periods, options);
}

/// One strike.
struct simulated_option {
    double strike;
    double call, put; // discounted
    double error;     // standard error of both
    estimate vol;     // Black, decimal, annualised
    black::implied_vol_status status;
};

/// Calls, puts and implied vols from simulated prices.
///
///     call = D mean (F x - K)^+,   put = call - D (F - K),   x = S_T / F with mean 1
///     error = D sd((F x - K)^+ - Delta F x) / sqrt(n),   Delta = mean x 1{F x > K}
///     error of the vol = error / vega
///
/// The division by the mean makes the stock a control variate with weight Delta: the error has that in it.
///
/// prices   from risk_neutral_paths()
/// forward, discount   positive, of the expiry; discount 1 if left out
/// returns  a row a strike; the vol from the option out of the money, NaN with a status where no path reaches it
/// throws   std::invalid_argument unless forward, discount and all strikes are positive
/// cost     two passes over the paths a strike
/// source   Duan and Simonato, Management Science 44(9), 1998, 1218-1233
[[nodiscard]] inline std::vector<simulated_option> option_prices(const risk_neutral_prices& prices, double forward,
                                                                 strided<double> strikes, double discount = 1)
{
    const auto n = static_cast<double>(prices.over_forward.size());
    std::vector<simulated_option> all;
    for (const double strike : strikes) {
        if (!(forward > 0 && discount > 0 && strike > 0))
            throw std::invalid_argument("smirk::garch::option_prices: expected forward, discount and strikes above 0, "
                                        "got " +
                                        std::to_string(forward) + ", " + std::to_string(discount) + " and " +
                                        std::to_string(strike));
        const bool is_call = strike >= forward; // the option out of the money
        const double sign = is_call ? 1 : -1;
        double mean = 0, delta = 0, squares = 0;
        for (const double x : prices.over_forward) {
            const double payoff = sign * (forward * x - strike);
            if (payoff > 0) {
                mean += payoff / n;
                delta += sign * x / n;
            }
        }
        for (const double x : prices.over_forward) {
            const double off = std::max(sign * (forward * x - strike), 0.0) - mean - delta * forward * (x - 1);
            squares += off * off;
        }
        const double price = discount * mean, parity = discount * (forward - strike);
        const auto type = is_call ? option_type::call : option_type::put;
        const auto implied = black::implied_vol(type, price, forward, strike, prices.years, discount);
        simulated_option o{.strike = strike,
                           .call = is_call ? price : price + parity,
                           .put = is_call ? price - parity : price,
                           .error = discount * std::sqrt(squares) / n,
                           .vol = {},
                           .status = implied.status};
        if (implied) {
            const double root = implied.vol * std::sqrt(prices.years),
                         d1 = std::log(forward / strike) / root + root / 2;
            const double vega =
                discount * forward * std::exp(-d1 * d1 / 2) * std::sqrt(prices.years) / std::sqrt(2 * std::numbers::pi);
            o.vol = {implied.vol, o.error / vega};
        }
        all.push_back(o);
    }
    return all;
}

} // namespace smirk::inline SMIRK_ABI::garch
