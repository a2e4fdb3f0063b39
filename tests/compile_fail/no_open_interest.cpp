// expect: open_interest_t
// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/exposure.hpp>
#include <vector>
namespace col = smirk::col;
int main()
{
    const std::vector<double> strike{90, 100}, price{11, 4};
    const smirk::chain_slice slice{smirk::columns(col::strike(strike), col::call_bid(price), col::call_ask(price),
                                                  col::put_bid(price), col::put_ask(price)),
                                   0.1, 0.0};
    return static_cast<int>(smirk::signals::dealer_book(slice, strike, 1, 1).size());
}
