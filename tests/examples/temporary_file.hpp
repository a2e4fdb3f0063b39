// SPDX-License-Identifier: BSL-1.0
// A file with given contents, gone when the test is over.
#pragma once
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace support {

class temporary_file {
    std::filesystem::path path_;

public:
    explicit temporary_file(std::string_view contents, const std::string& name = "file.csv")
    {
        char folder[] = "/tmp/smirk_test_XXXXXX";
        if (!::mkdtemp(folder)) throw std::runtime_error("no temporary folder");
        path_ = std::filesystem::path(folder) / name;
        std::ofstream(path_, std::ios::binary).write(contents.data(), static_cast<std::streamsize>(contents.size()));
    }
    temporary_file(const temporary_file&) = delete;
    temporary_file& operator=(const temporary_file&) = delete;
    ~temporary_file()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_.parent_path(), ignored);
    }

    [[nodiscard]] std::string path() const { return path_.string(); }
    [[nodiscard]] std::string folder() const { return path_.parent_path().string(); }
};

/// What an expression throws, as text; empty if it throws nothing.
template <class F>
std::string message_of(F&& f)
{
    try {
        f();
    } catch (const std::exception& e) {
        return e.what();
    }
    return {};
}

} // namespace support
