// SPDX-License-Identifier: BSL-1.0
// vol_report: prices and option quotes in, a report of their volatility out.
//
//     vol_report --prices P.csv --options O.csv [--before B.csv] [--iv-history H.csv]
//                [--quote-time "2023-05-23 16:15"] [--out DIR]
//
// Text on the terminal; with --out also DIR/report.html and the CSV files behind its charts.
// Exit code: 0 report made (gaps are part of it), 1 an input cannot be read, 2 wrong use, 3 the output cannot be
// written.
#include "support/report_of_files.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

namespace {

enum exit_code { report_made = 0, bad_input = 1, wrong_use = 2, bad_output = 3 };

void write(const std::filesystem::path& path, const std::string& contents)
{
    std::ofstream out(path, std::ios::binary);
    out.write(contents.data(), static_cast<std::streamsize>(contents.size()));
    if (!out.flush()) throw std::runtime_error(path.string() + ": cannot be written");
}

} // namespace

int main(int argc, char** argv)
{
    CLI::App app("Reports the volatility of one underlying: realized, implied, forecast. Every input is optional; what "
                 "cannot be said without it is named in the report.",
                 "vol_report");
    std::string prices, options, before, iv_history, quote_time, out;
    app.add_option("-p,--prices", prices, "daily bars, CSV with date,open,high,low,close (or date,close)");
    app.add_option("-o,--options", options,
                   "option quotes of one moment, CSV: one row a strike, one row an option, or Cboe's delayed quotes");
    app.add_option("-b,--before", before,
                   "option quotes of an earlier moment: the report then tells what changed since");
    app.add_option("-i,--iv-history", iv_history,
                   "history of an implied-vol index, CSV with date,close, in points or decimals");
    app.add_option("-t,--quote-time", quote_time,
                   "when the quotes were made, New York time: \"2023-05-23 16:15\"; overrides the file");
    app.add_option("-d,--out", out, "folder for report.html and the CSV files behind its charts");
    app.footer("Example: vol_report --prices sample_prices.csv --options sample_chain.csv --out report");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? report_made : wrong_use;
    }
    if (prices.empty() && options.empty()) {
        std::fprintf(stderr, "vol_report: nothing to report on; give --prices or --options\n\n%s", app.help().c_str());
        return wrong_use;
    }
    if (!before.empty() && options.empty()) {
        std::fprintf(stderr, "vol_report: --before takes --options: what changed is told from two chains\n");
        return wrong_use;
    }
    examples::option_file_options how;
    if (!quote_time.empty() && !(how.quoted = examples::read_moment(quote_time))) {
        std::fprintf(stderr, "vol_report: --quote-time '%s' is no time of the form \"2023-05-23 16:15\"\n",
                     quote_time.c_str());
        return wrong_use;
    }

    examples::printed_report report;
    try {
        report = examples::printed(examples::report_of({prices, options, before, iv_history, how}));
    } catch (const std::exception& e) { // examples::file_error, or what the library refuses
        std::fprintf(stderr, "vol_report: %s\n", e.what());
        return bad_input;
    }
    std::fputs(report.text.c_str(), stdout);
    const auto told = [] { return std::fflush(stdout) == 0 && !std::ferror(stdout) ? report_made : bad_output; };
    if (out.empty()) return told();
    try {
        const std::filesystem::path folder(out);
        std::filesystem::create_directories(folder);
        for (const auto& [file, contents] : report.files) write(folder / file, contents);
        std::printf("\nwritten: %s and the CSV files beside it\n", (folder / "report.html").string().c_str());
    } catch (const std::exception& e) {
        std::fprintf(stderr, "vol_report: %s\n", e.what());
        return bad_output;
    }
    return told();
}
