// SPDX-License-Identifier: BSL-1.0
// Market data that lies beside the project and is not part of it. A test that needs a file of it asks here; where the
// file is absent the test says so and is skipped. SMIRK_SHARED_DATA (environment) names another folder.
#pragma once
#include "support/catch.hpp"

#include <cstdlib>
#include <fstream>
#include <string>

namespace support {

inline std::string shared_data(const std::string& file)
{
    const char* folder = std::getenv("SMIRK_SHARED_DATA");
    return (folder ? std::string(folder) : std::string(SMIRK_SHARED_DATA_DEFAULT)) + "/" + file;
}

inline bool has_shared_data(const std::string& file) { return std::ifstream(shared_data(file)).good(); }

} // namespace support

/// Ends the test case, with a word on why, where the file is absent.
#define SKIP_WITHOUT_SHARED_DATA(file)                                                                                 \
    if (!support::has_shared_data(file)) {                                                                             \
        WARN("skipped: needs " << support::shared_data(file));                                                         \
        return;                                                                                                        \
    }                                                                                                                  \
    static_assert(true)
