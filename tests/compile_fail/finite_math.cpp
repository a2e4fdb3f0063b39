// expect: smirk needs NaN
// SPDX-License-Identifier: BSL-1.0
#undef __FINITE_MATH_ONLY__ // what -ffast-math does
#define __FINITE_MATH_ONLY__ 1
#include <smirk/config.hpp>
int main() {}
