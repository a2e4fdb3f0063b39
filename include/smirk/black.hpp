// SPDX-License-Identifier: BSL-1.0
// Black pricing: every header of the room.
#pragma once
#include <smirk/black/american.hpp>
#include <smirk/black/bachelier.hpp>
#include <smirk/black/batch.hpp>
#include <smirk/black/conversions.hpp>
#include <smirk/black/displaced.hpp>
#include <smirk/black/greeks.hpp>
#include <smirk/black/greeks_of_many.hpp>
#include <smirk/black/implied_vol.hpp>
#include <smirk/black/implied_vols.hpp>
#include <smirk/black/normal.hpp>
#include <smirk/black/parity.hpp>
#include <smirk/black/price.hpp>
#include <smirk/black/prices.hpp>
#include <smirk/black/straddle.hpp>
