// SPDX-License-Identifier: BSL-1.0
// A user's program in two translation units: both include everything, and they must link and agree.
#include <smirk/smirk.hpp>

#include <cmath>
#include <vector>

double other_unit(const std::vector<double>& high, const std::vector<double>& low);

int main()
{
    const std::vector<double> high{11, 12, 13}, low{9, 10, 11};
    const auto bars = smirk::columns(smirk::col::high(high), smirk::col::low(low));
    const double vol = smirk::realized::parkinson(bars);
    return vol > 0 && vol == other_unit(high, low) ? 0 : 1;
}
