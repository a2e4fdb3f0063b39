// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/tails.hpp>

#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/shared_data.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

using namespace smirk;
using signals::tail_class;

TEST_CASE("moments by hand; NaN is skipped")
{
    // deviations -2 -1 0 3: m2 = 3.5, m3 = 18/4, m4 = 98/4
    const auto m = signals::moments(std::vector<double>{1, 2, 3, std::numeric_limits<double>::quiet_NaN(), 6});
    REQUIRE(m.n == 4);
    REQUIRE_THAT(m.mean, WithinRel(3.0, 1e-15));
    REQUIRE_THAT(m.stdev, WithinRel(std::sqrt(3.5), 1e-15));
    REQUIRE_THAT(m.skewness, WithinRel(4.5 / std::pow(3.5, 1.5), 1e-14));
    REQUIRE_THAT(m.kurtosis, WithinRel(24.5 / 12.25, 1e-14));
    REQUIRE_THAT(m.excess_kurtosis, WithinRel(-1.0, 1e-14));
    REQUIRE_THAT(m.unbiased_excess, WithinRel(3 * (5 * -1.0 + 6) / 2, 1e-13));
}

TEST_CASE("what has no moments has none")
{
    REQUIRE(std::isnan(signals::moments(std::vector<double>{}).mean));
    REQUIRE(std::isnan(signals::moments(std::vector<double>{1, 1, 1}).kurtosis));
    REQUIRE(classify_tails(signals::moments(std::vector<double>{1, 1})) == tail_class::unknown);
    REQUIRE(std::isnan(signals::exceedances(std::vector<double>{}, 3).frequency));
}

TEST_CASE("normal, uniform and fat-tailed samples are told apart")
{
    std::mt19937 random(7);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform(-1, 1);
    std::student_t_distribution<double> student(5);
    std::vector<double> n, u, t;
    for (int i = 0; i < 5000; ++i)
        n.push_back(normal(random)), u.push_back(uniform(random)), t.push_back(student(random));
    REQUIRE(classify_tails(signals::moments(n), 3) == tail_class::mesokurtic);
    REQUIRE(classify_tails(signals::moments(u)) == tail_class::platykurtic);
    REQUIRE(classify_tails(signals::moments(t)) == tail_class::leptokurtic);
    REQUIRE_THAT(signals::moments(u).kurtosis, WithinAbs(1.8, 0.05)); // exact 9/5; standard error 0.014
}

TEST_CASE("beyond three sigma 0.27 %, not 0.03 %; beyond four 1 in 15787")
{
    REQUIRE_THAT(100 * signals::normal_exceedance(3), WithinAbs(0.2700, 5e-5));
    REQUIRE_THAT(100 * signals::normal_exceedance(3.6), WithinAbs(0.03, 2e-3));
    REQUIRE_THAT(1 / signals::normal_exceedance(4), WithinAbs(15787, 0.5));
}

TEST_CASE("four European indexes, 1991 to 1998: kurtosis, and days beyond three and four sigma")
{
    SKIP_WITHOUT_SHARED_DATA("realized/eustock_close.csv");
    const auto reference = support::read_csv(support::shared_data("realized/eustock_close.csv"));
    struct index {
        const char* name;
        double excess, beyond3, beyond4; // beyond4: NaN where not published
    };
    const double none = std::numeric_limits<double>::quiet_NaN();
    for (const index& i : {index{"DAX", 6.27, 1.29, 0.323}, index{"SMI", 5.73, 1.40, none},
                           index{"CAC", 2.38, 0.91, 0.161}, index{"FTSE", 2.63, 0.97, none}}) {
        INFO(i.name);
        const auto close = reference.numbers(i.name);
        std::vector<double> r;
        for (std::size_t t = 1; t < close.size(); ++t) r.push_back(std::log(close[t] / close[t - 1]));
        const auto m = signals::moments(r);
        REQUIRE_THAT(m.excess_kurtosis, WithinAbs(i.excess, 0.01)); // two digits printed, divisor of the variance not
        REQUIRE(classify_tails(m) == tail_class::leptokurtic);
        REQUIRE_THAT(100 * signals::exceedances(r, 3).frequency, WithinAbs(i.beyond3, 5e-3));
        if (!std::isnan(i.beyond4))
            REQUIRE_THAT(100 * signals::exceedances(r, 4).frequency, WithinAbs(i.beyond4, 5e-4));
        REQUIRE(signals::exceedances(r, 4).ratio > 20); // tens of times the normal law, not ten
    }
}

TEST_CASE("kurtosis premium") { REQUIRE_THAT(signals::kurtosis_premium(6.4, 5.0), WithinRel(0.28, 1e-13)); }

TEST_CASE("on the boundary is not beyond it")
{
    const std::vector<double> x{-1, 1, -1, 1};
    const double stdev = smirk::signals::moments(x).stdev;
    REQUIRE(smirk::signals::exceedances(x, 1 / stdev).count == 0); // |x| = k stdev
    REQUIRE(smirk::signals::exceedances(x, 0.99 / stdev).count == 4);
    smirk::signals::tail_moments m = smirk::signals::moments(x);
    m.excess_kurtosis_error = 0.5;
    for (const double edge : {-1.0, 1.0}) {
        m.excess_kurtosis = edge;
        REQUIRE(smirk::signals::classify_tails(m) == smirk::signals::tail_class::mesokurtic);
    }
    m.excess_kurtosis = -1.01;
    REQUIRE(smirk::signals::classify_tails(m) == smirk::signals::tail_class::platykurtic);
}
