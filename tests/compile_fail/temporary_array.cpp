// expect: outlives_the_call
// SPDX-License-Identifier: BSL-1.0
#include <array>
#include <smirk/market_span.hpp>
int main() { return smirk::columns(smirk::col::close(std::array<double, 2>{1, 2})).size() == 2; }
