// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/skew.hpp>
#include <smirk/surface/svi.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <vector>

using namespace smirk;
using signals::quote_convention;
using signals::skew_unit;

namespace {
constexpr surface::svi skewed{.a = 0.01, .b = 0.08, .rho = -0.6, .m = 0.02, .sigma = 0.15};
constexpr double years = 0.5;
constexpr double rounding = 1e-14;
} // namespace

TEST_CASE("risk reversal and butterfly from quotes, and the sign of each market")
{
    REQUIRE_THAT(signals::risk_reversal(0.25, 0.18), WithinRel(0.07, rounding));
    REQUIRE(signals::risk_reversal(0.25, 0.18, quote_convention::fx) == -signals::risk_reversal(0.25, 0.18));
    REQUIRE_THAT(signals::butterfly(0.25, 0.18, 0.20), WithinRel(0.015, 1e-13));
}

TEST_CASE("wings of a smile have the delta asked for")
{
    const auto w = signals::wings(skewed, 0.25, years);
    const auto delta_of = [&](double k, double sign) {
        const double s = std::sqrt(skewed.total_variance(k)), d1 = -k / s + s / 2;
        return 0.5 * std::erfc(-sign * d1 / std::sqrt(2.0));
    };
    REQUIRE_THAT(delta_of(w.put_log_moneyness, -1), WithinAbs(0.25, 1e-10)); // tolerance of the search
    REQUIRE_THAT(delta_of(w.call_log_moneyness, 1), WithinAbs(0.25, 1e-10));
    REQUIRE_THAT(w.put, WithinRel(smile_vol(skewed, w.put_log_moneyness, years), rounding));
    REQUIRE_THAT(w.at_the_money, WithinRel(smile_vol(skewed, 0.0, years), rounding));
    REQUIRE(w.put_log_moneyness < 0);
    REQUIRE(w.call_log_moneyness > 0);
}

TEST_CASE("an equity smile: puts dearer than calls, curvature smaller than skew")
{
    const double rr = signals::risk_reversal(skewed, 0.25, years), bf = signals::butterfly(skewed, 0.25, years);
    REQUIRE(rr > 0);
    REQUIRE(bf > 0);
    REQUIRE(bf < rr);
    REQUIRE(signals::risk_reversal(skewed, 0.25, years, {.convention = quote_convention::fx}) == -rr);
    REQUIRE(signals::risk_reversal(skewed, 0.10, years) > rr);
}

TEST_CASE("a flat smile has neither skew nor curvature")
{
    constexpr surface::svi flat{.a = 0.02, .b = 0, .rho = 0, .m = 0, .sigma = 0.1};
    REQUIRE_THAT(signals::risk_reversal(flat, 0.25, years), WithinAbs(0, rounding));
    REQUIRE_THAT(signals::butterfly(flat, 0.25, years), WithinAbs(0, rounding));
}

TEST_CASE("both wings apart: their difference is the risk reversal, their mean the butterfly")
{
    const auto w = signals::wings(skewed, 0.25, years);
    REQUIRE_THAT(signals::put_skew(w) - signals::call_skew(w),
                 WithinRel(signals::risk_reversal(skewed, 0.25, years), 1e-12));
    REQUIRE_THAT((signals::put_skew(w) + signals::call_skew(w)) / 2,
                 WithinRel(signals::butterfly(skewed, 0.25, years), 1e-12));
}

TEST_CASE("steepness in its four units")
{
    const signals::wing_quotes w{.put = 0.25,
                                 .call = 0.18,
                                 .at_the_money = 0.20,
                                 .put_log_moneyness = -0.1,
                                 .call_log_moneyness = 0.08,
                                 .delta = 0.25};
    REQUIRE_THAT(signals::put_skew(w), WithinRel(0.05, 1e-13));
    REQUIRE_THAT(signals::put_skew(w, skew_unit::share_of_atm), WithinRel(0.25, 1e-13));
    REQUIRE_THAT(signals::put_skew(w, skew_unit::per_delta), WithinRel(0.20, 1e-13));
    REQUIRE_THAT(signals::put_skew(w, skew_unit::per_log_moneyness), WithinRel(0.5, 1e-13));
    REQUIRE_THAT(signals::call_skew(w), WithinRel(-0.02, 1e-13));
    REQUIRE_THAT(signals::call_skew(w, skew_unit::per_log_moneyness), WithinRel(-0.25, 1e-13));
    REQUIRE_THROWS_AS(signals::put_skew(w, static_cast<skew_unit>(9)), std::invalid_argument);
}

TEST_CASE("a smile that ends before the wing has no risk reversal: nothing is extrapolated")
{
    const quoted_smile narrow(std::vector<double>{-0.03, 0.03}, std::vector<double>{0.02, 0.018});
    REQUIRE(std::isnan(signals::risk_reversal(narrow, 0.25, years)));
    REQUIRE(std::isnan(signals::butterfly(narrow, 0.25, years)));
    REQUIRE_FALSE(std::isnan(signals::wings(narrow, 0.25, years).at_the_money));
    REQUIRE_THROWS_AS(signals::risk_reversal(skewed, 1.25, years), std::invalid_argument);
}

TEST_CASE("change of the risk reversal with the spot")
{
    REQUIRE_THAT(signals::risk_reversal_gamma(0.051, 0.049, 10), WithinRel(1e-4, 1e-12));
}
