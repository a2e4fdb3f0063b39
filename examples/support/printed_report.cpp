// SPDX-License-Identifier: BSL-1.0
// Prints a report: text, page, CSV.
#include "report_csv.hpp"
#include "report_html.hpp"
#include "report_of_files.hpp"
#include "report_text.hpp"

namespace examples {

printed_report printed(const volatility_report& r)
{
    printed_report out{report_as_text(r), {{"report.html", report_as_html(r)}}};
    for (auto& [file, contents] : report_as_csv(r)) out.files.push_back({file, std::move(contents)});
    return out;
}

} // namespace examples
