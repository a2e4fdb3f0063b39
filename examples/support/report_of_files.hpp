// SPDX-License-Identifier: BSL-1.0
// The report from files to text, page and CSV, compiled once: report_of_files.cpp and printed_report.cpp.
#pragma once
#include "report.hpp"

#include <string>
#include <vector>

namespace examples {

/// The files of a report; an empty name is a file that is not there.
struct report_files {
    std::string prices, options, before, iv_history;
    option_file_options how = {};
};

/// throws  file_error if a file cannot be read as what it should be
[[nodiscard]] volatility_report report_of(const report_files& files);

struct named_text {
    std::string file, contents;
};
struct printed_report {
    std::string text;
    std::vector<named_text> files; ///< report.html and the CSV files
};
[[nodiscard]] printed_report printed(const volatility_report& r);

} // namespace examples
