// SPDX-License-Identifier: BSL-1.0
// The risk-neutral law of the price at expiry from a strip of options: probabilities, quantiles, density.
#pragma once
#include <smirk/replication/strip.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace smirk::inline SMIRK_ABI::replication {

/// The distribution function of the price at expiry where there are quotes.
///
/// strike       midpoints between neighbouring strikes of the strip, ascending
/// probability  P(S_T <= strike), not falling, in [0, 1]
/// adjusted     the largest change that made the probabilities rise: what is arbitrage, or spread, in the quotes
struct [[nodiscard]] implied_distribution {
    std::vector<double> strike{}, probability{};
    double adjusted = 0;
    strip_status status = strip_status::ok;
    explicit operator bool() const noexcept { return status == strip_status::ok && strike.size() >= 2; }

    /// Mass that lies beyond the quotes, and about which they say nothing else.
    [[nodiscard]] double below_quotes() const { return *this ? probability.front() : 1; }
    [[nodiscard]] double above_quotes() const { return *this ? 1 - probability.back() : 1; }

    /// P(S_T <= price), linear between the midpoints; NaN beyond them.
    [[nodiscard]] double probability_below(double price) const
    {
        const std::size_t i = interval(strike, price);
        return i == none ? std::numeric_limits<double>::quiet_NaN() : line(strike, probability, i, price);
    }
    /// Density of S_T, constant between midpoints; NaN beyond them.
    [[nodiscard]] double density(double price) const
    {
        const std::size_t i = interval(strike, price);
        return i == none ? std::numeric_limits<double>::quiet_NaN()
                         : (probability[i] - probability[i - 1]) / (strike[i] - strike[i - 1]);
    }
    /// The price that S_T stays below with probability p: the lowest one. NaN where it lies beyond the quotes.
    [[nodiscard]] double quantile(double p) const
    {
        if (!*this || !(p >= probability.front() && p <= probability.back()))
            return std::numeric_limits<double>::quiet_NaN();
        const auto above = std::lower_bound(probability.begin(), probability.end(), p);
        const auto i = static_cast<std::size_t>(above - probability.begin());
        return i == 0 ? strike.front() : line(probability, strike, i, p);
    }

private:
    static constexpr std::size_t none = 0; // an interval has an end, so it is never 0

    [[nodiscard]] std::size_t interval(const std::vector<double>& x, double at) const
    {
        if (!*this || !(at >= x.front() && at <= x.back())) return none;
        const auto above = std::upper_bound(x.begin() + 1, x.end() - 1, at);
        return static_cast<std::size_t>(above - x.begin());
    }
    [[nodiscard]] static double line(const std::vector<double>& x, const std::vector<double>& y, std::size_t i,
                                     double at)
    {
        return y[i - 1] + (y[i] - y[i - 1]) * (at - x[i - 1]) / (x[i] - x[i - 1]);
    }
};

/// The law that a strip implies, without a model: probabilities are slopes of forward put prices.
///
///     P(S_T <= (K_i + K_{i+1}) / 2) = e^{rT} (P(K_{i+1}) - P(K_i)) / (K_{i+1} - K_i) + O(dK^2)
///
/// Calls become puts by parity. Mid prices are not convex to the last tick, so the slopes are replaced by the nearest
/// ones that rise, in least squares with the distances of the strikes as weights (pool adjacent violators).
///
/// strip    from cboe_strip
/// returns  implied_distribution; empty where there is no strip
/// cost     linear in the strikes
/// source   Breeden and Litzenberger, Journal of Business 51(4), 1978, 621-651; Ayer, Brunk, Ewing, Reid and Silverman,
///          Annals of Mathematical Statistics 26(4), 1955, 641-647
[[nodiscard]] inline implied_distribution implied_law(const option_strip& strip)
{
    implied_distribution law;
    law.status = strip.status;
    if (!strip) return law;
    const auto put = [&](const strip_option& o) {
        const double forward_price = strip.growth * o.price, above = o.strike - strip.forward;
        return forward_price + (o.side == strip_side::put ? 0 : o.side == strip_side::call ? above : above / 2);
    };

    struct pool {
        double slope, width;
        std::size_t members;
    };
    std::vector<pool> pools;
    std::vector<double> slopes;
    const auto& options = strip.options;
    for (std::size_t i = 1; i < options.size(); ++i) {
        const double width = options[i].strike - options[i - 1].strike;
        const double slope = (put(options[i]) - put(options[i - 1])) / width;
        slopes.push_back(slope);
        law.strike.push_back(0.5 * (options[i].strike + options[i - 1].strike));
        pools.push_back({slope, width, 1});
        while (pools.size() > 1 && pools[pools.size() - 2].slope >= pools.back().slope) {
            const pool last = pools.back();
            pools.pop_back();
            pool& into = pools.back();
            into.slope = (into.slope * into.width + last.slope * last.width) / (into.width + last.width);
            into.width += last.width;
            into.members += last.members;
        }
    }
    for (const auto& p : pools) law.probability.insert(law.probability.end(), p.members, std::clamp(p.slope, 0.0, 1.0));
    for (std::size_t i = 0; i < slopes.size(); ++i)
        law.adjusted = std::max(law.adjusted, std::fabs(law.probability[i] - slopes[i]));
    return law;
}

} // namespace smirk::inline SMIRK_ABI::replication
