// SPDX-License-Identifier: BSL-1.0
// The work of one shard: option quotes of (underlying, day) after (underlying, day) in, one row an expiry out. The
// Spark job and the line-oriented program run this same code on the same doubles, so their digits are the same.
#pragma once
#include <smirk/chain.hpp>
#include <smirk/interop/arrow.hpp>
#include <smirk/signals/skew.hpp>
#include <smirk/surface/fit_svi.hpp>
#include <smirk/surface/smile_quotes.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scale {

namespace col = smirk::col;
namespace interop = smirk::interop;
namespace surface = smirk::surface;

/// The result, column by column.
///
/// options              rows of the input that are this expiry's; quotes those that the smile is fitted to
/// forward, rate        from put-call parity
/// atm_vol              at the forward; risk_reversal: vol of the put less that of the call at 25 delta
/// a, b, rho, m, sigma  SVI of total variance, free of butterfly arbitrage
/// rmse                 of vol
/// status               of the fit, or why there is none
struct expiry_rows {
    std::vector<std::string> underlying;
    std::vector<interop::arrow_date> day;
    std::vector<double> years;
    std::vector<std::int32_t> options, quotes;
    std::vector<double> forward, rate, atm_vol, risk_reversal, a, b, rho, m, sigma, rmse;
    std::vector<std::string> status;

    [[nodiscard]] std::size_t size() const { return years.size(); }
};

/// Appends a row for each expiry of one underlying on one day.
///
/// quotes  one row an option, in any order; rows that pivot() rejects count for nothing
template <smirk::long_quotes Quotes>
void append(expiry_rows& out, std::string_view underlying, interop::arrow_date day, const Quotes& quotes)
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const auto pivoted = smirk::pivot(quotes);
    for (const auto& slice : pivoted.chain) {
        std::int32_t options = 0;
        for (std::size_t i = 0; i < slice.quotes.size(); ++i)
            options += !std::isnan(slice.quotes[col::call_ask][i]) + !std::isnan(slice.quotes[col::put_ask][i]);
        const auto vols = surface::smile_quotes(slice);
        surface::svi smile{none, none, none, none, none};
        double rmse = none, atm_vol = none, risk_reversal = none;
        const char* status = vols.status == surface::quotes_status::no_forward ? "no_forward" : "too_few_quotes";
        if (vols) {
            const auto fit =
                surface::fit_svi(vols.k, vols.total_variance(), {.weight = vols.weight, .years = slice.years});
            status = to_string(fit.status);
            smile = fit.smile;
            rmse = fit.rmse;
            if (fit) {
                atm_vol = smirk::smile_vol(smile, 0, slice.years);
                risk_reversal = smirk::signals::risk_reversal(smile, 0.25, slice.years);
            }
        }
        out.underlying.emplace_back(underlying);
        out.day.push_back(day);
        out.years.push_back(slice.years);
        out.options.push_back(options);
        out.quotes.push_back(static_cast<std::int32_t>(vols.size()));
        out.forward.push_back(vols.parity.forward);
        out.rate.push_back(vols.parity.rate);
        out.atm_vol.push_back(atm_vol);
        out.risk_reversal.push_back(risk_reversal);
        out.a.push_back(smile.a);
        out.b.push_back(smile.b);
        out.rho.push_back(smile.rho);
        out.m.push_back(smile.m);
        out.sigma.push_back(smile.sigma);
        out.rmse.push_back(rmse);
        out.status.emplace_back(status);
    }
}

/// The same for a record batch: underlying (utf8), day (date32), years, strike, type (int8), bid, ask. The columns are
/// used where they are. Rows of an (underlying, day) must be side by side.
[[nodiscard]] inline interop::arrow_export expiry_rows_of(const interop::arrow_view& batch)
{
    const auto underlying = batch.text("underlying");
    const auto day = batch.column<interop::arrow_date>("day");
    const auto quotes = batch.table(col::strike, col::type, col::years, col::bid, col::ask);
    expiry_rows out;
    for (std::size_t first = 0, last = 0; first < quotes.size(); first = last) {
        while (last < quotes.size() && underlying[last] == underlying[first] && day[last] == day[first]) ++last;
        append(out, underlying[first], day[first], quotes.slice(first, last - first));
    }
    interop::arrow_export rows;
    rows.add("underlying", out.underlying).add("day", std::move(out.day)).add("years", std::move(out.years));
    rows.add("options", std::move(out.options)).add("quotes", std::move(out.quotes));
    rows.add("forward", std::move(out.forward)).add("rate", std::move(out.rate));
    rows.add("atm_vol", std::move(out.atm_vol)).add("risk_reversal", std::move(out.risk_reversal));
    rows.add("a", std::move(out.a)).add("b", std::move(out.b)).add("rho", std::move(out.rho));
    rows.add("m", std::move(out.m)).add("sigma", std::move(out.sigma)).add("rmse", std::move(out.rmse));
    rows.add("status", out.status);
    return rows;
}

} // namespace scale
