// SPDX-License-Identifier: BSL-1.0
// The version, kept here alone (CMake reads it), and the guard against compilers told that NaN does not exist.
#pragma once

#define SMIRK_VERSION_MAJOR 0
#define SMIRK_VERSION_MINOR 1
#define SMIRK_VERSION_PATCH 0

// Missing data is NaN throughout, and -ffinite-math-only (part of -ffast-math) folds every test for NaN to false.
// Add -fno-finite-math-only, or define SMIRK_ALLOW_FINITE_MATH and keep NaN out of the library yourself.
#if defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__
#ifndef SMIRK_ALLOW_FINITE_MATH
#error "smirk needs NaN: add -fno-finite-math-only after -ffast-math, or define SMIRK_ALLOW_FINITE_MATH"
#endif
#define SMIRK_ABI v0_finite
#else
#define SMIRK_ABI v0
#endif

/// Everything lives in namespace smirk. The inline namespace SMIRK_ABI keeps the linker from merging functions of two
/// translation units of which only one honours NaN.
namespace smirk {
inline namespace SMIRK_ABI {
}

inline constexpr int version_major = SMIRK_VERSION_MAJOR;
inline constexpr int version_minor = SMIRK_VERSION_MINOR;
inline constexpr int version_patch = SMIRK_VERSION_PATCH;
} // namespace smirk
