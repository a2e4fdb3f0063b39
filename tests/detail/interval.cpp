// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/detail/interval.hpp>

#include <cmath>
#include <random>

using namespace smirk::detail;

namespace {

bool contains(interval a, long double x) { return a.low <= x && x <= a.high; }

double pick(std::mt19937_64& generator, interval a)
{
    return a.low + (a.high - a.low) * std::uniform_real_distribution<double>()(generator);
}

} // namespace

TEST_CASE("interval: arithmetic contains the exact result, rounding included", "[detail][interval]")
{
    std::mt19937_64 generator(1);
    std::uniform_real_distribution<double> U;
    for (int i = 0; i < 20000; ++i) {
        const double p = std::ldexp(2 * U(generator) - 1, static_cast<int>(40 * U(generator)) - 20),
                     q = std::ldexp(2 * U(generator) - 1, static_cast<int>(40 * U(generator)) - 20);
        const bool points = i % 2 == 0; // the rounding alone
        const interval a(p, points ? p : p + U(generator)), b(q, points ? q : q + U(generator));
        const double xd = std::min(pick(generator, a), a.high), yd = std::min(pick(generator, b), b.high);
        const long double x = xd, y = yd; // 64 bits of mantissa: exact sums of most, products of all but a few bits
        REQUIRE(contains(a + b, x + y));
        REQUIRE(contains(a - b, x - y));
        REQUIRE(contains(a * b, x * y));
        REQUIRE(contains(square(a), x * x));
        REQUIRE(contains(tanh(a), std::tanh(x)));
        if (b.low > 0 || b.high < 0) REQUIRE(contains(a / b, x / y));
        if (a.low >= 0) REQUIRE(contains(sqrt(a), std::sqrt(x)));
    }
    REQUIRE(square(interval(-2, 1)).low <= 0);
    REQUIRE(square(interval(-2, 1)).low > -1e-300);
    REQUIRE(magnitude(interval(-3, 2)) == 3);
    REQUIRE(distance(interval(-3, 2), 0.5) == 3.5);
    REQUIRE(common(interval(0, 2), interval(1, 3)).low == 1);
    REQUIRE(hull(interval(0, 1), interval(2, 3)).high == 3);
}

TEST_CASE("taylor: products, roots and tanh enclose derivatives", "[detail][interval]")
{
    // f = sqrt(1 + k^2) tanh(k / 2); derivatives by hand
    for (double middle : {-1.5, -0.1, 0.0, 0.4, 2.0})
        for (double reach : {0.0, 1e-3, 0.1}) {
            const interval k(middle - reach, middle + reach);
            const taylor square_plus_one{{square(k) + 1, 2 * k, 1, 0}};
            const taylor f = sqrt(square_plus_one) * tanh_of(k, 0.5);
            for (double x : {k.low, middle, k.high}) {
                const double R = std::sqrt(1 + x * x), t = std::tanh(x / 2), e = 1 - t * t;
                const double r1 = x / R, r2 = 1 / (R * R * R), r3 = -3 * x / (R * R * R * R * R);
                const double t1 = e / 2, t2 = -t * e / 2, t3 = -e * (1 - 3 * t * t) / 4;
                const double rounding = 1e-15;
                const auto near = [&](interval a, double value) {
                    return a.low <= value + rounding && value - rounding <= a.high;
                };
                REQUIRE(near(f.f(), R * t));
                REQUIRE(near(f.df(), r1 * t + R * t1));
                REQUIRE(near(f.d2f(), r2 * t + 2 * r1 * t1 + R * t2));
                REQUIRE(near(f.d3f(), r3 * t + 3 * r2 * t1 + 3 * r1 * t2 + R * t3));
            }
            if (reach == 0) REQUIRE(f.d3f().high - f.d3f().low < 1e-13);
        }
}

TEST_CASE("bounded: least is a bound, of second order in the width", "[detail][interval]")
{
    // f = (k - k^3) (2 - k) around 1.3, f = x y with x, y and their derivatives known on the interval
    const double middle = 1.3;
    double before = 0;
    for (double reach : {0.2, 0.1, 0.05, 0.025}) {
        const auto known = [&](double at, double slope, double most_slope, double most_bend) {
            return bounded{at, reach * most_slope, slope, reach * most_bend, std::fabs(at) + reach * most_slope};
        };
        const double end = middle + reach;
        const bounded x = known(middle - std::pow(middle, 3), 1 - 3 * middle * middle, 3 * end * end - 1, 6 * end),
                      y = known(2 - middle, -1, 1, 0);
        const bounded f = x * y + 0.5 * x;
        double least = 1e9;
        for (int i = 0; i <= 100; ++i) {
            const double k = middle - reach + reach * i / 50;
            least = std::fmin(least, (k - k * k * k) * (2.5 - k));
        }
        const double short_of = least - f.least(reach);
        REQUIRE(short_of >= 0);
        if (before > 0) REQUIRE(short_of < 0.3 * before); // a quarter each time the width is halved
        before = short_of;
    }
    constexpr bounded constant{1, 0, 0, 0, 1};
    REQUIRE(constant.least(5) < 1);
    REQUIRE(constant.least(5) > 1 - 1e-13); // the rounding it allows for
}
