// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/ln_ratio.hpp>

#include "support/catch.hpp"

#include <limits>
#include <random>

namespace {

constexpr double two_units = 2 * std::numeric_limits<double>::epsilon(); // at the lower end of a binade
double exact(double b, double a)
{
    const long double ratio = static_cast<long double>(b) / a;
    return static_cast<double>(ratio < 0.5L || ratio > 2 ? std::log(ratio)
                                                         : std::log1p((static_cast<long double>(b) - a) / a));
}

} // namespace

TEST_CASE("ln_ratio: every size of return, against long double")
{
    std::mt19937_64 engine(1);
    std::uniform_real_distribution<double> u(-1, 1);
    for (double size = 1e-15; size < 50; size *= 3)
        for (int i = 0; i < 200; ++i) {
            const double a = std::exp(20 * u(engine)), b = a * std::exp(size * u(engine));
            if (a == b) continue;
            INFO(a << " to " << b);
            REQUIRE_THAT(smirk::realized::ln_ratio(b, a), WithinRel(exact(b, a), two_units));
        }
}

TEST_CASE("ln_ratio: in lanes as in one number")
{
    using smirk::detail::lanes;
    const double a[8] = {1, 2, 3, 1e-8, 1e12, 5, 7, 100}, b[8] = {1, 2.0001, 3.6, 1e-7, 1e12 + 1, 0.5, 7, 99};
    double r[8];
    smirk::realized::ln_ratio(lanes<8>::load(b), lanes<8>::load(a)).store(r);
    for (int i = 0; i < 8; ++i) REQUIRE_THAT(r[i], WithinRel(exact(b[i], a[i]), two_units));
    REQUIRE(r[0] == 0.0);
}

TEST_CASE("ln_ratio: monotone, so that high over close is never below open over close")
{
    for (const double a : {1.0, 99.7325, 1e-8}) {
        double b = a, before = 0;
        for (int i = 0; i < 1000; ++i) {
            b = std::nextafter(b, 2 * b);
            const double r = smirk::realized::ln_ratio(b, a);
            REQUIRE(r > before);
            before = r;
        }
    }
}

TEST_CASE("ln_ratio: NaN comes through")
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    REQUIRE(std::isnan(smirk::realized::ln_ratio(nan, 1)));
    REQUIRE(std::isnan(smirk::realized::ln_ratio(1, nan)));
}
