// SPDX-License-Identifier: BSL-1.0
// The prices of one period: what an estimator reads, and which prices it can use.
#pragma once
#include <smirk/detail/lanes.hpp>

#include <limits>

namespace smirk::inline SMIRK_ABI::realized {

/// The prices of one period as they arrive, for stream(). A price that is not given is NaN.
struct bar {
    double open = std::numeric_limits<double>::quiet_NaN();
    double high = std::numeric_limits<double>::quiet_NaN();
    double low = std::numeric_limits<double>::quiet_NaN();
    double close = std::numeric_limits<double>::quiet_NaN();
};

/// The prices an estimator reads; those it does not read may be absent. high and low go together.
struct price_needs {
    bool open = false, high = false, low = false, close = false, previous_close = false;
};

/// The prices of one period and the close before it. Real is double, a wider type, or lanes of doubles.
template <class Real>
struct period {
    Real open, high, low, close, previous_close;
};

namespace detail {

/// Prices at or above this are refused, so that the sum of two is finite.
inline constexpr double price_limit = std::numeric_limits<double>::max() / 2;

[[nodiscard]] inline bool is_price(double x) { return x > 0 && x < price_limit; }

/// 0 where the test holds, NaN elsewhere.
template <class Real, class Mask>
SMIRK_LANE_INLINE Real zero_or_nan(const Mask& test)
{
    using smirk::detail::select;
    return select(test, Real(0.), Real(std::numeric_limits<double>::quiet_NaN()));
}

/// 0 where the prices read are usable, that is 0 < low <= open, close <= high and 0 < previous close, all finite; NaN
/// where they are not, except that a price which is NaN may go unnoticed: what is computed from it is NaN anyway.
template <price_needs Needs, class Real>
SMIRK_LANE_INLINE Real zero_if_usable(const period<Real>& p)
{
    using smirk::detail::max;
    using smirk::detail::min;
    static_assert(Needs.high == Needs.low && (Needs.high || Needs.close),
                  "smirk::realized: an estimator reads the close, or high and low, or all of them");
    Real least = Needs.low ? p.low : p.close, greatest = Needs.high ? p.high : p.close;
    Real order(0.); // the smallest of the differences that must not be negative
    if constexpr (Needs.low) {
        Real bottom = p.high, top = p.low;
        if constexpr (Needs.open) bottom = min(bottom, p.open), top = max(top, p.open);
        if constexpr (Needs.close) bottom = min(bottom, p.close), top = max(top, p.close);
        order = min(bottom - p.low, p.high - top);
    } else if constexpr (Needs.open) {
        least = min(least, p.open), greatest = max(greatest, p.open);
    }
    if constexpr (Needs.previous_close)
        least = min(least, p.previous_close), greatest = max(greatest, p.previous_close);
    return zero_or_nan<Real>(least > Real(0.)) + zero_or_nan<Real>(greatest < Real(price_limit)) +
           zero_or_nan<Real>(order >= Real(0.));
}

} // namespace detail
} // namespace smirk::inline SMIRK_ABI::realized
