// SPDX-License-Identifier: BSL-1.0
// Why an index moved: its change between two moments, shared out among the movements of the smile.
#pragma once
#include <smirk/detail/black_batch.hpp>
#include <smirk/replication/cboe_index.hpp>
#include <smirk/replication/strip_smile.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace smirk::inline SMIRK_ABI::replication {

struct attribution_options {
    double target_minutes = vix_minutes;
    double wing_delta = 0.15; ///< options of a smaller delta are wing, the others shoulder
};

/// Change of an index in index points, line by line. The lines add up to `change` exactly.
///
/// roll           switching to the expiries of the second moment, at the quotes of the first
/// rates          the interest rates of the second moment in place of those of the first; 0 where a slice has no rate
/// time           the days that passed: each expiry keeps its variance, and comes nearer
/// spot           the move of the forward along the smile, with the vol of each strike unchanged (sticky strike)
/// parallel       the move of the at-the-money vol beyond that, for all strikes alike
/// put_shoulder   what is left for puts with a delta of wing_delta or more, put_wing for those of less
/// call_shoulder  the same for calls, call_wing
/// residual       what the strip of listed strikes moves by and the smile does not
struct [[nodiscard]] index_attribution {
    double before = std::numeric_limits<double>::quiet_NaN(); ///< the index at the first moment
    double after = std::numeric_limits<double>::quiet_NaN();
    double change = std::numeric_limits<double>::quiet_NaN();
    double roll = 0, rates = 0, time = 0;
    double spot = 0, parallel = 0, put_shoulder = 0, put_wing = 0, call_shoulder = 0, call_wing = 0;
    double residual = std::numeric_limits<double>::quiet_NaN();
    explicit operator bool() const noexcept { return residual == residual; }
};

namespace detail {

/// The smile of constant maturity between two expiries: total variance linear in time at constant k, linear in k
/// between quotes, constant beyond them.
class constant_maturity_smile {
    strip_vols near_, next_;
    double near_scale_ = 0, next_scale_ = 0; // from the total variances of the expiries to variance
    double forward_ = 0;

    /// Reads w at ascending k.
    class reader {
        const strip_vols* vols_;
        std::size_t i_ = 0;

    public:
        explicit reader(const strip_vols& vols) : vols_(&vols) {}
        double operator()(double k)
        {
            const auto &x = vols_->k, &w = vols_->w;
            while (i_ < x.size() && x[i_] <= k) ++i_;
            if (i_ == 0) return w.front();
            if (i_ == x.size()) return w.back();
            return w[i_ - 1] + (w[i_] - w[i_ - 1]) * (k - x[i_ - 1]) / (x[i_] - x[i_ - 1]);
        }
    };

public:
    constant_maturity_smile() = default;
    constant_maturity_smile(const option_strip& near, const option_strip& next, double near_scale, double next_scale,
                            double near_weight)
        : near_(implied_total_variance(near)), next_(implied_total_variance(next)), near_scale_(near_scale),
          next_scale_(next_scale),
          forward_(std::exp(near_weight * std::log(near.forward) + (1 - near_weight) * std::log(next.forward)))
    {
    }
    [[nodiscard]] bool usable() const { return near_ && next_; }
    [[nodiscard]] double forward() const { return forward_; }
    /// Vols at first, first + step, ...
    void vols(double first, double step, std::span<double> out) const
    {
        reader near(near_), next(next_);
        for (std::size_t i = 0; i < out.size(); ++i) {
            const double k = first + step * static_cast<double>(i);
            out[i] = std::sqrt(near_scale_ * near(k) + next_scale_ * next(k));
        }
    }
    [[nodiscard]] double vol(double k) const
    {
        double v;
        vols(k, 0, {&v, 1});
        return v;
    }
};

/// Index and smile of one moment, from the quotes of two expiries, as they are where the expiries have come as near as
/// near_years and next_years, with their variances unchanged.
struct index_snapshot {
    double index = std::numeric_limits<double>::quiet_NaN();
    constant_maturity_smile smile{};
};

template <class Near, class Next>
index_snapshot snapshot(const chain_slice<Near>& near, const chain_slice<Next>& next, double near_years,
                        double next_years, double target_minutes)
{
    auto v1 = cboe_variance(near, {.by_strike = false}), v2 = cboe_variance(next, {.by_strike = false});
    v1.years = near_years;
    v2.years = next_years;
    const auto index = cboe_index(std::move(v1), std::move(v2), {.target_minutes = target_minutes});
    const double target = target_minutes / minutes_per_year;
    return {index.index,
            {cboe_strip(near), cboe_strip(next), index.near_weight / target * near_years / near.years,
             index.next_weight / target * next_years / next.years, index.near_weight}};
}

/// Shapley value of each of three players; game[s] is the worth of the coalition whose members are the bits of s.
inline std::array<double, 3> shapley3(const std::array<double, 8>& game)
{
    std::array<double, 3> value{};
    for (std::size_t player = 0; player < 3; ++player) {
        const std::size_t bit = std::size_t{1} << player;
        for (std::size_t s = 0; s < 8; ++s) {
            if (s & bit) continue;
            const bool middle = s != 0 && s != 7 - bit; // one of the two others has joined: 1/6, none or both: 1/3
            value[player] += (game[s | bit] - game[s]) / (middle ? 6 : 3);
        }
    }
    return value;
}

/// c(h, s) of black_core.hpp for many options.
struct out_of_the_money_kernel {
    template <class V>
    SMIRK_LANE_INLINE void operator()(std::size_t n, const double* h, const double* s, double* c) const
    {
        smirk::detail::for_lanes<V>(n, [&](auto at) SMIRK_LANE_LAMBDA {
            at.store(c, smirk::detail::out_of_the_money_lanes(at.load(h), at.load(s)));
        });
    }
};

/// Adds the lines of the smile to `result`, and the residual for a change of the index from `from` to `to`.
inline void attribute_smile(const index_snapshot& from, const index_snapshot& to, const attribution_options& options,
                            index_attribution& result)
{
    if (!from.smile.usable() || !to.smile.usable()) return;
    const double years = options.target_minutes / minutes_per_year, root = std::sqrt(years);
    const double moved = std::log(to.smile.forward() / from.smile.forward());
    const double parallel = to.smile.vol(0) - from.smile.vol(moved);

    constexpr int per_deviation = 50, put_deviations = 20, call_deviations = 10;
    constexpr std::size_t n = (put_deviations + call_deviations) * per_deviation + 1;
    const double step = std::max(from.smile.vol(0), to.smile.vol(0)) * root / per_deviation;
    const double first = -put_deviations * per_deviation * step;
    std::vector<double> start(n), slid(n), end(n), h(8 * n), s(8 * n), c(8 * n);
    from.smile.vols(first, step, start);
    from.smile.vols(first + moved, step, slid);
    to.smile.vols(first, step, end);

    // Only three factors act at any strike: spot, parallel and the one of its region. So each region is a game of
    // three, and the Shapley value of the sum is the sum of the Shapley values.
    for (std::size_t i = 0; i < n; ++i) {
        const double k = step * (static_cast<double>(i) - put_deviations * per_deviation);
        const double spot = slid[i] - start[i], rest = end[i] - start[i] - spot - parallel;
        for (std::size_t j = 0; j < 8; ++j) {
            const double vol = start[i] + (j & 1 ? spot : 0) + (j & 2 ? parallel : 0) + (j & 4 ? rest : 0);
            h[8 * i + j] = std::fabs(k);
            s[8 * i + j] = root * std::max(vol, 0.01);
        }
    }
    smirk::detail::dispatch(lane_width::widest, out_of_the_money_kernel{}, 8 * n, h.data(), s.data(), c.data());

    enum region { put_wing, put_shoulder, call_shoulder, call_wing };
    std::array<std::array<double, 8>, 4> game{};
    for (std::size_t i = 0; i < n; ++i) {
        const double k = step * (static_cast<double>(i) - put_deviations * per_deviation);
        const double d1 = -k / (end[i] * root) + end[i] * root / 2;
        const double delta = 0.5 * std::erfc((k < 0 ? d1 : -d1) / std::numbers::sqrt2);
        const bool wing = delta < options.wing_delta;
        auto& worth = game[k < 0 ? (wing ? put_wing : put_shoulder) : (wing ? call_wing : call_shoulder)];
        const double weight = 2 / years * step * std::exp(-std::max(k, 0.0)); // c is the price over min(F, K)
        for (std::size_t j = 0; j < 8; ++j) worth[j] += weight * c[8 * i + j];
    }

    double before = 0, after = 0;
    for (const auto& worth : game) {
        before += worth[0];
        after += worth[7];
    }
    const double before_index = 100 * std::sqrt(before), after_index = 100 * std::sqrt(after);
    const double points = 1e4 / (before_index + after_index); // variance to index points, exactly: a^2 - b^2 over a + b
    double* const lines[] = {&result.put_wing, &result.put_shoulder, &result.call_shoulder, &result.call_wing};
    for (std::size_t r = 0; r < 4; ++r) {
        const auto value = shapley3(game[r]);
        result.spot += points * value[0];
        result.parallel += points * value[1];
        *lines[r] += points * value[2];
    }
    result.residual = (to.index - from.index) - (after_index - before_index);
}

/// The lines from `index`, formed from the quotes before, to the second moment. near_years and next_years say how near
/// the expiries of the first moment have come.
template <class Q0, class R0, class Q1, class R1>
index_attribution attribute_from(double index, chain_slice<Q0> near, chain_slice<R0> next, double near_years,
                                 double next_years, const chain_slice<Q1>& after_near,
                                 const chain_slice<R1>& after_next, const attribution_options& options)
{
    const double minutes = options.target_minutes;
    if (std::isfinite(near.rate + next.rate + after_near.rate + after_next.rate)) {
        near.rate = after_near.rate;
        next.rate = after_next.rate;
    }
    const double rated = cboe_index(near, next, {.target_minutes = minutes, .by_strike = false}).index;
    const auto from = snapshot(near, next, near_years, next_years, minutes);
    const auto to = snapshot(after_near, after_next, after_near.years, after_next.years, minutes);
    index_attribution result;
    result.before = index;
    result.after = to.index;
    result.change = to.index - index;
    result.rates = rated - index;
    result.time = from.index - rated;
    attribute_smile(from, to, options, result);
    return result;
}

} // namespace detail

/// Change of a volatility index between two moments, by cause.
///
/// The smile of constant maturity moves from the first to the second through six factors; each is credited with its
/// Shapley value, the mean over all orders of the moves, in variance, and V1 - V0 = (I1 - I0) (I1 + I0) turns that into
/// index points: the lines do not depend on an order and add up exactly.
///
/// before_near, before_next  the two expiries of the index at the first moment
/// after_near, after_next    at the second; what a switch of expiries and the passing of time do is in the lines of the
///                           smile, unless the overload below takes it out
/// options  target_minutes, wing_delta
/// returns  index_attribution; residual is NaN, and the result false, where an index or a smile cannot be formed
/// throws   std::invalid_argument as cboe_index does
/// cost     one implied vol a strike and 12000 Black prices, these at the full width of the machine
/// source   Shapley, Contributions to the Theory of Games II, 1953, 307-317
template <option_quotes Q0, option_quotes R0, option_quotes Q1, option_quotes R1>
[[nodiscard]] index_attribution attribute_index(const chain_slice<Q0>& before_near, const chain_slice<R0>& before_next,
                                                const chain_slice<Q1>& after_near, const chain_slice<R1>& after_next,
                                                const attribution_options& options = {})
{
    const double index =
        cboe_index(before_near, before_next, {.target_minutes = options.target_minutes, .by_strike = false}).index;
    return detail::attribute_from(index, before_near, before_next, before_near.years, before_next.years, after_near,
                                  after_next, options);
}

/// The same with time and roll as lines of their own. rolled_near and rolled_next are the quotes of the first moment at
/// the expiries of the second: those before where no expiry was switched. What the index changes by when it is formed
/// from them is the roll, and what it changes by when they come as near as they are at the second moment is the time.
///
/// throws  std::invalid_argument also if rolled and after cannot be the same expiries: the two came nearer by numbers
///         of days that differ
template <option_quotes Q0, option_quotes R0, option_quotes P0, option_quotes S0, option_quotes Q1, option_quotes R1>
[[nodiscard]] index_attribution attribute_index(const chain_slice<Q0>& before_near, const chain_slice<R0>& before_next,
                                                const chain_slice<P0>& rolled_near, const chain_slice<S0>& rolled_next,
                                                const chain_slice<Q1>& after_near, const chain_slice<R1>& after_next,
                                                const attribution_options& options = {})
{
    const double near_days = 365 * (rolled_near.years - after_near.years);
    const double next_days = 365 * (rolled_next.years - after_next.years);
    if (!(std::fabs(near_days - next_days) < 1) || !(near_days > -1))
        throw std::invalid_argument("smirk::replication::attribute_index: rolled and after must be the same expiries, "
                                    "got a near one that came nearer by " +
                                    std::to_string(near_days) + " days and a next one by " + std::to_string(next_days));
    const cboe_index_options index{.target_minutes = options.target_minutes, .by_strike = false};
    const double before = cboe_index(before_near, before_next, index).index;
    const double rolled = cboe_index(rolled_near, rolled_next, index).index;
    auto result = detail::attribute_from(rolled, rolled_near, rolled_next, after_near.years, after_next.years,
                                         after_near, after_next, options);
    result.roll = rolled - before;
    result.before = before;
    result.change = result.after - before;
    return result;
}

} // namespace smirk::inline SMIRK_ABI::replication
