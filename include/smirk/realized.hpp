// SPDX-License-Identifier: BSL-1.0
// Realized volatility: estimators from bars on a whole span, rolling and live, and measures from returns within the
// day. The index is realized/README.md.
#pragma once
#include <smirk/realized/bipower_variance.hpp>
#include <smirk/realized/close_to_close.hpp>
#include <smirk/realized/cone.hpp>
#include <smirk/realized/estimator.hpp>
#include <smirk/realized/ewma.hpp>
#include <smirk/realized/garman_klass.hpp>
#include <smirk/realized/garman_klass_composite.hpp>
#include <smirk/realized/garman_klass_minimum_variance.hpp>
#include <smirk/realized/garman_klass_yang_zhang.hpp>
#include <smirk/realized/har.hpp>
#include <smirk/realized/higher_moments.hpp>
#include <smirk/realized/jump_test.hpp>
#include <smirk/realized/ln_ratio.hpp>
#include <smirk/realized/meilijson.hpp>
#include <smirk/realized/moments.hpp>
#include <smirk/realized/multipower_variation.hpp>
#include <smirk/realized/nearest_neighbour.hpp>
#include <smirk/realized/overnight.hpp>
#include <smirk/realized/parkinson.hpp>
#include <smirk/realized/period.hpp>
#include <smirk/realized/pre_averaged_variance.hpp>
#include <smirk/realized/quarticity.hpp>
#include <smirk/realized/range_options.hpp>
#include <smirk/realized/realized_kernel.hpp>
#include <smirk/realized/realized_variance.hpp>
#include <smirk/realized/rogers_satchell.hpp>
#include <smirk/realized/rolling.hpp>
#include <smirk/realized/sampling.hpp>
#include <smirk/realized/scaling.hpp>
#include <smirk/realized/semivariance.hpp>
#include <smirk/realized/signature_plot.hpp>
#include <smirk/realized/stream.hpp>
#include <smirk/realized/two_scale_variance.hpp>
#include <smirk/realized/yang_zhang.hpp>
