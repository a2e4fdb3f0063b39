// SPDX-License-Identifier: BSL-1.0
// Names of files with option quotes in, one line an expiry out: the shape that Slurm arrays, GNU parallel, xargs and
// RDD.pipe take.
//
//     ls chains/*.csv | rows > expiries.csv
//     rows chains/U000-000.csv chains/U001-000.csv
//
// A file has the columns underlying,day,years,strike,type,bid,ask (type 1 or -1, rows of an underlying and day side by
// side; an empty field is NaN). Its lines come out when all of it has been read, or none of them.
// Exit status: 0, 1 where a file could not be used (the others are done), 2 where the call makes no sense.
#include "expiry_rows.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace {

namespace col = smirk::col;
using smirk::interop::arrow_date;

constexpr std::string_view input_header = "underlying,day,years,strike,type,bid,ask";
constexpr std::string_view output_header = "underlying,day,years,options,quotes,forward,rate,atm_vol,risk_reversal,"
                                           "a,b,rho,m,sigma,rmse,status";

/// Days since 1970-01-01 of a date of the Gregorian calendar, and back.
/// source  Howard Hinnant, chrono-compatible low-level date algorithms
arrow_date days_from(int y, int m, int d)
{
    y -= m <= 2;
    const int era = y / 400, of_era = y - era * 400, of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return {era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468};
}

std::string text_of(arrow_date date)
{
    const int z = date.days + 719468, era = z / 146097, of_era = z - era * 146097;
    const int years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const int of_year = of_era - (365 * years + years / 4 - years / 100), mp = (5 * of_year + 2) / 153;
    const int month = mp < 10 ? mp + 3 : mp - 9;
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", years + era * 400 + (month <= 2), month,
                  of_year - (153 * mp + 2) / 5 + 1);
    return text;
}

/// One line of the input, field after field.
class fields {
    std::string_view rest_;
    std::size_t line_;

public:
    fields(std::string_view text, std::size_t line) : rest_(text), line_(line) {}

    [[noreturn]] void refuse(const std::string& what) const
    {
        throw std::runtime_error("line " + std::to_string(line_) + ": " + what);
    }
    std::string_view text(const char* name)
    {
        if (rest_.data() == nullptr) refuse(std::string("no ") + name);
        const std::size_t comma = rest_.find(',');
        const std::string_view field = rest_.substr(0, comma);
        rest_ = comma == std::string_view::npos ? std::string_view() : rest_.substr(comma + 1);
        return field;
    }
    double number(const char* name)
    {
        const std::string_view field = text(name);
        if (field.empty()) return std::numeric_limits<double>::quiet_NaN();
        double x = 0;
        const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), x);
        if (error != std::errc() || end != field.data() + field.size())
            refuse(std::string(name) + ": expected a number, got '" + std::string(field) + "'");
        return x;
    }
    arrow_date date(const char* name)
    {
        const std::string field(text(name));
        int y = 0, m = 0, d = 0, used = 0;
        if (std::sscanf(field.c_str(), "%4d-%2d-%2d%n", &y, &m, &d, &used) != 3 ||
            used != static_cast<int>(field.size()) || y < 1 || m < 1 || m > 12 || d < 1 || d > 31)
            refuse(std::string(name) + ": expected year-month-day, got '" + field + "'");
        return days_from(y, m, d);
    }
    void end() const
    {
        if (rest_.data() != nullptr) refuse("more fields than columns");
    }
};

/// The quotes of one underlying on one day.
struct day_quotes {
    std::vector<double> strike, years, bid, ask;
    std::vector<smirk::option_type> type;

    void add(fields& line)
    {
        years.push_back(line.number("years"));
        strike.push_back(line.number("strike"));
        const double side = line.number("type");
        if (side != 1 && side != -1) line.refuse("type: expected 1 for a call or -1 for a put");
        type.push_back(side > 0 ? smirk::option_type::call : smirk::option_type::put);
        bid.push_back(line.number("bid"));
        ask.push_back(line.number("ask"));
        line.end();
    }
    void finish(scale::expiry_rows& rows, std::string_view underlying, arrow_date day)
    {
        if (strike.empty()) return;
        append(rows, underlying, day,
               smirk::columns(col::strike(strike), col::type(type), col::years(years), col::bid(bid), col::ask(ask)));
        strike.clear(), years.clear(), bid.clear(), ask.clear(), type.clear();
    }
};

scale::expiry_rows read(const std::string& name)
{
    std::ifstream file(name, std::ios::binary);
    if (!file) throw std::runtime_error("cannot be opened");
    const std::string all(std::istreambuf_iterator<char>(file), {});
    if (file.bad()) throw std::runtime_error("cannot be read");
    scale::expiry_rows rows;
    day_quotes quotes;
    std::string underlying;
    arrow_date day{};
    std::size_t line = 0;
    for (std::string_view rest = all; !rest.empty();) {
        ++line;
        const std::size_t end = rest.find('\n');
        std::string_view text = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
        if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
        if (line == 1) {
            if (text != input_header)
                throw std::runtime_error("line 1: expected the header " + std::string(input_header));
            continue;
        }
        if (text.empty()) continue;
        fields f(text, line);
        const std::string_view name_here = f.text("underlying");
        const arrow_date day_here = f.date("day");
        if (name_here != underlying || !(day_here == day)) {
            quotes.finish(rows, underlying, day);
            underlying = name_here, day = day_here;
        }
        quotes.add(f);
    }
    if (line == 0) throw std::runtime_error("is empty");
    quotes.finish(rows, underlying, day);
    return rows;
}

/// Shortest digits that read back as the same double; an empty field for NaN.
void put(std::string& line, double x)
{
    line += ',';
    if (x != x) return;
    char digits[32];
    line.append(digits, std::to_chars(digits, digits + sizeof digits, x).ptr);
}

/// Writes lines, some at a time: not more than a pipe takes in one piece, so that the lines of processes which share it
/// are not mixed.
void write(std::string_view lines)
{
    while (!lines.empty()) {
        std::size_t n = std::min<std::size_t>(lines.size(), PIPE_BUF);
        if (n < lines.size())
            if (const std::size_t end = lines.rfind('\n', n - 1); end != std::string_view::npos) n = end + 1;
        const ssize_t written = ::write(STDOUT_FILENO, lines.data(), n);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) {
            std::perror("rows: standard output");
            std::exit(1);
        }
        lines.remove_prefix(static_cast<std::size_t>(written));
    }
}

std::string lines_of(const scale::expiry_rows& rows)
{
    std::string out;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        out += rows.underlying[i] + ',' + text_of(rows.day[i]);
        put(out, rows.years[i]);
        out += ',' + std::to_string(rows.options[i]) + ',' + std::to_string(rows.quotes[i]);
        for (const auto* column : {&rows.forward, &rows.rate, &rows.atm_vol, &rows.risk_reversal, &rows.a, &rows.b,
                                   &rows.rho, &rows.m, &rows.sigma, &rows.rmse})
            put(out, (*column)[i]);
        out += ',' + rows.status[i] + '\n';
    }
    return out;
}

constexpr char usage[] = "rows [--no-header] [FILE...]\n"
                         "Fits every expiry of the option quotes in the files, or in those that standard input names,\n"
                         "one a line. A file has the columns underlying,day,years,strike,type,bid,ask.\n";

} // namespace

int main(int argc, char** argv)
{
    std::vector<std::string> names;
    bool header = true;
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument == "--help" || argument == "-h") return std::fputs(usage, stdout), 0;
        if (argument == "--no-header")
            header = false;
        else if (argument.starts_with("-"))
            return std::fprintf(stderr, "rows: unknown option %s\n%s", argv[i], usage), 2;
        else
            names.emplace_back(argument);
    }
    if (header) write(std::string(output_header) + '\n');

    int failed = 0;
    std::size_t done = 0;
    const bool progress = isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO);
    const auto work = [&](const std::string& name) {
        try {
            write(lines_of(read(name)));
        } catch (const std::exception& e) {
            std::fprintf(stderr, "rows: %s: %s\n", name.c_str(), e.what());
            failed = 1;
        }
        if (progress) std::fprintf(stderr, "\r%zu files", ++done);
    };
    if (!names.empty())
        for (const auto& name : names) work(name);
    else
        for (std::string name; std::getline(std::cin, name);)
            if (!name.empty()) work(name);
    if (progress) std::fputc('\n', stderr);
    return failed;
}
