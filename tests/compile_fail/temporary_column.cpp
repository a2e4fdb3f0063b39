// expect: outlives_the_call
// SPDX-License-Identifier: BSL-1.0
#include <smirk/market_span.hpp>
#include <vector>
int main() { return smirk::columns(smirk::col::close(std::vector<double>{1, 2})).size() == 2; }
