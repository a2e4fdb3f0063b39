// SPDX-License-Identifier: BSL-1.0
// What a surface is: a smile for each time.
#pragma once
#include <smirk/config.hpp>
#include <smirk/smile.hpp>

namespace smirk::inline SMIRK_ABI::surface {

/// surface.smile(years) is a smile in k = ln(K / F_T).
template <class S>
concept vol_surface = requires(const S& s, double years) {
    {
        s.smile(years)
    } -> smile;
};

} // namespace smirk::inline SMIRK_ABI::surface
