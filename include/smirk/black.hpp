// SPDX-License-Identifier: BSL-1.0
// Black pricing: every header of the room.
#pragma once
#include <smirk/black/implied_vol.hpp>
#include <smirk/black/normal.hpp>
#include <smirk/black/price.hpp>
