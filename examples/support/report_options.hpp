// SPDX-License-Identifier: BSL-1.0
// What the report says of an option chain: the index, forwards and smiles, the surface.
#pragma once
#include "index_terms.hpp"
#include "report.hpp"
#include "text.hpp"

#include <smirk/black/parity.hpp>
#include <smirk/signals/skew.hpp>
#include <smirk/surface/arbitrage.hpp>
#include <smirk/surface/butterfly_arbitrage.hpp>
#include <smirk/surface/calendar_arbitrage.hpp>
#include <smirk/surface/fit.hpp>
#include <smirk/surface/fit_svi.hpp>
#include <smirk/surface/local_vol.hpp>
#include <smirk/surface/smile_quotes.hpp>
#include <smirk/surface/surface_arbitrage.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace examples {

namespace black = smirk::black;

namespace detail {

inline void add_index(volatility_report& r)
{
    const option_file& f = *r.options;
    const auto at = [&](const replication::index_family& family, double minutes) -> std::optional<index_part> {
        const auto terms = index_terms_of(f, family);
        if (!terms) return {};
        const auto [near, next] = *terms;
        return index_part{replication::cboe_index(f.chain[near], f.chain[next], {.target_minutes = minutes}),
                          f.listings[near], f.listings[next]};
    };
    r.index = at(replication::vix_family, replication::vix_minutes);
    if (!r.index)
        return r.miss("30-day index",
                      "it takes two expiries of the weekly or monthly cycle; the chain does not have them");
    if (!r.index->result)
        r.miss("30-day index", std::string(to_string(r.index->result.status)) + ": near " +
                                   to_string(r.index->result.near.status) + ", next " +
                                   to_string(r.index->result.next.status));
    if (const auto short_term = at(replication::vix9d_family, replication::vix9d_minutes))
        r.index->vix9d = short_term->result.index;
    if (const auto quarter = at(replication::vix3m_family, replication::vix3m_minutes))
        r.index->vix3m = quarter->result.index;
}

inline const char* to_words(surface::quote_fault fault)
{
    using enum surface::quote_fault;
    switch (fault) {
    case missing:
        return "not quoted";
    case zero_bid:
        return "zero bid";
    case crossed:
        return "crossed";
    case cabinet:
        return "bid at the least price";
    case wide:
        return "spread wider than the price";
    case no_vol:
        return "no implied vol";
    case cliff:
        return "far from both neighbours";
    }
    return "unknown";
}
inline const char* to_words(black::parity_status status)
{
    using enum black::parity_status;
    switch (status) {
    case ok:
        return "ok";
    case too_few_pairs:
        return "too few strikes with call and put quoted";
    case bad_discount:
        return "the quotes imply a discount that makes no sense";
    case bad_forward:
        return "the quotes imply a forward that makes no sense";
    }
    return "unknown";
}

inline expiry_part smile_of(const smirk::chain_slice<smirk::wide_quotes>& slice, const listing& name,
                            const surface::svi* before, surface::vol_quotes& all)
{
    expiry_part e;
    e.name = name;
    e.years = slice.years;
    const auto q = surface::smile_quotes(slice);
    e.pairs = q.parity.pairs, e.outliers = q.parity.outliers;
    if (!q.parity) {
        e.missing = std::string("no forward: ") + to_words(q.parity.status);
        return e;
    }
    e.forward = q.parity.forward, e.discount = q.parity.discount, e.rate = q.parity.rate;
    e.rate_error = q.parity.discount_error / q.parity.discount / e.years;
    for (std::size_t i = 0; i < q.size(); ++i) e.points.push_back({q.strike[i], q.k[i], q.bid[i], q.mid[i], q.ask[i]});
    for (const auto& d : q.dropped) {
        const auto same = std::find_if(e.dropped.begin(), e.dropped.end(),
                                       [&](const auto& x) { return x.first == to_words(d.fault); });
        if (same == e.dropped.end())
            e.dropped.emplace_back(to_words(d.fault), 1);
        else
            ++same->second;
    }
    if (!q) {
        e.missing = "no fit: " + std::to_string(q.size()) + " usable quotes";
        return e;
    }
    all.add(q);
    const auto fit = surface::fit_svi(q.k, q.total_variance(), {.weight = q.weight, .years = q.years});
    if (!fit) {
        e.missing = std::string("no fit: ") + to_string(fit.status);
        return e;
    }
    e.smile = fit.smile;
    e.rmse = fit.rmse, e.constrained = fit.constrained;
    const auto butterfly = surface::butterfly_arbitrage(fit.smile);
    e.min_g = butterfly.min_g, e.butterfly_free = butterfly.arbitrage_free();
    if (before) {
        e.crossings = surface::calendar_arbitrage(*before, fit.smile).violations;
        for (const auto& c : e.crossings) e.crosses_in_quotes |= c.low < q.k.back() && c.high > q.k.front();
    }
    const auto quoted = [&](double k) { return k >= q.k.front() && k <= q.k.back(); }; // nothing is extrapolated
    const auto wings = signals::wings(fit.smile, 0.25, e.years);
    if (quoted(0)) e.atm = wings.at_the_money;
    if (quoted(wings.put_log_moneyness)) e.put25 = wings.put;
    if (quoted(wings.call_log_moneyness)) e.call25 = wings.call;
    e.rr25 = signals::risk_reversal(e.put25, e.call25);
    e.bf25 = signals::butterfly(e.put25, e.call25, e.atm);
    return e;
}

/// Whether an expiry at or beyond a time is quoted as far out as z, in its own standard deviations at the money.
inline bool is_quoted(const volatility_report& r, double years, double z)
{
    const auto covers = [&](const expiry_part& e) {
        if (!e.smile || e.points.empty()) return false;
        const double deviation = std::sqrt(e.smile->total_variance(0));
        return z * deviation >= e.points.front().log_moneyness && z * deviation <= e.points.back().log_moneyness;
    };
    const expiry_part *before = nullptr, *after = nullptr;
    for (const auto& e : r.expiries) {
        if (!e.smile) continue;
        if (e.years <= years * (1 + 1e-9)) before = &e;
        if (e.years >= years * (1 - 1e-9) && !after) after = &e;
    }
    return before && after && covers(*before) && covers(*after);
}

/// All expiries at once; implied and local vol on a grid, its times as far apart as the square root of time makes them.
inline void add_surface(volatility_report& r, const surface::vol_quotes& all)
{
    constexpr int times = 24, steps_of_z = 4;
    const auto whole = surface::fit(all, {.leave_out_thin = true});
    const auto& s = whole.surface;
    surface_part part{to_string(whole.status),
                      whole.rmse,
                      whole.max_error,
                      s.size(),
                      !s.empty() && surface::arbitrage(s).arbitrage_free(),
                      {},
                      {},
                      {},
                      {}};
    if (whole && s.size() >= 2) {
        const double first = std::sqrt(s.years(0)), last = std::sqrt(s.years(s.size() - 1));
        for (int j = -3 * steps_of_z; j <= 2 * steps_of_z; ++j) part.z.push_back(static_cast<double>(j) / steps_of_z);
        for (int i = 0; i < times; ++i) {
            const double root = first + (last - first) * i / (times - 1), years = root * root;
            const double deviation = std::sqrt(s.total_variance(0, years));
            const double within =
                std::min(years, s.years(s.size() - 1) * (1 - 1e-9)); // beyond the last expiry is a guess
            part.days.push_back(365 * years);
            part.implied.emplace_back();
            part.local.emplace_back();
            for (const double z : part.z) {
                const bool quoted = is_quoted(r, years, z);
                part.implied.back().push_back(quoted ? s.vol(z * deviation, years) : not_known);
                part.local.back().push_back(quoted ? surface::local_vol(s, z * deviation, within) : not_known);
            }
        }
    }
    r.surface = std::move(part);
}

inline void add_expiries(volatility_report& r)
{
    const option_file& f = *r.options;
    const surface::svi* before = nullptr;
    surface::vol_quotes all;
    r.expiries.reserve(f.listings.size());
    for (std::size_t i = 0; i < f.listings.size(); ++i) {
        r.expiries.push_back(smile_of(f.chain[i], f.listings[i], before, all));
        if (r.expiries.back().smile)
            before = &*r.expiries.back().smile;
        else
            r.miss("smile of " + f.listings[i].root + " " + iso(f.listings[i].expiry), r.expiries.back().missing);
    }
    if (all.size() >= 2) add_surface(r, all);
}

inline void add_dealers(volatility_report& r)
{
    if (!(r.spot > 0)) return;
    const auto book = dealer_book_of(*r.options);
    if (book.empty()) return r.miss("dealers' gamma", "the option file has no open interest");
    const auto pin = signals::pin_strike(book, r.spot);
    r.dealers = dealer_part{gamma_by_strike(book, r.spot), signals::exposure(book, r.spot).gamma_cash_percent,
                            signals::zero_gamma_level(book, r.spot, 0.7 * r.spot, 1.3 * r.spot, 61).nearest, pin.strike,
                            pin.share};
}

/// A forward of the next days that is far from the spot: quotes and spot, or quotes and their time, do not belong
/// together.
inline void compare_spot(volatility_report& r)
{
    const auto e =
        std::find_if(r.expiries.begin(), r.expiries.end(), [](const expiry_part& x) { return x.forward > 0; });
    if (e == r.expiries.end() || !(r.spot > 0) || e->years > 14 / 365.0) return;
    if (const double off = e->forward / r.spot - 1; std::fabs(off) > 0.006)
        r.remarks.push_back("the forward of " + e->name.root + " " + iso(e->name.expiry) + " is " +
                            text("%+.1f %%", 100 * off) +
                            " from the spot: the quotes may be of another moment (--quote-time sets it)");
}

} // namespace detail

} // namespace examples
