// SPDX-License-Identifier: BSL-1.0
// Three tables of implied vols that papers print, read from files.
#pragma once
#include "../support/csv.hpp"

#include <smirk/surface/vol_quotes.hpp>

#include <cmath>
#include <string>

namespace support {

/// Sepp, Pricing European-style options under jump diffusion processes with stochastic volatility, 2003: DAX, 5 July
/// 2002.
inline smirk::surface::vol_quotes dax_2002(const std::string& path)
{
    const auto t = read_csv(path);
    const auto strike = t.numbers("strike"), years = t.numbers("T"), rate = t.numbers("zero_rate"),
               vol = t.numbers("implied_vol");
    smirk::surface::vol_quotes quotes;
    for (std::size_t i = 0; i < vol.size(); ++i)
        quotes.add(4468.17 * std::exp(rate[i] * years[i]), strike[i], years[i], vol[i]);
    return quotes;
}

/// Andreasen and Huge, Volatility interpolation, Risk 24(3), 2011, table 1: Euro Stoxx 50, 1 March 2010.
inline smirk::surface::vol_quotes euro_stoxx_2010(const std::string& path)
{
    const auto t = read_csv(path);
    const auto moneyness = t.numbers("moneyness_K_over_S"), years = t.numbers("T"), vol = t.numbers("implied_vol");
    smirk::surface::vol_quotes quotes;
    for (std::size_t i = 0; i < vol.size(); ++i) quotes.add(1, moneyness[i], years[i], vol[i]);
    return quotes;
}

/// Andersen and Brotherton-Ratcliffe, J. Computational Finance 1(2), 1998: S&P 500, October 1995; r = 6 %, q = 2.62 %.
inline smirk::surface::vol_quotes sp500_1995(const std::string& path)
{
    const auto t = read_csv(path);
    const auto strike = t.numbers("strike_rel_spot"), years = t.numbers("T"), vol = t.numbers("implied_vol");
    smirk::surface::vol_quotes quotes;
    for (std::size_t i = 0; i < vol.size(); ++i)
        quotes.add(std::exp((0.06 - 0.0262) * years[i]), strike[i], years[i], vol[i]);
    return quotes;
}

} // namespace support
