// SPDX-License-Identifier: BSL-1.0
// The calls of examples/docs/coming_from.md for those who know QuantLib, against its numbers: version 1.29, each from
// the call named beside it.
#include "support/catch.hpp"

#include <smirk/black.hpp>
#include <smirk/garch/fit.hpp>
#include <smirk/garch/garch11.hpp>
#include <smirk/garch/simulate.hpp>
#include <smirk/realized.hpp>
#include <smirk/replication/fair_variance.hpp>
#include <smirk/replication/us_holidays.hpp>
#include <smirk/surface.hpp>

#include <chrono>
#include <cmath>
#include <random>
#include <vector>

namespace black = smirk::black;
namespace col = smirk::col;
namespace garch = smirk::garch;
namespace realized = smirk::realized;
namespace replication = smirk::replication;
namespace surface = smirk::surface;
using smirk::option_type;

namespace {

constexpr double F = 105, K = 100, T = 0.75, vol = 0.22, r = 0.03, q = 0.01;
const double D = std::exp(-r * T), S = F * std::exp(-(r - q) * T), k = std::log(K / F);
constexpr double printed = 1e-13; // relative: 15 digits are printed

} // namespace

TEST_CASE("QuantLib: Black, Bachelier, displaced", "[docs]")
{
    struct {
        option_type type;
        double price, displaced, normal, forward_delta, in_the_money;
    } const expected[] = {
        {option_type::call, 10.2976574731355, 11.0179371955869, 9.48009211172046, 0.623155216139378, 0.563882080883496},
        {option_type::put, 5.40890128716881, 6.12918100962023, 4.59133592575378, -0.354596021053959,
         0.436117919116504}};
    for (const auto& [type, price, displaced, normal, forward_delta, in_the_money] : expected) {
        const double a = 10, normal_vol = 20;
        REQUIRE_THAT(black::price(type, F, K, T, vol, D), WithinRel(price, printed));
        REQUIRE_THAT(black::displaced::price(type, F, K, a, T, vol, D), WithinRel(displaced, printed));
        REQUIRE_THAT(black::implied_vol(type, price, F, K, T, D).vol, WithinRel(vol, 1e-12));
        REQUIRE_THAT(black::displaced::implied_vol(type, displaced, F, K, a, T, D).vol, WithinRel(vol, 1e-12));
        REQUIRE_THAT(black::bachelier::price(type, F, K, T, normal_vol, D), WithinRel(normal, printed));
        REQUIRE_THAT(black::bachelier::implied_vol(type, normal, F, K, T, D).vol, WithinRel(normal_vol, 1e-12));
        REQUIRE_THAT(black::greeks(type, F, K, T, vol, D).delta, WithinRel(forward_delta, printed));
        REQUIRE_THAT(-sign(type) * black::greeks(type, F, K, T, vol, D).dual_delta / D,
                     WithinRel(in_the_money, printed));
    }
    // blackFormulaStdDevDerivative, blackFormulaVolDerivative; CumulativeNormalDistribution()(-1.3)
    REQUIRE_THAT(black::greeks(option_type::call, F, K, T, vol, D).vega / std::sqrt(T),
                 WithinRel(38.5054678198084, printed));
    REQUIRE_THAT(black::greeks(option_type::call, F, K, T, vol, D).vega, WithinRel(33.3467133165583, printed));
    REQUIRE_THAT(black::normal_cdf(-1.3), WithinRel(0.0968004845856103, printed));
}

TEST_CASE("QuantLib: BlackCalculator holds the spot fixed", "[docs]")
{
    struct {
        option_type type;
        double delta, gamma, theta, vega, rho, dividend_rho, strike;
    } const expected[] = {{option_type::call, 0.632573001186514, 0.0188894506586934, -5.89054751612718,
                           33.3467133165583, 41.3502301661244, -49.073473270976, -0.551336402214991},
                          {option_type::put, -0.359955053632624, 0.0188894506586934, -3.98393260360018,
                           33.3467133165583, -31.9811126233759, 27.9244366579993, 0.426414834978345}};
    for (const auto& [type, delta, gamma, theta, vega, rho, dividend_rho, strike] : expected) {
        const auto g = black::greeks(type, F, K, T, vol, D);
        REQUIRE_THAT(g.delta * F / S, WithinRel(delta, printed));
        REQUIRE_THAT(g.gamma * F * F / (S * S), WithinRel(gamma, printed));
        REQUIRE_THAT(g.theta - (r - q) * F * g.delta, WithinRel(theta, printed));
        REQUIRE_THAT(g.vega, WithinRel(vega, printed));
        REQUIRE_THAT(g.rho + T * F * g.delta, WithinRel(rho, printed));
        REQUIRE_THAT(-T * F * g.delta, WithinRel(dividend_rho, printed));
        REQUIRE_THAT(g.dual_delta, WithinRel(strike, printed));
        // with a yield, spot_delta is that of an asset without one
        REQUIRE_THAT(g.spot_delta * std::exp(-q * T), WithinRel(delta, printed));
    }
}

TEST_CASE("QuantLib: strikes by delta", "[docs]")
{
    const double solved = 1e-9; // theirs invert N to nine digits, and find adjusted strikes by a root search
    // BlackDeltaCalculator(type, Fwd or PaSpot, S, D, exp(-q T), stdDev): strikeFromDelta(+-0.25), atmStrike
    const auto strike = [](option_type type, const surface::delta_options& options = {}) {
        return F * std::exp(surface::moneyness_at_delta(type, 0.25, vol, T, options));
    };
    REQUIRE_THAT(F * std::exp(surface::moneyness_at_delta(option_type::call, 0.25, vol, T)),
                 WithinRel(121.585522855575, solved));
    REQUIRE_THAT(strike(option_type::put), WithinRel(94.0289574994647, solved));
    const surface::delta_options adjusted{.convention = surface::delta_convention::spot_adjusted, .dividend_yield = q};
    REQUIRE_THAT(strike(option_type::call, adjusted), WithinRel(119.328720499771, solved));
    REQUIRE_THAT(strike(option_type::put, adjusted), WithinRel(92.5709345206791, solved));

    const surface::svi smile{.a = vol * vol * T, .b = 0, .rho = 0, .m = 0, .sigma = 0.1}; // flat
    const auto neutral = surface::at_the_money(smile, T, surface::at_the_money_convention::delta_neutral);
    REQUIRE_THAT(F * std::exp(neutral.log_moneyness), WithinRel(106.923149790572, 1e-12));
    const auto lower = surface::at_the_money(smile, T, surface::at_the_money_convention::delta_neutral_adjusted);
    REQUIRE_THAT(F * std::exp(lower.log_moneyness), WithinRel(103.111440521482, 1e-12));
}

TEST_CASE("QuantLib: smiles", "[docs]")
{
    // sabrVolatility(K, F, T, 2, 0.5, 0.4, -0.3); sviTotalVariance(0.01, 0.1, 0.2, -0.4, 0.05, k)
    const surface::sabr model{.alpha = 2, .beta = 0.5, .rho = -0.3, .nu = 0.4, .forward = F, .years = T};
    REQUIRE_THAT(model.vol(K), WithinRel(0.20211632736677, printed));
    const surface::svi slice{.a = 0.01, .b = 0.1, .rho = -0.4, .m = 0.05, .sigma = 0.2};
    REQUIRE_THAT(slice.total_variance(k), WithinRel(0.0362584433072529, printed));

    // The fits find what made the quotes.
    std::vector<double> ks, ws, vols;
    for (int i = -8; i <= 8; ++i) {
        ks.push_back(0.04 * i);
        ws.push_back(slice.total_variance(ks.back()));
        vols.push_back(model.vol(F * std::exp(ks.back())));
    }
    const auto svi_fit = surface::fit_svi(ks, ws, {.years = T});
    REQUIRE(svi_fit);
    REQUIRE_THAT(svi_fit.smile.total_variance(k), WithinRel(slice.total_variance(k), 1e-6));
    const auto sabr_fit = surface::fit_sabr(ks, vols, F, T, {.beta = 0.5});
    REQUIRE(sabr_fit);
    REQUIRE_THAT(sabr_fit.smile.vol(K), WithinRel(model.vol(K), 1e-6));

    // AnalyticHestonEngine of HestonProcess(r, q, spot, 0.05, 2, 0.06, 0.5, -0.7) to 274 days, Actual365Fixed
    const double years = 274 / 365.0, forward = S * std::exp((r - q) * years);
    const surface::heston heston{
        .spot_variance = 0.05, .mean_variance = 0.06, .kappa = 2, .vol_of_variance = 0.5, .rho = -0.7};
    REQUIRE_THAT(std::exp(-r * years) * forward * surface::heston_call(heston, std::log(K / forward), years),
                 WithinRel(10.5758387481052, 1e-11));
    surface::vol_quotes quotes;
    for (const double t : {0.25, 0.5, 1.0})
        for (const double at : {-0.2, -0.1, 0.0, 0.1, 0.2})
            quotes.add_moneyness(at, t, surface::heston_surface{heston}.vol(at, t));
    const auto heston_fit = surface::fit_heston(quotes);
    REQUIRE(heston_fit);
    REQUIRE_THAT(heston_fit.model.kappa, WithinRel(2, 1e-3));
}

TEST_CASE("QuantLib: surfaces", "[docs]")
{
    // BlackVarianceSurface through vols of 0.20 and 0.21 at the strike: blackVol(200/365, 100), blackForwardVol
    const double near = 100 / 365.0, far = 300 / 365.0, years = 200 / 365.0;
    const auto flat = [](double w) { return surface::svi{.a = w, .b = 0, .rho = 0, .m = 0, .sigma = 0.1}; };
    const surface::svi_surface vols({near, far}, {flat(0.2 * 0.2 * near), flat(0.21 * 0.21 * far)});
    REQUIRE_THAT(vols.vol(k, years), WithinRel(0.207545175805173, printed));
    REQUIRE_THAT(std::sqrt(surface::forward_variance(0.2, near, 0.21, far)), WithinRel(0.214825510589408, printed));
    // LocalVolSurface: flat slices, so the local variance is the forward variance
    REQUIRE_THAT(surface::local_vol(vols, k, years), WithinRel(0.214825510589408, 1e-12));
    REQUIRE_THAT(replication::fair_variance(flat(vol * vol * T), T).variance, WithinRel(vol * vol, 1e-9));
}

TEST_CASE("QuantLib: volatility from bars, one value a bar", "[docs]")
{
    const std::vector<double> open{100, 101.5, 99.8}, high{102, 103, 101}, low{98.5, 100.9, 97.2},
        close{101, 99.9, 100.4};
    const auto bars = smirk::columns(col::open(open), col::high(high), col::low(low), col::close(close));
    const auto pk = realized::rolling(realized::parkinson, bars, 1, {.periods_per_year = 252});
    const auto s4 = realized::rolling(realized::garman_klass_minimum_variance, bars, 1, {.periods_per_year = 252});
    const auto s5 = realized::rolling(realized::garman_klass, bars, 1, {.periods_per_year = 252});
    const auto s6 =
        realized::rolling(realized::garman_klass_composite, bars, 1, {.closed_share = 0.25, .gap_weight = 0.012});
    const auto one = realized::rolling(realized::close_to_close, close, 1, {.mean = realized::mean_return::zero});
    REQUIRE_THAT(pk[2], WithinRel(0.36561222467509, printed));
    REQUIRE_THAT(s4[2], WithinRel(0.428148954263933, printed));
    REQUIRE_THAT(s5[2], WithinRel(0.42639379585889, printed));
    REQUIRE_THAT(s6[2], WithinRel(0.491420916651203, printed));
    REQUIRE_THAT(one[2], WithinRel(0.0792538234618538, 1e-12));
}

TEST_CASE("QuantLib: American options, GARCH, calendar", "[docs]")
{
    // QdFpAmericanEngine(process, highPrecisionScheme) to 274 days, Actual365Fixed
    const double years = 274 / 365.0, scheme = 1e-6; // both are quadratures
    REQUIRE_THAT(black::american_price(option_type::call, S, K, years, vol, r, q), WithinRel(10.3016912747925, scheme));
    REQUIRE_THAT(black::american_price(option_type::put, S, K, years, vol, r, q), WithinRel(5.51347637573793, scheme));
    REQUIRE_THAT(black::american_implied_vol(option_type::put, 5.51347637573793, S, K, years, r, q).vol,
                 WithinRel(vol, 1e-5));

    std::mt19937_64 generator(1);
    const auto path =
        garch::simulate<garch::garch11>({.mu = 0, .omega = 0.02, .alpha = 0.08, .beta = 0.9}, 4000, generator);
    const auto fit = garch::fit<garch::garch11>(path.returns, {.mean = garch::mean::zero});
    REQUIRE(fit);
    REQUIRE(fit.parameters.mu == 0);
    REQUIRE_THAT(fit.long_run_variance(),
                 WithinRel(fit.parameters.omega / (1 - fit.parameters.alpha - fit.parameters.beta), 1e-12));

    using namespace std::chrono;
    REQUIRE_FALSE(replication::is_us_business_day(local_days{2024y / March / 29})); // Good Friday
    REQUIRE(replication::is_us_business_day(local_days{2024y / March / 28}));
}
