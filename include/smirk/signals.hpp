// SPDX-License-Identifier: BSL-1.0
// The room of signals: one include for all of it.
#pragma once
#include <smirk/signals/bands.hpp>
#include <smirk/signals/calendar.hpp>
#include <smirk/signals/expected_move.hpp>
#include <smirk/signals/iv_percentile.hpp>
#include <smirk/signals/iv_rank.hpp>
#include <smirk/signals/quantities.hpp>
#include <smirk/signals/regimes.hpp>
#include <smirk/signals/rules.hpp>
#include <smirk/signals/skew.hpp>
#include <smirk/signals/term_structure.hpp>
#include <smirk/signals/vrp.hpp>
