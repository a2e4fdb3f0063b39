// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/robust_two_scale_variance.hpp>

#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/shared_data.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

namespace realized = smirk::realized;

namespace {

/// The formula of the docstring, grid after grid, with any count of observations in n_K and any span in b_K.
double written_out(const std::vector<double>& p, std::size_t K, double count)
{
    const double steps = static_cast<double>(p.size() - 1), nK = (count - double(K) + 1) / double(K), nJ = count;
    const double adjust = 1 / (1 - nK / nJ), pi = std::numbers::pi;
    const double zeta = 1 / (std::erf(std::sqrt(4.5)) - std::sqrt(18 / pi) * std::exp(-4.5)); // P(chi^2_3 <= 9)
    std::vector<double> slow, fast, sparse;
    for (std::size_t k = 0; k < K; ++k)
        for (std::size_t i = k; i + K < p.size(); i += K) {
            slow.push_back(p[i + K] - p[i]);
            if (k == 0) sparse.push_back(slow.back());
        }
    for (std::size_t i = 1; i < p.size(); ++i) fast.push_back(p[i] - p[i - 1]);
    const auto squares = [](const std::vector<double>& r) {
        double sum = 0;
        for (const double x : r) sum += x * x;
        return sum;
    };
    const double noise =
        std::max(0.0, (squares(fast) - adjust * (squares(slow) / double(K) - nK / nJ * squares(fast))) / (2 * nJ));
    double v = 0;
    for (std::size_t i = 2; i < sparse.size(); ++i) {
        double three[] = {std::fabs(sparse[i]), std::fabs(sparse[i - 1]), std::fabs(sparse[i - 2])};
        std::sort(three, three + 3);
        v += three[1] * three[1];
    }
    v *= pi / (6 - 4 * std::sqrt(3.0) + pi) * double(sparse.size()) / double(sparse.size() - 2);
    const auto truncated = [&](const std::vector<double>& r, double k) {
        double sum = 0, number = 0;
        for (const double x : r)
            if (x * x <= 9 * (v * k / steps + 2 * noise)) sum += x * x, ++number;
        return zeta * sum / k / (number / double(r.size()));
    };
    for (int i = 0; i < 20; ++i) v = adjust * (truncated(slow, double(K)) - nK / nJ * truncated(fast, 1));
    return v;
}

} // namespace

TEST_CASE(
    "robust_two_scale_variance: a noisy day of seconds, against R's highfrequency 1.0.0 (rRTSCov, K = 300, J = 1)")
{
    SKIP_WITHOUT_SHARED_DATA("realized/sim_noise_23401.csv");
    const auto t = support::read_csv(support::shared_data("realized/sim_noise_23401.csv"));
    const auto ref = support::read_csv(support::shared_data("realized/sim_noise_23401_hf.csv"));
    const auto& measure = ref.text.at("measure");
    const auto row = std::find(measure.begin(), measure.end(), "RTSRV_K300") - measure.begin();
    for (const char* column : {"logp", "logp_noise"}) {
        const auto p = t.numbers(column);
        const double want = ref.numbers(column)[static_cast<std::size_t>(row)];
        // It counts the n + 1 prices where the definition counts the n returns; with its count, its digits.
        REQUIRE_THAT(written_out(p, 300, 23401), WithinRel(want, 1e-12));
        REQUIRE_THAT(realized::robust_two_scale_variance(p), WithinRel(written_out(p, 300, 23400), 1e-12));
        REQUIRE_THAT(realized::robust_two_scale_variance(p), WithinRel(want, 5e-7));
    }
}

TEST_CASE("robust_two_scale_variance: a jump that doubles the variance is left out, and the noise is")
{
    constexpr double variance = 1e-4; // of the day
    std::mt19937_64 engine(5);
    std::normal_distribution<double> z;
    std::vector<double> p{0};
    for (int i = 0; i < 23400; ++i) p.push_back(p.back() + std::sqrt(variance / 23400) * z(engine));
    auto noisy = p;
    for (double& x : noisy) x += 2e-4 * z(engine);
    auto jumped = noisy;
    for (std::size_t i = 10000; i < jumped.size(); ++i) jumped[i] += 0.01;
    const double before = realized::robust_two_scale_variance(noisy),
                 after = realized::robust_two_scale_variance(jumped);
    REQUIRE_THAT(before, WithinRel(variance, 0.25)); // 78 slow returns: 12 % of deviation, twice that
    REQUIRE_THAT(after, WithinRel(before, 0.05));    // 300 of 23101 overlapping returns are lost
    REQUIRE(realized::two_scale_variance(jumped, 300) > 1.7 * realized::two_scale_variance(noisy, 300));
}

TEST_CASE("robust_two_scale_variance: still prices, misuse, NaN")
{
    std::vector<double> p(100, 4.6);
    REQUIRE(realized::robust_two_scale_variance(p, {.K = 10}) == 0);
    REQUIRE_THROWS_AS(realized::robust_two_scale_variance(p), std::invalid_argument); // K = 300
    REQUIRE_THROWS_AS(realized::robust_two_scale_variance(p, {.K = 10, .J = 10}), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::robust_two_scale_variance(p, {.K = 10, .eta = 0}), std::invalid_argument);
    p[40] = std::numeric_limits<double>::quiet_NaN();
    REQUIRE(std::isnan(realized::robust_two_scale_variance(p, {.K = 10})));
}
