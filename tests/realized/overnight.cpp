// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/overnight.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <random>
#include <vector>

namespace realized = smirk::realized;

namespace {

struct days {
    std::vector<double> r, rv;

    days()
    {
        std::mt19937_64 engine(1);
        std::normal_distribution<double> z;
        for (int i = 0; i < 500; ++i) {
            const double level = std::exp(0.5 * z(engine));
            r.push_back(0.005 * std::sqrt(level) * z(engine));
            rv.push_back(1e-4 * level * std::exp(0.2 * z(engine)));
        }
    }
    /// Mean and variance over the days of a combination.
    [[nodiscard]] std::pair<double, double> of(const realized::whole_day_weights& w) const
    {
        double mean = 0, squares = 0;
        for (std::size_t i = 0; i < r.size(); ++i) mean += w(r[i], rv[i]) / 500;
        for (std::size_t i = 0; i < r.size(); ++i) squares += std::pow(w(r[i], rv[i]) - mean, 2) / 500;
        return {mean, squares};
    }
};

} // namespace

TEST_CASE("whole_day_weights: the plain sum unless told otherwise")
{
    REQUIRE(realized::whole_day_weights{}(0.5, 2) == 2.25);
}

TEST_CASE("optimal_whole_day_weights: the mean of the plain sum, and no other with that mean varies less")
{
    const days d;
    const auto w = realized::optimal_whole_day_weights(d.r, d.rv);
    const auto [mean, variance] = d.of(w);
    REQUIRE_THAT(mean, WithinRel(d.of({}).first, 1e-12));
    double mu1 = 0, mu2 = 0;
    for (std::size_t i = 0; i < 500; ++i) mu1 += d.r[i] * d.r[i], mu2 += d.rv[i];
    for (const double move : {-0.1, -1e-3, 1e-3, 0.1}) { // along the combinations with the same mean
        const auto other = d.of({.overnight = w.overnight + move, .open_hours = w.open_hours - move * mu1 / mu2});
        REQUIRE_THAT(other.first, WithinRel(mean, 1e-12));
        REQUIRE(other.second > variance);
    }
}

TEST_CASE("optimal_whole_day_weights: misuse throws, a market that never closes has none")
{
    const std::vector<double> r(5), rv(5, 1e-4), four(4);
    REQUIRE_THROWS_AS(realized::optimal_whole_day_weights(r, four), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::optimal_whole_day_weights(std::vector<double>{}, std::vector<double>{}),
                      std::invalid_argument);
    REQUIRE(std::isnan(realized::optimal_whole_day_weights(r, rv).overnight));
}
