// SPDX-License-Identifier: BSL-1.0
// The examples that answer questions: each prints what its header says it prints, the answers hold against the truth of
// the sample market, and bad input ends with a clear error.
#include "../../examples/support/csv.hpp"
#include "run_program.hpp"
#include "support/csv.hpp"
#include "support/shared_data.hpp"
#include "temporary_file.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#ifdef VOL_REPORT_PROGRAM
using support::answer_of, support::run_example, support::temporary_file;

namespace {

const std::string data = SMIRK_EXAMPLE_DATA;

struct question {
    std::string program;
    std::size_t files;
};
const std::vector<question> questions{
    {"which_estimator", 1}, {"vix_of_a_chain", 1}, {"why_vol_rose", 2}, {"arbitrage_free_surface", 1},
    {"local_vol", 1},       {"which_garch", 1},    {"is_vol_cheap", 2}, {"expected_move", 1},
    {"dealer_hedging", 1},  {"roll_cost", 2}};

/// The output that the first comment of an example shows.
std::string shown_by(const std::string& program)
{
    std::ifstream source(data + "/../" + program + ".cpp");
    std::string line, out;
    while (std::getline(source, line) && line != "// What it prints for the sample:") {}
    std::getline(source, line);
    while (std::getline(source, line) && line.starts_with("//")) out += line.size() > 7 ? line.substr(7) + "\n" : "\n";
    return out;
}

std::vector<std::string> words_of(const std::string& text)
{
    std::istringstream in(text);
    std::vector<std::string> words;
    for (std::string w; in >> w;) words.push_back(w);
    return words;
}

/// A number among punctuation: (22.87), 16.63:, +0.05
double number_of(std::string word)
{
    const auto part = [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+'; };
    while (!word.empty() && !part(word.back())) word.pop_back();
    while (!word.empty() && !part(word.front())) word.erase(0, 1);
    while (!word.empty() && word.back() == '.') word.pop_back();
    return examples::number(word);
}

/// Equal words; numbers may differ by two units of the last digit, and by a thousandth: another compiler, another order
/// of additions, another path of an optimiser to the same point.
bool same(const std::string& a, const std::string& b)
{
    if (a == b) return true;
    const double x = number_of(a), y = number_of(b);
    const auto point = a.find('.');
    const auto digits = point == a.npos ? 0
                                        : std::count_if(a.begin() + static_cast<std::ptrdiff_t>(point), a.end(),
                                                        [](char c) { return c >= '0' && c <= '9'; });
    return std::fabs(x - y) <= 2.01 * std::pow(10, -static_cast<double>(digits)) + 1e-3 * std::fabs(x);
}

/// The number in a line that begins with some words, `at` of those in it.
double number_in(const std::string& out, const std::string& line_with, std::size_t at = 0)
{
    const auto start = out.find(line_with);
    REQUIRE(start != std::string::npos);
    const auto from = start + line_with.size();
    std::vector<double> numbers;
    for (const auto& word : words_of(out.substr(from, out.find('\n', from) - from)))
        if (const double x = number_of(word); std::isfinite(x)) numbers.push_back(x);
    REQUIRE(numbers.size() > at);
    return numbers[at];
}

double truth(const std::string& scope, const std::string& quantity)
{
    static const auto table = support::read_csv(data + "/sample_truth.csv");
    const auto values = table.numbers("value");
    for (std::size_t i = 0; i < values.size(); ++i)
        if (table.text.at("scope")[i] == scope && table.text.at("quantity")[i] == quantity) return values[i];
    FAIL("no " << scope << " " << quantity);
    throw;
}

} // namespace

TEST_CASE("an example prints for the sample what its header shows")
{
    for (const auto& q : questions) {
        const auto r = answer_of(q.program);
        INFO(q.program);
        REQUIRE(r.exit_code == 0);
        const auto printed = words_of(r.out), shown = words_of(shown_by(q.program));
        REQUIRE(shown.size() > 20);
        REQUIRE(printed.size() == shown.size());
        for (std::size_t i = 0; i < shown.size(); ++i) {
            INFO("word " << i << ": shown '" << shown[i] << "', printed '" << printed[i] << "'");
            REQUIRE(same(shown[i], printed[i]));
        }
    }
}

TEST_CASE("the files of the sample named, and those that are meant without arguments, give the same")
{
    const std::string chain = "'" + data + "/sample_chain.csv'", prices = "'" + data + "/sample_prices.csv'";
    REQUIRE(answer_of("vix_of_a_chain", chain).out == answer_of("vix_of_a_chain").out);
    REQUIRE(answer_of("which_estimator", prices).out == answer_of("which_estimator").out);
}

TEST_CASE("an example says how to use it, and names what it cannot read")
{
    const temporary_file empty(""), text("This is no table.\n"), few("date,open,high,low,close\n2024-01-02,1,1,1,1\n");
    for (const auto& q : questions) {
        INFO(q.program);
        const auto help = run_example(q.program, "--help");
        REQUIRE(help.exit_code == 0);
        REQUIRE_THAT(help.out, ContainsSubstring("usage: " + q.program) && ContainsSubstring("without arguments"));
        REQUIRE(run_example(q.program, "1 2 3 4").exit_code == 2);
        REQUIRE(run_example(q.program, "> /dev/full").exit_code != 0);
        for (const auto& path : {std::string("/no/such/file.csv"), empty.path(), text.path()}) {
            std::string arguments;
            for (std::size_t i = 0; i < q.files; ++i) arguments += " '" + path + "'";
            const auto r = run_example(q.program, arguments);
            REQUIRE(r.exit_code == 1);
            REQUIRE_THAT(r.out, ContainsSubstring(q.program + ": " + path + ": "));
        }
    }
    for (const char* program : {"which_estimator", "which_garch"}) {
        const auto r = run_example(program, "'" + few.path() + "'");
        REQUIRE(r.exit_code == 1);
        REQUIRE_THAT(r.out, ContainsSubstring("500 are needed"));
    }
}

TEST_CASE("the index of a chain is that of the market, and the shares of the strikes are all of it")
{
    const auto out = answer_of("vix_of_a_chain").out;
    REQUIRE_THAT(number_in(out, "30-day index"), WithinAbs(truth("market", "index_30d"), 0.02)); // ticks, ends, gaps
    double near = 0;
    for (const char* from : {"puts   from      to", "from   -4 to   -3", "from   -3 to   -2", "from   -2 to   -1",
                             "from   -1 to   +0", "from   +0 to   +1", "from   +1 to   +2"})
        near += number_in(out, from, std::string(from).find("from      to") == std::string::npos ? 0 : 1);
    near += number_in(out, "calls  from   +2 to");
    REQUIRE_THAT(near, WithinAbs(100, 0.4)); // eight numbers of one digit
}

TEST_CASE("why vol rose: the lines add up to the change, and the change is that of the index")
{
    const auto out = answer_of("why_vol_rose").out;
    double sum = 0;
    for (const char* line :
         {"\nparallel shift", "\npassing of time", "\nresidual", "\nroll to new expiries", "\nspot along the smile",
          "\nput wing", "\ncall wing", "\nput shoulder", "\ncall shoulder", "\ninterest rates"})
        sum += number_in(out, line);
    REQUIRE_THAT(sum, WithinAbs(number_in(out, "\nall"), 0.0051)); // ten numbers of three digits
    // the histories of the sample, from the model itself: 16.12 to 16.63
    REQUIRE_THAT(number_in(out, "\nall"), WithinAbs(0.51, 0.02));
    const auto mixed =
        run_example("why_vol_rose", "'" + data + "/sample_chain.csv' '" + data + "/sample_chain_before.csv'");
    REQUIRE(mixed.exit_code == 1);
    REQUIRE_THAT(mixed.out, ContainsSubstring("are not earlier than those of"));

    REQUIRE_THAT(out, ContainsSubstring("undecided") && ContainsSubstring("vvix change            not known"));
    const auto told = run_example("why_vol_rose", "'credit spread change=0.001' 'funding spread change=0.0002' "
                                                  "'vvix change=4' 'fund flow=-1e9'");
    REQUIRE_THAT(told.out, ContainsSubstring("genuine: all signs of instability") &&
                               ContainsSubstring("cause: credit does not confirm"));
    REQUIRE(run_example("why_vol_rose", "'vvix=x'").exit_code == 2);
    REQUIRE(run_example("why_vol_rose", "'vvix chagne=4'").exit_code == 2);
}

TEST_CASE(
    "the surface of the sample is free of arbitrage, its fits alone are not; local vol gives it back to second order")
{
    const auto surface = answer_of("arbitrage_free_surface").out;
    REQUIRE_THAT(surface, ContainsSubstring("there is arbitrage") &&
                              ContainsSubstring("19 of 19 certificates hold, free of arbitrage"));
    const auto local = answer_of("local_vol").out;
    const double coarse = number_in(local, "200 by 100"), fine = number_in(local, "400 by 200");
    REQUIRE(coarse / fine > 3); // 4 with all digits
    REQUIRE(fine < 0.2);        // basis points
}

TEST_CASE("expected moves, dealers, premium and roll of the sample")
{
    const auto move = answer_of("expected_move").out;
    // E|S - F| of the smile is the straddle: sqrt(2/pi) of one standard deviation of the true vol, to the fit of it
    const double vol = truth("2024-10-04 SMKW", "atm_vol"), forward = truth("2024-10-04 SMKW", "forward");
    REQUIRE_THAT(number_in(move, "\n2024-10-04", 2),
                 WithinRel(std::sqrt(2 / 3.14159265358979 * 28 / 365) * vol * forward, 0.005));
    REQUIRE_THAT(move, ContainsSubstring("57.5") && ContainsSubstring("68.3") && ContainsSubstring("50.2"));

    const auto dealers = answer_of("dealer_hedging").out;
    REQUIRE(number_in(dealers, "zero gamma at") > number_in(dealers, "spot ")); // short gamma below it
    REQUIRE_THAT(dealers, ContainsSubstring("gamma -"));

    const auto cheap = answer_of("is_vol_cheap").out;
    REQUIRE_THAT(cheap, ContainsSubstring("rank 68, percentile 88")); // as in the report of the same files

    const auto roll = answer_of("roll_cost").out; // what moved and what rolled make what was earned, in logarithms
    const double level = number_in(roll, "\nall", 5), rolled = number_in(roll, "\nall", 6),
                 earned = number_in(roll, "\nall", 4);
    REQUIRE_THAT(100 * std::exp((level + rolled) / 100) - 100, WithinAbs(earned, 0.1));
}

TEST_CASE("claims runs on the sample as well")
{
    const auto r = answer_of("claims");
    REQUIRE(r.exit_code == 0);
    REQUIRE_THAT(r.out, ContainsSubstring("finding  76.2 % +- 3.6")); // as in the test of claims
    REQUIRE(run_example("claims", "x").exit_code == 2);
}

TEST_CASE("examples on real closes")
{
    SKIP_WITHOUT_SHARED_DATA("chains/SPX_2023-05-23.csv");
    const auto file = [](const char* name) { return "'" + support::shared_data(name) + "' "; };
    REQUIRE_THAT(answer_of("vix_of_a_chain", file("chains/SPX_2023-05-23.csv")).out,
                 ContainsSubstring("30-day index 18.53")); // the official close
    REQUIRE_THAT(answer_of("why_vol_rose", file("chains/SPX_2023-05-05.csv") + file("chains/SPX_2023-05-23.csv")).out,
                 ContainsSubstring("parallel shift +1.34, put wing +0.44; against it spot along the smile -0.41"));
}
#endif
