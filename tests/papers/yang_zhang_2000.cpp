// SPDX-License-Identifier: BSL-1.0
// Yang and Zhang, Drift-independent volatility estimation based on high, low, open, and close prices, Journal of
// Business 73(3), 2000, 477-491: "the peak value is about 14 times more efficient", for a window of two days.
#include <smirk/realized/close_to_close.hpp>
#include <smirk/realized/yang_zhang.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <random>
#include <vector>

namespace col = smirk::col;
namespace realized = smirk::realized;

TEST_CASE("Yang, Zhang 2000: the efficiency against close-to-close peaks at about 14")
{
    // Variance of the estimate over 2 / (n - 1) sigma^4: f^2 + (1 - f)^2 k, least at f = k / (1 + k).
    const double k = realized::yang_zhang_weight(2), f = k / (1 + k);
    REQUIRE_THAT(1 / (f * f + (1 - f) * (1 - f) * k), WithinRel(1 + 1 / k, 1e-14));
    REQUIRE_THAT(1 + 1 / k, WithinAbs(13.76, 0.005));
}

TEST_CASE("Yang, Zhang 2000: simulated at that peak")
{
    const double k = realized::yang_zhang_weight(2), f = k / (1 + k);
    const int steps = 300, windows = 10000;
    std::mt19937_64 engine(2000);
    std::normal_distribution<double> z;
    double yz = 0, yz2 = 0, cc = 0, cc2 = 0;
    for (int w = 0; w < windows; ++w) {
        std::vector<double> open, high, low, close;
        double x = 0;
        for (int day = 0; day < 3; ++day) {
            x += std::sqrt(f) * z(engine) / 100;
            double up = x, down = x;
            open.push_back(std::exp(x));
            for (int i = 0; i < steps; ++i) {
                x += std::sqrt((1 - f) / steps) * z(engine) / 100;
                up = std::max(up, x);
                down = std::min(down, x);
            }
            high.push_back(std::exp(up));
            low.push_back(std::exp(down));
            close.push_back(std::exp(x));
        }
        const auto bars = smirk::columns(col::open(open), col::high(high), col::low(low), col::close(close));
        const double v = 1e4 * realized::yang_zhang.variance(bars), c = 1e4 * realized::close_to_close.variance(bars);
        yz += v / windows, yz2 += v * v / windows, cc += c / windows, cc2 += c * c / windows;
    }
    // Rescaled to equal means, since the extremes of 300 steps fall short. The variance of the close-to-close estimate
    // of two returns (chi-squared, one degree of freedom) has a relative error of sqrt(14 / windows) = 3.7 %.
    const double efficiency = (cc2 - cc * cc) / (yz2 - yz * yz) * (yz * yz) / (cc * cc);
    REQUIRE_THAT(efficiency, WithinRel(14., 4 * 0.05)); // with the errors of the means and of the other variance
}
