// SPDX-License-Identifier: BSL-1.0
// Models with terms: their kernels against plain recursions.
#include "exact_gradient.hpp"
#include "with_models.hpp"

using namespace with_models;
using garch::normal, garch::presample;

namespace {

/// Value and gradient against differences of the plain recursion in 50 digits.
template <class Model>
void gradient_is_exact(const garch::parameters_of<Model, normal>& p)
{
    using checks::number50;
    const auto y = checks::sample();
    const auto x = wave(y.size() + 1), w = positive(y.size() + 1);
    std::vector<smirk::strided<double>> of_mean, of_variance;
    constexpr bool lags_only = Model::reach > 0;
    if (!lags_only) of_mean = {x};
    if (Model::variance_terms > 0) of_variance = {w};
    const auto columns = Model::columns_of(y, of_mean, of_variance);
    const std::vector<double> sample(y.begin() + Model::reach, y.end());
    const auto theta = garch::internal::to_array(p);
    for (const auto convention : {presample::backcast, presample::sample_variance, presample::rugarch})
        for (const auto width : {smirk::lane_width::widest, smirk::lane_width::baseline}) {
            std::array<double, Model::mean_terms> slopes{};
            const auto before =
                garch::internal::presample_of(sample, columns, convention, garch::mean::constant, slopes);
            garch::likelihood<Model, normal> l(sample, before, columns, width);
            std::array<double, theta.size()> gradient{};
            const double value = l(theta, gradient);
            CAPTURE(static_cast<int>(convention), static_cast<int>(width));
            checks::agree_with_differences(value, gradient, theta, [&](const auto& t) {
                number50 sum(0);
                garch::internal::visit_log_density<Model, normal>(
                    t, sample, before, [&](std::size_t, const auto&, const auto&, const number50& v) { sum = sum + v; },
                    columns);
                return sum;
            });
        }
}

} // namespace

TEST_CASE("with likelihood: value and gradient of the kernels")
{
    gradient_is_exact<garch_ar>(p_ar);
    gradient_is_exact<garch_x>(p_x);
    gradient_is_exact<egarch_x>(p_egarch);
    gradient_is_exact<aparch_x>(p_aparch);
    gradient_is_exact<in_mean_x>(p_in_mean);
    gradient_is_exact<figarch_x>(p_figarch);
}
