// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/arbitrage_scan.hpp>
#include <smirk/surface/certificate.hpp>
#include <smirk/surface/events.hpp>
#include <smirk/surface/svi_surface.hpp>

#include <cmath>
#include <limits>
#include <vector>

using namespace smirk;
using namespace smirk::surface;

namespace {
const svi_surface quiet({0.25, 1.0}, {{.a = 0.002, .b = 0.03, .rho = -0.6, .m = 0.02, .sigma = 0.15},
                                      {.a = 0.014, .b = 0.06, .rho = -0.55, .m = 0.03, .sigma = 0.2}});
const std::vector<event> earnings{{0.1, 0.05 * 0.05}, {0.6, 0.03 * 0.03}};
} // namespace

TEST_CASE("events: what is put in comes out", "[surface][events]")
{
    REQUIRE(event_variance(earnings, 0.09) == 0);
    REQUIRE_THAT(event_variance(earnings, 0.1), WithinRel(0.0025, 1e-15));
    REQUIRE_THAT(event_variance(earnings, 2), WithinRel(0.0034, 1e-15));
    const double with = vol_with_events(0.2, 0.25, earnings);
    REQUIRE_THAT(with, WithinRel(std::sqrt(0.04 + 0.01), 1e-15)); // 0.0025 / 0.25
    REQUIRE_THAT(vol_without_events(with, 0.25, earnings), WithinRel(0.2, 1e-14));
    REQUIRE(std::isnan(vol_without_events(0.05, 0.25, earnings)));

    const event_surface busy(quiet, earnings);
    for (double k : {-0.2, 0.0, 0.3}) {
        REQUIRE(busy.vol(k, 0.05) == quiet.vol(k, 0.05));
        REQUIRE_THAT(busy.vol(k, 0.25), WithinRel(vol_with_events(quiet.vol(k, 0.25), 0.25, earnings), 1e-14));
    }
    const std::vector<double> times{0.05, 0.0999, 0.1, 0.3, 0.59, 0.6, 1.0};
    REQUIRE(scan_arbitrage(quiet, times).arbitrage_free());
    REQUIRE(scan_arbitrage(busy, times).arbitrage_free());
    const event_surface none(quiet, {});
    const auto smile = shifted_smile{busy.smile(1.0), -event_variance(earnings, 1.0)};
    for (double k : {-0.2, 0.3})
        REQUIRE_THAT(smile.total_variance(k), WithinRel(none.smile(1.0).total_variance(k), 1e-14));
    REQUIRE_THROWS_AS(event_surface(quiet, {{0.1, -0.01}}), std::invalid_argument);
    REQUIRE_THROWS_AS(event_surface(quiet, {{0.0, 0.01}}), std::invalid_argument);
}

TEST_CASE("events: the implied move", "[surface][events]")
{
    const std::vector<event> one{{0.02, 0.06 * 0.06}};
    const double near = vol_with_events(0.25, 0.05, one), far = vol_with_events(0.25, 0.3, one);
    const auto both = event_before_both(near, 0.05, far, 0.3);
    REQUIRE_THAT(both.move(), WithinRel(0.06, 1e-13));
    REQUIRE_THAT(both.quiet_vol, WithinRel(0.25, 1e-13));
    REQUIRE_THAT(both.mean_absolute_move(), WithinRel(0.06 * 0.7978845608028654, 1e-13)); // sqrt(2 / pi)

    const std::vector<event> later{{0.1, 0.06 * 0.06}};
    const auto between = event_between(0.25, 0.05, vol_with_events(0.25, 0.3, later), 0.3);
    REQUIRE_THAT(between.move(), WithinRel(0.06, 1e-13));
    REQUIRE(between.quiet_vol == 0.25);

    const auto no_event = event_before_both(0.2, 0.05, 0.25, 0.3); // vols rise with time
    REQUIRE(no_event.variance < 0);
    REQUIRE(std::isnan(no_event.move()));
    REQUIRE_THROWS_AS(event_before_both(0.2, 0.3, 0.2, 0.3), std::invalid_argument);
    REQUIRE_THROWS_AS(event_between(0.2, 0, 0.2, 0.3), std::invalid_argument);
}

TEST_CASE("business_years: weekends count for less", "[surface][events]")
{
    const double day = 1.0 / 365;
    const std::vector<clock_interval> weekends{{4 * day, 6 * day, 0.1}, {11 * day, 13 * day, 0.1}};
    REQUIRE(business_years(0, weekends) == 0);
    REQUIRE_THAT(business_years(4 * day, weekends), WithinRel(4 * day, 1e-14));
    REQUIRE_THAT(business_years(5 * day, weekends), WithinRel(4.1 * day, 1e-14));
    REQUIRE_THAT(business_years(14 * day, weekends), WithinRel(10.4 * day, 1e-14));
    double before = 0;
    for (double t = 0; t < 20 * day; t += 0.37 * day) {
        const double now = business_years(t, weekends);
        REQUIRE(now >= before);
        before = now;
    }
    const business_surface<svi_surface> surface{quiet, weekends};
    REQUIRE_THAT(surface.vol(0.1, 14 * day), WithinRel(quiet.vol(0.1, 10.4 * day) * std::sqrt(10.4 / 14), 1e-13));
    const std::vector<clock_interval> overlap{{0, 1, 0.5}, {0.5, 2, 0.5}}, negative{{0, 1, -1}};
    REQUIRE_THROWS_AS(business_years(1, overlap), std::invalid_argument);
    REQUIRE_THROWS_AS(business_years(1, negative), std::invalid_argument);
    REQUIRE_THROWS_AS(business_years(-1, weekends), std::invalid_argument);
}

TEST_CASE("event_surface: whether the event brings a butterfly is decided for all strikes", "[surface][events]")
{
    const svi early{.a = 0.006, .b = 0.06, .rho = -0.6, .m = 0.02, .sigma = 0.18},
        late{.a = 0.03, .b = 0.13, .rho = -0.6, .m = 0.05, .sigma = 0.4};
    const event_surface surface(svi_surface({0.5, 2.0}, {early, late}), {{0.7, 0.05 * 0.05}});
    for (double years : {0.3, 0.6, 0.8, 3.0}) REQUIRE(butterfly_certificate(surface.smile(years)));
    REQUIRE(calendar_certificate(surface.smile(0.6), surface.smile(0.8)));
    REQUIRE(calendar_certificate(surface.smile(0.8), surface.smile(0.6)).verdict == proof::refuted);
    const shifted_smile less{early, -0.02}; // more than there is
    REQUIRE(butterfly_certificate(less).verdict == proof::refuted);
}
