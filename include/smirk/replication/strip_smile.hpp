// SPDX-License-Identifier: BSL-1.0
// From a strip to a smile, and the fair variance of an expiry beyond its quotes.
#pragma once
#include <smirk/black/implied_vol.hpp>
#include <smirk/replication/fair_variance.hpp>
#include <smirk/replication/strip.hpp>
#include <smirk/smile.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace smirk::inline SMIRK_ABI::replication {

/// Total variance at the strikes of a strip.
///
/// k, w         log-moneyness ln(K/F), ascending, and total variance
/// without_vol  options of the strip whose mid price has no implied vol
struct [[nodiscard]] strip_vols {
    std::vector<double> k{}, w{};
    std::size_t without_vol = 0;
    explicit operator bool() const noexcept { return k.size() >= 2; }
};

/// Implied total variance of the out-of-the-money options of a strip. K0, where put and call are averaged, is left out.
///
/// strip  from cboe_strip; empty vectors where it has no options
/// cost   one implied vol a strike
[[nodiscard]] inline strip_vols implied_total_variance(const option_strip& strip)
{
    strip_vols vols;
    if (!strip) return vols;
    vols.k.reserve(strip.options.size());
    vols.w.reserve(strip.options.size());
    for (const auto& option : strip.options) {
        if (option.side == strip_side::both) continue;
        const auto type = option.strike < strip.forward ? option_type::put : option_type::call;
        const auto iv =
            black::implied_vol(type, option.price, strip.forward, option.strike, strip.years, 1 / strip.growth);
        if (!iv) {
            ++vols.without_vol;
            continue;
        }
        vols.k.push_back(std::log(option.strike / strip.forward));
        vols.w.push_back(iv.vol * iv.vol * strip.years);
    }
    return vols;
}

/// Fair variance of one expiry, and how the strip and the integral fared.
struct [[nodiscard]] quoted_fair_variance {
    fair_variance_result fair;
    double forward = std::numeric_limits<double>::quiet_NaN();
    double first_strike = std::numeric_limits<double>::quiet_NaN();
    double last_strike = std::numeric_limits<double>::quiet_NaN();
    std::size_t without_vol = 0;
    strip_status strip = strip_status::ok;
    explicit operator bool() const noexcept { return strip == strip_status::ok && static_cast<bool>(fair); }
};

/// Fair variance of one expiry with the wings beyond its quotes: the smile through the out-of-the-money options, linear
/// in total variance between them, continued by options.wings. Where cboe_variance ends with the last bid, this says
/// how much lies beyond.
///
/// slice    one expiry, as for cboe_strip
/// returns  quoted_fair_variance: fair.put_tail_share and fair.call_tail_share are the parts beyond the quotes
/// options  kinks are set here: the strikes
/// throws   std::invalid_argument as cboe_strip does
/// cost     one implied vol a strike, some tens of prices a strike
template <option_quotes Quotes>
[[nodiscard]] quoted_fair_variance fair_variance(const chain_slice<Quotes>& slice,
                                                 const smile_integral_options& options = {.tolerance = 1e-8})
{
    const auto strip = cboe_strip(slice);
    quoted_fair_variance result;
    result.strip = strip.status;
    result.forward = strip.forward;
    if (!strip) return result;
    result.first_strike = strip.options.front().strike;
    result.last_strike = strip.options.back().strike;
    const auto vols = implied_total_variance(strip);
    result.without_vol = vols.without_vol;
    auto with_kinks = options;
    with_kinks.kinks = vols.k;
    if (vols) result.fair = fair_variance(quoted_smile(vols.k, vols.w), slice.years, with_kinks);
    return result;
}

} // namespace smirk::inline SMIRK_ABI::replication
