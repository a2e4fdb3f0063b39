// SPDX-License-Identifier: BSL-1.0
// Bands of a level: a table of half-open intervals [from, to) with a name each, and which one a value falls into.
#pragma once
#include <smirk/config.hpp>

#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::signals {

inline constexpr double unbounded = std::numeric_limits<double>::infinity();

/// Whether from <= x < to. An unbounded interval holds infinity; none holds NaN.
[[nodiscard]] constexpr bool within(double x, double from, double to) noexcept
{
    return from <= x && (x < to || to == unbounded);
}

/// from <= x < to. Neighbours share a boundary without sharing a value; a table may leave gaps.
struct band {
    double from, to;
    std::string name;
};

/// A table to read, change and extend: bands[2].from = 22;
using band_table = std::vector<band>;

/// Where a value falls.
struct band_match {
    std::size_t row; ///< in the table
    std::string name;
};

/// No band: a gap of the table, or NaN.
inline constexpr std::size_t no_band = static_cast<std::size_t>(-1);

/// Throws std::invalid_argument unless every band has from < to and the bands ascend without overlap.
inline void require_ascending_bands(const char* function, const band_table& bands)
{
    for (std::size_t i = 0; i < bands.size(); ++i) {
        if (!(bands[i].from < bands[i].to))
            throw std::invalid_argument(std::string(function) + ": expected from < to, band[" + std::to_string(i) +
                                        "] '" + bands[i].name + "' is [" + std::to_string(bands[i].from) + ", " +
                                        std::to_string(bands[i].to) + ")");
        if (i > 0 && !(bands[i - 1].to <= bands[i].from))
            throw std::invalid_argument(std::string(function) + ": bands must not overlap, band[" + std::to_string(i) +
                                        "] '" + bands[i].name + "' begins at " + std::to_string(bands[i].from) +
                                        " before " + std::to_string(bands[i - 1].to));
    }
}

/// The band with from <= x < to.
///
/// returns  row no_band and an empty name where x lies in a gap or is NaN
/// throws   std::invalid_argument if a band is empty or two overlap
[[nodiscard]] inline band_match band_of(const band_table& bands, double x)
{
    require_ascending_bands("smirk::signals::band_of", bands);
    for (std::size_t i = 0; i < bands.size(); ++i)
        if (within(x, bands[i].from, bands[i].to)) return {i, bands[i].name};
    return {no_band, {}};
}

/// As above, with memory: the band of the row before is kept until x is further than `margin` outside it.
///
///     keep the previous band while from - margin <= x < to + margin
///
/// previous  its row, or no_band
/// margin    in the unit of x, 0 or more
/// throws    std::invalid_argument as above, if previous is no row of the table, or if margin is negative
[[nodiscard]] inline band_match band_of(const band_table& bands, double x, std::size_t previous, double margin)
{
    if (!(margin >= 0))
        throw std::invalid_argument("smirk::signals::band_of: expected a margin of 0 or more, got " +
                                    std::to_string(margin));
    if (previous != no_band && previous >= bands.size())
        throw std::invalid_argument("smirk::signals::band_of: expected previous to be a row of " +
                                    std::to_string(bands.size()) + ", got " + std::to_string(previous));
    if (previous != no_band && within(x, bands[previous].from - margin, bands[previous].to + margin))
        return {previous, bands[previous].name};
    return band_of(bands, x);
}

} // namespace smirk::inline SMIRK_ABI::signals
