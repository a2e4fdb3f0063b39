// SPDX-License-Identifier: BSL-1.0
// Proofs for all strikes that hold for any smile which can be enclosed: by intervals of strikes, halved until a bound
// decides, and one bound for each wing to infinity.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/interval.hpp>
#include <smirk/surface/durrleman.hpp>
#include <smirk/surface/smile_enclosure.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

/// proven   for all strikes, rounding included
/// refuted  a strike was found where it does not hold
/// open     neither within the budget: as a rule where equality holds somewhere, or very nearly
enum class proof { proven, refuted, open };

/// verdict  see proof
/// least    the least value met, of g or of the gap; not a bound
/// where    its k
/// boxes    intervals of strikes it took
struct certificate {
    proof verdict = proof::open;
    double least = std::numeric_limits<double>::infinity(), where = std::numeric_limits<double>::quiet_NaN();
    std::size_t boxes = 0;

    [[nodiscard]] explicit operator bool() const { return verdict == proof::proven; }
};

namespace detail {

/// A smile on an interval of strikes: w, w', w'' and h = w - k w' / 2, and whether w is positive.
struct smile_box {
    smirk::detail::bounded w, dw, d2w, h;
    bool positive;
};

template <enclosed_smile S>
[[nodiscard]] smile_box box_of(const S& smile, smirk::detail::interval k)
{
    using smirk::detail::interval;
    const interval at = k.middle(), half = 0.5;
    const auto all = enclose(smile, k), mid = enclose(smile, at);
    const auto about = [](interval value, interval values, interval slope, interval slopes) {
        constexpr double roundings = 1 / (64 * std::numeric_limits<double>::epsilon()); // allowed for in size
        return smirk::detail::bounded{value.middle(), distance(values, value.middle()), slope.middle(),
                                      distance(slopes, slope.middle()),
                                      magnitude(values) + roundings * (value.high - value.low)};
    };
    return {about(mid.f(), all.f(), mid.df(), all.df()), about(mid.df(), all.df(), mid.d2f(), all.d2f()),
            about(mid.d2f(), all.d2f(), mid.d3f(), all.d3f()),
            about(mid.f() - half * at * mid.df(), all.f() - half * k * all.df(), half * (mid.df() - at * mid.d2f()),
                  half * (all.df() - k * all.d2f())),
            all.f().low > 0};
}

/// A number known only to lie in an interval, as at a reach of 1 from its middle.
[[nodiscard]] inline smirk::detail::bounded about_middle(smirk::detail::interval a)
{
    const double off = distance(a, a.middle());
    return {a.middle(), off, 0, off, magnitude(a)};
}
/// The same in a wing, every part divided by x = side * k.
[[nodiscard]] inline smile_box box_of(const wing_enclosure& wing)
{
    return {about_middle(wing.w_by_x), about_middle(wing.slope), about_middle(wing.bend),
            about_middle(wing.w_by_x - smirk::detail::interval(0.5) * wing.slope), wing.w_by_x.low >= 0};
}

[[nodiscard]] inline smile_box middle_of(const smile_box& one, const smile_box& two)
{
    return {0.5 * (one.w + two.w), 0.5 * (one.dw + two.dw), 0.5 * (one.d2w + two.d2w), 0.5 * (one.h + two.h),
            one.positive && two.positive};
}

/// Bernstein coefficients in y of w^2 g, w = (1 - y) w_1 + y w_2, 0 <= y <= 1:
///
///     w^2 g = h^2 - u w w'^2 / 4 - w^2 w'^2 / 16 + w^2 w'' / 2,   u = 1
///
/// In a wing w, h and w^2 g stand for themselves divided by x, x and x^2, and u is 1 / x.
[[nodiscard]] inline std::array<smirk::detail::bounded, 5> coefficients_of_g(const smile_box& one, const smile_box& two,
                                                                             const smirk::detail::bounded& u)
{
    using smirk::detail::bounded;
    const bounded d11 = one.dw * one.dw, d12 = one.dw * two.dw, d22 = two.dw * two.dw;
    const bounded w11 = one.w * one.w, w12 = one.w * two.w, w22 = two.w * two.w;
    const bounded h11 = one.h * one.h, h12 = one.h * two.h, h22 = two.h * two.h;
    // of degree 2, 4 and 3
    const std::array<bounded, 5> hh{h11, 0.5 * (h11 + h12), 1. / 6 * (h11 + 4 * h12 + h22), 0.5 * (h12 + h22), h22};
    const std::array<bounded, 5> wwdd{w11 * d11, 0.5 * (w11 * d12 + w12 * d11),
                                      1. / 6 * (w11 * d22 + 4 * (w12 * d12) + w22 * d11), 0.5 * (w22 * d12 + w12 * d22),
                                      w22 * d22};
    const bounded quarter = -0.25 * u;
    const std::array<bounded, 4> cubic{
        quarter * (one.w * d11) + 0.5 * (w11 * one.d2w),
        1. / 3 * (quarter * (two.w * d11 + 2 * (one.w * d12)) + 0.5 * (w11 * two.d2w + 2 * (w12 * one.d2w))),
        1. / 3 * (quarter * (one.w * d22 + 2 * (two.w * d12)) + 0.5 * (w22 * one.d2w + 2 * (w12 * two.d2w))),
        quarter * (two.w * d22) + 0.5 * (w22 * two.d2w)};
    std::array<bounded, 5> beta{};
    for (std::size_t j = 0; j < 5; ++j) {
        const double part = 0.25 * static_cast<double>(j);
        beta[j] = hh[j] + -1. / 16 * wwdd[j];
        if (j > 0) beta[j] = beta[j] + part * cubic[j - 1];
        if (j < 4) beta[j] = beta[j] + (1 - part) * cubic[j];
    }
    return beta;
}

/// w^2 g of one smile, in the same letters.
[[nodiscard]] inline smirk::detail::bounded scaled_g(const smile_box& at, const smirk::detail::bounded& u)
{
    const auto dd = at.dw * at.dw, ww = at.w * at.w;
    return at.h * at.h + -0.25 * (u * (at.w * dd)) + -1. / 16 * (ww * dd) + 0.5 * (ww * at.d2w);
}

/// Decides something for all strikes. holds(k, reach) on an interval of k that ends `reach` from its middle, and
/// holds_beyond(side, K), bound it; look(k) meets its value at one strike, and one negative beyond rounding refutes it.
///
/// marks  strikes that tell the scale, ascending
template <class Holds, class HoldsBeyond, class Look>
[[nodiscard]] certificate decide(std::vector<double> marks, const Holds& holds, const HoldsBeyond& holds_beyond,
                                 const Look& look, std::size_t most_boxes)
{
    using smirk::detail::interval;
    constexpr double clearly = -1e-12; // g where it is zero comes out with less
    certificate result;
    const auto meet = [&](double k) {
        const double value = look(k);
        if (value < result.least) result.least = value, result.where = k;
        return !(value >= clearly);
    };
    const double width = std::max(marks.back() - marks.front(), 1e-8);
    for (double far = 0.5; far <= 8; far *= 2) {
        marks.insert(marks.begin(), marks.front() - far * width);
        marks.push_back(marks.back() + far * width);
    }
    bool sure = true;
    std::vector<interval> open;
    for (std::size_t i = 0; i + 1 < marks.size(); ++i) open.push_back({marks[i], marks[i + 1]});
    for (int side : {-1, 1}) {
        double K = std::max(side > 0 ? marks.back() : -marks.front(), width);
        open.push_back(side > 0 ? interval(marks.back(), std::max(K, marks.back()))
                                : interval(std::min(-K, marks.front()), marks.front()));
        while (!holds_beyond(side, K)) {
            constexpr double farthest = 1e30; // widths
            if (meet(side * K)) {
                result.verdict = proof::refuted;
                return result;
            }
            if (!(K < farthest * width)) {
                sure = false;
                break;
            }
            open.push_back(side > 0 ? interval(K, 2 * K) : interval(-2 * K, -K));
            K *= 2;
        }
    }
    while (!open.empty()) {
        const interval k = open.back();
        open.pop_back();
        if (k.low == k.high) continue;
        const double middle = k.middle(),
                     reach = std::max(middle - k.low, k.high - middle) * (1 + std::numeric_limits<double>::epsilon());
        ++result.boxes;
        if (meet(middle)) {
            result.verdict = proof::refuted;
            return result;
        }
        if (holds(k, reach)) continue;
        if (result.boxes >= most_boxes || !(k.low < middle && middle < k.high)) {
            sure = false;
            break;
        }
        open.push_back({k.low, middle});
        open.push_back({middle, k.high});
    }
    result.verdict = sure ? proof::proven : proof::open;
    return result;
}

[[nodiscard]] inline std::vector<double> merged(std::vector<double> a, const std::vector<double>& b)
{
    a.insert(a.end(), b.begin(), b.end());
    std::sort(a.begin(), a.end());
    a.erase(std::unique(a.begin(), a.end()), a.end());
    return a;
}

} // namespace detail

/// How many intervals of strikes a proof may take.
inline constexpr std::size_t certificate_boxes = 4000;

/// Whether a smile is free of butterfly arbitrage at all strikes: w > 0 and Durrleman's g >= 0.
///
/// smile    one that can be enclosed: SVI, a spline, either of them under stress
/// returns  see certificate; `least` is of g
/// cost     0.15 us an interval of an SVI slice; some tens of them as a rule
/// source   branch and bound with centred forms: Moore, Kearfott and Cloud, Introduction to Interval Analysis, 2009
template <enclosed_smile S>
[[nodiscard]] certificate butterfly_certificate(const S& smile, std::size_t most_boxes = certificate_boxes)
{
    constexpr smirk::detail::bounded one{1, 0, 0, 0, 1};
    return detail::decide(
        landmarks(smile),
        [&](smirk::detail::interval k, double reach) {
            const auto box = detail::box_of(smile, k);
            return box.positive && detail::scaled_g(box, one).least(reach) >= 0;
        },
        [&](int side, double K) {
            const auto box = detail::box_of(enclose_wing(smile, side, K));
            return box.positive && detail::scaled_g(box, detail::about_middle({0, 1 / K})).least(1) >= 0;
        },
        [&](double k) {
            const smile_derivatives at = smile.derivatives(k);
            return at.w > 0 ? durrleman(k, at) : -std::numeric_limits<double>::infinity();
        },
        most_boxes);
}

/// Whether total variance rises from one smile to a later one at all strikes, so that calendar spreads of the two, and
/// of all times between them where total variance or prices are interpolated at fixed k, have no negative price.
///
/// returns  see certificate; `least` is the least gap w_late - w_early met
template <enclosed_smile Early, enclosed_smile Late>
[[nodiscard]] certificate calendar_certificate(const Early& early, const Late& late,
                                               std::size_t most_boxes = certificate_boxes)
{
    return detail::decide(
        detail::merged(landmarks(early), landmarks(late)),
        [&](smirk::detail::interval k, double reach) {
            using smirk::detail::interval;
            const auto one = enclose(early, k), two = enclose(late, k);
            if (two.f().low >= one.f().high) return true;
            const interval at = k.middle(), away(-reach, reach);
            return (enclose(late, at).f() - enclose(early, at).f() + away * (two.df() - one.df())).low >= 0;
        },
        [&](int side, double K) {
            return (enclose_wing(late, side, K).w_by_x - enclose_wing(early, side, K).w_by_x).low >= 0;
        },
        [&](double k) {
            constexpr double rounding = 1e-13;
            const double w1 = early.total_variance(k), w2 = late.total_variance(k), gap = w2 - w1;
            return std::fabs(gap) <= rounding * (w1 + w2) ? 0.0 : gap;
        },
        most_boxes);
}

/// Whether no smile w = (1 - x) w_1 + x w_2, 0 < x < 1, has butterfly arbitrage at any strike, given that w_1 and w_2
/// have none: what holds for linear interpolation of total variance in time.
///
/// w^2 g is of degree 4 in x; its Bernstein coefficients in x are bounded on intervals of strikes, and x is halved
/// where they do not decide.
///
/// returns  see certificate; `least` is of g, at x = 0, 1/2 and 1
/// cost     some 0.4 us an interval of SVI slices, 0.7 of splines; about a hundred of them
template <enclosed_smile Early, enclosed_smile Late>
[[nodiscard]] certificate between_certificate(const Early& early, const Late& late,
                                              std::size_t most_boxes = certificate_boxes)
{
    using smirk::detail::bounded, smirk::detail::interval;
    constexpr bounded one{1, 0, 0, 0, 1};
    constexpr int halvings = 4; // of x
    const auto settled = [](const detail::smile_box& a, const detail::smile_box& b, const bounded& u, double reach,
                            bool a_known, bool b_known, int depth, const auto& again) -> bool {
        const auto beta = detail::coefficients_of_g(a, b, u);
        bool all = true, at_the_middle = true; // where w_1 and w_2 themselves are the ends it is known
        for (std::size_t j = a_known ? 1 : 0; j < (b_known ? 4 : 5); ++j) {
            all = all && beta[j].least(reach) >= 0;
            at_the_middle = at_the_middle && beta[j].at >= 0;
        }
        if (all || at_the_middle || depth == 0) return all; // where the middle does not fail k is to be halved
        const auto middle = detail::middle_of(a, b);
        return again(a, middle, u, reach, a_known, false, depth - 1, again) &&
               again(middle, b, u, reach, false, b_known, depth - 1, again);
    };
    return detail::decide(
        detail::merged(landmarks(early), landmarks(late)),
        [&](interval k, double reach) {
            return settled(detail::box_of(early, k), detail::box_of(late, k), one, reach, true, true, halvings,
                           settled);
        },
        [&](int side, double K) {
            return settled(detail::box_of(enclose_wing(early, side, K)), detail::box_of(enclose_wing(late, side, K)),
                           detail::about_middle({0, 1 / K}), 1, true, true, halvings, settled);
        },
        [&](double k) {
            const smile_derivatives a = early.derivatives(k), b = late.derivatives(k);
            const smile_derivatives middle{0.5 * (a.w + b.w), 0.5 * (a.dw + b.dw), 0.5 * (a.d2w + b.d2w)};
            return std::min(durrleman(k, a), std::min(durrleman(k, b), durrleman(k, middle)));
        },
        most_boxes);
}

} // namespace smirk::inline SMIRK_ABI::surface
