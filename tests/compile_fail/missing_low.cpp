// expect: low_t
#include <smirk/realized/parkinson.hpp>
#include <vector>
int main()
{
    const std::vector<double> high{11, 12};
    return smirk::realized::parkinson(smirk::columns(smirk::col::high(high))) > 0;
}
