// SPDX-License-Identifier: BSL-1.0
// Certificates of no arbitrage: butterflies of one smile, calendar spreads between two.
#pragma once
#include <smirk/surface/butterfly_arbitrage.hpp>
#include <smirk/surface/calendar_arbitrage.hpp>
