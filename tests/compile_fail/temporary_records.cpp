// expect: outlives_the_call
#include <smirk/market_span.hpp>
#include <vector>
struct Bar {
    double close;
};
int main() { return smirk::records(std::vector<Bar>{{1}}, smirk::col::close(&Bar::close)).size() == 1; }
