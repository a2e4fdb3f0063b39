// SPDX-License-Identifier: BSL-1.0
// Any estimator of this folder, live: a bar goes in, the volatility of the last n periods comes out.
#pragma once
#include <smirk/realized/estimator.hpp>

#include <vector>

namespace smirk::inline SMIRK_ABI::realized {

/// The last n periods. Made by stream().
///
/// The window is held as two parts: the bars since the last full block of n, merged one by one, and the tails of that
/// block, merged backwards when it was full. Nothing is subtracted, so what has left the window leaves no trace.
template <class D>
class estimator_stream {
    using moments = detail::moments_of<D, double>;

    typename D::options options_;
    double scale_;
    std::vector<moments> parts_; // [0, filled_): periods of this block; [filled_, n): tails of the one before
    std::size_t filled_ = 0;
    moments block_, window_;
    double previous_close_ = std::numeric_limits<double>::quiet_NaN();

    static moments unknown(double n)
    {
        moments w{};
        w.n = n;
        w.averaged_sum.fill(std::numeric_limits<double>::quiet_NaN());
        w.centred_sum.fill(std::numeric_limits<double>::quiet_NaN());
        w.squares.fill(std::numeric_limits<double>::quiet_NaN());
        return w;
    }

public:
    estimator_stream(std::size_t n, const typename D::options& options)
        : options_(options), scale_(detail::annual_scale<D>(static_cast<double>(n), options)),
          parts_(n, unknown(static_cast<double>(n))), block_(unknown(1)), window_(unknown(static_cast<double>(n)))
    {
    }

    /// Takes the next period in. A price that the estimator reads and that is not usable makes the values NaN until it
    /// has left the window.
    ///
    /// cost  the logs of the estimator and two merges; one push in n merges n - 1 periods more. No allocation
    void push(const bar& next)
    {
        const period<double> p{next.open, next.high, next.low, next.close, previous_close_};
        previous_close_ = next.close;
        push_period(detail::single(detail::terms_or_nan<D>(p)));
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
    [[nodiscard]] double variance() const { return D::variance(window_, options_); }

private:
    void push_period(const moments& one)
    {
        const std::size_t n = parts_.size();
        block_ = filled_ == 0 ? one : detail::merge(block_, one);
        parts_[filled_++] = one;
        if (filled_ < n) {
            window_ = detail::merge(parts_[filled_], block_);
            return;
        }
        window_ = block_;
        for (std::size_t i = n - 1; i > 0; --i) parts_[i - 1] = detail::merge(parts_[i - 1], parts_[i]);
        filled_ = 0;
    }
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
