// expect: parameters
// SPDX-License-Identifier: BSL-1.0
#include <smirk/garch/fit.hpp>
#include <vector>
struct half_a_model {};
int main()
{
    const std::vector<double> y(100, 0.01);
    return smirk::garch::fit<half_a_model>(y).log_likelihood > 0;
}
