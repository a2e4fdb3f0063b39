// expect: put_ask_t
// SPDX-License-Identifier: BSL-1.0
#include <smirk/replication/cboe_variance.hpp>
#include <vector>
namespace col = smirk::col;
int main()
{
    const std::vector<double> x{1, 2};
    const auto quotes = smirk::columns(col::strike(x), col::call_bid(x), col::call_ask(x), col::put_bid(x));
    return smirk::replication::cboe_variance(smirk::chain_slice{quotes, 0.1, 0.0}).variance > 0;
}
