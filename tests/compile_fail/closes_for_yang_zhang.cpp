// expect: open_t
// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized.hpp>
#include <vector>
int main()
{
    const std::vector<double> close{11, 12, 13};
    return smirk::realized::yang_zhang(smirk::columns(smirk::col::close(close))) > 0;
}
