// SPDX-License-Identifier: BSL-1.0
// The room of signals: one include for all of it.
#pragma once
#include <smirk/signals/backtest.hpp>
#include <smirk/signals/bands.hpp>
#include <smirk/signals/calendar.hpp>
#include <smirk/signals/dashboard.hpp>
#include <smirk/signals/dispersion.hpp>
#include <smirk/signals/expected_move.hpp>
#include <smirk/signals/exposure.hpp>
#include <smirk/signals/gamma_scalping.hpp>
#include <smirk/signals/iv_character.hpp>
#include <smirk/signals/iv_percentile.hpp>
#include <smirk/signals/iv_rank.hpp>
#include <smirk/signals/mean_reversion.hpp>
#include <smirk/signals/quantities.hpp>
#include <smirk/signals/regimes.hpp>
#include <smirk/signals/rules.hpp>
#include <smirk/signals/short_premium_filter.hpp>
#include <smirk/signals/skew.hpp>
#include <smirk/signals/skew_divergence.hpp>
#include <smirk/signals/spot_vol.hpp>
#include <smirk/signals/structures.hpp>
#include <smirk/signals/tails.hpp>
#include <smirk/signals/term_structure.hpp>
#include <smirk/signals/vix_futures.hpp>
#include <smirk/signals/vix_roll.hpp>
#include <smirk/signals/vrp.hpp>
