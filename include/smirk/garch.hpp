// SPDX-License-Identifier: BSL-1.0
// The GARCH room: models of conditional variance, fitted by maximum likelihood.
#pragma once
#include <smirk/garch/egarch.hpp>
#include <smirk/garch/fit.hpp>
#include <smirk/garch/garch11.hpp>
#include <smirk/garch/garch_in_mean.hpp>
#include <smirk/garch/gjr.hpp>
#include <smirk/garch/normal.hpp>
#include <smirk/garch/student_t.hpp>
