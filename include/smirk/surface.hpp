// SPDX-License-Identifier: BSL-1.0
// Smiles and surfaces of implied vol: fits without arbitrage, certificates, local vol, quotes by delta.
#pragma once
#include <smirk/surface/arbitrage.hpp>
#include <smirk/surface/butterfly_arbitrage.hpp>
#include <smirk/surface/calendar_arbitrage.hpp>
#include <smirk/surface/delta_quotes.hpp>
#include <smirk/surface/density.hpp>
#include <smirk/surface/durrleman.hpp>
#include <smirk/surface/dynamics.hpp>
#include <smirk/surface/fit.hpp>
#include <smirk/surface/fit_essvi.hpp>
#include <smirk/surface/fit_status.hpp>
#include <smirk/surface/fit_svi.hpp>
#include <smirk/surface/fx_smile.hpp>
#include <smirk/surface/jump_wings.hpp>
#include <smirk/surface/local_vol.hpp>
#include <smirk/surface/local_vol_pde.hpp>
#include <smirk/surface/sabr.hpp>
#include <smirk/surface/smile_quotes.hpp>
#include <smirk/surface/ssvi.hpp>
#include <smirk/surface/strike_interval.hpp>
#include <smirk/surface/surface_arbitrage.hpp>
#include <smirk/surface/svi.hpp>
#include <smirk/surface/svi_surface.hpp>
#include <smirk/surface/term_structure.hpp>
#include <smirk/surface/vol_quotes.hpp>
