// SPDX-License-Identifier: BSL-1.0
// exp, expm1, log, log1p in lanes: against long double, at every width that the machine runs, and for what is no
// number.
#include <smirk/detail/dispatch.hpp>
#include <smirk/detail/lane_math.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace smirk;

namespace {

enum class function { exp, expm1_positive, log, log1p, log1p_ratio, sqrt, quick_sqrt };

struct kernel {
    function f;
    template <class V>
    SMIRK_LANE_INLINE void operator()(std::size_t n, const double* x, const double* y, double* out) const
    {
        detail::for_lanes<V>(n, [&](auto at) SMIRK_LANE_LAMBDA {
            const V a = at.load(x), b = at.load(y);
            switch (f) {
            case function::exp:
                return at.store(out, detail::exp(a));
            case function::expm1_positive:
                return at.store(out, detail::expm1_positive(a));
            case function::log:
                return at.store(out, detail::log(a));
            case function::log1p:
                return at.store(out, detail::log1p(a));
            case function::log1p_ratio:
                return at.store(out, detail::log1p_ratio(a, b));
            case function::sqrt:
                return at.store(out, detail::sqrt(a));
            case function::quick_sqrt:
                return at.store(out, detail::quick_sqrt(a));
            }
        });
    }
};

constexpr lane_width widths[] = {lane_width::avx512, lane_width::avx2, lane_width::baseline};

/// Worst error in units in the last place over arguments uniform, or uniform in the logarithm, from lo to hi.
template <class Reference>
double worst_ulps(lane_width width, function f, const Reference& reference, double lo, double hi, bool logarithmic)
{
    std::mt19937_64 engine(1);
    std::uniform_real_distribution<double> uniform(0, 1);
    const std::size_t n = 20001;
    std::vector<double> x(n), y(n), out(n);
    for (std::size_t i = 0; i < n; ++i) {
        const double u = uniform(engine);
        x[i] = logarithmic ? std::exp((1 - u) * std::log(lo) + u * std::log(hi)) : lo + (hi - lo) * u;
        y[i] = std::exp(uniform(engine));
    }
    detail::dispatch(width, kernel{f}, n, x.data(), y.data(), out.data());
    double worst = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const long double exact = reference(static_cast<long double>(x[i]), static_cast<long double>(y[i]));
        int exponent = 0;
        std::frexp(double(exact), &exponent);
        const double ulp = std::ldexp(1., std::max(exponent - 53, -1074));
        REQUIRE(std::isfinite(exact));
        worst = std::fmax(worst, double(std::fabs(out[i] - exact) / ulp));
    }
    return worst;
}

std::vector<double> values(lane_width width, function f, const std::vector<double>& x)
{
    std::vector<double> out(x.size());
    detail::dispatch(width, kernel{f}, x.size(), x.data(), x.data(), out.data());
    return out;
}

} // namespace

TEST_CASE("lane math: accuracy at every width", "[detail][lane_math]")
{
    using real = long double; // 64 bits of mantissa: an oracle of 1/2048 of a unit
    const auto exp = [](real x, real) { return std::exp(x); };
    const auto expm1 = [](real x, real) { return std::expm1(x); };
    const auto log = [](real x, real) { return std::log(x); };
    const auto log1p = [](real x, real) { return std::log1p(x); };
    const auto ratio = [](real x, real y) { return std::log1p(x / y); };
    const auto sqrt = [](real x, real) { return std::sqrt(x); };
    for (const lane_width w : widths) {
        // One rounding of the last operation, and less than one from those before it.
        CHECK(worst_ulps(w, function::exp, exp, -745, 709.7, false) < 1.5);
        CHECK(worst_ulps(w, function::exp, exp, -1, 1, false) < 1.5);
        CHECK(worst_ulps(w, function::log, log, 1e-323, 1e308, true) < 1.5);
        CHECK(worst_ulps(w, function::log, log, 0.5, 2, false) < 1.5);
        CHECK(worst_ulps(w, function::log1p, log1p, -0.99999, 3, false) < 1.5);
        CHECK(worst_ulps(w, function::log1p, log1p, 1e-300, 1e308, true) < 1.5);
        // A rounded sum and a rounded quotient more.
        CHECK(worst_ulps(w, function::expm1_positive, expm1, 1e-15, 600, true) < 2.5);
        CHECK(worst_ulps(w, function::log1p_ratio, ratio, 1e-300, 1e300, true) < 2.5);
        CHECK(worst_ulps(w, function::log1p_ratio, ratio, 0.01, 30, true) < 2.5);
        CHECK(worst_ulps(w, function::sqrt, sqrt, 1e-323, 1e308, true) <= 0.501);
        CHECK(worst_ulps(w, function::sqrt, sqrt, 1, 4, false) <= 0.501);
        // A quarter more where the multiply-adds are not fused, as in this build.
        CHECK(worst_ulps(w, function::quick_sqrt, sqrt, 1e-323, 1e308, true) <= 0.751);
        CHECK(worst_ulps(w, function::quick_sqrt, sqrt, 1, 4, false) <= 0.751);
    }
}

TEST_CASE("lane math: as the standard functions where there is no finite value", "[detail][lane_math]")
{
    const double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> x = {0,   -0.,   -1,   1,    infinity, -infinity, nan,    5e-324,
                                   -2., 1e308, 800., -800, -745.5,   709.79,    -0.999, -1e-300};
    const auto same = [&](double a, double b) {
        CAPTURE(a, b);
        CHECK((std::isnan(a) == std::isnan(b) && (std::isnan(a) || a == b || std::fabs(a / b - 1) < 1e-15)));
    };
    for (const lane_width w : widths) {
        const auto e = values(w, function::exp, x), l = values(w, function::log, x), p = values(w, function::log1p, x);
        for (std::size_t i = 0; i < x.size(); ++i) {
            CAPTURE(x[i]);
            same(e[i], std::exp(x[i]));
            same(l[i], std::log(x[i]));
            same(p[i], std::log1p(x[i]));
        }
    }
}
