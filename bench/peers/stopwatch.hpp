// SPDX-License-Identifier: BSL-1.0
// One clock for all C++ programs of this folder: the median over repeated calls.
#pragma once
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

/// Median time of a call: at least five calls, until half a second has gone.
template <class Job>
double nanoseconds(Job job)
{
    using clock = std::chrono::steady_clock;
    std::vector<double> times;
    for (double total = 0; times.size() < 5 || (total < 5e8 && times.size() < 2001);) {
        const auto begin = clock::now();
        job();
        times.push_back(std::chrono::duration<double, std::nano>(clock::now() - begin).count());
        total += times.back();
    }
    std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
    return times[times.size() / 2];
}

/// value: something that shows that the programs did the same job.
inline void report(const char* job, const char* program, double nanoseconds, double value)
{
    std::printf("%s,%s,%.6g,%.10g\n", job, program, nanoseconds, value);
    std::fflush(stdout);
}
