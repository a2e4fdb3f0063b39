// SPDX-License-Identifier: BSL-1.0
// From files to the volatility report. The library computes; what is here chooses, dates and names.
#pragma once
#include "report.hpp"
#include "report_history.hpp"
#include "report_options.hpp"
#include "report_signals.hpp"

#include <optional>
#include <string>
#include <utility>

namespace examples {

struct report_inputs {
    std::optional<price_file> prices = {};
    std::optional<option_file> options = {};
    std::optional<price_file> iv_history = {};
    std::optional<option_file> earlier = {}; ///< the chain of an earlier moment: what changed since
};

/// Computes the report. Each input is optional: without it, the parts it feeds are gaps.
[[nodiscard]] inline volatility_report make_report(report_inputs in)
{
    volatility_report r;
    r.prices = std::move(in.prices);
    r.options = std::move(in.options);
    r.iv_file = std::move(in.iv_history);
    r.earlier = std::move(in.earlier);
    if (r.options) {
        r.name = r.options->underlying;
        r.quoted = r.options->quoted;
        r.spot = r.options->spot;
        const date day = std::chrono::floor<std::chrono::days>(*r.quoted);
        if (r.prices) detail::cut_after(*r.prices, day, r.remarks);
        if (r.iv_file) detail::cut_after(*r.iv_file, day, r.remarks);
        if (!(r.spot > 0)) r.miss("spot", "the option file does not give it");
    }
    for (const auto* p : {&r.prices, &r.iv_file})
        if (*p) r.remarks.insert(r.remarks.end(), (*p)->remarks.begin(), (*p)->remarks.end());
    if (r.options) r.remarks.insert(r.remarks.end(), r.options->remarks.begin(), r.options->remarks.end());

    if (!r.prices || r.prices->day.empty()) {
        r.miss("realized volatility and GARCH",
               r.prices ? "no prices on or before the day of the quotes" : "no prices were given (--prices)");
    } else if (r.days_per_year = detail::days_per_year(r.prices->day); !(r.days_per_year > 0)) {
        r.miss("realized volatility and GARCH", "the rows of the price file are not daily");
    } else {
        detail::add_realized(r);
        detail::add_garch(r);
    }
    if (r.options) {
        detail::add_index(r);
        detail::add_expiries(r);
        detail::add_dealers(r);
        detail::compare_spot(r);
        if (r.earlier) detail::add_change(r);
    } else
        r.miss("30-day index, smiles, term structure and skew", "no option quotes were given (--options)");
    detail::add_signals(r);
    return r;
}

} // namespace examples
