// expect: volume_t
// SPDX-License-Identifier: BSL-1.0
#include <smirk/market_span.hpp>
#include <vector>
int main()
{
    const std::vector<double> close{1, 2};
    return smirk::columns(smirk::col::close(close))[smirk::col::volume][0] > 0;
}
