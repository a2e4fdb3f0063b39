// SPDX-License-Identifier: BSL-1.0
// Implied vol of any bit patterns, one and in a batch: a status that fits the number, the same from the batch at every
// width, and a price that comes back.
#include "input.hpp"

#include <smirk/black/implied_vols.hpp>
#include <smirk/black/price.hpp>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace {

/// The same mantissa with an exponent brought between 2^-span and 2^span: most bit patterns are no quote of any market.
double tamed(double x, int span)
{
    std::uint64_t bits;
    std::memcpy(&bits, &x, sizeof bits);
    const int exponent = static_cast<int>(bits >> 52) % (2 * span) - span;
    return std::ldexp(1 + static_cast<double>(bits & 0xfffffffffffff) * 0x1p-52, exponent);
}

} // namespace

SMIRK_FUZZ_TARGET(implied_vol)
{
    using namespace smirk;
    using fuzz::require;
    double x[5] = {0, 0, 0, 0, 1}; // price, forward, strike, years, discount
    if (size < sizeof x + 1) return 0;
    std::memcpy(x, data, sizeof x);
    const unsigned mode = data[sizeof x];
    const option_type type = mode & 1 ? option_type::call : option_type::put;
    if (mode & 2) x[4] = 1;
    if (mode & 4) x[1] = tamed(x[1], 2), x[2] = tamed(x[2], mode & 8 ? 2 : 12), x[3] = tamed(x[3], 6), x[4] = 1;
    if (mode & 16) x[0] = tamed(x[0], mode & 32 ? 6 : 300);
    if (mode & 64) x[2] = x[1] * (1 + (x[2] - 1) * 1e-6);
    const auto one = black::implied_vol(type, x[0], x[1], x[2], x[3], x[4]);
    require(bool(one) == !std::isnan(one.vol));
    require(!one || one.vol >= 0);
    const double time = x[0] / x[4], smaller = std::fmin(x[1], x[2]);
    const bool underflows = time / smaller / std::sqrt(x[3]) < 1e-290;
    require(one.vol != 0 || one.status == black::implied_vol_status::at_intrinsic || underflows);
    for (const lane_width width : {lane_width::avx512, lane_width::avx2, lane_width::baseline}) {
        double vol = 0;
        black::implied_vol_status status{};
        black::implied_vols(type, std::span<const double>(x, 1), x[1], x[2], x[3], x[4], {&vol, 1}, {&status, 1},
                            {.threads = 1, .width = width});
        require(status == one.status);
        require(!one || std::fabs(vol - one.vol) <= 1e-6 * one.vol);
    }
    // Back to a price, where the price fixes the vol: out of the money and away from the maximum.
    const bool ordinary = x[1] > 1e-100 && x[1] < 1e100 && x[2] > 1e-100 && x[2] < 1e100 && x[3] > 1e-100 &&
                          x[3] < 1e100 && x[4] > 1e-100 && x[4] < 1e100 && time > 1e-250 &&
                          one.vol > 1e-290; // a denormal vol has few digits
    if (one && one.vol > 0 && ordinary && (type == option_type::call) == (x[2] > x[1]) && time < 0.99 * smaller) {
        const double back = black::time_value(x[1], x[2], x[3], one.vol), s = one.vol * std::sqrt(x[3]);
        const double d = std::fabs(std::log(x[2] / x[1])) / s;
        require(std::fabs(back / time - 1) <= 20 * std::numeric_limits<double>::epsilon() * std::fmax(1, d * d));
    }
    return 0;
}
