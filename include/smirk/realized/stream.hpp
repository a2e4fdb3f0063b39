// SPDX-License-Identifier: BSL-1.0
// Any estimator of this folder, live: a bar goes in, the volatility of the last n periods comes out.
#pragma once
#include <smirk/realized/detail/sliding_merge.hpp>

#include <vector>

namespace smirk::inline SMIRK_ABI::realized {

/// The last n periods. Made by stream().
template <class D>
class estimator_stream {
    using window = detail::sliding_merge<D, double>;

    typename D::options options_;
    double scale_;
    std::vector<double> slots_;
    window window_;
    detail::moments_of<D, double> last_;
    double previous_close_ = std::numeric_limits<double>::quiet_NaN();

public:
    estimator_stream(std::size_t n, const typename D::options& options)
        : options_(options), scale_(detail::annual_scale<D>(static_cast<double>(n), options)),
          slots_(window::memory(n)), window_(slots_.data(), n, 1),
          last_(detail::load_moments<D, double>(slots_.data(), 1, static_cast<double>(n)))
    {
    }

    /// Takes the next period in. A price that the estimator reads and that is not usable makes the values NaN until it
    /// has left the window.
    ///
    /// cost  the logs of the estimator and two merges; one push in n merges n - 2 periods more. No allocation
    void push(const bar& next)
    {
        const period<double> p{next.open, next.high, next.low, next.close, previous_close_};
        previous_close_ = next.close;
        last_ = window_.push(slots_.data(), detail::single(detail::terms_or_nan<D>(p)));
    }
    /// The same for an estimator that reads the close alone.
    void push(double close)
        requires(!D::needs.open && !D::needs.high)
    {
        push(bar{.close = close});
    }

    /// Annualised volatility of the last n periods; NaN until there are so many.
    [[nodiscard]] double value() const { return std::sqrt(scale_ * variance()); }
    /// Their variance per period.
    [[nodiscard]] double variance() const { return D::variance(last_, options_); }
};

/// An estimator of this folder over the last n periods, fed one bar at a time.
///
///     auto live = realized::stream(realized::yang_zhang, 21);
///     live.push({.open = o, .high = h, .low = l, .close = c});
///     live.value();
///
/// n        periods in the window
/// returns  the stream; its value() equals that of rolling() on the same bars to rounding, NaN likewise. Where the
///          estimator reads the close before, the first bar gives that alone
/// throws   std::invalid_argument if n is 0 or less than the estimator needs, or an option is not usable
/// cost     the memory of n periods, taken here
template <class D>
[[nodiscard]] estimator_stream<D> stream(const estimator<D>&, std::size_t n, const typename D::options& options = {})
{
    detail::require_usable<D>("stream", n, options);
    return estimator_stream<D>(n, options);
}

} // namespace smirk::inline SMIRK_ABI::realized
