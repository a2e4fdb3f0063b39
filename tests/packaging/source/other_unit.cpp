// SPDX-License-Identifier: BSL-1.0
// The second translation unit of the user's program: the same by way of Eigen, which comes with smirk::smirk.
#include <smirk/interop/eigen.hpp>
#include <smirk/smirk.hpp>

#include <vector>

double other_unit(const std::vector<double>& high, const std::vector<double>& low)
{
    const Eigen::VectorXd highs = smirk::interop::eigen(high), lows = smirk::interop::eigen(low);
    return smirk::realized::parkinson(smirk::columns(smirk::col::high(highs), smirk::col::low(lows)));
}
