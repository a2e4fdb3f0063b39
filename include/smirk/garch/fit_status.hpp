// SPDX-License-Identifier: BSL-1.0
// How a fit ended.
#pragma once
#include <smirk/config.hpp>

namespace smirk::inline SMIRK_ABI::garch {

enum class fit_status {
    converged,            // a maximum inside the bounds
    at_bound,             // a maximum with a parameter, or the persistence, at the end of its range
    stalled,              // no further progress, and no maximum
    max_iterations,       // the limit of iterations came first
    too_few_observations, // the numbers are a maximum, of too little data to mean much
    invalid_input         // the returns cannot be fitted; the reason says why
};

/// Whether the parameters of a fit that ended like this can be used.
[[nodiscard]] constexpr bool usable(fit_status s) noexcept
{
    return s == fit_status::converged || s == fit_status::at_bound;
}

[[nodiscard]] constexpr const char* to_string(fit_status s) noexcept
{
    switch (s) {
    case fit_status::converged:
        return "converged";
    case fit_status::at_bound:
        return "at bound";
    case fit_status::stalled:
        return "stalled";
    case fit_status::max_iterations:
        return "maximum of iterations reached";
    case fit_status::too_few_observations:
        return "too few observations";
    case fit_status::invalid_input:
        return "invalid input";
    }
    return "unknown";
}

} // namespace smirk::inline SMIRK_ABI::garch
