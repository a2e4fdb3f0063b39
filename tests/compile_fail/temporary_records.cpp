// expect: outlives_the_call
// SPDX-License-Identifier: BSL-1.0
#include <smirk/market_span.hpp>
#include <vector>
struct Bar {
    double close;
};
int main() { return smirk::records(std::vector<Bar>{{1}}, smirk::col::close(&Bar::close)).size() == 1; }
