// SPDX-License-Identifier: BSL-1.0
// What the examples have in common: the files a question is asked about, and how they end.
#pragma once
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

namespace examples {

using file_names = std::vector<std::string>;

/// Where the sample files are.
inline std::string sample(const char* file) { return std::string(SMIRK_EXAMPLE_DATA "/") + file; }

/// The rows of a file that could not be used, on stderr.
template <class File>
const File& told(const char* program, const File& file)
{
    constexpr std::size_t most = 5;
    for (std::size_t i = 0; i < file.broken.size() && i < most; ++i)
        std::fprintf(stderr, "%s: %s: line %zu: %s\n", program, file.path.c_str(), file.broken[i].line,
                     file.broken[i].reason.c_str());
    if (file.broken.size() > most)
        std::fprintf(stderr, "%s: %s: %zu more broken rows\n", program, file.path.c_str(), file.broken.size() - most);
    for (const auto& remark : file.remarks)
        std::fprintf(stderr, "%s: %s: %s\n", program, file.path.c_str(), remark.c_str());
    return file;
}

/// Answers a question about the files of the command line, or about the sample where there are none.
///
/// usage    the arguments, and a line that says what they are
/// files    of the sample, as many as the question takes
/// answer   a function of the files; it throws where it cannot answer
/// returns  exit code: 0 answered, 1 a file cannot be read or does not hold what is needed, 2 wrong use, 3 the answer
///          cannot be written
template <class Answer>
int ask(int argc, char** argv, const char* usage, file_names files, const Answer& answer)
{
    const std::string program = std::string(argv[0]).substr(std::string(argv[0]).find_last_of('/') + 1);
    const std::string first = argc > 1 ? argv[1] : "";
    const bool help = first == "--help" || first == "-h";
    if (help || (argc > 1 && static_cast<std::size_t>(argc - 1) != files.size())) {
        std::fprintf(help ? stdout : stderr, "usage: %s %s\n       without arguments: the sample\n", program.c_str(),
                     usage);
        return help ? 0 : 2;
    }
    if (argc > 1) files.assign(argv + 1, argv + argc);
    try {
        answer(files);
    } catch (const std::exception& e) {
        std::fprintf(stderr, "%s: %s\n", program.c_str(), e.what());
        return 1;
    }
    return std::fflush(stdout) == 0 && !std::ferror(stdout) ? 0 : 3;
}

} // namespace examples
