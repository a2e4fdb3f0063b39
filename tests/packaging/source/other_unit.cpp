// SPDX-License-Identifier: BSL-1.0
// The second translation unit of the user's program.
#include <smirk/smirk.hpp>

#include <vector>

double other_unit(const std::vector<double>& high, const std::vector<double>& low)
{
    return smirk::realized::parkinson(smirk::columns(smirk::col::high(high), smirk::col::low(low)));
}
