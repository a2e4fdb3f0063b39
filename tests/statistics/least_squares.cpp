// SPDX-License-Identifier: BSL-1.0
// Numbers of statsmodels 0.15.0 (numpy 2.4.6), OLS on the data of `sample`, cov_type HC0, HC1, and HAC with maxlags=3,
// use_correction False and True.
#include <smirk/statistics/least_squares.hpp>

#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/shared_data.hpp"

#include <cmath>
#include <limits>
#include <vector>

using namespace smirk;
using statistics::least_squares;
using statistics::standard_errors;

namespace {

constexpr double two_programs = 1e-12; // conditioned well; both solve by orthogonal factors

struct sample {
    std::vector<double> y, x1, x2;
    sample()
    {
        for (int n = 0; n < 40; ++n) {
            const double i = n;
            x1.push_back(std::sin(i * 1.3) + 0.1 * i);
            x2.push_back(std::cos(i * 0.7) * 2);
            y.push_back(0.5 + 1.5 * x1.back() - 0.75 * x2.back() + std::sin(i * i * 0.37));
        }
    }
};

void require_near(const std::vector<double>& got, const std::vector<double>& want)
{
    REQUIRE(got.size() == want.size());
    for (std::size_t i = 0; i < got.size(); ++i) REQUIRE_THAT(got[i], WithinRel(want[i], two_programs));
}

} // namespace

TEST_CASE("coefficients, classical errors and R squared against statsmodels")
{
    const sample s;
    const auto fit = least_squares(s.y, {s.x1, s.x2});
    REQUIRE(fit);
    require_near(fit.coefficient, {0.46667789350133332, 1.5470627984426855, -0.77894337812226733});
    require_near(fit.standard_error, {0.18164292224131312, 0.077165507884204218, 0.07186585192193766});
    REQUIRE_THAT(fit.r_squared, WithinRel(0.93148063240923029, two_programs));
    REQUIRE_THAT(fit.adjusted_r_squared, WithinRel(0.92777688280972925, two_programs));
    REQUIRE_THAT(fit.residual_variance, WithinRel(0.40914780951131013, two_programs));
    REQUIRE_THAT(fit.t_statistic(1), WithinRel(1.5470627984426855 / 0.077165507884204218, two_programs));
}

TEST_CASE("without intercept")
{
    const sample s;
    const auto fit = least_squares(s.y, {s.x1, s.x2}, {.intercept = false});
    require_near(fit.coefficient, {1.7116578045165078, -0.78008700155699606});
    require_near(fit.standard_error, {0.046075527471122223, 0.076978553843020658});
    REQUIRE_THAT(fit.r_squared, WithinRel(0.97431861138068943, two_programs));
    REQUIRE_THAT(fit.adjusted_r_squared, WithinRel(0.97296695934809418, two_programs));
}

TEST_CASE("errors robust to unequal variances and to dependence")
{
    const sample s;
    const auto errors = [&](statistics::regression_options o) {
        return least_squares(s.y, {s.x1, s.x2}, o).standard_error;
    };
    require_near(errors({.errors = standard_errors::white}),
                 {0.16458255284043546, 0.072722409221493908, 0.068346327013705271});
    require_near(errors({.errors = standard_errors::white, .small_sample = true}),
                 {0.17112478993168076, 0.075613160608944074, 0.071063126989902942});
    require_near(errors({.errors = standard_errors::newey_west, .lags = 3}),
                 {0.20604126543886758, 0.096960942340906936, 0.074761893618720654});
    require_near(errors({.errors = standard_errors::newey_west, .lags = 3, .small_sample = true}),
                 {0.2142315066632102, 0.10081518729237381, 0.077733715509940959});
    require_near(errors({.errors = standard_errors::newey_west, .lags = 0}),
                 errors({.errors = standard_errors::white}));
}

TEST_CASE("units do not matter: columns of size 1e-12 and 1e9 give the same t statistics")
{
    sample s;
    const auto plain = least_squares(s.y, {s.x1, s.x2}, {.errors = standard_errors::newey_west});
    for (double& v : s.x1) v *= 1e-12;
    for (double& v : s.x2) v *= 1e9;
    const auto scaled = least_squares(s.y, {s.x1, s.x2}, {.errors = standard_errors::newey_west});
    REQUIRE(scaled);
    for (std::size_t i = 0; i < 3; ++i)
        REQUIRE_THAT(scaled.t_statistic(i), WithinRel(plain.t_statistic(i), two_programs));
}

TEST_CASE("a polynomial through its own points is exact; Longley's kind of conditioning does not hurt")
{
    std::vector<double> y, x, x2, x3;
    for (int i = 0; i < 30; ++i) {
        const double t = 1900 + i;
        x.push_back(t), x2.push_back(t * t), x3.push_back(i % 3);
        y.push_back(3 + 2 * t - 0.5 * t * t + x3.back());
    }
    const auto fit = least_squares(y, {x, x2, x3});
    REQUIRE(fit);
    REQUIRE_THAT(fit.coefficient[2], WithinRel(-0.5, 1e-7)); // condition of the scaled columns 6e8, times 1e-16
    REQUIRE_THAT(fit.r_squared, WithinRel(1.0, 1e-12));
}

TEST_CASE("rows with a missing value are left out and counted")
{
    sample s;
    auto with_gap = s;
    with_gap.y.insert(with_gap.y.begin() + 3, std::numeric_limits<double>::quiet_NaN());
    with_gap.x1.insert(with_gap.x1.begin() + 3, 1.0);
    with_gap.x2.insert(with_gap.x2.begin() + 3, 1.0);
    const auto a = least_squares(s.y, {s.x1, s.x2}), b = least_squares(with_gap.y, {with_gap.x1, with_gap.x2});
    REQUIRE(b.rows == 40);
    REQUIRE(b.left_out == 1);
    REQUIRE(a.coefficient == b.coefficient);
    REQUIRE(std::isnan(b.residual[3]));
    REQUIRE(b.residual[4] == a.residual[3]);
}

TEST_CASE("what cannot be fitted says why, and misuse throws")
{
    const std::vector<double> y{1, 2, 3, 4}, x{1, 2, 3, 5}, twice{2, 4, 6, 10}, one(4, 1.0), two{1, 2};
    using statistics::regression_status;
    REQUIRE(least_squares(y, {x, twice}).status == regression_status::rank_deficient);
    REQUIRE(least_squares(y, {one}).status == regression_status::rank_deficient);
    REQUIRE(least_squares(two, {two}).status == regression_status::too_few_rows);
    REQUIRE(std::isnan(least_squares(y, {x, twice}).coefficient[1]));
    REQUIRE_FALSE(least_squares(y, {x, twice}));
    REQUIRE_THROWS_WITH(least_squares(y, {two}), "smirk::statistics::least_squares: x[0] has 2 rows, y has 4");
    REQUIRE_THROWS_AS(least_squares(y, {}, {.intercept = false}), std::invalid_argument);
}
