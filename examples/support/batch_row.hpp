// SPDX-License-Identifier: BSL-1.0
// What a batch keeps of one option file: a row of numbers, and one for each expiry.
#pragma once
#include "dealers.hpp"
#include "index_terms.hpp"
#include "json.hpp"
#include "option_file.hpp"
#include "price_file.hpp"
#include "text.hpp"

#include <smirk/realized/close_to_close.hpp>
#include <smirk/realized/rolling.hpp>
#include <smirk/realized/yang_zhang.hpp>
#include <smirk/replication/cboe_index.hpp>
#include <smirk/signals/option_day.hpp>
#include <smirk/signals/skew.hpp>
#include <smirk/surface/arbitrage.hpp>
#include <smirk/surface/fit.hpp>
#include <smirk/surface/smile_quotes.hpp>
#include <smirk/surface/surface_arbitrage.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace examples {

/// One expiry of a batch row. Vols are decimals; NaN is not known.
struct batch_expiry {
    std::string expiry, root;
    double days, forward, atm, put25, call25, rmse;
    std::size_t quotes;
};

/// One file. `error` says why there is no more of it; `gaps` what could not be said though the file could be read.
struct batch_row {
    static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

    std::string file, error, underlying, quoted, gaps;
    std::size_t options = 0, broken = 0;
    double spot = unknown;
    double index_9 = unknown, index_30 = unknown, index_93 = unknown; ///< points
    double atm_30 = unknown, atm_90 = unknown, risk_reversal_30 = unknown, butterfly_30 = unknown;
    double surface_rmse = unknown;
    std::string arbitrage_free; ///< yes, no; empty without a surface
    double dealer_gamma = unknown, rv_21 = unknown, iv_over_rv = unknown;
    std::vector<batch_expiry> expiries;

    void miss(const std::string& what) { gaps += (gaps.empty() ? "" : "; ") + what; }
};

namespace detail {

inline double index_of(const option_file& f, const smirk::replication::index_family& family, double minutes)
{
    const auto terms = index_terms_of(f, family);
    if (!terms) return batch_row::unknown;
    return smirk::replication::cboe_index(f.chain[terms->near], f.chain[terms->next],
                                          {.target_minutes = minutes, .by_strike = false})
        .index;
}

inline void add_smiles(const option_file& f, batch_row& row)
{
    namespace surface = smirk::surface;
    surface::vol_quotes quotes;
    std::vector<std::size_t> of;
    for (std::size_t i = 0; i < f.chain.size(); ++i)
        if (const auto q = surface::smile_quotes(f.chain[i])) {
            quotes.add(q);
            of.push_back(i);
            row.expiries.push_back({iso(f.listings[i].expiry), f.listings[i].root, f.listings[i].minutes / 1440,
                                    q.parity.forward, batch_row::unknown, batch_row::unknown, batch_row::unknown,
                                    batch_row::unknown, q.size()});
        }
    if (of.size() < f.chain.size()) row.miss(std::to_string(f.chain.size() - of.size()) + " expiries without a smile");
    if (of.empty()) return;
    const auto fitted = surface::fit(quotes, {.leave_out_thin = true});
    if (!fitted) return row.miss(std::string("no surface: ") + to_string(fitted.status));
    row.surface_rmse = fitted.rmse;
    row.arbitrage_free = surface::arbitrage(fitted.surface).arbitrage_free() ? "yes" : "no";
    for (std::size_t i = 0; i < row.expiries.size(); ++i) {
        if (fitted.slices[i].status == surface::fit_status::too_few_points) continue;
        const double years = f.chain[of[i]].years;
        const auto wings = smirk::signals::wings(fitted.slices[i].smile, 0.25, years);
        auto& e = row.expiries[i];
        e.atm = wings.at_the_money, e.put25 = wings.put, e.call25 = wings.call, e.rmse = fitted.slices[i].rmse;
    }
}

/// Realized vol of the 21 days up to the quotes.
inline void add_realized_vol(const std::string& path, date quoted, batch_row& row)
{
    namespace col = smirk::col;
    namespace realized = smirk::realized;
    constexpr std::size_t month = 21;
    const price_file p = read_prices(path);
    const auto n = static_cast<std::size_t>(std::upper_bound(p.day.begin(), p.day.end(), quoted) - p.day.begin());
    if (n <= month || quoted - p.day[n - 1] > std::chrono::days(5)) return row.miss("no prices of the last 21 days");
    const auto bars = smirk::columns(col::open(p.open), col::high(p.high), col::low(p.low), col::close(p.close))
                          .slice(n - month - 1, month + 1);
    row.rv_21 = p.has_ranges ? realized::yang_zhang(bars) : realized::close_to_close(bars);
    row.iv_over_rv = row.index_30 / 100 / row.rv_21;
}

} // namespace detail

/// Reads and computes one file. What it throws otherwise becomes `error`: a batch goes on.
///
/// prices  a folder with UNDERLYING.csv, daily bars; empty if there is none
[[nodiscard]] inline batch_row batch_row_of(const std::string& path, const std::string& prices = {}) noexcept
{
    namespace replication = smirk::replication;
    batch_row row;
    try {
        row.file = path;
        const option_file f = read_options(path);
        row.underlying = f.underlying, row.quoted = iso(f.quoted), row.spot = f.spot;
        row.options = f.rows, row.broken = f.broken.size();
        row.index_30 = detail::index_of(f, replication::vix_family, replication::vix_minutes);
        row.index_9 = detail::index_of(f, replication::vix9d_family, replication::vix9d_minutes);
        row.index_93 = detail::index_of(f, replication::vix3m_family, replication::vix3m_minutes);
        if (std::isnan(row.index_30)) row.miss("no 30-day index");
        detail::add_smiles(f, row);
        if (f.spot > 0) {
            const auto day = smirk::signals::read_options(f.chain, f.spot);
            row.atm_30 = day.at_the_money, row.atm_90 = day.far_at_the_money;
            row.risk_reversal_30 = smirk::signals::risk_reversal(day.put, day.call);
            row.butterfly_30 = smirk::signals::butterfly(day.put, day.call, day.at_the_money);
            row.dealer_gamma = day.dealer_gamma;
        } else
            row.miss("no spot");
        if (!prices.empty())
            detail::add_realized_vol((std::filesystem::path(prices) / (f.underlying + ".csv")).string(),
                                     std::chrono::floor<std::chrono::days>(f.quoted), row);
    } catch (const std::exception& e) {
        row.error = e.what();
    }
    return row;
}

inline constexpr const char* batch_csv_header =
    "file,underlying,quoted,spot,options,broken_rows,index_9,index_30,index_93,atm_30,atm_90,risk_reversal_30,"
    "butterfly_30,surface_rmse,arbitrage_free,dealer_gamma,rv_21,iv_over_rv,gaps,error\n";

[[nodiscard]] inline std::string as_csv(const batch_row& r)
{
    const auto word = [](const std::string& s) {
        if (s.find_first_of(",\"\n\r") == s.npos) return s;
        std::string out = "\"";
        for (const char c : s) out += c == '"' ? std::string("\"\"") : std::string(1, c);
        return out + "\"";
    };
    const auto number = [](double v) { return std::isfinite(v) ? text("%.10g", v) : std::string(); };
    std::string line = word(r.file) + "," + word(r.underlying) + "," + r.quoted + "," + number(r.spot) + "," +
                       std::to_string(r.options) + "," + std::to_string(r.broken);
    for (const double v :
         {r.index_9, r.index_30, r.index_93, r.atm_30, r.atm_90, r.risk_reversal_30, r.butterfly_30, r.surface_rmse})
        line += "," + number(v);
    line += "," + r.arbitrage_free;
    for (const double v : {r.dealer_gamma, r.rv_21, r.iv_over_rv}) line += "," + number(v);
    return line + "," + word(r.gaps) + "," + word(r.error) + "\n";
}

[[nodiscard]] inline std::string as_json(const batch_row& r)
{
    json_object o;
    o.add("file", r.file);
    if (!r.error.empty()) return o.add("error", r.error).str();
    o.add("underlying", r.underlying).add("quoted", r.quoted).add("spot", r.spot);
    o.add("options", static_cast<double>(r.options)).add("broken_rows", static_cast<double>(r.broken));
    o.add("index_9", r.index_9).add("index_30", r.index_30).add("index_93", r.index_93);
    o.add("atm_30", r.atm_30).add("atm_90", r.atm_90);
    o.add("risk_reversal_30", r.risk_reversal_30).add("butterfly_30", r.butterfly_30);
    o.add("surface_rmse", r.surface_rmse);
    o.raw("arbitrage_free", r.arbitrage_free == "yes" ? "true" : r.arbitrage_free == "no" ? "false" : "null");
    o.add("dealer_gamma", r.dealer_gamma).add("rv_21", r.rv_21).add("iv_over_rv", r.iv_over_rv);
    std::string list;
    for (const auto& e : r.expiries)
        list += (list.empty() ? "" : ",") + json_object()
                                                .add("expiry", e.expiry)
                                                .add("root", e.root)
                                                .add("days", e.days)
                                                .add("forward", e.forward)
                                                .add("atm", e.atm)
                                                .add("put25", e.put25)
                                                .add("call25", e.call25)
                                                .add("rmse", e.rmse)
                                                .add("quotes", static_cast<double>(e.quotes))
                                                .str();
    return o.raw("expiries", "[" + list + "]").add("gaps", r.gaps).str();
}

} // namespace examples
