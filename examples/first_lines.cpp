// SPDX-License-Identifier: BSL-1.0
// The first lines of the README: five rooms, one span type.
#include <smirk/smirk.hpp>

#include <cmath>
#include <cstdio>
#include <vector>

namespace col = smirk::col;
using smirk::option_type;

int main()
{
    const std::vector<double> open{5000, 5032, 5011, 4968, 4990, 5021}, high{5044, 5049, 5018, 5003, 5036, 5060};
    const std::vector<double> low{4991, 5002, 4951, 4942, 4983, 5009}, close{5035, 5008, 4965, 4996, 5018, 5052};
    const double years = 30 / 365.0;

    // snippet
    const auto bars = smirk::columns(col::open(open), col::high(high), col::low(low), col::close(close));
    const double rv = smirk::realized::yang_zhang(bars);
    std::printf("realized vol            %.4f\n", rv);

    const auto iv = smirk::black::implied_vol(option_type::put, 61.5, 5060.0, 5000.0, years);
    std::printf("implied vol, IV/RV      %.4f %.2f\n", iv.vol, smirk::signals::nvrp(iv.vol, rv));

    const smirk::surface::svi smile{.a = 0.0004, .b = 0.009, .rho = -0.6, .m = 0.01, .sigma = 0.06};
    std::printf("arbitrage-free smile    %s\n", smirk::surface::butterfly_arbitrage(smile).arbitrage_free() ? "yes" : "no");
    std::printf("25-delta risk reversal  %.4f\n", smirk::signals::risk_reversal(smile, 0.25, years));
    std::printf("its VIX                 %.2f\n",
                100 * std::sqrt(smirk::replication::fair_variance(smile, years).variance));
    // snippet ends
}
