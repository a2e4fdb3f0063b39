// SPDX-License-Identifier: BSL-1.0
// Everything.
#pragma once
#include <smirk/black.hpp>
#include <smirk/chain.hpp>
#include <smirk/config.hpp>
#include <smirk/garch.hpp>
#include <smirk/market_span.hpp>
#include <smirk/option_type.hpp>
#include <smirk/realized.hpp>
#include <smirk/replication.hpp>
#include <smirk/signals.hpp>
#include <smirk/smile.hpp>
#include <smirk/statistics.hpp>
#include <smirk/surface.hpp>
