// SPDX-License-Identifier: BSL-1.0
// Option quotes: one expiry as a view (chain_slice), many as an owner (option_chain), and the pivot from one row an
// option to one row a strike.
#pragma once
#include <smirk/market_span.hpp>
#include <smirk/option_type.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI {

template <class V>
concept option_quotes =
    has_column<V, col::strike_t> && has_column<V, col::call_bid_t> && has_column<V, col::call_ask_t> &&
    has_column<V, col::put_bid_t> && has_column<V, col::put_ask_t>;

template <class V>
concept long_quotes = has_column<V, col::strike_t> && has_column<V, col::type_t> && has_column<V, col::years_t> &&
                      has_column<V, col::bid_t> && has_column<V, col::ask_t>;

/// The quotes of one expiry, one row a strike, strikes ascending.
///
/// quotes  a table with col::strike, col::call_bid, col::call_ask, col::put_bid, col::put_ask, prices as quoted
/// years   time to expiry
/// rate    continuously compounded; NaN where the file carries none (forward and discount then come from parity)
template <class Quotes>
struct chain_slice {
    Quotes quotes;
    double years;
    double rate = std::numeric_limits<double>::quiet_NaN();
};
template <class Quotes>
chain_slice(Quotes, double) -> chain_slice<Quotes>;
template <class Quotes>
chain_slice(Quotes, double, double) -> chain_slice<Quotes>;

/// What an option_chain shows of each expiry. Open interest is NaN where it was not given.
using wide_quotes =
    table<column<col::strike_t, double>, column<col::call_bid_t, double>, column<col::call_ask_t, double>,
          column<col::put_bid_t, double>, column<col::put_ask_t, double>, column<col::call_open_interest_t, double>,
          column<col::put_open_interest_t, double>>;

/// Throws std::invalid_argument unless the strikes are positive and strictly ascending; NaN is refused as well.
///
/// function  the name to put in the message
inline void require_ascending_strikes(const char* function, strided<double> strike)
{
    double previous = 0;
    for (std::size_t i = 0; i < strike.size(); ++i) {
        if (!(strike[i] > previous) || !(strike[i] < std::numeric_limits<double>::infinity()))
            throw std::invalid_argument(std::string(function) + ": strikes must be positive and ascend, strike[" +
                                        std::to_string(i) + "] = " + std::to_string(strike[i]) + " follows " +
                                        std::to_string(previous));
        previous = strike[i];
    }
}

/// The quotes of many expiries, owned, in order of time to expiry. chain[i] is the view of one of them; it lives as
/// long as the chain is neither changed nor destroyed.
class option_chain {
    std::vector<double> strike_, call_bid_, call_ask_, put_bid_, put_ask_, call_open_interest_, put_open_interest_;
    std::vector<double> years_, rate_;
    std::vector<std::size_t> first_{0};

public:
    using iterator = detail::index_iterator<option_chain>;

    [[nodiscard]] std::size_t size() const noexcept { return years_.size(); }
    [[nodiscard]] bool empty() const noexcept { return years_.empty(); }
    [[nodiscard]] iterator begin() const noexcept { return {*this, 0}; }
    [[nodiscard]] iterator end() const noexcept { return {*this, size()}; }

    [[nodiscard]] chain_slice<wide_quotes> operator[](std::size_t i) const
    {
        const auto part = [&](const std::vector<double>& v) {
            return strided<double>(v.data() + first_[i], first_[i + 1] - first_[i]);
        };
        return {columns(col::strike(part(strike_)), col::call_bid(part(call_bid_)), col::call_ask(part(call_ask_)),
                        col::put_bid(part(put_bid_)), col::put_ask(part(put_ask_)),
                        col::call_open_interest(part(call_open_interest_)),
                        col::put_open_interest(part(put_open_interest_))),
                years_[i], rate_[i]};
    }

    /// Appends a copy of an expiry that is later than all there are.
    ///
    /// throws  std::invalid_argument if strikes do not ascend, or years is not beyond the last expiry
    template <option_quotes Quotes>
    void add(const chain_slice<Quotes>& slice)
    {
        require_ascending_strikes("smirk::option_chain::add", slice.quotes[col::strike]);
        if (!(slice.years > (empty() ? 0.0 : years_.back())))
            throw std::invalid_argument("smirk::option_chain::add: expiries must be positive and ascend, got " +
                                        std::to_string(slice.years) + " years after " +
                                        std::to_string(empty() ? 0.0 : years_.back()));
        const auto append = [&]<class Field>(std::vector<double>& to, Field field) {
            if constexpr (has_column<Quotes, Field>)
                for (std::size_t i = 0; i < slice.quotes.size(); ++i) to.push_back(slice.quotes[field][i]);
            else
                to.resize(to.size() + slice.quotes.size(), std::numeric_limits<double>::quiet_NaN());
        };
        append(strike_, col::strike);
        append(call_bid_, col::call_bid);
        append(call_ask_, col::call_ask);
        append(put_bid_, col::put_bid);
        append(put_ask_, col::put_ask);
        append(call_open_interest_, col::call_open_interest);
        append(put_open_interest_, col::put_open_interest);
        years_.push_back(slice.years);
        rate_.push_back(slice.rate);
        first_.push_back(strike_.size());
    }
};

enum class row_fault { expired, bad_years, bad_strike, duplicate };

/// A row of the input that has no place in the result.
struct rejected_row {
    std::size_t row;
    row_fault fault;
};

/// The result of pivot(): the chain, and the rows left out with the reason for each. Nothing is lost silently.
struct pivoted {
    option_chain chain;
    std::vector<rejected_row> rejected;
};

/// From one row an option to one row a strike, an expiry for each value of `years`.
///
/// quotes   one row an option, in any order; needs col::strike, col::type (option_type), col::years, col::bid,
///          col::ask; takes col::rate and col::open_interest where they are there (the rate of an expiry is that of
///          its first row)
/// returns  an owner: strikes ascend, NaN stands for the side of a strike that is not quoted. Left out and reported:
///          years not finite (bad_years) or <= 0 (expired), a strike that is not positive and finite (bad_strike),
///          and a further row of the same expiry, strike and type (duplicate: the first row counts)
/// cost     O(n log n)
template <long_quotes Quotes>
[[nodiscard]] pivoted pivot(const Quotes& quotes)
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const auto years = quotes[col::years];
    const auto strike = quotes[col::strike];
    const auto type = quotes[col::type];
    const auto is_call = [&](std::size_t i) { return type[i] == option_type::call; };

    pivoted result;
    std::vector<std::size_t> rows;
    rows.reserve(quotes.size());
    for (std::size_t i = 0; i < quotes.size(); ++i) {
        if (!std::isfinite(years[i]))
            result.rejected.push_back({i, row_fault::bad_years});
        else if (!(years[i] > 0))
            result.rejected.push_back({i, row_fault::expired});
        else if (!(strike[i] > 0) || !std::isfinite(strike[i]))
            result.rejected.push_back({i, row_fault::bad_strike});
        else
            rows.push_back(i);
    }
    std::sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
        if (years[a] != years[b]) return years[a] < years[b];
        if (strike[a] != strike[b]) return strike[a] < strike[b];
        return is_call(a) != is_call(b) ? is_call(a) : a < b;
    });

    struct {
        std::vector<double> strike, call_bid, call_ask, put_bid, put_ask, call_open_interest, put_open_interest;
    } wide;
    for (auto expiry = rows.begin(); expiry != rows.end();) {
        const auto end = std::find_if(expiry, rows.end(), [&](std::size_t i) { return years[i] != years[*expiry]; });
        const std::size_t first_row = *std::min_element(expiry, end);
        for (auto* v : {&wide.strike, &wide.call_bid, &wide.call_ask, &wide.put_bid, &wide.put_ask,
                        &wide.call_open_interest, &wide.put_open_interest})
            v->clear();
        for (auto it = expiry; it != end; ++it) {
            const std::size_t i = *it;
            const bool same_strike = it != expiry && strike[i] == strike[it[-1]];
            if (same_strike && is_call(i) == is_call(it[-1])) {
                result.rejected.push_back({i, row_fault::duplicate});
                continue;
            }
            if (!same_strike) {
                wide.strike.push_back(strike[i]);
                for (auto* v : {&wide.call_bid, &wide.call_ask, &wide.put_bid, &wide.put_ask, &wide.call_open_interest,
                                &wide.put_open_interest})
                    v->push_back(none);
            }
            (is_call(i) ? wide.call_bid : wide.put_bid).back() = quotes[col::bid][i];
            (is_call(i) ? wide.call_ask : wide.put_ask).back() = quotes[col::ask][i];
            if constexpr (has_column<Quotes, col::open_interest_t>)
                (is_call(i) ? wide.call_open_interest : wide.put_open_interest).back() = quotes[col::open_interest][i];
        }
        double rate = none;
        if constexpr (has_column<Quotes, col::rate_t>) rate = quotes[col::rate][first_row];
        result.chain.add(chain_slice{
            columns(col::strike(wide.strike), col::call_bid(wide.call_bid), col::call_ask(wide.call_ask),
                    col::put_bid(wide.put_bid), col::put_ask(wide.put_ask),
                    col::call_open_interest(wide.call_open_interest), col::put_open_interest(wide.put_open_interest)),
            years[*expiry], rate});
        expiry = end;
    }
    std::sort(result.rejected.begin(), result.rejected.end(),
              [](const rejected_row& a, const rejected_row& b) { return a.row < b.row; });
    return result;
}

} // namespace smirk::inline SMIRK_ABI
