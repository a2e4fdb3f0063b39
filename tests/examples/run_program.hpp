// SPDX-License-Identifier: BSL-1.0
// Runs a program as its user does: what it prints, and how it ends.
#pragma once
#include "support/catch.hpp"

#include <array>
#include <cstdio>
#include <string>
#include <sys/wait.h>

namespace support {

struct outcome {
    int exit_code;
    std::string out; ///< what it printed
};

inline outcome run_shell(const std::string& command)
{
    std::FILE* pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe);
    outcome result{-1, {}};
    std::array<char, 4096> buffer;
    for (std::size_t n; (n = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
        result.out.append(buffer.data(), n);
    const int status = ::pclose(pipe);
    result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128; // 128: it was killed by a signal
    return result;
}

#ifdef VOL_REPORT_PROGRAM
/// An example program; they all lie beside vol_report.
inline std::string example_program(const std::string& name)
{
    const std::string report = VOL_REPORT_PROGRAM;
    return "'" + report.substr(0, report.rfind('/') + 1) + name + "'";
}

/// With errors among what it prints.
inline outcome run_example(const std::string& name, const std::string& arguments = {})
{
    return run_shell(example_program(name) + " " + arguments + " 2>&1");
}
/// Without them.
inline outcome answer_of(const std::string& name, const std::string& arguments = {})
{
    return run_shell(example_program(name) + " " + arguments + " 2>/dev/null");
}
#endif

} // namespace support
