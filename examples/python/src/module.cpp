// SPDX-License-Identifier: BSL-1.0
// The extension module: what each part of it binds is in the file of that name.
#include "bindings.hpp"

#include <smirk/config.hpp>

#include <nanobind/stl/string.h>

#include <string>

NB_MODULE(_smirk, m)
{
    m.doc() = "Volatility analytics over NumPy and Arrow memory, without a copy.";
    m.attr("version") = std::to_string(smirk::version_major) + "." + std::to_string(smirk::version_minor) + "." +
                        std::to_string(smirk::version_patch);
    door::bind_black(m);
    door::bind_realized(m);
    door::bind_forecasts(m);
    door::bind_garch(m);
    door::bind_garch_rolling(m);
    door::bind_realized_garch(m);
    door::bind_panels(m);
    door::bind_chain(m);
    door::bind_surface(m);
    door::bind_vanna_volga(m);
    door::bind_replication(m);
    door::bind_signals(m);
    door::bind_rules(m);
    door::bind_expiry_rows(m);
}
