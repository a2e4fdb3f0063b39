// SPDX-License-Identifier: BSL-1.0
// Coefficients of exp and log in lanes.
// Made by tests/reference/detail/derive_elementary.py, Chebyshev fits at 50 digits; not edited by hand.
// clang-format off
#pragma once
#include <smirk/config.hpp>

namespace smirk::inline SMIRK_ABI::detail {

/// (e^r - 1 - r) / r^2 in powers of r
inline constexpr double exp_table[11] = {
    0.5, 0.1666666666666667, 0.04166666666666668, 0.008333333333326082, 0.0013888888888879001, 0.00019841269875003973,
    2.480158733663232e-05, 2.7557255168123062e-06, 2.755726307600547e-07, 2.5105313423078524e-08,
    2.0918212752506956e-09,
};

/// (log((1 + s) / (1 - s)) - 2 s) / s^3 in powers of s^2
inline constexpr double log_table[8] = {
    0.6666666666666666, 0.40000000000000946, 0.28571428570761775, 0.22222222401087996, 0.18181794648937943,
    0.1538629309963598, 0.13267355817444512, 0.13101324972982856,
};

/// the same for -0.172 <= s <= 0.228
inline constexpr double log_ratio_table[10] = {
    0.6666666666666666, 0.40000000000000013, 0.28571428571421054, 0.22222222224065677, 0.1818181795252834,
    0.15384631738099203, 0.13332625138030632, 0.1178360051046628, 0.10224448613335653, 0.12133128638572342,
};

} // namespace smirk::inline SMIRK_ABI::detail
