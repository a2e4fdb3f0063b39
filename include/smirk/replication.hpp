// SPDX-License-Identifier: BSL-1.0
// Model-free replication: what a strip of options is worth, from quotes or from a smile.
#pragma once
#include <smirk/replication/attribution.hpp>
#include <smirk/replication/cboe_index.hpp>
#include <smirk/replication/cboe_variance.hpp>
#include <smirk/replication/constant_maturity.hpp>
#include <smirk/replication/expected_payoff.hpp>
#include <smirk/replication/expiries.hpp>
#include <smirk/replication/fair_variance.hpp>
#include <smirk/replication/forward.hpp>
#include <smirk/replication/forward_variance.hpp>
#include <smirk/replication/hedge_portfolio.hpp>
#include <smirk/replication/moments.hpp>
#include <smirk/replication/payoffs.hpp>
#include <smirk/replication/rate_curve.hpp>
#include <smirk/replication/skew_index.hpp>
#include <smirk/replication/smile_integral.hpp>
#include <smirk/replication/spread_band.hpp>
#include <smirk/replication/strip.hpp>
#include <smirk/replication/strip_smile.hpp>
#include <smirk/replication/us_holidays.hpp>
#include <smirk/replication/variance_swap.hpp>
#include <smirk/replication/wings.hpp>
