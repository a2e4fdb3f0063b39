// SPDX-License-Identifier: BSL-1.0
// One expiry: its quotes, and forward and discount from parity.
#include "chain.hpp"

#include "bindings.hpp"

#include <smirk/black/parity.hpp>

#include <limits>

namespace door {

namespace black = smirk::black;

expiry make_expiry(const named_columns& quotes, double years, double rate)
{
    static const double none = std::numeric_limits<double>::quiet_NaN();
    std::vector<series> held;
    held.reserve(7);
    const auto take = [&](const char* name) { return held.emplace_back(quotes[name]).values(); };
    const auto strike = take("strike");
    const auto optional = [&](const char* name) { // a step of 0: one NaN for all rows
        return quotes.contains(name) ? take(name) : smirk::strided<double>(&none, strike.size(), 0);
    };
    const auto call_bid = take("call_bid"), call_ask = take("call_ask");
    const auto put_bid = take("put_bid"), put_ask = take("put_ask");
    const auto call_open_interest = optional("call_open_interest"), put_open_interest = optional("put_open_interest");
    return {std::move(held),
            {smirk::columns(col::strike(strike), col::call_bid(call_bid), col::call_ask(call_ask),
                            col::put_bid(put_bid), col::put_ask(put_ask), col::call_open_interest(call_open_interest),
                            col::put_open_interest(put_open_interest)),
             years, rate}};
}

static nb::dict implied_forward(const expiry& e)
{
    black::parity p;
    {
        const nb::gil_scoped_release unlocked;
        p = black::implied_forward(e.slice);
    }
    static const char* const words[] = {"ok", "too_few_pairs", "bad_discount", "bad_forward"};
    nb::dict d;
    d["forward"] = p.forward;
    d["discount"] = p.discount;
    d["rate"] = p.rate;
    d["forward_error"] = p.forward_error;
    d["discount_error"] = p.discount_error;
    d["pairs"] = p.pairs;
    d["outliers"] = p.outliers;
    d["status"] = words[static_cast<int>(p.status)];
    return d;
}

void bind_chain(nb::module_& m)
{
    nb::class_<expiry>(m, "ChainSlice",
                       "The quotes of one expiry, one row a strike, strikes ascending; the columns are not copied.")
        .def(
            "__init__",
            [](expiry* self, const table_like& quotes, double years, double rate) {
                new (self) expiry(make_expiry(named_columns(quotes), years, rate));
            },
            "quotes"_a, "years"_a, "rate"_a = std::numeric_limits<double>::quiet_NaN(),
            "quotes: a DataFrame, a dict or an Arrow record batch with the columns strike, call_bid, call_ask, put_bid "
            "and put_ask; call_open_interest and put_open_interest where they are there. rate: continuously "
            "compounded; "
            "without it forward and discount come from put-call parity.")
        .def("__len__", [](const expiry& e) { return e.slice.quotes.size(); })
        .def_prop_ro("years", [](const expiry& e) { return e.slice.years; })
        .def_prop_ro("rate", [](const expiry& e) { return e.slice.rate; });
    m.def("implied_forward", &implied_forward, "slice"_a,
          nb::sig("def implied_forward(slice: ChainSlice) -> dict[str, float | int | str]"),
          "Forward and discount of an expiry from put-call parity, by a regression that outliers do not move.\n\n"
          "Returns forward, discount, rate, their standard errors, pairs, outliers and status ('ok' where they can be "
          "used). Raises ValueError if strikes do not ascend.");
}

} // namespace door
