// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/replication/fair_variance.hpp>

#include <random>
#include <vector>

using namespace smirk::replication;

namespace {

constexpr double years = 30.0 / 365;
constexpr double quadrature = 1e-10; // the default tolerance, relative

} // namespace

TEST_CASE("a flat smile is worth its variance")
{
    for (const double vol : {0.01, 0.2, 1.0, 3.0})
        for (const double t : {1e-3, years, 2.0}) {
            const auto v = fair_variance([=](double) { return vol * vol * t; }, t);
            REQUIRE(v);
            REQUIRE_THAT(v.variance, WithinRel(vol * vol, quadrature));
            REQUIRE(v.error < quadrature * v.variance * 10);
            REQUIRE(v.put_tail_share == 0);
        }
}

TEST_CASE("a smile straight in d2: the fair variance is an integral against the normal law")
{
    // Where w is a function of z = d2, sigma^2 T = int w(k(z)) n(z) dz (Fukasawa 2012; Gatheral 2006, 11.4). For the
    // smile that has w = a + b z + c z^2 that is a + c, whatever b. k follows from z: k = -z sqrt(w) - w / 2.
    const double a = 0.04 * years, b = 0.1 * a, c = 0.05 * a;
    const auto w = [&](double k) {
        double low = -60, high = 60; // k falls in z
        for (int i = 0; i < 200; ++i) {
            const double z = (low + high) / 2, v = a + b * z + c * z * z;
            (-z * std::sqrt(v) - v / 2 > k ? low : high) = z;
        }
        return a + b * low + c * low * low;
    };
    REQUIRE_THAT(fair_variance(w, years).variance, WithinRel((a + c) / years, 1e-9));
}

TEST_CASE("without wings a smile that ends is the price of a corridor contract")
{
    // Black, sigma = 20 %, 30 days, quotes out to m standard deviations; closed form of the truncated log contract
    const double expected[] = {.0339693402, .0395376238, .0399836599};
    for (int m = 1; m <= 3; ++m) {
        const double end = m * 0.2 * std::sqrt(years);
        const std::vector<double> k{-end, end}, w{0.04 * years, 0.04 * years};
        const smirk::quoted_smile quotes(k, w);
        const auto none = fair_variance(quotes, years, {.wings = wing_rule::none});
        REQUIRE(none);
        REQUIRE_THAT(none.variance, WithinAbs(expected[m - 1], 5e-11)); // printed to ten places
        REQUIRE(none.put_tail_share == 0);

        const auto flat = fair_variance(quotes, years, {.wings = wing_rule::flat});
        REQUIRE_THAT(flat.variance, WithinRel(0.04, quadrature));
        REQUIRE_THAT((1 - flat.put_tail_share - flat.call_tail_share) * flat.variance,
                     WithinRel(none.variance, 10 * quadrature));
        REQUIRE(flat.put_tail_share > 0);
        REQUIRE(flat.call_tail_share > 0);
    }
}

TEST_CASE("a wing as steep as Lee's bound has no fair variance, and the status says so")
{
    const auto v = fair_variance([](double k) { return 0.01 + 2 * std::fabs(k); }, 1);
    REQUIRE(v.status == integral_status::open_tail);
    REQUIRE_FALSE(v);
    REQUIRE(v.variance > 0.01);
    REQUIRE(fair_variance([](double k) { return 0.01 + 1.0 * std::fabs(k); }, 1));
}

TEST_CASE("a smile that is no smile")
{
    REQUIRE(fair_variance([](double) { return -0.01; }, 1).status == integral_status::invalid_smile);
    REQUIRE(fair_variance([](double k) { return 0.01 + 0.1 * k; }, 1).status == integral_status::invalid_smile);
    REQUIRE_THROWS_AS(fair_variance([](double) { return 0.01; }, 0), std::invalid_argument);
    REQUIRE_THROWS_AS(fair_variance([](double) { return 0.01; }, 1, {.tolerance = 0}), std::invalid_argument);
}

TEST_CASE("kinks that are named cost nothing, and change nothing")
{
    std::vector<double> k, w;
    for (int i = -60; i <= 30; ++i) {
        k.push_back(0.005 * i + 0.0011);
        w.push_back(years * (0.04 - 0.1 * k.back() + (i % 2 ? 0.002 : 0)));
    }
    const smirk::quoted_smile jagged(k, w);
    const auto found = fair_variance(jagged, years, {.tolerance = 1e-7});
    const auto named = fair_variance(jagged, years, {.tolerance = 1e-7, .kinks = k});
    REQUIRE(found);
    REQUIRE(named);
    REQUIRE_THAT(named.variance, WithinRel(found.variance, 1e-6)); // a hidden kink can fool the error estimate
    REQUIRE_THAT(named.put_tail_share, WithinRel(found.put_tail_share, 1e-5));
    REQUIRE_THAT(named.call_tail_share, WithinRel(found.call_tail_share, 1e-5));
}

TEST_CASE("the error is honest where kinks are not named")
{
    // Jagged smiles, the same kinks named as the reference; a hundred draws, of which one may miss.
    std::mt19937_64 random(7);
    const auto uniform = [&](double a, double b) { return std::uniform_real_distribution(a, b)(random); };
    for (const double tolerance : {1e-6, 1e-8}) {
        int missed = 0;
        for (int trial = 0; trial < 100; ++trial) {
            std::vector<double> k, w;
            for (double x = -0.3; x < 0.2; x += 0.01 * uniform(0.2, 1.8)) {
                k.push_back(x);
                w.push_back(years * (0.04 - 0.1 * x + uniform(0, 0.002)));
            }
            const smirk::quoted_smile smile(k, w);
            const auto named = fair_variance(smile, years, {.wings = wing_rule::flat, .tolerance = 1e-12, .kinks = k});
            const auto found = fair_variance(smile, years, {.wings = wing_rule::flat, .tolerance = tolerance});
            REQUIRE(found);
            REQUIRE(found.error < 10 * tolerance * found.variance);
            missed += std::fabs(found.variance - named.variance) > found.error;
        }
        REQUIRE(missed <= 1);
    }
}

TEST_CASE("a steep wing: converged or open, never wrong without a word")
{
    // w = a + b |k|: against the same integral over a wider and finer grid, by the trapezoid rule in |k|
    for (const double b : {0.8, 1.0, 1.2, 1.5, 1.9, 1.99}) {
        const auto w = [=](double k) { return 0.01 + b * std::fabs(k); };
        const auto v = fair_variance(w, 1, {.tolerance = 1e-8});
        double sum = 0;
        const double h = 0.002;
        for (int i = -175000; i <= 175000; ++i) {
            const double k = h * i;
            sum += (std::abs(i) == 175000 ? 0.5 : 1) * 2 * h * out_of_the_money_price(k, w(k)) * std::exp(-k);
        }
        if (v) REQUIRE_THAT(v.variance, WithinRel(sum, 1e-5));
        REQUIRE(bool(v) == (b <= 1)); // the last panel, from 175 on, holds e^{-(2-b)^2 175 / 8b}
    }
}

TEST_CASE("quotes on one side of the money only: the other side is all wing")
{
    const std::vector<double> k{0.02, 0.05, 0.1}, w(3, 0.04 * years);
    const smirk::quoted_smile calls(k, w);
    const auto v = fair_variance(calls, years);
    REQUIRE(v);
    REQUIRE_THAT(v.variance, WithinRel(0.04, quadrature));
    REQUIRE(v.put_tail_share > 0.4);
    REQUIRE(fair_variance(calls, years, {.wings = wing_rule::none}).status == integral_status::invalid_smile);
}

TEST_CASE("a curve too rough for the tolerance says so")
{
    const auto v = fair_variance([](double k) { return 0.04 * years * (1 + 0.5 * std::sin(1e6 * k)); }, years);
    REQUIRE(v.status == integral_status::rough);
    REQUIRE_FALSE(v);
}
