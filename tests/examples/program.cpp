// SPDX-License-Identifier: BSL-1.0
// vol_report as its user meets it: what it prints, what it writes, and its exit codes.
#include "../../examples/support/csv.hpp"
#include "run_program.hpp"
#include "support/catch.hpp"
#include "temporary_file.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#ifdef VOL_REPORT_PROGRAM
using Catch::Matchers::StartsWith;
using support::outcome, support::run_shell, support::temporary_file;

namespace {

outcome run(const std::string& arguments) { return run_shell("'" VOL_REPORT_PROGRAM "' " + arguments + " 2>&1"); }

/// With so many kilobytes of address space.
outcome run_with_limit(int kilobytes, const std::string& arguments)
{
    return run_shell("ulimit -v " + std::to_string(kilobytes) + "; exec '" VOL_REPORT_PROGRAM "' " + arguments +
                     " 2>&1");
}

const std::string data = SMIRK_EXAMPLE_DATA;
const std::string sample = "--prices '" + data + "/sample_prices.csv' --options '" + data +
                           "/sample_chain.csv' --iv-history '" + data + "/sample_iv_history.csv'";
const std::string before = " --before '" + data + "/sample_chain_before.csv'";

} // namespace

TEST_CASE("vol_report without arguments, and with --help, says how to use it")
{
    const auto bare = run("");
    REQUIRE(bare.exit_code == 2);
    REQUIRE_THAT(bare.out, ContainsSubstring("nothing to report on") && ContainsSubstring("--prices") &&
                               ContainsSubstring("--options") && ContainsSubstring("--iv-history") &&
                               ContainsSubstring("--out"));
    const auto help = run("--help");
    REQUIRE(help.exit_code == 0);
    REQUIRE_THAT(help.out, ContainsSubstring("--quote-time") && ContainsSubstring("Example:"));
    REQUIRE(run("--no-such-option").exit_code == 2);
    REQUIRE(run("--prices").exit_code == 2);
    const auto alone = run("--prices x" + before);
    REQUIRE(alone.exit_code == 2);
    REQUIRE_THAT(alone.out, ContainsSubstring("--before takes --options"));
    const auto time = run(sample + " --quote-time yesterday");
    REQUIRE(time.exit_code == 2);
    REQUIRE_THAT(time.out, ContainsSubstring("--quote-time 'yesterday' is no time"));
}

TEST_CASE("vol_report on the sample: text on the terminal, a page and CSV files in the folder")
{
    const temporary_file place("");
    const std::string folder = place.folder() + "/a/b";
    const auto r = run(sample + before + " --out '" + folder + "'");
    REQUIRE(r.exit_code == 0);
    REQUIRE_THAT(r.out, StartsWith("Volatility report: SMK, 2024-09-06 16:00 New York\n"));
    for (const char* part : {"30-day index 16.6", "30-day index +0.51 to 16.63: parallel shift +0.49", "Yang-Zhang",
                             "persistence", "IV rank", "Regime, with the evidence", "written: "})
        REQUIRE_THAT(r.out, ContainsSubstring(part));
    for (const char* file : {"report.html", "realized.csv", "smiles.csv", "term_structure.csv", "index_strikes.csv",
                             "garch.csv", "garch_forecast.csv", "implied_vol.csv", "broken_rows.csv", "attribution.csv",
                             "surface.csv", "dealers.csv", "density.csv", "cone.csv"})
        REQUIRE(std::filesystem::file_size(folder + "/" + file) > 10);
}

TEST_CASE("vol_report names what cannot be read, and makes no report")
{
    const temporary_file empty(""), header("date,open,high,low,close\n"), text("This is no table.\n"),
        nothing_good("date,close\n2024-01-02,-1\n");
    const auto refuses = [](const std::string& arguments, const std::string& reason) {
        const auto r = run(arguments);
        REQUIRE(r.exit_code == 1);
        REQUIRE_THAT(r.out, StartsWith("vol_report: ") && ContainsSubstring(reason));
        REQUIRE_THAT(r.out, !ContainsSubstring("Volatility report"));
    };
    refuses("--prices /no/such/file.csv", "/no/such/file.csv: cannot be opened");
    refuses("--prices /tmp", "/tmp: cannot be read");
    refuses("--prices '" + empty.path() + "'", "is empty");
    refuses("--prices '" + header.path() + "'", "has a header and no rows");
    refuses("--prices '" + text.path() + "'", "is no header with date and close");
    refuses("--prices '" + nothing_good.path() + "'", "close is no positive number");
    refuses("--options '" + empty.path() + "'", "is empty");
    refuses("--options '" + data + "/sample_prices.csv'", "is no option file");
    refuses("--prices '" + data + "/sample_prices.csv' --iv-history '" + text.path() + "'",
            "is no header with date and close");
    refuses("--options '" VOL_REPORT_PROGRAM "'", "a zero byte");
}

TEST_CASE("vol_report says when it cannot write")
{
    const auto r = run(sample + " --out /dev/null/report");
    REQUIRE(r.exit_code == 3);
    REQUIRE_THAT(r.out, ContainsSubstring("/dev/null/report"));
    REQUIRE(run_shell("'" VOL_REPORT_PROGRAM "' " + sample + " > /dev/full 2>&1").exit_code == 3);
}

TEST_CASE("vol_report refuses 200 MB of noise in no time and little memory")
{
    const std::string wide =
        "quote_time,spot,expiry,root,minutes_to_expiry,rate_cc,strike,call_bid,call_ask,put_bid,put_ask\n";
    const auto refused_fast = [](const std::string& header, const char* option, auto&& byte) {
        const temporary_file file("");
        std::ofstream out(file.path(), std::ios::binary);
        out << header;
        std::mt19937_64 random(7);
        std::string block(1 << 20, '\0');
        for (char& c : block) c = byte(random());
        for (int i = 0; i < 200; ++i) out << block;
        out.close();
        const auto start = std::chrono::steady_clock::now(); // 200 MB of address space are less than the file
        const auto r = run_with_limit(200000, std::string(option) + " '" + file.path() + "'");
        REQUIRE(r.exit_code == 1);
        REQUIRE_THAT(r.out, StartsWith("vol_report: " + file.path() + ": "));
        REQUIRE(std::chrono::steady_clock::now() - start < std::chrono::seconds(1));
    };
    const auto letters = [](std::uint64_t x) { return "abcdefghij0123456789,,.\n"[x % 24]; };
    const auto binary = [](std::uint64_t x) { return static_cast<char>(x); };
    const auto one_line = [](std::uint64_t x) { return "abcdefgh,."[x % 10]; };
    refused_fast("", "--options", letters);
    refused_fast(wide, "--options", letters);
    refused_fast("date,close\n", "--prices", letters);
    refused_fast(wide, "--options", binary);
    refused_fast(wide, "--options", one_line);
}
#endif
