// SPDX-License-Identifier: BSL-1.0
// A simulated day of 390 one-minute returns, without and with a jump, and what R's highfrequency 1.0.0 makes of them.
#pragma once
#include "support/catch.hpp"
#include "support/csv.hpp"

#include <string>
#include <vector>

namespace sim {

/// The returns in column "ret" (no jump) or "ret_jump".
inline std::vector<double> day(const std::string& column = "ret")
{
    return support::read_csv(SMIRK_TEST_DATA "/realized/sim_day_390.csv").numbers(column);
}

/// A measure of that day by highfrequency 1.0.0 (rRVar, rBPCov, rMinRVar, ...), seventeen digits.
inline double reference(const std::string& measure, const std::string& column = "ret")
{
    const auto t = support::read_csv(SMIRK_TEST_DATA "/realized/sim_day_390_hf.csv");
    const auto& names = t.text.at("measure");
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == measure) return t.numbers(column)[i];
    throw std::out_of_range(measure);
}

/// Sums of 390 terms in another order.
inline constexpr double sum_order = 1e-13;

} // namespace sim
