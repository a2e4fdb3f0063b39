// SPDX-License-Identifier: BSL-1.0
// Forward and discount of one expiry from put-call parity, by a regression that outliers do not move.
#pragma once
#include <smirk/chain.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::detail {

/// One strike with both sides quoted: y = mid(C) - mid(P), and how far the quotes let y be from parity.
struct parity_pair {
    double strike, y, spread;
};

struct parity_value {
    double value, weight;
};

/// The value at which half of the weight is reached; the middle of two where it is reached between them.
inline double parity_median(std::vector<parity_value>& v)
{
    std::sort(v.begin(), v.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
    double total = 0, below = 0;
    for (const auto& x : v) total += x.weight;
    for (std::size_t i = 0; i < v.size(); ++i) {
        below += v[i].weight;
        if (2 * below > total) return v[i].value;
        if (2 * below == total && i + 1 < v.size()) return (v[i].value + v[i + 1].value) / 2;
    }
    return v.empty() ? std::numeric_limits<double>::quiet_NaN() : v.back().value;
}

/// The middle value; the mean of the two in the middle of an even number. Reorders v.
inline double middle_of(std::vector<double>& v)
{
    if (v.empty()) return std::numeric_limits<double>::quiet_NaN();
    const auto middle = v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2);
    std::nth_element(v.begin(), middle, v.end());
    return v.size() % 2 ? *middle : (*middle + *std::max_element(v.begin(), middle)) / 2;
}

template <option_quotes Quotes>
std::vector<parity_pair> parity_pairs(const Quotes& quotes)
{
    std::vector<parity_pair> pairs;
    const auto quoted = [](double bid, double ask) { return bid > 0 && ask >= bid && std::isfinite(ask); };
    for (std::size_t i = 0; i < quotes.size(); ++i) {
        const double cb = quotes[col::call_bid][i], ca = quotes[col::call_ask][i];
        const double pb = quotes[col::put_bid][i], pa = quotes[col::put_ask][i];
        if (quoted(cb, ca) && quoted(pb, pa))
            pairs.push_back({quotes[col::strike][i], (cb + ca) / 2 - (pb + pa) / 2, (ca - cb + pa - pb) / 2});
    }
    // A locked quote must not outweigh all others; quotes without any spread weigh alike.
    std::vector<double> spreads;
    for (const auto& p : pairs) spreads.push_back(p.spread);
    const double typical = middle_of(spreads);
    for (auto& p : pairs) p.spread = typical > 0 ? std::max(p.spread, typical / 4) : 1;
    return pairs;
}

/// y = a - D (K - centre): a line through the pairs.
struct parity_line {
    double centre, a, discount;

    [[nodiscard]] double residual(const parity_pair& p) const { return p.y - a + discount * (p.strike - centre); }
};

/// Theil's line by half shifts: D = median of -(y_j - y_i) / (K_j - K_i) over pairs half the strip apart, weighted by
/// the precision that the spreads leave; then a = weighted median of y + D (K - centre).
inline parity_line theil_line(const std::vector<parity_pair>& pairs, double centre, bool known, double discount)
{
    std::vector<parity_value> v;
    parity_line line{centre, 0, discount};
    if (!known) {
        const std::size_t half = pairs.size() / 2;
        for (std::size_t i = 0; i + half < pairs.size(); ++i) {
            const auto &p = pairs[i], &q = pairs[i + half];
            const double width = q.strike - p.strike;
            v.push_back({-(q.y - p.y) / width, width / (p.spread + q.spread)});
        }
        line.discount = parity_median(v);
        v.clear();
    }
    for (const auto& p : pairs) v.push_back({p.y + line.discount * (p.strike - centre), 1 / p.spread});
    line.a = parity_median(v);
    return line;
}

struct parity_fit {
    parity_line line;
    double a_variance, discount_variance; // White's, NaN without a degree of freedom
    std::size_t outliers;
};

/// Least squares reweighted by Tukey's biweight to a fixed point.
inline parity_fit reweighted_line(const std::vector<parity_pair>& pairs, const parity_line& start, bool known,
                                  double cutoff)
{
    // Quotes that agree to rounding leave no scale to judge outliers by: the floor is the rounding of the prices.
    const double rounding = 64 * std::numeric_limits<double>::epsilon() * pairs.back().strike;
    // A fixed point to a ten-millionth of the tightest spread is one.
    double close = pairs.front().spread;
    for (const auto& p : pairs) close = std::min(close, p.spread);
    close = std::max(1e-7 * close, rounding);
    const double width = pairs.back().strike - pairs.front().strike;
    constexpr int passes = 60, passes_with_new_scale = 20; // with the scale held, every pass lowers the sum of rho
    std::vector<double> deviations;
    parity_fit fit{start, 0, 0, 0};
    double scale = 0;
    for (int pass = 0; pass < passes; ++pass) {
        const parity_line line = fit.line;
        if (pass < passes_with_new_scale) {
            deviations.clear();
            for (const auto& p : pairs) deviations.push_back(std::fabs(line.residual(p)) / p.spread);
            scale = 1.4826 * middle_of(deviations);
        }
        double w0 = 0, wx = 0, wy = 0, wxx = 0, wxy = 0, v0 = 0, vx = 0, vxx = 0;
        fit.outliers = 0;
        for (const auto& p : pairs) {
            const double e = line.residual(p), u = e / (cutoff * std::max(p.spread * scale, rounding));
            const double biweight = std::fabs(u) < 1 ? (1 - u * u) * (1 - u * u) : 0;
            fit.outliers += biweight == 0;
            const double w = biweight / (p.spread * p.spread), x = p.strike - line.centre;
            w0 += w, wx += w * x, wy += w * p.y, wxx += w * x * x, wxy += w * x * p.y;
            const double v = w * w * e * e;
            v0 += v, vx += v * x, vxx += v * x * x;
        }
        const double determinant = w0 * wxx - wx * wx;
        if (!known && determinant > 0) fit.line.discount = -(w0 * wxy - wx * wy) / determinant;
        fit.line.a = (wy + fit.line.discount * wx) / w0;
        const double parameters = known ? 1 : 2, used = static_cast<double>(pairs.size() - fit.outliers);
        const double few = used > parameters ? used / (used - parameters) : std::numeric_limits<double>::quiet_NaN();
        const double squared = determinant * determinant;
        fit.a_variance =
            few * (known ? v0 / (w0 * w0) : (wxx * wxx * v0 - 2 * wxx * wx * vx + wx * wx * vxx) / squared);
        fit.discount_variance = known ? 0 : few * (wx * wx * v0 - 2 * wx * w0 * vx + w0 * w0 * vxx) / squared;
        if (std::fabs(fit.line.a - line.a) <= close && width * std::fabs(fit.line.discount - line.discount) <= close)
            break;
    }
    return fit;
}

} // namespace smirk::inline SMIRK_ABI::detail

namespace smirk::inline SMIRK_ABI::black {

enum class parity_status {
    ok,            ///< forward and discount can be used
    too_few_pairs, ///< not enough strikes at which call and put are both quoted: nothing is fitted
    bad_discount,  ///< the fitted discount is not positive or implies a rate beyond any market
    bad_forward    ///< the fitted forward is not positive and finite
};

struct parity_options {
    std::size_t min_pairs = 3; ///< needed when the discount is fitted; one pair is enough when the rate is known
    double max_rate = 0.5;     ///< a fitted discount is sane where |ln D| <= max_rate years + max_log_discount_error
    double max_log_discount_error = 0.01;
    double cutoff = 4.685; ///< of Tukey's biweight, in robust standard deviations: a pair further out has no weight
};

/// What put-call parity says of one expiry. The errors are standard errors that let every pair have its own variance
/// (White), NaN where no pair is left over to tell. Where neighbouring quotes lean the same way, as rounding
/// to ticks makes them, they are too small; the bid-ask spread is the bound.
struct [[nodiscard]] parity {
    double forward = std::numeric_limits<double>::quiet_NaN();
    double discount = std::numeric_limits<double>::quiet_NaN();
    double rate = std::numeric_limits<double>::quiet_NaN(); ///< -ln D / years, continuously compounded
    double forward_error = std::numeric_limits<double>::quiet_NaN();
    double discount_error = std::numeric_limits<double>::quiet_NaN(); ///< zero where the rate was known
    std::size_t pairs = 0;                                            ///< strikes with call and put both quoted
    std::size_t outliers = 0;                                         ///< those of them that were given no weight
    parity_status status = parity_status::too_few_pairs;

    explicit operator bool() const noexcept { return status == parity_status::ok; }
};

/// Forward and discount of one expiry from put-call parity.
///
///     mid(C_i) - mid(P_i) = D (F - K_i) + e_i,   minimise sum rho(e_i / (s_i scale)),   rho Tukey's biweight
///
/// over the strikes with call and put both quoted (bid > 0, ask >= bid). s_i is the half spread of call plus that of
/// put, so the pairs near the money decide; scale = 1.4826 median |e_i / s_i|. The start is a weighted Theil line, then
/// least squares reweighted to a fixed point: a quarter of the pairs may be stale or wrong. Where slice.rate is finite,
/// D = exp(-rate years) and only the forward is fitted.
///
/// slice    quotes of European options, strikes ascending; years > 0
/// returns  forward, discount, rate, the counts and a status; with bad_discount and bad_forward the fitted numbers
///          are there to look at, with too_few_pairs they are NaN
/// throws   std::invalid_argument if strikes do not ascend, or years or the cutoff is not positive
/// cost     O(n log n), some tens of passes over the pairs
/// source   Theil, Indagationes Mathematicae 12, 1950; Beaton and Tukey, Technometrics 16(2), 1974, 147-185;
///          errors: White, Econometrica 48(4), 1980, 817-838
template <option_quotes Quotes>
[[nodiscard]] parity implied_forward(const chain_slice<Quotes>& slice, const parity_options& options = {})
{
    require_ascending_strikes("smirk::black::implied_forward", slice.quotes[col::strike]);
    if (!(slice.years > 0) || !std::isfinite(slice.years))
        throw std::invalid_argument("smirk::black::implied_forward: years must be positive, got " +
                                    std::to_string(slice.years));
    if (!(options.cutoff > 0))
        throw std::invalid_argument("smirk::black::implied_forward: cutoff must be positive, got " +
                                    std::to_string(options.cutoff));
    const bool known = std::isfinite(slice.rate);
    const double known_discount =
        known ? std::exp(-slice.rate * slice.years) : std::numeric_limits<double>::quiet_NaN();

    const auto pairs = detail::parity_pairs(slice.quotes);
    parity result;
    result.pairs = pairs.size();
    if (pairs.size() < (known ? 1 : std::max<std::size_t>(options.min_pairs, 2))) return result;

    const auto middle = std::min_element(pairs.begin(), pairs.end(),
                                         [](const auto& p, const auto& q) { return std::fabs(p.y) < std::fabs(q.y); });
    const auto start = detail::theil_line(pairs, middle->strike, known, known_discount);
    const auto fit = detail::reweighted_line(pairs, start, known, options.cutoff);
    const double discount = fit.line.discount;
    result.discount = discount;
    result.forward = fit.line.centre + fit.line.a / discount;
    result.rate = known ? slice.rate : -std::log(discount) / slice.years;
    result.forward_error = std::sqrt(fit.a_variance) / std::fabs(discount); // at the centre a and D err independently
    result.discount_error = std::sqrt(fit.discount_variance);
    result.outliers = fit.outliers;

    const double log_discount = std::log(discount);
    const bool sane = std::fabs(log_discount) <= options.max_rate * slice.years + options.max_log_discount_error;
    if (!known && !sane)
        result.status = parity_status::bad_discount;
    else
        result.status =
            result.forward > 0 && std::isfinite(result.forward) ? parity_status::ok : parity_status::bad_forward;
    return result;
}

} // namespace smirk::inline SMIRK_ABI::black
