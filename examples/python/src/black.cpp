// SPDX-License-Identifier: BSL-1.0
// Prices, greeks and implied vols of many options.
#include "arguments.hpp"
#include "bindings.hpp"

#include <smirk/black/greeks_of_many.hpp>
#include <smirk/black/implied_vols.hpp>
#include <smirk/black/prices.hpp>

#include <nanobind/stl/pair.h>

namespace door {

namespace black = smirk::black;

/// The columns that all functions of this file take.
struct options_arguments {
    types type;
    numbers forward, strike, years;

    options_arguments(nb::handle type_, nb::handle forward_, nb::handle strike_, nb::handle years_)
        : type(type_), forward(forward_, "forward"), strike(strike_, "strike"), years(years_, "years")
    {
    }
};

static doubles prices(const array_like& type, const array_like& forward, const array_like& strike,
                      const array_like& years, const array_like& vol, const array_like& discount, unsigned threads)
{
    const options_arguments o(type, forward, strike, years);
    const numbers v(vol, "vol"), d(discount, "discount");
    std::vector<double> out(rows_of(o.type, o.forward, o.strike, o.years, v, d));
    {
        const nb::gil_scoped_release unlocked;
        black::prices(o.type.get(), o.forward.get(), o.strike.get(), o.years.get(), v.get(), d.get(), out,
                      {.threads = threads});
    }
    return to_numpy(std::move(out));
}

static nb::dict greeks(const array_like& type, const array_like& forward, const array_like& strike,
                       const array_like& years, const array_like& vol, const array_like& discount, unsigned threads)
{
    const options_arguments o(type, forward, strike, years);
    const numbers v(vol, "vol"), d(discount, "discount");
    const std::size_t n = rows_of(o.type, o.forward, o.strike, o.years, v, d);
    const char* const names[] = {"price", "delta", "gamma", "vega", "theta", "rho"};
    std::vector<double> out[6];
    for (auto& column : out) column.resize(n);
    {
        const nb::gil_scoped_release unlocked;
        black::greeks_of_many(o.type.get(), o.forward.get(), o.strike.get(), o.years.get(), v.get(), d.get(),
                              {out[0], out[1], out[2], out[3], out[4], out[5]}, {.threads = threads});
    }
    nb::dict result;
    for (int i = 0; i < 6; ++i) result[names[i]] = to_numpy(std::move(out[i]));
    return result;
}

using vols_and_statuses = std::pair<doubles, nb::ndarray<nb::numpy, std::uint8_t, nb::ndim<1>>>;

static vols_and_statuses implied_vols(const array_like& type, const array_like& price, const array_like& forward,
                                      const array_like& strike, const array_like& years, const array_like& discount,
                                      unsigned threads)
{
    const options_arguments o(type, forward, strike, years);
    const numbers p(price, "price"), d(discount, "discount");
    const auto column = p.values();
    std::vector<double> vols(column.size());
    std::vector<black::implied_vol_status> statuses(column.size());
    std::vector<std::uint8_t> codes(column.size());
    {
        const nb::gil_scoped_release unlocked;
        black::implied_vols(o.type.get(), column, o.forward.get(), o.strike.get(), o.years.get(), d.get(), vols,
                            statuses, {.threads = threads});
        for (std::size_t i = 0; i < codes.size(); ++i) codes[i] = static_cast<std::uint8_t>(statuses[i]);
    }
    return {to_numpy(std::move(vols)), to_numpy(std::move(codes))};
}

void bind_black(nb::module_& m)
{
    m.def("prices", &prices, "type"_a, "forward"_a, "strike"_a, "years"_a, "vol"_a, "discount"_a = 1.0, nb::kw_only(),
          "threads"_a = 1,
          "Black (1976) prices of many options: D (F N(d1) - K N(d2)) and its put.\n\n"
          "Every argument is a column of float64 or one number for all rows. type: 'call' or 'put', a column of int8 "
          "(1 and -1), or a column of words. vol: decimal, annualised. threads: 0 for as many as the machine has.\n"
          "Returns an array, NaN where an argument makes no sense. Raises ValueError if lengths differ.");
    m.def("greeks", &greeks, "type"_a, "forward"_a, "strike"_a, "years"_a, "vol"_a, "discount"_a = 1.0, nb::kw_only(),
          "threads"_a = 1,
          nb::sig("def greeks(type: numpy.typing.ArrayLike, forward: numpy.typing.ArrayLike, strike: "
                  "numpy.typing.ArrayLike, years: numpy.typing.ArrayLike, vol: numpy.typing.ArrayLike, "
                  "discount: numpy.typing.ArrayLike = 1.0, *, threads: int = 1) -> dict[str, "
                  "numpy.typing.NDArray[numpy.float64]]"),
          "price, delta, gamma, vega, theta and rho of many options, a dict of arrays.\n\n"
          "Arguments as prices(). Derivatives of the discounted price in the forward, in vol (per 1.00), in time (per "
          "year), and in the rate at fixed forward.");
    m.def("implied_vols", &implied_vols, "type"_a, "price"_a, "forward"_a, "strike"_a, "years"_a, "discount"_a = 1.0,
          nb::kw_only(), "threads"_a = 1,
          "Black implied vols of many options.\n\n"
          "price: a column; the other arguments as prices().\n"
          "Returns (vols, statuses): vols are decimal, annualised, NaN where there is none; statuses (uint8) say why: "
          "see ImpliedVolStatus. Raises ValueError if lengths differ, never for what a quote holds.");
}

} // namespace door
