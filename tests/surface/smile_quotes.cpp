// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/black/price.hpp>
#include <smirk/surface/fit_svi.hpp>
#include <smirk/surface/smile_quotes.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

using namespace smirk;
using namespace smirk::surface;

namespace {

/// Quotes from a known slice, forward and discount, half a spread of `half` around the price.
struct market {
    svi smile{.a = 0.01, .b = 0.08, .rho = -0.6, .m = 0.02, .sigma = 0.15};
    double forward = 4100, discount = 0.98, years = 0.4;
    std::vector<double> strike, call_bid, call_ask, put_bid, put_ask;

    explicit market(double half = 0.1)
    {
        for (double k = 3000; k <= 4800; k += 100) {
            const double vol = smile_vol(smile, std::log(k / forward), years);
            const double call = black::price(option_type::call, forward, k, years, vol, discount);
            const double put = black::price(option_type::put, forward, k, years, vol, discount);
            strike.push_back(k);
            call_bid.push_back(call - half), call_ask.push_back(call + half);
            put_bid.push_back(put - half), put_ask.push_back(put + half);
        }
    }
    auto slice() const
    {
        return chain_slice{columns(col::strike(strike), col::call_bid(call_bid), col::call_ask(call_ask),
                                   col::put_bid(put_bid), col::put_ask(put_ask)),
                           years};
    }
    std::size_t at(double k) const
    {
        return static_cast<std::size_t>(std::find(strike.begin(), strike.end(), k) - strike.begin());
    }
};

bool was_dropped(const quoted_vols& q, double strike, quote_fault fault)
{
    return std::any_of(q.dropped.begin(), q.dropped.end(),
                       [&](const dropped_quote& d) { return d.strike == strike && d.fault == fault; });
}

} // namespace

TEST_CASE("smile_quotes: forward, discount and vols come back from prices", "[surface][smile_quotes]")
{
    const market m;
    const auto q = smile_quotes(m.slice());
    REQUIRE(q);
    REQUIRE_THAT(q.parity.forward, WithinRel(m.forward, 1e-9));
    REQUIRE_THAT(q.parity.discount, WithinRel(m.discount, 1e-9));
    REQUIRE(q.size() == m.strike.size());
    REQUIRE(q.dropped.empty());
    for (std::size_t i = 0; i < q.size(); ++i) {
        REQUIRE_THAT(q.k[i], WithinAbs(std::log(m.strike[i] / m.forward), 1e-9));
        REQUIRE((q.type[i] == option_type::put) == (m.strike[i] < m.forward));
        REQUIRE(q.bid[i] < q.mid[i]);
        REQUIRE(q.mid[i] < q.ask[i]);
        REQUIRE_THAT(q.mid[i], WithinRel(smile_vol(m.smile, q.k[i], m.years), 1e-7)); // the forward's own error
        REQUIRE(q.weight[i] > 0);
    }
    const auto fit = fit_svi(q.k, q.total_variance(), {.weight = q.weight, .years = q.years});
    REQUIRE(fit);
    REQUIRE(fit.rmse < 1e-6);
}

TEST_CASE("smile_quotes: what cannot be used is dropped, and the reason is kept", "[surface][smile_quotes]")
{
    market m;
    m.put_bid[m.at(3000)] = 0;
    m.put_ask[m.at(3100)] = std::numeric_limits<double>::quiet_NaN();
    std::swap(m.put_bid[m.at(3200)], m.put_ask[m.at(3200)]);
    m.put_bid[m.at(3300)] = 0.05;
    m.put_ask[m.at(3400)] = 10 * m.put_bid[m.at(3400)];
    m.call_ask[m.at(4700)] = 9000; // mid above the forward: no vol has that price
    m.call_bid[m.at(4700)] = 8000;
    m.put_bid[m.at(3600)] *= 1.6; // a price out of line with both neighbours
    m.put_ask[m.at(3600)] *= 1.6;
    const auto q = smile_quotes(m.slice());
    REQUIRE(q);
    REQUIRE(was_dropped(q, 3000, quote_fault::zero_bid));
    REQUIRE(was_dropped(q, 3100, quote_fault::missing));
    REQUIRE(was_dropped(q, 3200, quote_fault::crossed));
    REQUIRE(was_dropped(q, 3300, quote_fault::cabinet));
    REQUIRE(was_dropped(q, 3400, quote_fault::wide));
    REQUIRE(was_dropped(q, 3600, quote_fault::cliff));
    REQUIRE(was_dropped(q, 4700, quote_fault::no_vol));
    REQUIRE(q.dropped.size() == 7);
    REQUIRE(q.size() + q.dropped.size() == m.strike.size());
    for (std::size_t i = 0; i < q.size(); ++i)
        REQUIRE_THAT(q.mid[i], WithinRel(smile_vol(m.smile, q.k[i], m.years), 1e-5));
}

TEST_CASE("smile_quotes: too few quotes are an error, and so is a missing forward", "[surface][smile_quotes]")
{
    market m;
    for (std::size_t i = 4; i < m.strike.size(); ++i) {
        const bool put = m.strike[i] < m.forward;
        (put ? m.put_bid : m.call_bid)[i] = 0.01; // cabinet quotes, which parity may still use
    }
    const auto few = smile_quotes(m.slice(), {.parity = {.max_rate = 50}});
    REQUIRE_FALSE(few);
    REQUIRE(few.status == quotes_status::too_few_quotes);
    REQUIRE(few.size() == 4);

    market none;
    std::fill(none.call_bid.begin(), none.call_bid.end(), 0.0);
    const auto lost = smile_quotes(none.slice());
    REQUIRE_FALSE(lost);
    REQUIRE(lost.status == quotes_status::no_forward);
    REQUIRE(lost.size() == 0);
    REQUIRE_THROWS_AS(smile_quotes(chain_slice{none.slice().quotes, 0.0}), std::invalid_argument);
}

TEST_CASE("smile_quotes: no quote weighs without bound", "[surface][smile_quotes]")
{
    market m;
    m.put_ask[m.at(3500)] = m.put_bid[m.at(3500)]; // locked
    const auto q = smile_quotes(m.slice());
    const auto [least, most] = std::minmax_element(q.weight.begin(), q.weight.end());
    REQUIRE(std::isfinite(*most));
    REQUIRE(*least > 0);
    std::vector<double> spread;
    for (std::size_t i = 0; i < q.size(); ++i) spread.push_back(q.ask[i] - q.bid[i]);
    std::nth_element(spread.begin(), spread.begin() + static_cast<std::ptrdiff_t>(spread.size() / 2), spread.end());
    const double median = spread[spread.size() / 2];
    REQUIRE_THAT(*most, WithinRel(1 / (0.25 * median * 0.25 * median), 1e-12));
}
