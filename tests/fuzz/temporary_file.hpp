// SPDX-License-Identifier: BSL-1.0
// The bytes of an input as a file, for readers that take a path.
#pragma once
#include "input.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <unistd.h>

namespace fuzz {

/// One file a process, written anew for each input.
class temporary_file {
    std::filesystem::path path_;

public:
    explicit temporary_file(const char* name)
        : path_(std::filesystem::temp_directory_path() /
                ("smirk_fuzz_" + std::string(name) + "_" + std::to_string(::getpid()) + ".csv"))
    {
    }
    temporary_file(const temporary_file&) = delete;
    ~temporary_file()
    {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
    [[nodiscard]] std::string write(std::string_view bytes) const
    {
        std::ofstream file(path_, std::ios::binary | std::ios::trunc);
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        file.close();
        require(static_cast<bool>(file));
        return path_.string();
    }
};

} // namespace fuzz
