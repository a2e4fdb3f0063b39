// SPDX-License-Identifier: BSL-1.0
// What an attribution says, in one line.
#pragma once
#include <smirk/replication/attribution.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <string>

namespace smirk::inline SMIRK_ABI::replication {

/// One line of an attribution, with the words for it.
struct attribution_line {
    const char* name;
    double points;
};

/// The lines of an attribution, the one that moved the index most first. They add up to its change.
[[nodiscard]] inline std::array<attribution_line, 10> ranked_lines(const index_attribution& a)
{
    std::array<attribution_line, 10> lines{{{"roll to new expiries", a.roll},
                                            {"interest rates", a.rates},
                                            {"passing of time", a.time},
                                            {"spot along the smile", a.spot},
                                            {"parallel shift", a.parallel},
                                            {"put shoulder", a.put_shoulder},
                                            {"put wing", a.put_wing},
                                            {"call shoulder", a.call_shoulder},
                                            {"call wing", a.call_wing},
                                            {"residual", a.residual}}};
    std::stable_sort(lines.begin(), lines.end(), [](const attribution_line& x, const attribution_line& y) {
        return std::fabs(x.points) > std::fabs(y.points);
    });
    return lines;
}

/// An attribution as a sentence:
///
///     VIX +1.34 to 18.53: parallel shift +1.34, put wing +0.44; against it spot along the smile -0.41
///
/// First what moved the index its way, then what moved it back, in each the largest first; a line below a tenth of the
/// largest, or below 0.005 points, is not worth a word.
///
/// a     from attribute_index
/// name  of the index
[[nodiscard]] inline std::string verdict(const index_attribution& a, const std::string& name = "VIX")
{
    if (!a) return name + ": the move cannot be explained, an index or a smile could not be formed";
    const auto number = [](const char* format, double x) {
        char text[32];
        std::snprintf(text, sizeof text, format, x);
        return std::string(text);
    };
    const auto lines = ranked_lines(a);
    const double least = std::max(0.005, 0.1 * std::fabs(lines[0].points));
    const double way = a.change < 0 ? -1 : 1;
    const auto told = [&](double sign) {
        std::string words;
        for (const auto& line : lines)
            if (sign * line.points >= least)
                words += (words.empty() ? "" : ", ") + std::string(line.name) + number(" %+.2f", line.points);
        return words;
    };
    const std::string with = told(way), against = told(-way);
    std::string text = name + number(" %+.2f", a.change) + number(" to %.2f", a.after) + ": ";
    if (with.empty() && against.empty()) return text + "nothing moved by half a hundredth of a point";
    text += with;
    if (!against.empty()) text += (with.empty() ? "against it " : "; against it ") + against;
    return text;
}

} // namespace smirk::inline SMIRK_ABI::replication
