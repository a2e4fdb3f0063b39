// SPDX-License-Identifier: BSL-1.0
// Bias and dispersion of every estimator on simulated paths, against a separate simulation of a million windows.
#include <smirk/realized.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <random>
#include <vector>

namespace col = smirk::col;
namespace realized = smirk::realized;

namespace {

constexpr int steps = 78, periods = 21, window_count = 3000;
constexpr double sigma = 0.2, closed = 0.25; // closed: share of the variance that falls overnight

struct sample {
    double mean, deviation; ///< of variance / true variance, over the windows
};

/// Geometric Brownian motion in 78 steps a day after an overnight gap, 21 days a window; log drift mu - sigma^2 / 2.
class windows_of_bars {
    std::vector<double> open_, high_, low_, close_;

public:
    explicit windows_of_bars(double mu)
    {
        std::mt19937_64 engine(20);
        std::normal_distribution<double> z;
        const double v = sigma * sigma / 252, drift = (mu - sigma * sigma / 2) / 252;
        const double night = std::sqrt(closed * v), step = std::sqrt((1 - closed) * v / steps);
        for (int w = 0; w < window_count; ++w) {
            double x = 0;
            for (int day = 0; day <= periods; ++day) {
                x += night * z(engine) + drift * closed;
                double high = x, low = x;
                open_.push_back(std::exp(x));
                for (int i = 0; i < steps; ++i) {
                    x += step * z(engine) + drift * (1 - closed) / steps;
                    high = std::max(high, x);
                    low = std::min(low, x);
                }
                high_.push_back(std::exp(high));
                low_.push_back(std::exp(low));
                close_.push_back(std::exp(x));
            }
        }
    }
    template <class Estimator, class... Options>
    [[nodiscard]] sample of(const Estimator& estimator, const Options&... options) const
    {
        const auto bars = smirk::columns(col::open(open_), col::high(high_), col::low(low_), col::close(close_));
        double sum = 0, squares = 0;
        for (std::size_t w = 0; w < window_count; ++w) {
            const auto window = bars.slice(w * (periods + 1), periods + 1);
            const double v = estimator.variance(window, options...) / (sigma * sigma / 252);
            sum += v;
            squares += v * v;
        }
        const double mean = sum / window_count;
        return {mean, std::sqrt(squares / window_count - mean * mean)};
    }
};

/// Four standard errors either way; a standard deviation is known to one part in sqrt(2 windows), somewhat worse
/// where the distribution is skewed.
void require_sample(const sample& got, double bias, double deviation)
{
    REQUIRE_THAT(got.mean - 1, WithinAbs(bias, 4 * deviation / std::sqrt(window_count)));
    REQUIRE_THAT(got.deviation, WithinRel(deviation, 8 / std::sqrt(2. * window_count)));
}

} // namespace

TEST_CASE("efficiency: bias and deviation without drift")
{
    // Means and deviations of a million windows by a separate program with its own generator; the range estimators
    // read one bar more here, which moves neither beyond the band.
    const windows_of_bars x(0);
    require_sample(x.of(realized::close_to_close), -.00053, .31609);
    require_sample(
        x.of(realized::close_to_close, realized::close_to_close_options{.mean = realized::mean_return::zero}), -.00041,
        .30845);
    require_sample(x.of(realized::parkinson), -.35477, .09781);
    require_sample(x.of(realized::garman_klass), -.39514, .07635);
    require_sample(x.of(realized::garman_klass_minimum_variance), -.39552, .07640);
    require_sample(x.of(realized::rogers_satchell), -.39687, .08826);
    require_sample(x.of(realized::meilijson), -.39494, .07475);
    require_sample(x.of(realized::garman_klass_yang_zhang), -.14522, .10859);
    require_sample(x.of(realized::yang_zhang), -.12653, .11293);
    require_sample(
        x.of(realized::garman_klass_composite, realized::garman_klass_composite_options{.closed_share = closed}),
        -.17078, .09700);
}

TEST_CASE("efficiency: a drift of 50 % a year moves only those that are not free of it")
{
    const windows_of_bars still(0), rising(0.5); // the same random numbers
    const auto moved = [&](const auto& estimator, const auto&... options) {
        return rising.of(estimator, options...).mean - still.of(estimator, options...).mean;
    };
    // The differences of the two million-window means; a common random path takes most of the noise out.
    REQUIRE_THAT(moved(realized::rogers_satchell), WithinAbs(0., .002));
    REQUIRE_THAT(moved(realized::yang_zhang), WithinAbs(0., .002));
    REQUIRE_THAT(moved(realized::close_to_close), WithinAbs(0., 1e-9));
    REQUIRE_THAT(moved(realized::parkinson), WithinAbs(.0046, .003));
    REQUIRE_THAT(moved(realized::close_to_close, realized::close_to_close_options{.mean = realized::mean_return::zero}),
                 WithinAbs(.0230, .012));
}

TEST_CASE("efficiency: the correction for discrete observation takes the bias of the range away")
{
    const windows_of_bars x(0);
    // What is left is the error of the first order, below 0.75 / steps, and the noise of the sample.
    const double open_hours = 1 - closed;
    REQUIRE_THAT(x.of(realized::parkinson, realized::range_options{.steps = steps}).mean / open_hours,
                 WithinAbs(1., .75 / steps + 4 * .12 / std::sqrt(window_count)));
    REQUIRE_THAT(x.of(realized::yang_zhang, realized::yang_zhang_options{.steps = steps}).mean,
                 WithinAbs(1., .75 / steps + 4 * .13 / std::sqrt(window_count)));
}
