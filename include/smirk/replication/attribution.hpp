// SPDX-License-Identifier: BSL-1.0
// Why an index moved: its change between two moments, shared out among the movements of the smile.
#pragma once
#include <smirk/replication/cboe_index.hpp>
#include <smirk/replication/strip_smile.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>

namespace smirk::inline SMIRK_ABI::replication {

struct attribution_options {
    double target_minutes = vix_minutes;
    double wing_delta = 0.15; ///< options of a smaller delta are wing, the others shoulder
};

/// Change of an index in index points, line by line. The lines add up to `change` exactly.
///
/// roll           switching to the expiries of the second moment, at the quotes of the first
/// spot           the move of the forward along the smile, with the vol of each strike unchanged (sticky strike)
/// parallel       the move of the at-the-money vol beyond that, for all strikes alike
/// put_shoulder   what is left for puts with a delta of wing_delta or more, put_wing for those of less
/// call_shoulder  the same for calls, call_wing
/// residual       what the strip of listed strikes moves by and the smile does not
struct [[nodiscard]] index_attribution {
    double before = std::numeric_limits<double>::quiet_NaN(); ///< the index at the first moment
    double after = std::numeric_limits<double>::quiet_NaN();
    double change = std::numeric_limits<double>::quiet_NaN();
    double roll = 0, spot = 0, parallel = 0, put_shoulder = 0, put_wing = 0, call_shoulder = 0, call_wing = 0;
    double residual = std::numeric_limits<double>::quiet_NaN();
    explicit operator bool() const noexcept { return residual == residual; }
};

namespace detail {

/// The smile of constant maturity between two strips: total variance linear in time at constant k, linear in k between
/// quotes, constant beyond them.
class constant_maturity_smile {
    strip_vols near_, next_;
    double near_weight_, years_, forward_;

    [[nodiscard]] static double interpolated(const strip_vols& vols, double k)
    {
        const auto above = std::upper_bound(vols.k.begin(), vols.k.end(), k);
        if (above == vols.k.begin()) return vols.w.front();
        if (above == vols.k.end()) return vols.w.back();
        const auto i = static_cast<std::size_t>(above - vols.k.begin());
        return vols.w[i - 1] + (vols.w[i] - vols.w[i - 1]) * (k - vols.k[i - 1]) / (vols.k[i] - vols.k[i - 1]);
    }

public:
    constant_maturity_smile(const option_strip& near, const option_strip& next, double near_weight, double years)
        : near_(implied_total_variance(near)), next_(implied_total_variance(next)), near_weight_(near_weight),
          years_(years),
          forward_(std::exp(near_weight * std::log(near.forward) + (1 - near_weight) * std::log(next.forward)))
    {
    }
    [[nodiscard]] bool usable() const { return near_ && next_; }
    [[nodiscard]] double forward() const { return forward_; }
    [[nodiscard]] double vol(double k) const
    {
        return std::sqrt((near_weight_ * interpolated(near_, k) + (1 - near_weight_) * interpolated(next_, k)) /
                         years_);
    }
};

/// Index, strips and smile of one moment.
struct index_snapshot {
    double index;
    constant_maturity_smile smile;
};

template <class Near, class Next>
index_snapshot snapshot(const chain_slice<Near>& near, const chain_slice<Next>& next, double target_minutes)
{
    const auto index = cboe_index(near, next, {.target_minutes = target_minutes});
    return {index.index, {cboe_strip(near), cboe_strip(next), index.near_weight, target_minutes / minutes_per_year}};
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

/// Adds the lines of the smile to `result`, and the residual for a change of the index from `from` to `to`.
inline void attribute_smile(const index_snapshot& from, const index_snapshot& to, const attribution_options& options,
                            index_attribution& result)
{
    if (!from.smile.usable() || !to.smile.usable()) return;
    const double years = options.target_minutes / minutes_per_year;
    const double moved = std::log(to.smile.forward() / from.smile.forward());
    const double parallel = to.smile.vol(0) - from.smile.vol(moved);

    // Only three factors act at any strike: spot, parallel and the one of its region. So each region is a game of
    // three, and the Shapley value of the sum is the sum of the Shapley values.
    enum region { put_wing, put_shoulder, call_shoulder, call_wing };
    std::array<std::array<double, 8>, 4> game{};
    constexpr int per_deviation = 100, put_deviations = 20, call_deviations = 10;
    const double step = std::max(from.smile.vol(0), to.smile.vol(0)) * std::sqrt(years) / per_deviation;
    for (int i = -put_deviations * per_deviation; i <= call_deviations * per_deviation; ++i) {
        const double k = i * step;
        const double start = from.smile.vol(k), spot = from.smile.vol(k + moved) - start;
        const double end = to.smile.vol(k), rest = end - start - spot - parallel;
        const double d1 = -k / (end * std::sqrt(years)) + end * std::sqrt(years) / 2;
        const double delta = 0.5 * std::erfc((k < 0 ? d1 : -d1) / std::numbers::sqrt2);
        const bool wing = delta < options.wing_delta;
        auto& worth = game[k < 0 ? (wing ? put_wing : put_shoulder) : (wing ? call_wing : call_shoulder)];
        for (std::size_t s = 0; s < 8; ++s) {
            const double vol = start + (s & 1 ? spot : 0) + (s & 2 ? parallel : 0) + (s & 4 ? rest : 0);
            const double floored = std::max(vol, 0.01);
            worth[s] += 2 / years * step * std::exp(-k) * out_of_the_money_price(k, floored * floored * years);
        }
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

} // namespace detail

/// Change of a volatility index between two moments, by cause.
///
/// The smile of constant maturity moves from the first to the second through six factors; each is credited with its
/// Shapley value, the mean over all orders of the moves, in variance, and V1 - V0 = (I1 - I0) (I1 + I0) turns that into
/// index points: the lines do not depend on an order and add up exactly.
///
/// before_near, before_next  the two expiries of the index at the first moment
/// after_near, after_next    at the second; what a switch of expiries does is in the lines, unless the overload below
///                           takes it out
/// options  target_minutes, wing_delta
/// returns  index_attribution; residual is NaN, and the result false, where an index or a smile cannot be formed
/// throws   std::invalid_argument as cboe_index does
/// cost     about 24000 Black prices
/// source   Shapley, Contributions to the Theory of Games II, 1953, 307-317
template <option_quotes Q0, option_quotes R0, option_quotes Q1, option_quotes R1>
[[nodiscard]] index_attribution attribute_index(const chain_slice<Q0>& before_near, const chain_slice<R0>& before_next,
                                                const chain_slice<Q1>& after_near, const chain_slice<R1>& after_next,
                                                const attribution_options& options = {})
{
    const auto before = detail::snapshot(before_near, before_next, options.target_minutes);
    const auto after = detail::snapshot(after_near, after_next, options.target_minutes);
    index_attribution result;
    result.before = before.index;
    result.after = after.index;
    result.change = after.index - before.index;
    detail::attribute_smile(before, after, options, result);
    return result;
}

/// The same where the index rolled in between: rolled_near and rolled_next are the quotes of the first moment at the
/// expiries of the second. What the index changes by when it is formed from them instead is the roll.
template <option_quotes Q0, option_quotes R0, option_quotes P0, option_quotes S0, option_quotes Q1, option_quotes R1>
[[nodiscard]] index_attribution attribute_index(const chain_slice<Q0>& before_near, const chain_slice<R0>& before_next,
                                                const chain_slice<P0>& rolled_near, const chain_slice<S0>& rolled_next,
                                                const chain_slice<Q1>& after_near, const chain_slice<R1>& after_next,
                                                const attribution_options& options = {})
{
    const auto before = cboe_index(before_near, before_next, {.target_minutes = options.target_minutes});
    auto result = attribute_index(rolled_near, rolled_next, after_near, after_next, options);
    result.roll = result.before - before.index;
    result.before = before.index;
    result.change = result.after - before.index;
    return result;
}

} // namespace smirk::inline SMIRK_ABI::replication
