// expect: expected a model whose state is one number
// SPDX-License-Identifier: BSL-1.0
#include <smirk/garch.hpp>
#include <vector>
int main()
{
    const std::vector<double> y(100, 0.01);
    return smirk::garch::fit<smirk::garch::with<smirk::garch::component, smirk::garch::ar<1>>>(y).log_likelihood > 0;
}
