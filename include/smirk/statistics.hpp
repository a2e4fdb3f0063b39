// SPDX-License-Identifier: BSL-1.0
// The room of statistics: one include for all of it.
#pragma once
#include <smirk/statistics/compare_forecasts.hpp>
#include <smirk/statistics/correlation.hpp>
#include <smirk/statistics/forecast_evaluation.hpp>
#include <smirk/statistics/joint_moments.hpp>
#include <smirk/statistics/least_squares.hpp>
#include <smirk/statistics/long_run_variance.hpp>
#include <smirk/statistics/rolling_extremes.hpp>
#include <smirk/statistics/rolling_percentile.hpp>
#include <smirk/statistics/rolling_rank.hpp>
#include <smirk/statistics/rolling_window.hpp>
#include <smirk/statistics/rolling_zscore.hpp>
