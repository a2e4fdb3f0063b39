// SPDX-License-Identifier: BSL-1.0
// Realized volatility: estimators from bars on a whole span, rolling and live, and measures from returns within the
// day. The index is realized/README.md.
#pragma once
#include <smirk/realized/bipower_variance.hpp>
#include <smirk/realized/close_to_close.hpp>
#include <smirk/realized/garman_klass.hpp>
#include <smirk/realized/garman_klass_yang_zhang.hpp>
#include <smirk/realized/ln_ratio.hpp>
#include <smirk/realized/parkinson.hpp>
#include <smirk/realized/realized_variance.hpp>
#include <smirk/realized/rogers_satchell.hpp>
#include <smirk/realized/rolling.hpp>
#include <smirk/realized/stream.hpp>
#include <smirk/realized/yang_zhang.hpp>
