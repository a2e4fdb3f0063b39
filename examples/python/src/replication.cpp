// SPDX-License-Identifier: BSL-1.0
// The Cboe's variance of an expiry, and its index from two.
#include "bindings.hpp"
#include "chain.hpp"

#include <smirk/replication/cboe_index.hpp>
#include <smirk/replication/skew_index.hpp>

namespace door {

namespace replication = smirk::replication;
using variance = replication::cboe_variance_result;
using index = replication::cboe_index_result;

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
}

} // namespace door
