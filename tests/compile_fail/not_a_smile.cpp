// expect: total_variance
// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/skew.hpp>
struct flat_vol {
    double vol(double) const { return 0.2; } // a smile has total_variance(k)
};
int main() { return smirk::signals::risk_reversal(flat_vol{}, 0.25, 0.1) > 0; }
