// SPDX-License-Identifier: BSL-1.0
// Exponentially weighted volatility of closes, over a series and live.
#pragma once
#include <smirk/market_span.hpp>
#include <smirk/realized/ln_ratio.hpp>
#include <smirk/realized/period.hpp>

#include <cmath>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::realized {

/// periods_per_year  252 for trading days
/// lambda            weight of the past, 0.94 for days and 0.97 for months in RiskMetrics; (1 + lambda) / (1 - lambda)
///                   equally weighted squares are as precise
/// seed_periods      the recursion starts from the mean square of this many returns; 1 is the first return alone
struct ewma_options {
    double periods_per_year = 252;
    double lambda = 0.94;
    std::size_t seed_periods = 1;
};

/// Exponentially weighted volatility, live.
///
///     s_t^2 = lambda s_{t-1}^2 + (1 - lambda) r_t^2,  r_t = ln(C_t / C_{t-1}),
///     s_k^2 = 1/k sum_{t=1}^{k} r_t^2 with k = seed_periods
///
/// A close that is NaN, not positive or not finite has no return, nor has the next one: value() is NaN at both, the
/// recursion rests, and goes on with the first return after them.
///
/// throws  std::invalid_argument if lambda is not between 0 and 1, seed_periods is 0, or periods_per_year not positive
/// cost    one log a push, no allocation
/// source  RiskMetrics Technical Document, 4th ed. 1996, section 5.2
class ewma_stream {
    ewma_options options_;
    std::size_t seen_ = 0;
    double variance_ = 0;
    double previous_close_ = std::numeric_limits<double>::quiet_NaN();
    bool usable_ = false;

public:
    explicit ewma_stream(const ewma_options& options = {}) : options_(options)
    {
        const auto expected = [](const char* what, double got) {
            throw std::invalid_argument(std::string("smirk::realized::ewma: expected ") + what + ", got " +
                                        std::to_string(got));
        };
        if (!(options.lambda > 0 && options.lambda < 1)) expected("lambda between 0 and 1", options.lambda);
        if (!(options.periods_per_year > 0)) expected("positive periods_per_year", options.periods_per_year);
        if (options.seed_periods == 0) expected("1 seed period or more", 0);
    }

    void push(double close)
    {
        usable_ = detail::is_price(close) && detail::is_price(previous_close_);
        if (usable_) {
            const double r = ln_ratio(close, previous_close_);
            if (++seen_ <= options_.seed_periods)
                variance_ += (r * r - variance_) / static_cast<double>(seen_);
            else
                variance_ = options_.lambda * variance_ + (1 - options_.lambda) * r * r;
        }
        previous_close_ = close;
    }

    /// Variance per period; NaN until the seed is complete and where the last close gave no return.
    [[nodiscard]] double variance() const
    {
        return usable_ && seen_ >= options_.seed_periods ? variance_ : std::numeric_limits<double>::quiet_NaN();
    }
    /// Annualised volatility.
    [[nodiscard]] double value() const { return std::sqrt(options_.periods_per_year * variance()); }
};

/// Exponentially weighted volatility at each close, written to `out`; what ewma_stream gives push by push.
///
/// close   closes, oldest first
/// out     as long as `close`; annualised volatility, NaN until the seed is complete
/// throws  std::invalid_argument if the lengths differ, and as ewma_stream
inline void ewma_into(strided<double> close, std::span<double> out, const ewma_options& options = {})
{
    if (out.size() != close.size())
        throw std::invalid_argument("smirk::realized::ewma_into: expected " + std::to_string(close.size()) +
                                    " places for as many closes, got " + std::to_string(out.size()));
    ewma_stream live(options);
    for (std::size_t i = 0; i < close.size(); ++i) {
        live.push(close[i]);
        out[i] = live.value();
    }
}

/// Exponentially weighted volatility at each close: ewma_into() with a vector of its own.
[[nodiscard]] inline std::vector<double> ewma(strided<double> close, const ewma_options& options = {})
{
    std::vector<double> out(close.size());
    ewma_into(close, out, options);
    return out;
}

} // namespace smirk::inline SMIRK_ABI::realized
