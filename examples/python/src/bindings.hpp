// SPDX-License-Identifier: BSL-1.0
// The parts of the module.
#pragma once
#include <nanobind/nanobind.h>

namespace door {

void bind_black(nanobind::module_& m);
void bind_realized(nanobind::module_& m);
void bind_forecasts(nanobind::module_& m);
void bind_garch(nanobind::module_& m);
void bind_garch_rolling(nanobind::module_& m);
void bind_realized_garch(nanobind::module_& m); // after bind_garch, whose class it extends
void bind_panels(nanobind::module_& m);
void bind_chain(nanobind::module_& m);
void bind_surface(nanobind::module_& m);
void bind_vanna_volga(nanobind::module_& m);
void bind_replication(nanobind::module_& m);
void bind_signals(nanobind::module_& m);
void bind_rules(nanobind::module_& m);
void bind_expiry_rows(nanobind::module_& m);

} // namespace door
