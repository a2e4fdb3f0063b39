// SPDX-License-Identifier: BSL-1.0
#include <smirk/detail/fourier.hpp>

#include "support/catch.hpp"

namespace detail = smirk::detail;

TEST_CASE("fourier: the sums of the definition, in bit-reversed order")
{
    const detail::fourier transform(30);
    REQUIRE(transform.size() == 32);
    detail::spectrum x(32);
    for (std::size_t t = 0; t < 32; ++t) {
        x.re[t] = std::cos(static_cast<double>(t * t));
        x.im[t] = std::sin(3.0 * static_cast<double>(t));
    }
    const detail::spectrum given = x;
    transform.forward(x);
    for (std::size_t f = 0; f < 32; ++f) {
        std::size_t reversed = 0;
        for (std::size_t bit = 0; bit < 5; ++bit) reversed |= (f >> bit & 1) << (4 - bit);
        double re = 0, im = 0;
        for (std::size_t t = 0; t < 32; ++t) {
            const double angle = -2 * std::numbers::pi * static_cast<double>(f * t) / 32;
            re += given.re[t] * std::cos(angle) - given.im[t] * std::sin(angle);
            im += given.re[t] * std::sin(angle) + given.im[t] * std::cos(angle);
        }
        REQUIRE_THAT(x.re[reversed], WithinAbs(re, 1e-13)); // 32 terms of size 1
        REQUIRE_THAT(x.im[reversed], WithinAbs(im, 1e-13));
    }
    transform.inverse(x);
    for (std::size_t t = 0; t < 32; ++t) {
        REQUIRE_THAT(x.re[t], WithinAbs(given.re[t], 1e-15));
        REQUIRE_THAT(x.im[t], WithinAbs(given.im[t], 1e-15));
    }
}

TEST_CASE("fourier: products of spectra are convolutions")
{
    const detail::fourier transform(200);
    detail::spectrum a(transform.size()), b(transform.size());
    for (std::size_t t = 0; t < 100; ++t)
        a.re[t] = 1.0 / static_cast<double>(1 + t), b.re[t] = std::cos(static_cast<double>(t));
    const detail::spectrum x = a, y = b;
    transform.forward(a);
    transform.forward(b);
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double re = a.re[i] * b.re[i] - a.im[i] * b.im[i];
        a.im[i] = a.re[i] * b.im[i] + a.im[i] * b.re[i];
        a.re[i] = re;
    }
    transform.inverse(a);
    for (std::size_t t = 0; t < 199; ++t) {
        double want = 0;
        for (std::size_t s = 0; s <= t; ++s) want += x.re[s] * y.re[t - s];
        REQUIRE_THAT(a.re[t], WithinAbs(want, 1e-14));
    }
}
