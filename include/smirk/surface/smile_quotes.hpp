// SPDX-License-Identifier: BSL-1.0
// From the quotes of one expiry to the vols a smile is fitted to, with an account of what was left out and why.
#pragma once
#include <smirk/black/implied_vol.hpp>
#include <smirk/black/parity.hpp>
#include <smirk/chain.hpp>
#include <smirk/config.hpp>
#include <smirk/option_type.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

/// Why a quote is not used.
///
/// in_the_money  the other side of the strike is used; not reported
/// missing       bid or ask is not a number
/// zero_bid      nobody bids
/// crossed       bid above ask
/// cabinet       the bid is at the smallest price there is, so its vol says little
/// wide          the spread is too large a part of the mid price
/// no_vol        no implied vol
/// cliff         the vol is far from that of both neighbours, and further than the spreads explain
enum class quote_fault { missing, zero_bid, crossed, cabinet, wide, no_vol, cliff };

struct dropped_quote {
    double strike;
    option_type type;
    quote_fault fault;
};

/// ok               there is enough to fit
/// no_forward       parity gave no forward: see `parity.status`; nothing else is filled
/// too_few_quotes   fewer usable quotes than asked for
enum class quotes_status { ok, no_forward, too_few_quotes };

/// min_quotes     fewer usable quotes than this is an error
/// cabinet_bid    a bid of so much or less is a cabinet quote
/// max_spread     of the mid price; a wider quote is dropped
/// cliff          how far a vol may be from the line between its neighbours, as a part of the vol
/// min_spread     spreads count as this share of the median spread at least, so no single quote decides the fit
struct smile_quotes_options {
    std::size_t min_quotes = 5;
    double cabinet_bid = 0.05;
    double max_spread = 1.0;
    double cliff = 0.10;
    double min_spread = 0.25;
    black::parity_options parity = {};
};

/// Out-of-the-money quotes of one expiry in vol, strikes ascending: puts below the forward, calls from it on.
///
/// k, strike, type   log-moneyness ln(K/F) and what it is the moneyness of
/// bid, mid, ask     implied vols of the three prices
/// weight            1 / spread^2 in vol, for the squared vol errors of fit_svi
/// parity            forward and discount, and how they were found
/// dropped           the quotes left out, in order of strike
struct quoted_vols {
    std::vector<double> k, strike, bid, mid, ask, weight;
    std::vector<option_type> type;
    double years = std::numeric_limits<double>::quiet_NaN();
    black::parity parity;
    std::vector<dropped_quote> dropped;
    quotes_status status = quotes_status::no_forward;

    [[nodiscard]] explicit operator bool() const { return status == quotes_status::ok; }
    [[nodiscard]] std::size_t size() const { return k.size(); }

    /// Total variance of the mids, w = vol^2 years.
    [[nodiscard]] std::vector<double> total_variance() const
    {
        std::vector<double> w;
        w.reserve(mid.size());
        for (double vol : mid) w.push_back(vol * vol * years);
        return w;
    }
};

namespace detail {

/// Whether quote i stands off the line between its neighbours by more than `cliff` of itself and than the spreads.
[[nodiscard]] inline double cliff_height(const quoted_vols& q, std::size_t i, double cliff)
{
    const double part = (q.k[i] - q.k[i - 1]) / (q.k[i + 1] - q.k[i - 1]);
    const double line = q.mid[i - 1] + part * (q.mid[i + 1] - q.mid[i - 1]);
    const double off = std::fabs(q.mid[i] - line);
    const double spreads =
        q.ask[i] - q.bid[i] + (1 - part) * (q.ask[i - 1] - q.bid[i - 1]) + part * (q.ask[i + 1] - q.bid[i + 1]);
    return off > cliff * line && off > 0.5 * spreads ? off / line : 0.0;
}

} // namespace detail

/// Vols of the out-of-the-money options of one expiry.
///
/// slice    quotes of European options, strikes ascending; years > 0; where the slice has no rate, forward and discount
///          both come from parity
/// options  filters; see smile_quotes_options
/// returns  see quoted_vols. With too_few_quotes what there is is filled in; with no_forward nothing is.
/// throws   std::invalid_argument if strikes do not ascend, or years is not positive
/// cost     three implied vols a quote and the parity regression
template <option_quotes Quotes>
[[nodiscard]] quoted_vols smile_quotes(const chain_slice<Quotes>& slice, const smile_quotes_options& options = {})
{
    quoted_vols q;
    q.years = slice.years;
    q.parity = black::implied_forward(slice, options.parity);
    if (!q.parity) return q;
    const double forward = q.parity.forward, discount = q.parity.discount;
    for (std::size_t i = 0; i < slice.quotes.size(); ++i) {
        const double strike = slice.quotes[col::strike][i];
        const option_type type = strike < forward ? option_type::put : option_type::call;
        const bool put = type == option_type::put;
        const double bid = put ? slice.quotes[col::put_bid][i] : slice.quotes[col::call_bid][i];
        const double ask = put ? slice.quotes[col::put_ask][i] : slice.quotes[col::call_ask][i];
        const double mid = 0.5 * (bid + ask);
        const auto drop = [&](quote_fault fault) { q.dropped.push_back({strike, type, fault}); };
        if (!std::isfinite(bid) || !std::isfinite(ask)) {
            drop(quote_fault::missing);
        } else if (!(bid > 0)) {
            drop(quote_fault::zero_bid);
        } else if (ask < bid) {
            drop(quote_fault::crossed);
        } else if (bid <= options.cabinet_bid) {
            drop(quote_fault::cabinet);
        } else if (ask - bid > options.max_spread * mid) {
            drop(quote_fault::wide);
        } else {
            const auto vol = [&](double price) {
                return black::implied_vol(type, price, forward, strike, slice.years, discount).vol;
            };
            const double bid_vol = vol(bid), mid_vol = vol(mid), ask_vol = vol(ask);
            if (!(bid_vol > 0) || !(mid_vol > 0) || !(ask_vol > 0)) {
                drop(quote_fault::no_vol);
                continue;
            }
            q.k.push_back(std::log(strike / forward));
            q.strike.push_back(strike);
            q.type.push_back(type);
            q.bid.push_back(bid_vol);
            q.mid.push_back(mid_vol);
            q.ask.push_back(ask_vol);
        }
    }
    while (q.size() > 2) { // the highest cliff first: its neighbours may be cliffs only because of it
        std::size_t worst = 0;
        double height = 0;
        for (std::size_t i = 1; i + 1 < q.size(); ++i)
            if (const double here = detail::cliff_height(q, i, options.cliff); here > height) height = here, worst = i;
        if (height == 0) break;
        q.dropped.push_back({q.strike[worst], q.type[worst], quote_fault::cliff});
        const auto erase = [worst](auto& column) { column.erase(column.begin() + static_cast<std::ptrdiff_t>(worst)); };
        erase(q.k), erase(q.strike), erase(q.type), erase(q.bid), erase(q.mid), erase(q.ask);
    }
    std::sort(q.dropped.begin(), q.dropped.end(),
              [](const dropped_quote& a, const dropped_quote& b) { return a.strike < b.strike; });

    std::vector<double> spread;
    for (std::size_t i = 0; i < q.size(); ++i) spread.push_back(q.ask[i] - q.bid[i]);
    double least = 0;
    if (!spread.empty()) {
        auto sorted = spread;
        const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
        std::nth_element(sorted.begin(), middle, sorted.end());
        least = options.min_spread * *middle;
    }
    for (double s : spread) {
        const double width = std::max(s, least);
        q.weight.push_back(width > 0 ? 1 / (width * width) : 1.0);
    }
    q.status = q.size() < options.min_quotes ? quotes_status::too_few_quotes : quotes_status::ok;
    return q;
}

} // namespace smirk::inline SMIRK_ABI::surface
