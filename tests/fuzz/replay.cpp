// SPDX-License-Identifier: BSL-1.0
// Runs every target on its seeds, without a fuzzer: what has been found once stays found.
//
//     fuzz_replay SEEDS [TARGET [FILE...]]      SEEDS/TARGET/* of every target, of one, or the files named
#include "input.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

int main(int argc, char** argv)
{
    if (argc < 2) return std::fputs("fuzz_replay SEEDS [TARGET [FILE...]]\n", stderr), 2;
    std::size_t targets = 0, files = 0;
    for (const auto* t = fuzz::target::first(); t; t = t->next) {
        if (argc > 2 && std::string_view(argv[2]) != t->name) continue;
        ++targets;
        std::vector<std::filesystem::path> seeds(argv + std::min(argc, 3), argv + argc);
        if (seeds.empty())
            for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(argv[1]) / t->name))
                seeds.push_back(entry.path());
        std::sort(seeds.begin(), seeds.end());
        if (seeds.empty()) return std::fprintf(stderr, "%s: no seeds\n", t->name), 1;
        t->run(nullptr, 0);
        for (const auto& seed : seeds) {
            std::ifstream file(seed, std::ios::binary);
            const std::string bytes(std::istreambuf_iterator<char>(file), {});
            if (!file) return std::fprintf(stderr, "%s: cannot be read\n", seed.c_str()), 1;
            std::fprintf(stderr, "%s %s\n", t->name, seed.filename().c_str());
            t->run(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
            ++files;
        }
    }
    std::printf("%zu targets, %zu inputs\n", targets, files);
    return targets ? 0 : 1;
}
