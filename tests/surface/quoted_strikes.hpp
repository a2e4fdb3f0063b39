// SPDX-License-Identifier: BSL-1.0
// A smile of the market data, from a file with the columns strike and implied_vol.
#pragma once
#include "support/csv.hpp"
#include "support/shared_data.hpp"

#include <cmath>
#include <string>
#include <vector>

namespace support {

/// Log-moneyness and total variance.
struct quoted_strikes {
    std::vector<double> k, w;
};

inline quoted_strikes read_quoted_strikes(const std::string& file, double forward, double years)
{
    const auto t = read_csv(shared_data(file));
    quoted_strikes q;
    for (double strike : t.numbers("strike")) q.k.push_back(std::log(strike / forward));
    for (double vol : t.numbers("implied_vol")) q.w.push_back(vol * vol * years);
    return q;
}

} // namespace support
