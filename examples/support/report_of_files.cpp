// SPDX-License-Identifier: BSL-1.0
// Reads the files of a report and computes it.
#include "report_of_files.hpp"

#include "make_report.hpp"

namespace examples {

volatility_report report_of(const report_files& files)
{
    report_inputs in;
    if (!files.prices.empty()) in.prices = read_prices(files.prices);
    if (!files.options.empty()) in.options = read_options(files.options, files.how);
    if (!files.before.empty()) in.earlier = read_options(files.before);
    if (!files.iv_history.empty()) in.iv_history = read_prices(files.iv_history);
    return make_report(std::move(in));
}

} // namespace examples
