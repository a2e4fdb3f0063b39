// expect: option_type
// SPDX-License-Identifier: BSL-1.0
#include <smirk/black/price.hpp>
int main() { return smirk::black::price(100, 100, 0.5, 0.2, 0.97) > 0; } // call or put was forgotten
