// expect: outlives_the_call
#include <array>
#include <smirk/market_span.hpp>
int main() { return smirk::columns(smirk::col::close(std::array<double, 2>{1, 2})).size() == 2; }
