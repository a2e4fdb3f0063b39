// SPDX-License-Identifier: BSL-1.0
// How far a long job has come, on one line of a terminal; nothing where there is none.
#pragma once
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <mutex>
#include <unistd.h>

namespace examples {

/// A line on stderr that is written anew, ten times a second at most. Shared among threads.
class progress_line {
    using clock = std::chrono::steady_clock;
    std::mutex mutex_;
    std::size_t total_, done_ = 0, failed_ = 0;
    clock::time_point start_ = clock::now(), written_{};
    bool shown_;

    void write()
    {
        const double seconds = std::chrono::duration<double>(clock::now() - start_).count();
        const double left = seconds / static_cast<double>(done_) * static_cast<double>(total_ - done_);
        std::fprintf(stderr, "\r%zu of %zu files, %zu failed, %.1f a second, %.0f s left \033[K", done_, total_,
                     failed_, static_cast<double>(done_) / seconds, left);
        std::fflush(stderr);
    }

public:
    /// wanted  false keeps quiet on a terminal as well
    progress_line(std::size_t total, bool wanted) : total_(total), shown_(wanted && isatty(STDERR_FILENO)) {}
    progress_line(const progress_line&) = delete;
    progress_line& operator=(const progress_line&) = delete;
    ~progress_line()
    {
        if (shown_ && done_) std::fputs("\r\033[K", stderr);
    }

    /// One more is done. A message, if there is one, goes above the line.
    void step(bool failed, const char* message = nullptr)
    {
        const std::lock_guard lock(mutex_);
        ++done_;
        failed_ += failed;
        if (message) std::fprintf(stderr, "%s%s\n", shown_ ? "\r\033[K" : "", message);
        if (!shown_ || (clock::now() - written_ < std::chrono::milliseconds(100) && done_ < total_)) return;
        written_ = clock::now();
        write();
    }
};

} // namespace examples
