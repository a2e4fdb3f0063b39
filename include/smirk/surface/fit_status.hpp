// SPDX-License-Identifier: BSL-1.0
// How a fit of this room ended.
#pragma once
#include <smirk/config.hpp>

namespace smirk::inline SMIRK_ABI::surface {

/// converged       at an optimum
/// at_bound        at an optimum on the edge of the allowed parameters (vertex beyond the quotes, width, wing slope)
/// stalled         no further progress, and not at an optimum
/// max_iterations  the budget is used up
/// too_few_points  fewer usable quotes than the model needs
enum class fit_status { converged, at_bound, stalled, max_iterations, too_few_points };

/// Whether the result of a fit that ended so may be used.
[[nodiscard]] constexpr bool usable(fit_status status)
{
    return status == fit_status::converged || status == fit_status::at_bound;
}

[[nodiscard]] constexpr const char* to_string(fit_status status)
{
    switch (status) {
    case fit_status::converged:
        return "converged";
    case fit_status::at_bound:
        return "at_bound";
    case fit_status::stalled:
        return "stalled";
    case fit_status::max_iterations:
        return "max_iterations";
    case fit_status::too_few_points:
        return "too_few_points";
    }
    return "unknown";
}

} // namespace smirk::inline SMIRK_ABI::surface
