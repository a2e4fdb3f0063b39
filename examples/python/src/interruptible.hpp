// SPDX-License-Identifier: BSL-1.0
// Long work beside a Python that stays awake: it tells how far the work is, and Ctrl-C ends it.
#pragma once
#include <nanobind/nanobind.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <future>
#include <stdexcept>

namespace door {

/// work(tell) in a thread of its own, without the GIL; it calls tell(done, all) from time to time, from any thread.
///
/// callback  called as callback(done, all) from the thread that called, some twenty times a second at most, and at the
///           end; None for no calls. What it raises, and KeyboardInterrupt, end the work at its next tell()
template <class Work>
auto interruptible(nanobind::handle callback, const Work& work)
{
    struct stopped {};
    std::atomic<bool> stop = false;
    std::atomic<std::size_t> done = 0, all = 0;
    std::size_t told = 0;
    auto result = std::async(std::launch::async, [&] {
        return work([&](std::size_t so_far, std::size_t in_all) {
            if (stop) throw stopped();
            all = in_all;
            done = so_far;
        });
    });
    const auto report = [&] {
        const std::size_t now = done;
        if (callback.is_none() || now == told) return;
        callback(now, all.load());
        told = now;
    };
    try {
        for (bool ready = false; !ready;) {
            {
                const nanobind::gil_scoped_release unlocked;
                ready = result.wait_for(std::chrono::milliseconds(50)) == std::future_status::ready;
            }
            if (PyErr_CheckSignals() != 0) throw nanobind::python_error();
            report();
        }
    } catch (...) {
        stop = true;
        const nanobind::gil_scoped_release unlocked;
        result.wait();
        throw;
    }
    return result.get();
}

} // namespace door
