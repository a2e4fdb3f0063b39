// SPDX-License-Identifier: BSL-1.0
#include "replication/option_quotes.hpp"
#include "support/catch.hpp"
#include "support/shared_data.hpp"

#include <smirk/replication/implied_distribution.hpp>

using namespace smirk::replication;

namespace {

constexpr double years = 0.25, forward = 101.3, w = 0.04 * years, rate = 0.04;

support::option_quotes lognormal(double step)
{
    return support::priced_quotes(
        [=](double k, bool call) { return support::black_forward_price(forward, k, w, call); }, 60, 170, step, years,
        rate);
}

double below(double price) // P(S_T <= price), lognormal
{
    const double d2 = (std::log(forward / price) - w / 2) / std::sqrt(w);
    return 0.5 * std::erfc(d2 / std::numbers::sqrt2);
}

} // namespace

TEST_CASE("a lognormal market: probabilities, density and quantiles in closed form")
{
    const auto quotes = lognormal(0.5);
    const auto law = implied_law(cboe_strip(quotes.slice()));
    REQUIRE(law);
    const double step = 2e-4; // of the differences: h^2 / 24 times the slope of the density, and the line in between
    for (const double k : {80.0, 90.3, 100.0, 101.3, 115.0, 130.0}) {
        REQUIRE_THAT(law.probability_below(k), WithinAbs(below(k), step));
        const double density = (below(k + 0.01) - below(k - 0.01)) / 0.02;
        REQUIRE_THAT(law.density(k), WithinAbs(density, 1e-3));
        REQUIRE_THAT(law.probability_below(law.quantile(below(k))), WithinAbs(below(k), 1e-12));
    }
    // 5 %, median, 95 %: F exp(-w/2 + z sqrt(w)), z = -1.6448536, 0, 1.6448536
    REQUIRE_THAT(law.quantile(0.05), WithinAbs(forward * std::exp(-w / 2 - 0.16448536), 0.02));
    REQUIRE_THAT(law.quantile(0.5), WithinAbs(forward * std::exp(-w / 2), 0.02));
    REQUIRE_THAT(law.quantile(0.95), WithinAbs(forward * std::exp(-w / 2 + 0.16448536), 0.02));
    REQUIRE(law.adjusted < 1e-9); // prices without a spread are convex
}

TEST_CASE("the differences are of second order")
{
    const auto error = [](double step) {
        const auto quotes = lognormal(step);
        const auto law = implied_law(cboe_strip(quotes.slice()));
        double worst = 0;
        for (std::size_t i = 0; i < law.strike.size(); ++i)
            worst = std::max(worst, std::fabs(law.probability[i] - below(law.strike[i])));
        return worst;
    };
    REQUIRE_THAT(error(2) / error(1), WithinRel(4, 0.1));
    REQUIRE_THAT(error(1) / error(0.5), WithinRel(4, 0.1));
}

TEST_CASE("beyond the quotes there are masses, and no guesses")
{
    const auto quotes =
        support::priced_quotes([=](double k, bool call) { return support::black_forward_price(forward, k, w, call); },
                               90, 110, 1, years, rate);
    const auto law = implied_law(cboe_strip(quotes.slice()));
    REQUIRE_THAT(law.below_quotes(), WithinAbs(below(90.5), 1e-3));
    REQUIRE_THAT(law.above_quotes(), WithinAbs(1 - below(109.5), 1e-3));
    REQUIRE(std::isnan(law.quantile(0.01)));
    REQUIRE(std::isnan(law.quantile(0.99)));
    REQUIRE(std::isnan(law.probability_below(80)));
    REQUIRE(std::isnan(law.density(111)));
    REQUIRE_FALSE(implied_law(option_strip{.status = strip_status::no_calls}));
    REQUIRE(std::isnan(implied_law(option_strip{.status = strip_status::no_calls}).quantile(0.5)));
}

TEST_CASE("a quote out of line does not make a negative density")
{
    auto quotes = lognormal(1);
    for (auto* v : {&quotes.put_bid, &quotes.put_ask}) (*v)[30] += 0.4; // strike 90
    const auto law = implied_law(cboe_strip(quotes.slice()));
    REQUIRE(law.adjusted > 0.1);
    for (std::size_t i = 1; i < law.probability.size(); ++i) REQUIRE(law.probability[i] >= law.probability[i - 1]);
    REQUIRE_THAT(law.quantile(0.5), WithinAbs(forward * std::exp(-w / 2), 0.05)); // elsewhere nothing happens
}

TEST_CASE("the law of a real chain has the mean and spread it was priced with")
{
    SKIP_WITHOUT_SHARED_DATA("chains/SPX_2023-05-23.csv");
    const auto chain = support::read_chain(support::shared_data("chains/SPX_2023-05-23.csv"));
    const auto strip = cboe_strip(chain.at("2023-06-16 SPX").slice());
    const auto law = implied_law(strip);
    REQUIRE(law);
    double mean = law.strike.front() * law.below_quotes() + law.strike.back() * law.above_quotes();
    for (std::size_t i = 1; i < law.strike.size(); ++i)
        mean += 0.5 * (law.strike[i] + law.strike[i - 1]) * (law.probability[i] - law.probability[i - 1]);
    REQUIRE_THAT(mean, WithinRel(strip.forward, 1e-3));
    REQUIRE(law.below_quotes() < 1e-3);
    const double left = strip.forward - law.quantile(0.01), right = law.quantile(0.99) - strip.forward;
    REQUIRE(left > 1.5 * right); // the left tail is the longer one
    REQUIRE(law.quantile(0.5) > strip.forward);
}
