// SPDX-License-Identifier: BSL-1.0
// vol_batch as its user meets it: rows, errors, exit codes, quiet where there is no terminal.
#include "../../examples/support/csv.hpp"
#include "run_program.hpp"
#include "support/csv.hpp"
#include "support/shared_data.hpp"
#include "temporary_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#ifdef VOL_REPORT_PROGRAM
using Catch::Matchers::StartsWith;
using support::answer_of, support::run_example, support::temporary_file;

namespace {

const std::string data = SMIRK_EXAMPLE_DATA;

/// A folder with both chains of the sample and a file that is none, in folders of their own.
struct folder_of_chains {
    temporary_file bad{"This is no table.\n", "bad.csv"};
    std::string path = bad.folder();

    folder_of_chains()
    {
        std::filesystem::create_directories(path + "/a/b");
        std::filesystem::copy(data + "/sample_chain.csv", path + "/a/b/later.csv");
        std::filesystem::copy(data + "/sample_chain_before.csv", path + "/a/earlier.csv");
        std::ofstream(path + "/readme.txt") << "no csv\n";
    }
};

std::vector<std::string> lines_of(const std::string& text)
{
    std::istringstream in(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

/// A field of a CSV line by its name in the header.
std::string field(const std::vector<std::string>& lines, std::size_t line, const std::string& name)
{
    std::vector<std::string_view> names, fields;
    examples::split(lines.at(0), ',', names);
    examples::split(lines.at(line), ',', fields);
    REQUIRE(names.size() == fields.size());
    const auto at = std::find(names.begin(), names.end(), name);
    REQUIRE(at != names.end());
    return std::string(fields[static_cast<std::size_t>(at - names.begin())]);
}

} // namespace

TEST_CASE("vol_batch on a folder: a row a file, one bad file does not lose the rest, the exit code says so")
{
    const folder_of_chains chains;
    const auto r = answer_of("vol_batch", "'" + chains.path + "'");
    REQUIRE(r.exit_code == 1);
    const auto lines = lines_of(r.out);
    REQUIRE(lines.size() == 4);
    REQUIRE_THAT(lines[1], StartsWith(chains.path + "/a/b/later.csv,SMK,2024-09-06 16:00,4685.94,2472,0,"));
    REQUIRE_THAT(lines[2], StartsWith(chains.path + "/a/earlier.csv,SMK,2024-09-03 16:00,4683.52,1632,0,"));
    REQUIRE_THAT(lines[3], StartsWith(chains.path + "/bad.csv,") && ContainsSubstring("is no option file"));
    // the indexes of the model, of sample_iv_history.csv
    REQUIRE_THAT(examples::number(field(lines, 1, "index_30")), WithinAbs(16.63, 0.02));
    REQUIRE_THAT(examples::number(field(lines, 2, "index_30")), WithinAbs(16.12, 0.02));
    REQUIRE(field(lines, 1, "arbitrage_free") == "yes");
    REQUIRE(field(lines, 2, "index_93").empty()); // its expiries do not reach so far
    REQUIRE(field(lines, 3, "index_30").empty());

    const auto errors =
        support::run_shell(support::example_program("vol_batch") + " '" + chains.path + "' 2>&1 >/dev/null").out;
    REQUIRE_THAT(errors, StartsWith("vol_batch: " + chains.path + "/bad.csv: is no option file") &&
                             ContainsSubstring("vol_batch: 1 of 3 files could not be used"));
}

TEST_CASE("vol_batch: the same rows on one thread and on many; quiet where nobody watches")
{
    const folder_of_chains chains;
    std::string many;
    for (int i = 0; i < 6; ++i) many += " '" + chains.path + "/a'";
    const auto one = answer_of("vol_batch", "-j 1" + many), four = answer_of("vol_batch", "-j 4" + many);
    REQUIRE(one.exit_code == 0);
    REQUIRE(one.out == four.out);
    REQUIRE(lines_of(one.out).size() == 13);
    const auto errors = support::run_shell(support::example_program("vol_batch") + many + " 2>&1 >/dev/null");
    REQUIRE(errors.exit_code == 0);
    REQUIRE(errors.out.empty());
}

TEST_CASE("vol_batch shows its progress on a terminal, and clears it at the end")
{
    if (support::run_shell("command -v script").exit_code != 0) {
        WARN("skipped: needs the program script, which runs another on a terminal");
        return;
    }
    const folder_of_chains chains;
    const auto on_terminal = [&](const std::string& options) {
        const std::string command =
            support::example_program("vol_batch") + options + " " + chains.path + "/a -d /dev/null";
        return support::run_shell("script -qec \"" + command + "\" /dev/null < /dev/null").out;
    };
    const auto shown = on_terminal("");
    REQUIRE_THAT(shown, ContainsSubstring("of 2 files, 0 failed") && ContainsSubstring("s left"));
    REQUIRE(shown.rfind("\r\x1b[K") > shown.rfind("files"));
    REQUIRE_THAT(on_terminal(" --quiet"), !ContainsSubstring("of 2 files"));
}

TEST_CASE("vol_batch as JSON: expiries inside, errors as members, numbers that are not known as null")
{
    const folder_of_chains chains;
    const temporary_file out("", "out.json");
    const auto r = run_example("vol_batch", "'" + chains.path + "' -f json -d '" + out.path() + "'");
    REQUIRE(r.exit_code == 1);
    std::ifstream in(out.path());
    const std::string json((std::istreambuf_iterator<char>(in)), {});
    REQUIRE_THAT(json,
                 StartsWith("[{\"file\":\"") && ContainsSubstring("\"arbitrage_free\":true") &&
                     ContainsSubstring("\"expiries\":[{\"expiry\":\"2024-09-13\",\"root\":\"SMKW\",\"days\":7,") &&
                     ContainsSubstring("\"index_93\":null") && ContainsSubstring("\"error\":\"") &&
                     !ContainsSubstring("nan"));
    if (support::run_shell("command -v python3").exit_code == 0)
        REQUIRE(support::run_shell("python3 -c 'import json,sys; assert len(json.load(open(sys.argv[1]))) == 3' '" +
                                   out.path() + "'")
                    .exit_code == 0);
}

TEST_CASE("vol_batch with prices: realized volatility of the days before the quotes")
{
    const temporary_file prices("", "SMK.csv");
    std::filesystem::copy(data + "/sample_prices.csv", prices.path(),
                          std::filesystem::copy_options::overwrite_existing);
    const auto r = answer_of("vol_batch", "'" + data + "/sample_chain.csv' -p '" + prices.folder() + "'");
    REQUIRE(r.exit_code == 0);
    const auto lines = lines_of(r.out);
    // Yang-Zhang over 21 days of the report of the same files, four digits: 11.61 %
    REQUIRE_THAT(examples::number(field(lines, 1, "rv_21")), WithinAbs(0.1161, 0.00005));
    REQUIRE_THAT(examples::number(field(lines, 1, "iv_over_rv")), WithinAbs(1.432, 0.0005));
}

TEST_CASE("vol_batch: wrong use, nothing to do, no place to write")
{
    REQUIRE(run_example("vol_batch").exit_code == 2);
    REQUIRE(run_example("vol_batch", "--help").exit_code == 0);
    REQUIRE(run_example("vol_batch", "x --format xml").exit_code == 2);
    REQUIRE(run_example("vol_batch", "x -j 0").exit_code == 2);
    const temporary_file empty("", "file.txt");
    const auto nothing = run_example("vol_batch", "'" + empty.folder() + "'");
    REQUIRE(nothing.exit_code == 2);
    REQUIRE_THAT(nothing.out, ContainsSubstring("no *.csv in"));
    const auto missing = run_example("vol_batch", "/no/such/file.csv");
    REQUIRE(missing.exit_code == 1);
    REQUIRE_THAT(missing.out, ContainsSubstring("vol_batch: /no/such/file.csv: cannot be opened"));
    const std::string chain = "'" + data + "/sample_chain_before.csv'";
    REQUIRE(run_example("vol_batch", chain + " -d /no/such/folder/out.csv").exit_code == 3);
    REQUIRE(answer_of("vol_batch", chain + " > /dev/full").exit_code == 3);
}

TEST_CASE("vol_batch on real closes: the official indexes")
{
    SKIP_WITHOUT_SHARED_DATA("chains/SPX_2023-05-23.csv");
    std::string files;
    for (const char* day : {"2022-02-04", "2023-05-05", "2023-05-23", "2024-01-05"})
        files += " '" + support::shared_data("chains/SPX_" + std::string(day) + ".csv") + "'";
    const auto lines = lines_of(answer_of("vol_batch", files).out);
    const double official[] = {23.22, 17.19, 18.53, 13.35}; // data/chains/official_indices.csv
    for (std::size_t i = 0; i < 4; ++i)
        REQUIRE_THAT(examples::number(field(lines, i + 1, "index_30")), WithinAbs(official[i], 0.005));
}
#endif
