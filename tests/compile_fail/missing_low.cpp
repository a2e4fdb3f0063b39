// expect: low_t
// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/parkinson.hpp>
#include <vector>
int main()
{
    const std::vector<double> high{11, 12};
    return smirk::realized::parkinson(smirk::columns(smirk::col::high(high))) > 0;
}
