// expect: a column is given twice
// SPDX-License-Identifier: BSL-1.0
#include <smirk/market_span.hpp>
#include <vector>
int main()
{
    const std::vector<double> x{1, 2};
    return smirk::columns(smirk::col::high(x), smirk::col::high(x)).size() == 2;
}
