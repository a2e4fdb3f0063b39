// SPDX-License-Identifier: BSL-1.0
// The gradient of a model against differences of its recursion in 50 digits.
#pragma once
#include "model_checks.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>

namespace checks {

using number50 = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;

/// A value and its gradient at theta against differences of f, a function of an array of numbers of 50 digits. The
/// rounding of some hundred terms, each of a few hundred operations, stays below 1e-11 of the size of value and
/// gradient.
template <std::size_t N, class F>
void agree_with_differences(double value, const std::array<double, N>& gradient, const std::array<double, N>& theta,
                            const F& f)
{
    const auto at = [&](std::size_t i, const number50& step) {
        std::array<number50, N> t;
        for (std::size_t k = 0; k < N; ++k) t[k] = theta[k];
        t[i] += step;
        return f(t);
    };
    REQUIRE_THAT(value, WithinRel(static_cast<double>(at(0, 0)), 1e-12));
    const number50 step("1e-16");
    for (std::size_t i = 0; i < N; ++i) {
        const double want = static_cast<double>((at(i, step) - at(i, -step)) / (2 * step));
        CAPTURE(i);
        REQUIRE_THAT(gradient[i], WithinAbs(want, 1e-11 * (1000 + std::fabs(want))));
    }
}

/// Value and gradient of the kernel, at each width, against differences of the plain recursion in 50 digits.
template <class Model>
void gradient_is_exact(const garch::parameters_of<Model, garch::normal>& p)
{
    const auto y = sample();
    const auto theta = garch::internal::to_array(p);
    for (const auto convention :
         {garch::presample::backcast, garch::presample::sample_variance, garch::presample::rugarch}) {
        const auto before = garch::presample_of(y, convention);
        for (const auto width : {lane_width::widest, lane_width::avx2, lane_width::baseline}) {
            garch::likelihood<Model, garch::normal> l(y, before, width);
            std::array<double, theta.size()> gradient{};
            const double value = l(theta, gradient);
            CAPTURE(static_cast<int>(convention), static_cast<int>(width));
            agree_with_differences(value, gradient, theta, [&](const auto& t) {
                return plain_log_likelihood<Model, garch::normal>(t, y, before);
            });
        }
    }
}

} // namespace checks
