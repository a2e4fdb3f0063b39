// SPDX-License-Identifier: BSL-1.0
// A surface of slices, SVI or other, interpolated in time without arbitrage.
#pragma once
#include <smirk/black/price.hpp>
#include <smirk/config.hpp>
#include <smirk/smile.hpp>
#include <smirk/surface/durrleman.hpp>
#include <smirk/surface/smile_of_prices.hpp>
#include <smirk/surface/svi.hpp>
#include <smirk/surface/vol_surface.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

/// How a surface is read between two expiries.
///
/// total_variance  w is linear in time at fixed k: a flat surface stays flat, and calendar spreads are safe. That no
///                 butterfly has a negative price is not guaranteed: arbitrage() proves it of a given surface.
/// price           undiscounted prices at fixed k are mixed: free of arbitrage whenever the slices are, and proven so.
///                 Twenty times slower; and out of the money, where the later slice has nearly all of the price, vols
///                 bulge between expiries: of a flat vol of 20 %, half way between expiries a factor of 2 apart, by .3
///                 points one standard deviation out and 1.1 two, .02 and .08 where they are a factor of 1.2 apart. A
///                 mixture of two lognormal laws is no lognormal law, so that is no error of the numbers.
enum class time_interpolation { total_variance, price };

/// w(k) = p w_1(k) + q w_2(k) + shift
struct mixture_weights {
    double p, q, shift;
};

/// The value of a surface at one time: a mixture of the slices before and after, or one slice, scaled. Models
/// smooth_smile.
///
/// Slice  a smooth smile that is cheap to copy; it is held by value
///
/// With prices mixed, c the undiscounted call of forward 1 and strike e^k as a function of total variance,
///
///     c(k, w(k)) = (1 - x) c(k, w_1(k)) + x c(k, w_2(k))
///
/// and the derivatives of w follow from those of c:  c_w = n(d1) / (2 sqrt(w)),  c_kk - c_k = 2 c_w g.
template <class Slice>
class basic_mixed_smile {
    Slice early_, late_;
    double x_ = 0, dx_ = 0;
    time_interpolation rule_ = time_interpolation::total_variance;
    bool single_ = false;
    double scale_ = 1, dscale_ = 0, growth_ = 0, shift_ = 0;

    basic_mixed_smile(const Slice& early, const Slice& late) : early_(early), late_(late) {}

public:
    /// Between two expiries: x is the weight of the later slice, dx its derivative in time.
    [[nodiscard]] static basic_mixed_smile between(const Slice& early, const Slice& late, double x, double dx,
                                                   time_interpolation rule)
    {
        basic_mixed_smile smile(early, late);
        smile.x_ = x, smile.dx_ = dx, smile.rule_ = rule;
        return smile;
    }
    /// Before the first expiry, and beyond the last: w(k) = scale w_1(k) + shift, dw/dt = dscale w_1(k) + growth.
    [[nodiscard]] static basic_mixed_smile alone(const Slice& slice, double scale, double dscale, double growth,
                                                 double shift)
    {
        basic_mixed_smile smile(slice, slice);
        smile.single_ = true, smile.scale_ = scale, smile.dscale_ = dscale, smile.growth_ = growth,
        smile.shift_ = shift;
        return smile;
    }

    [[nodiscard]] double total_variance(double k) const
    {
        if (single_) return scale_ * early_.total_variance(k) + shift_;
        const double w1 = early_.total_variance(k), w2 = late_.total_variance(k);
        if (x_ == 0 || w1 == w2) return w1;
        if (rule_ == time_interpolation::total_variance) return (1 - x_) * w1 + x_ * w2;
        const double price = (1 - x_) * time_value(k, w1) + x_ * time_value(k, w2);
        const double w = variance_of_price(k, price);
        return w > 0 ? w : w2; // where prices underflow the later slice alone counts
    }

    [[nodiscard]] smile_derivatives derivatives(double k) const
    {
        const smile_derivatives one = early_.derivatives(k);
        if (single_) return {scale_ * one.w + shift_, scale_ * one.dw, scale_ * one.d2w};
        if (x_ == 0) return one;
        const smile_derivatives two = late_.derivatives(k);
        if (rule_ == time_interpolation::total_variance) return mix(one, two);
        const double price = (1 - x_) * time_value(k, one.w) + x_ * time_value(k, two.w);
        const auto slope = [k](const smile_derivatives& at) {
            return out_of_the_money_slope(k, at.w) + variance_vega(k, at.w) * at.dw;
        };
        const auto bend = [k](const smile_derivatives& at) { return 2 * variance_vega(k, at.w) * durrleman(k, at); };
        const smile_derivatives at =
            smile_of_price(k, price, (1 - x_) * slope(one) + x_ * slope(two), (1 - x_) * bend(one) + x_ * bend(two));
        return at.w > 0 ? at : two; // as above
    }

    [[nodiscard]] const Slice& early() const { return early_; }
    [[nodiscard]] const Slice& late() const { return late_; }
    /// How total variance is mixed from the two; NaN where it is not, since prices are.
    [[nodiscard]] mixture_weights weights() const
    {
        if (single_) return {scale_, 0, shift_};
        if (x_ == 0 || rule_ == time_interpolation::total_variance) return {1 - x_, x_, 0};
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        return {none, none, none};
    }

    /// Dupire's local variance dw/dT / g, the derivative in time at fixed k = ln(K / F_T): rates and dividends drop
    /// out. With price mixing both are taken from prices, c_T / (c_kk - c_k) * 2, so no implied vol is needed.
    [[nodiscard]] double local_variance(double k) const
    {
        smile_derivatives one = early_.derivatives(k);
        if (single_) {
            one.w += shift_; // scale is 1 where there is a shift
            // g of the scaled smile, written so that it has a limit where the scale goes to 0
            const double h = 1 - k * one.dw / (2 * one.w), s = scale_;
            const double g =
                h * h + s * (0.5 * one.d2w - 0.25 * one.dw * one.dw / one.w) - s * s * one.dw * one.dw / 16;
            return (dscale_ * one.w + growth_) / g;
        }
        const smile_derivatives two = late_.derivatives(k);
        if (rule_ == time_interpolation::total_variance) return dx_ * (two.w - one.w) / durrleman(k, mix(one, two));
        const double c_t = dx_ * (time_value(k, two.w) - time_value(k, one.w));
        return c_t / ((1 - x_) * variance_vega(k, one.w) * durrleman(k, one) +
                      x_ * variance_vega(k, two.w) * durrleman(k, two));
    }

private:
    [[nodiscard]] smile_derivatives mix(const smile_derivatives& a, const smile_derivatives& b) const
    {
        const double y = 1 - x_;
        return {y * a.w + x_ * b.w, y * a.dw + x_ * b.dw, y * a.d2w + x_ * b.d2w};
    }
    /// Price of the out-of-the-money option.
    [[nodiscard]] static double time_value(double k, double w)
    {
        return black::time_value(1.0, std::exp(k), 1.0, std::sqrt(w));
    }
};

using mixed_smile = basic_mixed_smile<svi>;

static_assert(smooth_smile<mixed_smile>);

/// What a mixed smile holds of a slice: the slice itself, unless it says what else.
template <class Slice>
struct slice_handle {
    using type = Slice;
};

/// Slices at increasing times to expiry.
///
/// Between expiries see time_interpolation; the weight of the later slice is linear in the square root of the variance
/// at the money for prices, and linear in time for total variance. Before the first expiry vol does not depend on time,
/// w(k, t) = w_1(k) t / T_1, which keeps a slice without butterfly arbitrage so; after the last w grows by as much at
/// all k, at the rate at which it last grew at the money.
///
/// source  Gatheral and Jacquier, Quantitative Finance 14(1), 2014, 59-71, lemma 5.1
template <class Slice>
class basic_surface {
    using handle = typename slice_handle<Slice>::type;
    using mixed = basic_mixed_smile<handle>;

    std::vector<double> years_;
    std::vector<Slice> slices_;
    std::vector<double> theta_; // w at the money
    time_interpolation rule_ = time_interpolation::total_variance;

public:
    basic_surface() = default;

    /// throws  std::invalid_argument unless there are as many slices as times, the times are positive and ascend, and
    ///         every slice is a smile
    basic_surface(std::vector<double> years, std::vector<Slice> slices,
                  time_interpolation rule = time_interpolation::total_variance)
        : years_(std::move(years)), slices_(std::move(slices)), rule_(rule)
    {
        if (years_.size() != slices_.size())
            throw std::invalid_argument("smirk::surface::basic_surface: " + std::to_string(years_.size()) +
                                        " times for " + std::to_string(slices_.size()) + " slices");
        for (std::size_t i = 0; i < years_.size(); ++i) {
            if (!(years_[i] > (i ? years_[i - 1] : 0.0)) || !std::isfinite(years_[i]))
                throw std::invalid_argument("smirk::surface::basic_surface: times must be positive and ascend, years[" +
                                            std::to_string(i) + "] = " + std::to_string(years_[i]));
            if (!slices_[i].valid())
                throw std::invalid_argument("smirk::surface::basic_surface: slice " + std::to_string(i) +
                                            " is no smile: w not positive, or parameters out of range");
            theta_.push_back(slices_[i].total_variance(0));
        }
    }

    [[nodiscard]] std::size_t size() const { return slices_.size(); }
    [[nodiscard]] bool empty() const { return slices_.empty(); }
    [[nodiscard]] double years(std::size_t i) const { return years_[i]; }
    [[nodiscard]] const Slice& slice(std::size_t i) const { return slices_[i]; }
    [[nodiscard]] time_interpolation interpolation() const { return rule_; }

    /// The smile at a time; at an expiry that slice, with derivatives in time to the right.
    ///
    /// throws  std::invalid_argument if the surface is empty, or years is negative or not a number
    [[nodiscard]] mixed smile(double years) const
    {
        if (empty() || !(years >= 0))
            throw std::invalid_argument("smirk::surface::basic_surface: expected a slice and years >= 0, got " +
                                        std::to_string(size()) + " slices and " + std::to_string(years));
        const auto after = std::upper_bound(years_.begin(), years_.end(), years);
        if (after == years_.begin()) return mixed::alone(handle(slices_[0]), years / years_[0], 1 / years_[0], 0, 0);
        const auto i = static_cast<std::size_t>(after - years_.begin()) - 1;
        if (after == years_.end()) {
            const double growth =
                i ? std::fmax(0.0, theta_[i] - theta_[i - 1]) / (years_[i] - years_[i - 1]) : theta_[i] / years_[i];
            return mixed::alone(handle(slices_[i]), 1, 0, growth, growth * (years - years_[i]));
        }
        const double span = years_[i + 1] - years_[i], part = (years - years_[i]) / span;
        double x = part, dx = 1 / span;
        if (rule_ == time_interpolation::price && theta_[i + 1] > theta_[i]) {
            const double theta = theta_[i] + part * (theta_[i + 1] - theta_[i]);
            const double root = std::sqrt(theta), first = std::sqrt(theta_[i]), last = std::sqrt(theta_[i + 1]);
            x = (root - first) / (last - first);
            dx = (theta_[i + 1] - theta_[i]) / span / (2 * root * (last - first));
        }
        return mixed::between(handle(slices_[i]), handle(slices_[i + 1]), x, dx, rule_);
    }

    /// w(k, t) = sigma^2 t
    [[nodiscard]] double total_variance(double k, double years) const { return smile(years).total_variance(k); }

    /// Implied vol at log-moneyness k = ln(K / F_T), decimal, annualised. At years = 0 the limit.
    [[nodiscard]] double vol(double k, double years) const
    {
        if (!empty() && years >= 0 && years < years_[0]) return smile_vol(slices_[0], k, years_[0]);
        return std::sqrt(total_variance(k, years) / years);
    }
};

/// A surface of SVI slices.
using svi_surface = basic_surface<svi>;

static_assert(vol_surface<svi_surface>);

} // namespace smirk::inline SMIRK_ABI::surface
