// SPDX-License-Identifier: BSL-1.0
// The door to Arrow memory, by the Arrow C Data Interface: batches in as columns, results out as batches.
#pragma once
#include <smirk/interop/arrow_export.hpp>
#include <smirk/interop/arrow_import.hpp>
