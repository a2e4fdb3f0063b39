// SPDX-License-Identifier: BSL-1.0
// The Cboe's variance of an expiry, and its index from two.
#include "bindings.hpp"
#include "chain.hpp"

#include <smirk/replication/cboe_index.hpp>
#include <smirk/replication/forward_variance.hpp>
#include <smirk/replication/vix_settlement.hpp>

namespace door {

namespace replication = smirk::replication;
using variance = replication::cboe_variance_result;
using index = replication::cboe_index_result;

static doubles opening_prices(const array_like& trade, const array_like& bid, const array_like& ask)
{
    const numbers t(trade, "trade"), b(bid, "bid"), a(ask, "ask");
    const auto trades = t.values(), bids = b.values(), asks = a.values();
    const std::size_t n = rows_of(t, b, a);
    for (const auto& rows : {t.rows(), b.rows(), a.rows()})
        if (rows && *rows != n)
            throw std::invalid_argument("smirk: opening_prices: expected columns of one length, got " +
                                        std::to_string(n) + " and " + std::to_string(*rows));
    const auto at = [](const auto& column, std::size_t i) { return column[column.size() == 1 ? 0 : i]; };
    std::vector<double> out(n);
    for (std::size_t i = 0; i < n; ++i) out[i] = replication::opening_price(at(trades, i), at(bids, i), at(asks, i));
    return to_numpy(std::move(out));
}

static nb::dict forward_variance(double near_variance, double near_years, double next_variance, double next_years)
{
    static const char* const words[] = {"ok", "negative", "invalid_input"};
    const auto v = replication::forward_variance(near_variance, near_years, next_variance, next_years);
    nb::dict d;
    d["variance"] = v.variance;
    d["volatility"] = v.volatility;
    d["status"] = words[static_cast<int>(v.status)];
    return d;
}

static nb::dict contributions(const variance& v)
{
    std::vector<double> strike, price, share;
    for (const auto& c : v.contributions) {
        strike.push_back(c.strike);
        price.push_back(c.price);
        share.push_back(c.variance);
    }
    nb::dict d;
    d["strike"] = to_numpy(std::move(strike));
    d["price"] = to_numpy(std::move(price));
    d["variance"] = to_numpy(std::move(share));
    return d;
}

void bind_replication(nb::module_& m)
{
    nb::class_<variance>(m, "CboeVariance", "Variance of an expiry and what it was made of. True where it can be used.")
        .def_ro("variance", &variance::variance, "Annualised.")
        .def_ro("forward", &variance::forward)
        .def_ro("reference_strike", &variance::reference_strike, "K0.")
        .def_ro("put_share", &variance::put_share)
        .def_ro("call_share", &variance::call_share)
        .def_ro("split_term", &variance::split_term)
        .def_prop_ro(
            "contributions", &contributions,
            nb::sig("def contributions(self) -> dict[str, numpy.typing.NDArray[numpy.float64]]"),
            "strike, price and variance of each option that counts; the variances and less the split term make "
            "the whole.")
        .def_prop_ro("status", [](const variance& v) { return to_string(v.status); })
        .def("__bool__", [](const variance& v) { return static_cast<bool>(v); });
    nb::class_<index>(m, "CboeIndex", "A volatility index and both terms. True where it can be used.")
        .def_ro("index", &index::index, "In points.")
        .def_ro("variance", &index::variance)
        .def_ro("near_weight", &index::near_weight)
        .def_ro("next_weight", &index::next_weight)
        .def_ro("near", &index::near)
        .def_ro("next", &index::next)
        .def_prop_ro("status", [](const index& i) { return to_string(i.status); })
        .def("__bool__", [](const index& i) { return static_cast<bool>(i); });

    m.def(
        "cboe_variance",
        [](const expiry& e) {
            const nb::gil_scoped_release unlocked;
            return replication::cboe_variance(e.slice);
        },
        "slice"_a, "Variance of one expiry by the rules of the Cboe; years are minutes / 525600.");
    m.def(
        "cboe_index",
        [](const expiry& near, const expiry& next, double target_days) {
            const nb::gil_scoped_release unlocked;
            return replication::cboe_index(near.slice, next.slice, {.target_minutes = 1440 * target_days});
        },
        "near"_a, "next"_a, "target_days"_a = 30.0,
        "VIX (30 days), VIX9D (9), VIX3M (93) or any other from two expiries; years are minutes / 525600.");
    m.def(
        "opening_prices", &opening_prices, "trade"_a, "bid"_a, "ask"_a,
        "Prices at the open, for a settlement: the first trade; without one (NaN or 0) the middle of the first quotes; "
        "0 where there is no bid either.\n\n"
        "Arguments are columns or one number for all rows. To be used as both bid and ask of a ChainSlice.");
    m.def(
        "vix_settlement", &replication::vix_settlement, "opening"_a,
        "Settlement value (VRO) of futures and options on the index, in points, from the variance of opening prices of "
        "the one expiry thirty days on.");
    m.def("forward_variance", &forward_variance, "near_variance"_a, "near_years"_a, "next_variance"_a, "next_years"_a,
          nb::sig("def forward_variance(near_variance: float, near_years: float, next_variance: float, next_years: "
                  "float) -> dict[str, float | str]"),
          "Variance between two expiries, (v2 T2 - v1 T1) / (T2 - T1): variance, volatility and status, which is "
          "'negative' for a calendar arbitrage.");
    m.def("forward_rate", &replication::forward_rate, "near_rate"_a, "near_years"_a, "next_rate"_a, "next_years"_a,
          "Rate between two dates, (r2 t2 - r1 t1) / (t2 - t1), continuously compounded.");
}

} // namespace door
