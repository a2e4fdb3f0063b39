// SPDX-License-Identifier: BSL-1.0
// Comma separated text: lines from a file, fields of a line, a field as a number.
#pragma once
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace examples {

/// A file that cannot be read as what it should be. The text names the file and, where there is one, the line.
struct file_error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A row that cannot be used: where it is and why.
struct broken_row {
    std::size_t line;
    std::string reason;
};

/// The lines of a text file, one at a time, in constant memory. Takes \n and \r\n, and skips a UTF-8 byte order mark.
///
/// throws  file_error if the file cannot be opened or read, holds a zero byte (binary, or UTF-16), or has a line longer
///         than longest_line
class line_reader {
    struct closer {
        void operator()(std::FILE* f) const { std::fclose(f); }
    };
    std::string path_;
    std::unique_ptr<std::FILE, closer> file_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0, end_ = 0, line_ = 0;

    bool fill()
    {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
        const std::size_t got = std::fread(buffer_.data() + end_, 1, buffer_.size() - end_, file_.get());
        if (got == 0 && std::ferror(file_.get())) throw file_error(path_ + ": cannot be read");
        if (got && std::memchr(buffer_.data() + end_, '\0', got))
            throw file_error(path_ + ": a zero byte after line " + std::to_string(line_) +
                             ": this is no text file (or it is UTF-16; save it as UTF-8)");
        end_ += got;
        return got != 0;
    }

public:
    static constexpr std::size_t longest_line = 1 << 16;

    explicit line_reader(const std::string& path)
        : path_(path), file_(std::fopen(path.c_str(), "rb")), buffer_(4 * longest_line)
    {
        if (!file_) throw file_error(path + ": cannot be opened");
        fill();
        if (end_ >= 3 && std::memcmp(buffer_.data(), "\xEF\xBB\xBF", 3) == 0) begin_ = 3;
    }

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::size_t line() const { return line_; } ///< number of the line last given, from 1

    /// The next line, without its end; the view holds until the next call. False at the end of the file.
    bool next(std::string_view& text)
    {
        std::size_t searched = 0;
        for (;;) {
            const char* from = buffer_.data() + begin_;
            const std::size_t n = end_ - begin_;
            const auto* stop = static_cast<const char*>(n ? std::memchr(from + searched, '\n', n - searched) : nullptr);
            std::size_t length = stop ? static_cast<std::size_t>(stop - from) : n;
            if (length > longest_line)
                throw file_error(path_ + ": line " + std::to_string(line_ + 1) + " is longer than " +
                                 std::to_string(longest_line) + " bytes: this is no table");
            if (!stop) {
                searched = n;
                if (fill()) continue;
                if (n == 0) return false;
            }
            begin_ += stop ? length + 1 : length;
            from = buffer_.data() + begin_ - (stop ? length + 1 : length);
            if (length && from[length - 1] == '\r') --length;
            text = {from, length};
            ++line_;
            return true;
        }
    }
};

[[nodiscard]] inline std::string_view trimmed(std::string_view s)
{
    constexpr std::string_view blank = " \t\r";
    const std::size_t first = s.find_first_not_of(blank);
    return first == s.npos ? std::string_view() : s.substr(first, s.find_last_not_of(blank) - first + 1);
}

[[nodiscard]] inline std::string lower(std::string_view s)
{
    std::string out(s);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

/// The fields of a line. A quoted field may hold the separator; its quotes are taken off.
inline void split(std::string_view line, char separator, std::vector<std::string_view>& fields)
{
    fields.clear();
    for (std::size_t i = 0; i <= line.size();) {
        std::size_t end;
        const std::size_t open = line.find_first_not_of(' ', i);
        if (open != line.npos && line[open] == '"') {
            const std::size_t close = line.find('"', open + 1);
            fields.push_back(line.substr(open + 1, close == line.npos ? close : close - open - 1));
            end = close == line.npos ? close : line.find(separator, close);
        } else {
            end = line.find(separator, i);
            fields.push_back(trimmed(line.substr(i, end == line.npos ? end : end - i)));
        }
        if (end == line.npos) break;
        i = end + 1;
    }
}

/// A whole field as a number: 4145.58, +1e-3, $1,234.50. NaN where it is empty, anything else, or not finite.
[[nodiscard]] inline double number(std::string_view field)
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    field = trimmed(field);
    if (!field.empty() && field.front() == '$') field.remove_prefix(1);
    if (field.size() > 1 && field.front() == '+' && field[1] != '-') field.remove_prefix(1);
    char plain[64];
    if (field.find(',') != field.npos) { // thousands: a digit before each comma, three digits after it and no more
        std::size_t n = 0;
        const std::size_t point = std::min(field.find('.'), field.size());
        const auto digits = [&](std::size_t from, std::size_t count) {
            for (std::size_t i = from; i < from + count; ++i)
                if (field[i] < '0' || field[i] > '9') return false;
            return true;
        };
        if (field.size() > sizeof plain) return none;
        for (std::size_t i = 0; i < field.size(); ++i) {
            if (field[i] != ',')
                plain[n++] = field[i];
            else if (i == 0 || i > point || (point - i) % 4 != 0 || !digits(i - 1, 1) || !digits(i + 1, 3))
                return none;
        }
        field = {plain, n};
    }
    double value = none;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    return error == std::errc() && end == field.data() + field.size() && std::isfinite(value) ? value : none;
}

/// The separator of a header line: of comma, semicolon and tab, the one that there is most of.
[[nodiscard]] inline char separator_of(std::string_view header)
{
    char best = ',';
    std::ptrdiff_t most = 0;
    for (const char c : {',', ';', '\t'}) {
        std::ptrdiff_t n = 0;
        for (const char h : header) n += h == c;
        if (n > most) most = n, best = c;
    }
    return best;
}

} // namespace examples
