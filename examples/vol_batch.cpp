// SPDX-License-Identifier: BSL-1.0
// vol_batch: many option files in, a row of numbers for each out.
//
//     vol_batch FILES_OR_FOLDERS... [--format csv|json] [--out FILE] [--prices FOLDER] [--threads N] [--quiet]
//
// A file holds the options of one underlying at one moment; of a folder every *.csv is taken, of its folders too. The
// rows come in the order of the arguments and, within a folder, of the names, however many threads there are. A file
// that cannot be used is a row with its error, and a line on stderr; the others are not lost.
//
// What it prints for the two chains of the sample and a file that is none (--format csv; lines cut here):
//
//     file,underlying,quoted,spot,options,broken_rows,index_9,index_30,index_93,atm_30,atm_90,...
//     sample_chain.csv,SMK,2024-09-06 16:00,4685.94,2472,0,16.2744...,16.6336...,17.4902...,0.163...,...
//     sample_chain_before.csv,SMK,2024-09-03 16:00,4683.52,1632,0,...
//     sample_prices.csv,,,,0,0,,,,,,...,sample_prices.csv: is no option file: ...
//
// Exit code: 0 all files are in, 1 some could not be used, 2 wrong use, 3 the output cannot be written.
#include "support/batch_row.hpp"
#include "support/progress_line.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace {

enum exit_code { all_in = 0, some_failed = 1, wrong_use = 2, bad_output = 3 };

/// The files that are meant: a folder stands for the *.csv in it and in its folders.
std::vector<std::string> files_of(const std::vector<std::string>& names)
{
    namespace fs = std::filesystem;
    std::vector<std::string> files;
    for (const auto& name : names) {
        std::error_code error;
        if (!fs::is_directory(name, error)) {
            files.push_back(name); // what is wrong with it is told when it is read
            continue;
        }
        const auto first = static_cast<std::ptrdiff_t>(files.size());
        for (fs::recursive_directory_iterator at(name, fs::directory_options::skip_permission_denied, error), end;
             !error && at != end; at.increment(error))
            if (at->is_regular_file(error) && at->path().extension() == ".csv") files.push_back(at->path().string());
        std::sort(files.begin() + first, files.end());
    }
    return files;
}

std::vector<examples::batch_row> run(const std::vector<std::string>& files, const std::string& prices,
                                     std::size_t threads, bool quiet)
{
    std::vector<examples::batch_row> rows(files.size());
    examples::progress_line progress(files.size(), !quiet);
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t i; (i = next.fetch_add(1)) < files.size();) {
            rows[i] = examples::batch_row_of(files[i], prices);
            const std::string& error = rows[i].error;
            progress.step(!error.empty(), error.empty() ? nullptr : ("vol_batch: " + error).c_str());
        }
    };
    std::vector<std::jthread> others;
    for (std::size_t t = 1; t < std::min(threads, files.size()); ++t) others.emplace_back(work);
    work();
    others.clear(); // waits for them
    return rows;
}

bool write(const std::vector<examples::batch_row>& rows, const std::string& format, const std::string& out)
{
    std::string contents = format == "json" ? "[" : examples::batch_csv_header;
    for (std::size_t i = 0; i < rows.size(); ++i)
        contents += format == "json" ? (i ? ",\n " : "") + as_json(rows[i]) : as_csv(rows[i]);
    if (format == "json") contents += "]\n";
    std::FILE* file = out.empty() ? stdout : std::fopen(out.c_str(), "wb");
    if (!file) return false;
    const bool written = std::fwrite(contents.data(), 1, contents.size(), file) == contents.size();
    const bool flushed = std::fflush(file) == 0;
    return (out.empty() || std::fclose(file) == 0) && written && flushed;
}

} // namespace

int main(int argc, char** argv)
{
    CLI::App app(
        "Index, term structure, skew and surface of many option files: a row for each, as CSV or JSON. Vols are "
        "decimals, indexes points.",
        "vol_batch");
    std::vector<std::string> names;
    std::string format = "csv", out, prices;
    std::size_t threads = std::max(1u, std::thread::hardware_concurrency());
    bool quiet = false;
    app.add_option("files", names, "option files (as vol_report takes them), or folders with *.csv")->required();
    app.add_option("-f,--format", format, "csv: a row a file; json: also its expiries")
        ->check(CLI::IsMember({"csv", "json"}));
    app.add_option("-d,--out", out, "file to write; the terminal without it");
    app.add_option("-p,--prices", prices, "folder with UNDERLYING.csv, daily bars, for realized volatility")
        ->check(CLI::ExistingDirectory);
    app.add_option("-j,--threads", threads, "threads")->check(CLI::Range(1, 1024));
    app.add_flag("-q,--quiet", quiet, "no progress on the terminal (there is none where stderr is no terminal)");
    app.footer("Exit code: 0 all files are in, 1 some could not be used, 2 wrong use, 3 the output cannot be written.\n"
               "Example: vol_batch chains --format json --out chains.json");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? all_in : wrong_use;
    }
    const auto files = files_of(names);
    if (files.empty()) {
        std::fprintf(stderr, "vol_batch: no *.csv in %s\n", names.front().c_str());
        return wrong_use;
    }
    const auto rows = run(files, prices, threads, quiet);
    if (!write(rows, format, out)) {
        std::fprintf(stderr, "vol_batch: %s: cannot be written\n", out.empty() ? "standard output" : out.c_str());
        return bad_output;
    }
    const auto failed = std::count_if(rows.begin(), rows.end(), [](const auto& r) { return !r.error.empty(); });
    if (failed) std::fprintf(stderr, "vol_batch: %td of %zu files could not be used\n", failed, rows.size());
    return failed ? some_failed : all_in;
}
