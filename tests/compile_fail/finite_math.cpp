// expect: smirk needs NaN
#undef __FINITE_MATH_ONLY__ // what -ffast-math does
#define __FINITE_MATH_ONLY__ 1
#include <smirk/config.hpp>
int main() {}
