// SPDX-License-Identifier: BSL-1.0
// Readings and verdicts of the signals in words.
#pragma once
#include "text.hpp"

#include <smirk/signals/quantities.hpp>
#include <smirk/signals/spot_vol.hpp>

#include <cmath>
#include <string>

namespace examples {

/// ": yes", ": no", and nothing where it is not known: what follows a condition and its value.
[[nodiscard]] inline const char* in_words(smirk::signals::answer a)
{
    return a == smirk::signals::answer::yes ? ": yes" : a == smirk::signals::answer::no ? ": no" : "";
}

/// A reading in the unit in which it is spoken of.
[[nodiscard]] inline std::string in_words(const smirk::signals::reading& r)
{
    namespace q = smirk::signals::quantity;
    if (std::isnan(r.value)) return "not known";
    if (r.quantity == q::spot_return) return text("%+.2f %%", 100 * r.value);
    if (r.quantity == q::vix_change) return text("%+.2f points", r.value);
    if (r.quantity == q::dealer_gamma) return text("%+.0f million of delta for 1 %%", r.value / 1e6);
    return text("%+.3f vol points", 100 * r.value);
}

[[nodiscard]] inline const char* in_words(smirk::signals::anomaly verdict)
{
    using enum smirk::signals::anomaly;
    switch (verdict) {
    case none:
        return "spot and vol did not rise together";
    case mechanical:
        return "mechanical: no sign of instability";
    case genuine:
        return "genuine: all signs of instability";
    case mixed:
        return "mixed: some signs of instability hold, some do not";
    case undecided:
        return "undecided: what is known agrees, but something is missing";
    }
    return "unknown";
}

} // namespace examples
