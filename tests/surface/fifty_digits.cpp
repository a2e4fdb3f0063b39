// SPDX-License-Identifier: BSL-1.0
// The formulas of smiles and surfaces, computed once more in 50 digits from the same doubles. Errors are counted in
// units of the size of the terms; each bound is the number of roundings on the way, rounded up.
#include <smirk/surface/delta_quotes.hpp>
#include <smirk/surface/density.hpp>
#include <smirk/surface/dupire.hpp>
#include <smirk/surface/durrleman.hpp>
#include <smirk/surface/dynamics.hpp>
#include <smirk/surface/events.hpp>
#include <smirk/surface/heston.hpp>
#include <smirk/surface/jump_wings.hpp>
#include <smirk/surface/local_vol.hpp>
#include <smirk/surface/sabr.hpp>
#include <smirk/surface/ssvi.hpp>
#include <smirk/surface/svi.hpp>
#include <smirk/surface/svi_surface.hpp>
#include <smirk/surface/term_structure.hpp>
#include <smirk/surface/vanna_volga.hpp>

#include "support/catch.hpp"
#include "support/normal_law50.hpp"

namespace surface = smirk::surface;
using smirk::option_type;
using support::normal_cdf;
using support::normal_pdf;
using support::pi;
using support::real50;
using support::units;

namespace {

constexpr double everywhere[] = {-3, -0.7, -0.2, -0.03, -1e-9, 0, 0.01, 0.15, 0.6, 2.5};
constexpr surface::svi slices[] = {{0.01, 0.1, -0.6, 0.05, 0.2},
                                   {-0.004, 0.08, 0.3, -0.1, 0.15},
                                   {0.0002, 0.012, -0.9, 0.003, 0.01},
                                   {0.3, 0.4, 0.0, 0.5, 1.3}};

struct derivatives50 {
    real50 w, dw, d2w;
};
derivatives50 svi_at(const surface::svi& p, double k)
{
    const real50 a = p.a, b = p.b, rho = p.rho, sigma = p.sigma, x = real50(k) - p.m, R = sqrt(x * x + sigma * sigma);
    return {a + b * (rho * x + R), b * (rho + x / R), b * sigma * sigma / (R * R * R)};
}
real50 durrleman_at(const real50& k, const derivatives50& at)
{
    const real50 h = 1 - k * at.dw / (2 * at.w);
    return h * h - at.dw * at.dw / 4 * (1 / at.w + real50(1) / 4) + at.d2w / 2;
}
/// The sum of the sizes of its terms.
real50 size_of_durrleman(const real50& k, const derivatives50& at)
{
    const real50 h = 1 + abs(k * at.dw / (2 * at.w));
    return h * h + at.dw * at.dw / 4 * (1 / at.w + real50(1) / 4) + at.d2w / 2;
}
derivatives50 widened(const smirk::smile_derivatives& at) { return {at.w, at.dw, at.d2w}; }

} // namespace

TEST_CASE("50 digits: SVI and its derivatives", "[surface][fifty_digits]")
{
    for (const auto& p : slices)
        for (const double k : everywhere) {
            CAPTURE(p.a, k);
            const real50 x = abs(real50(k) - p.m), R = sqrt(x * x + real50(p.sigma) * p.sigma);
            const derivatives50 exact = svi_at(p, k);
            const auto at = p.derivatives(k);
            const real50 size = std::fabs(p.a) + p.b * (std::fabs(p.rho) * x + R);
            REQUIRE(units(p.total_variance(k), exact.w, size) < 3);
            REQUIRE(units(at.w, exact.w, size) < 3);
            REQUIRE(units(at.dw, exact.dw, real50(p.b * (1 + std::fabs(p.rho)))) < 3);
            REQUIRE(units(at.d2w, exact.d2w) < 8); // R to the third power
        }
    for (const auto& p : slices) {
        const real50 floor = sqrt(1 - real50(p.rho) * p.rho) * p.b * p.sigma;
        REQUIRE(units(p.minimum_variance(), p.a + floor, std::fabs(p.a) + floor) < 3);
    }
}

TEST_CASE("50 digits: SSVI", "[surface][fifty_digits]")
{
    for (const auto& [theta, rho, psi] :
         {surface::ssvi_slice{0.04, -0.7, 0.25}, {0.3, 0.2, 0.9}, {1e-4, -0.95, 0.01}}) {
        const surface::svi raw = raw_svi(surface::ssvi_slice{theta, rho, psi});
        const real50 t = theta, r = rho, phi = real50(psi) / t;
        for (const double k : everywhere) {
            const real50 y = phi * k + r, root = sqrt(y * y + 1 - r * r);
            // m and sigma of the raw slice are rounded, and so is k - m
            REQUIRE(units(raw.total_variance(k), t / 2 * (1 + r * phi * k + root), t / 2 * (2 + abs(phi * k)) * 2) < 4);
        }
        const real50 lee = 4 / (1 + abs(r)), density = sqrt(4 * t / (1 + abs(r)));
        REQUIRE(units(surface::largest_psi(theta, rho), lee < density ? lee : density) < 2);
    }
    const surface::ssvi_power_law law{-0.6, 0.9, 0.4};
    for (const double theta : {1e-4, 0.02, 0.7}) {
        const real50 t = theta, gamma = law.gamma;
        REQUIRE(units(law.slice(theta).psi, t * law.eta / (pow(t, gamma) * pow(1 + t, 1 - gamma))) < 6);
    }
}

TEST_CASE("50 digits: Durrleman's function, density and distribution", "[surface][fifty_digits]")
{
    for (const auto& p : slices)
        for (const double k : everywhere) {
            CAPTURE(p.a, k);
            const auto at = p.derivatives(k);
            const derivatives50 wide = widened(at);
            REQUIRE(units(surface::durrleman(k, at), durrleman_at(k, wide), size_of_durrleman(k, wide)) < 4);

            const real50 s = sqrt(wide.w), d2 = -k / s - s / 2, n = normal_pdf(d2);
            const real50 times = 4 + d2 * d2; // the exponential multiplies the error of its argument
            const real50 density = durrleman_at(k, wide) * n / s;
            if (abs(density) < 1e-290) // some 35 standard deviations out
                REQUIRE(std::fabs(surface::density(p, k)) < 1e-289);
            else
                REQUIRE(units(surface::density(p, k), density, size_of_durrleman(k, wide) * n / s * times) < 2);
            const real50 digital = normal_cdf(-d2), tilt = n * wide.dw / (2 * s);
            REQUIRE(units(surface::distribution(p, k), digital + tilt, (digital + abs(tilt)) * times) < 2);
        }
}

TEST_CASE("50 digits: Dupire's local vol, from prices and from total variance", "[surface][fifty_digits]")
{
    const surface::call_surface_point c{105, 7.1, 4.3, -0.45, 0.017};
    const double rate = 0.03, yield = 0.011;
    const real50 K = c.strike,
                 variance = 2 * (c.in_time + (real50(rate) - yield) * K * c.in_strike + real50(yield) * c.price) /
                            (K * K * c.curvature);
    REQUIRE(units(surface::dupire_local_vol(c, rate, yield), sqrt(variance)) < 3);

    // dw/dT / g between two expiries: linear in total variance, and by mixed prices
    const surface::svi early{0.01, 0.06, -0.5, 0.02, 0.2}, late{0.03, 0.09, -0.5, 0.02, 0.25};
    const double t1 = 0.5, t2 = 1.25, t = 0.8;
    using rule = surface::time_interpolation;
    const surface::svi_surface linear({t1, t2}, {early, late}, rule::total_variance),
        prices({t1, t2}, {early, late}, rule::price);
    for (const double k : {-0.6, -0.2, 0.0, 0.1, 0.5}) {
        CAPTURE(k);
        const derivatives50 one = svi_at(early, k), two = svi_at(late, k);
        const real50 span = real50(t2) - t1, x = (real50(t) - t1) / span, y = 1 - x;
        const derivatives50 mixed{y * one.w + x * two.w, y * one.dw + x * two.dw, y * one.d2w + x * two.d2w};
        REQUIRE(units(local_vol(linear, k, t), sqrt((two.w - one.w) / span / durrleman_at(k, mixed))) < 4);

        // c = e^-d2 terms: price of a call of forward 1, c_T from the weight, c_kk - c_k = 2 c_w g
        const real50 theta1 = svi_at(early, 0).w, theta2 = svi_at(late, 0).w, theta = theta1 + x * (theta2 - theta1);
        const real50 first = sqrt(theta1), last = sqrt(theta2), root = sqrt(theta), z = (root - first) / (last - first);
        const real50 dz = (theta2 - theta1) / span / (2 * root * (last - first));
        const auto d1 = [&](const real50& w) { return -k / sqrt(w) + sqrt(w) / 2; };
        const auto call = [&](const real50& w) {
            return normal_cdf(d1(w)) - exp(real50(k)) * normal_cdf(d1(w) - sqrt(w));
        };
        const auto half_density = [&](const derivatives50& at) {
            return normal_pdf(d1(at.w)) / (2 * sqrt(at.w)) * durrleman_at(k, at);
        };
        const real50 exact =
            sqrt(dz * (call(two.w) - call(one.w)) / ((1 - z) * half_density(one) + z * half_density(two)));
        // three standard deviations out a price has ten times the relative error of its vol
        REQUIRE(units(local_vol(prices, k, t), exact) < 10);
    }
}

TEST_CASE("50 digits: jump wings and natural SVI, there and back", "[surface][fifty_digits]")
{
    const double years = 0.7;
    for (const auto& p : slices) {
        CAPTURE(p.a);
        const real50 a = p.a, b = p.b, rho = p.rho, m = p.m, sigma = p.sigma, r = sqrt(1 - rho * rho);
        const derivatives50 at = svi_at(p, 0);
        const real50 root = sqrt(at.w), size = abs(a) + 2 * b * sqrt(m * m + sigma * sigma);
        const auto jw = jump_wings(p, years);
        REQUIRE(units(jw.v, at.w / years, size / years) < 2);
        REQUIRE(units(jw.psi, at.dw / (2 * root), b * size / (at.w * root)) < 2);
        REQUIRE(units(jw.p, b * (1 - rho) / root, b * size / (at.w * root)) < 2);
        REQUIRE(units(jw.c, b * (1 + rho) / root, b * size / (at.w * root)) < 2);
        REQUIRE(units(jw.v_min, (a + b * sigma * r) / years, size / years) < 2);

        const auto n = natural(p);
        const real50 zeta = r / sigma, omega = 2 * b / zeta;
        const real50 steep = 1 / (r * r); // 1 - |rho| loses what |rho| near 1 has
        REQUIRE(units(n.zeta, zeta) < 4);
        REQUIRE(units(n.omega, omega) < 5);
        REQUIRE(units(n.mu, m + rho / zeta, abs(m) + abs(rho / zeta)) < 5);
        REQUIRE(units(n.delta, a - omega * r * r / 2, abs(a) + omega * r * r / 2) < 6);
        const auto again = raw_svi(n);
        REQUIRE(units(again.a, a, (abs(a) + omega * r * r) * steep) < 8);
        REQUIRE(units(again.b, b) < 6);
        REQUIRE(units(again.m, m, abs(m) + 2 * abs(rho / zeta)) < 8);
        REQUIRE(units(again.sigma, sigma, sigma * steep) < 6);
    }
    // from jump wings as numbers of their own
    for (const auto& jw : {surface::svi_jump_wings{0.04, -0.08, 0.3, 0.1, 0.03}, {0.09, 0.05, 0.12, 0.4, 0.06}}) {
        const real50 v = jw.v, psi = jw.psi, p = jw.p, c = jw.c, v_min = jw.v_min, T = years, w = v * T;
        const real50 b = sqrt(w) * (c + p) / 2, rho = (c - p) / (c + p), beta = rho - 2 * psi * sqrt(w) / b;
        const real50 r = sqrt(1 - rho * rho), q = sqrt(1 - beta * beta);
        const real50 sigma = (v - v_min) * T * q * (1 - rho * beta + r * q) / (b * (rho - beta) * (rho - beta));
        const auto raw = raw_svi(jw, years);
        const real50 steep = 1 / (q * q) + 1 / (r * r) + v / (v - v_min); // what beta, rho and v - v_min lose
        REQUIRE(units(raw.b, b) < 2);
        REQUIRE(units(raw.rho, rho, (c + p) / abs(c - p) * abs(rho)) < 2);
        REQUIRE(units(raw.sigma, sigma, sigma * steep) < 2);
        REQUIRE(units(raw.m, sigma * beta / q, sigma / q * steep) < 2);
        REQUIRE(units(raw.a, v_min * T - b * sigma * r, v_min * T + b * sigma * r * steep) < 2);
    }
}

TEST_CASE("50 digits: SABR and its derivatives", "[surface][fifty_digits]")
{
    const real50 h("1e-15");
    for (const auto& s : {surface::sabr{0.2, 1, -0.4, 0.6, 100, 1.5},
                          {0.05, 0.3, -0.7, 0.9, 0.04, 0.5},
                          {2.1, 0.5, 0.3, 0.2, 110, 3}}) {
        const real50 b = 1 - real50(s.beta), alpha = s.alpha, rho = s.rho, nu = s.nu, f = s.forward, T = s.years;
        const auto w = [&](const real50& k) -> real50 { // k = ln(K/F): ln(F/K) = -k
            const real50 power = pow(f, b) * exp(b * k / 2), z = -nu / alpha * power * k, l = b * b * k * k;
            const real50 x = log((sqrt(1 - 2 * rho * z + z * z) + z - rho) / (1 - rho));
            const real50 sigma = alpha / (power * (1 + l / 24 + l * l / 1920)) * z / x *
                                 (1 + (b * b / 24 * alpha * alpha / (power * power) +
                                       rho * s.beta * nu * alpha / (4 * power) + (2 - 3 * rho * rho) / 24 * nu * nu) *
                                          T);
            return sigma * sigma * T;
        };
        for (const double k : {-1.2, -0.3, -0.02, 1e-4, 0.05, 0.4, 1.0}) {
            CAPTURE(s.alpha, k);
            const auto at = s.derivatives(k);
            const real50 before = w(k - h), here = w(k), after = w(k + h);
            const real50 slope = (after - before) / (2 * h), bend = (after - 2 * here + before) / (h * h);
            INFO(units(s.total_variance(k), here) << " " << units(at.dw, slope, abs(slope) + here) << " "
                                                  << units(at.d2w, bend, abs(bend) + abs(slope) + here));
            REQUIRE(units(s.total_variance(k), here) < 12);
            REQUIRE(units(at.w, here) < 12);
            // terms of the slope and the bend of ln sigma, of the size of nu / alpha and its square, cancel
            REQUIRE(units(at.dw, slope, abs(slope) + here) < 60);
            REQUIRE(units(at.d2w, bend, abs(bend) + abs(slope) + here) < 1000);
        }
    }
}

TEST_CASE("50 digits: variance along time, with events", "[surface][fifty_digits]")
{
    const double near = 0.23, t1 = 0.1, far = 0.21, t2 = 0.35, quiet = 0.18, day = 1. / 252;
    const real50 w1 = real50(near) * near * t1, w2 = real50(far) * far * t2, span = real50(t2) - t1;
    const real50 v = (w2 - w1) / span, size = (w1 + w2) / span;
    REQUIRE(units(surface::forward_variance(near, t1, far, t2), v, size) < 2);
    const real50 event = sqrt((w2 - w1 - real50(quiet) * quiet * (span - day)) / day);
    REQUIRE(units(surface::event_day_vol(near, t1, far, t2, quiet, day), event, (w1 + w2) / day / event) < 2);
    for (const double kappa : {1e-12, 0.3, 5.0, 80.0}) {
        const real50 x = real50(kappa) * t2, share = -expm1(-x) / x;
        REQUIRE(units(surface::mean_reverting_variance(0.09, 0.04, kappa, t2), 0.04 + (real50(0.09) - 0.04) * share) <
                2);
    }
    const surface::event news[] = {{0.05, 0.0009}, {0.2, 0.0025}};
    REQUIRE(units(surface::vol_without_events(far, t2, news), sqrt((w2 - (real50(0.0009) + 0.0025)) / t2)) < 2);
    REQUIRE(units(surface::vol_with_events(far, t2, news), sqrt((w2 + (real50(0.0009) + 0.0025)) / t2)) < 2);
    const auto before = surface::event_before_both(near, t1, far, t2);
    const real50 squares = real50(near) * near + real50(far) * far, rate = 1 / real50(t1) - 1 / real50(t2);
    REQUIRE(units(before.variance, (real50(near) * near - real50(far) * far) / rate, squares / rate) < 2);
    REQUIRE(units(before.quiet_vol, sqrt(v), size / sqrt(v)) < 2);
    const auto between = surface::event_between(far, t1, near, t2);
    REQUIRE(units(between.variance, (real50(near) * near - real50(far) * far) * t2, squares * t2) < 2);
    REQUIRE(units(between.mean_absolute_move(), sqrt(2 / pi * between.variance)) < 2);
}

TEST_CASE("50 digits: a strike from a delta, and the delta of a smile", "[surface][fifty_digits]")
{
    for (const double delta : {0.01, 0.1, 0.25, 0.5, 0.9})
        for (const auto type : {option_type::put, option_type::call}) {
            const double vol = 0.3, years = 0.4, k = surface::moneyness_at_delta(type, delta, vol, years);
            const real50 s = sqrt(real50(years)) * vol, d1 = -k / s + s / 2;
            const real50 theta = sign(type), sensitivity = normal_pdf(d1) / s; // of the delta to k
            // a rounding of k, and of the root finder's delta
            REQUIRE(units(normal_cdf(theta * d1).convert_to<double>(), delta,
                          sensitivity * (std::fabs(k) + s) + delta) < 4);

            const surface::svi& p = slices[0];
            const derivatives50 at = svi_at(p, k);
            const real50 root = sqrt(at.w), d = -k / root + root / 2, n = normal_pdf(d);
            const real50 tilt = (real50(0.6) - 1) * n * at.dw / (2 * root), black = normal_cdf(theta * d);
            REQUIRE(units(surface::smile_delta(p, type, k, 0.6), theta * black + tilt,
                          (black + abs(tilt)) * (4 + d * d)) < 3);
        }
}

TEST_CASE("50 digits: Vanna-Volga", "[surface][fifty_digits]")
{
    const std::array<double, 3> k{-0.12, 0.01, 0.13}, vol{0.13, 0.11, 0.125};
    const double years = 0.6;
    const real50 root = sqrt(real50(years)), s = vol[1] * root;
    const auto d1 = [&](const real50& x) { return -x / s + s / 2; };
    const auto d2 = [&](const real50& x) { return d1(x) - s; };
    const auto time_value = [&](const real50& x, const real50& sigma) {
        const real50 t = sigma * root, d = -x / t + t / 2, call = normal_cdf(d) - exp(x) * normal_cdf(d - t);
        return x > 0 ? call : real50(call - (1 - exp(x)));
    };
    const auto vega = [&](const real50& x) { return root * normal_pdf(d1(x)); };
    const auto hat = [&](std::size_t i, const real50& x) { // the parabola that is 1 at k_i
        real50 y = 1;
        for (std::size_t j = 0; j < 3; ++j)
            if (j != i) y *= (x - k[j]) / (real50(k[i]) - k[j]);
        return y;
    };
    const surface::vanna_volga exact(k, vol, years), second(k, vol, years, surface::vanna_volga_form::second_order);
    for (const double x : {-0.2, -0.1, -0.03, 0.0, 0.02, 0.09, 0.18}) {
        CAPTURE(x);
        real50 D1 = 0, D2 = 0, price = time_value(x, vol[1]);
        for (std::size_t i : {0u, 2u}) {
            const real50 more = real50(vol[i]) - vol[1];
            D1 += hat(i, x) * more;
            D2 += hat(i, x) * d1(k[i]) * d2(k[i]) * more * more;
            price += vega(x) * hat(i, x) * (time_value(k[i], vol[i]) - time_value(k[i], vol[1])) / vega(k[i]);
        }
        const real50 Q = 2 * vol[1] * D1 + D2, middle = vol[1];
        const real50 sigma = middle + Q / (middle + sqrt(middle * middle + d1(x) * d2(x) * Q));
        REQUIRE(units(second.total_variance(x), sigma * sigma * years) < 3);
        // the exact form gives back its price: the vol is wrong by what the roundings of the price, and of the three
        // terms it is made of, come to
        const real50 w = exact.total_variance(x);
        REQUIRE(units(static_cast<double>(time_value(x, sqrt(w) / root)), price, price + vega(x) * middle) < 8);
    }
}

TEST_CASE("50 digits: moments of Heston's model", "[surface][fifty_digits]")
{
    for (const auto& m : {surface::heston{0.04, 0.06, 1.5, 0.5, -0.7}, {0.09, 0.04, 0.4, 1.1, 0.3}})
        for (const double years : {0.05, 1.0, 4.0})
            for (const double p : {-1.5, -0.5, 0.3, 0.8, 1.2}) {
                CAPTURE(m.rho, years, p);
                const double got = surface::heston_smile(m, years).log_moment(p);
                if (std::isinf(got)) continue; // no moment
                const real50 v = m.spot_variance, theta = m.mean_variance, kappa = m.kappa, s = m.vol_of_variance;
                const real50 T = years, pp = real50(p) * (real50(p) - 1), beta = kappa - m.rho * s * p;
                const real50 square = beta * beta - s * s * pp, d = sqrt(abs(square)), x = d * T / 2;
                // Riccati's equation with initial value 0, for real and for imaginary d
                const real50 c = square > 0 ? cosh(x) : cos(x), sn = (square > 0 ? sinh(x) : sin(x)) / d;
                const real50 bottom = c + beta * sn;
                const real50 drift = kappa * theta / (s * s) * (beta * T - 2 * log(bottom)),
                             spot = v * pp * sn / bottom;
                const real50 size = kappa * theta / (s * s) * (abs(beta) * T + 1) + abs(spot);
                REQUIRE(units(got, drift + spot, size) < 4); // some twenty complex operations
            }
}
