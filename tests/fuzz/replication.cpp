// SPDX-License-Identifier: BSL-1.0
// The strip of one expiry, its variance, the index of two: what is selected by the rules, what is dropped with a
// reason, and no number that is not one under a status that says it is.
#include "input.hpp"

#include <smirk/replication/cboe_index.hpp>
#include <smirk/replication/moments.hpp>
#include <smirk/replication/skew_index.hpp>
#include <smirk/replication/strip_smile.hpp>

namespace {

namespace replication = smirk::replication;
namespace col = smirk::col;
using fuzz::refuses, fuzz::require, fuzz::same;

/// Whether prices are such that sums of them stay in the range of numbers.
bool ordinary(const fuzz::expiry& e)
{
    const auto fits = [](double x) {
        return !std::isfinite(x) || x == 0 || (std::fabs(x) > 1e-30 && std::fabs(x) < 1e30);
    };
    bool all = std::fabs(e.rate * e.years) < 100 || std::isnan(e.rate);
    all = all && e.years > 1e-6 && e.years < 1e6;
    for (const auto* column : {&e.strike, &e.call_bid, &e.call_ask, &e.put_bid, &e.put_ask})
        for (const double x : *column) all = all && fits(x);
    return all;
}

void check_strip(const fuzz::expiry& e, const replication::option_strip& strip)
{
    double last = 0;
    std::size_t at_reference = 0;
    for (const auto& option : strip.options) {
        require(option.strike > last && option.delta_strike >= 0);
        last = option.strike;
        const bool both = option.side == replication::strip_side::both;
        at_reference += both;
        require(both == (option.strike == strip.reference_strike));
        require(both || (option.side == replication::strip_side::put) == (option.strike < strip.reference_strike));
        require(both || (option.bid > 0 && option.ask > 0));
        require(!strip || option.delta_strike > 0);
        require(option.price >= 0);
    }
    require(at_reference == (strip.options.empty() ? 0u : 1u));
    last = 0;
    for (const auto& dropped : strip.dropped) {
        require(dropped.strike > last && dropped.strike != strip.reference_strike);
        last = dropped.strike;
    }
    if (!strip) return;
    require(strip.options.size() + strip.dropped.size() == e.strike.size());
    require(strip.options.size() >= 3 && strip.reference_strike <= strip.forward);
    double width = 0; // the pieces of the strike axis: from the first option to the last, half a step more at each end
    for (const auto& option : strip.options) width += option.delta_strike;
    const auto& o = strip.options;
    const double axis = o.back().strike - o.front().strike + 0.5 * (o[1].strike - o[0].strike) +
                        0.5 * (o.back().strike - o[o.size() - 2].strike);
    if (o.back().strike < 1e300)
        require(std::fabs(width - axis) <= 1e-12 * o.back().strike * static_cast<double>(o.size()));
}

void check_variance(const fuzz::expiry& e, const replication::option_strip& strip)
{
    const auto v = replication::cboe_variance(e.slice());
    const auto plain = replication::cboe_variance(e.slice(), {.by_strike = false});
    require(v.status == plain.status && same(v.variance, plain.variance) && same(v.put_share, plain.put_share));
    require(plain.contributions.empty() && plain.dropped.empty());
    require(v.status == strip.status || v.status == replication::strip_status::negative_variance);
    require(v.contributions.size() == strip.options.size() && v.dropped.size() == strip.dropped.size());
    if (v) {
        require(v.variance >= 0 && v.strikes == v.contributions.size() && std::isfinite(v.forward));
        require(v.first_strike == v.contributions.front().strike && v.last_strike == v.contributions.back().strike);
    }
    if (!v || !ordinary(e)) return;
    require(std::isfinite(v.variance) && v.put_share >= 0 && v.call_share >= 0 &&
            v.put_share + v.call_share <= 1 + 1e-9);
    double sum = 0;
    for (const auto& c : v.contributions) require(c.variance >= 0), sum += c.variance;
    require(std::fabs(sum - v.split_term - v.variance) <= 1e-12 * static_cast<double>(v.strikes) * sum);
}

} // namespace

SMIRK_FUZZ_TARGET(replication)
{
    fuzz::input in(data, size);
    const fuzz::expiry near = fuzz::read_expiry(in), next = fuzz::read_expiry(in);
    for (const fuzz::expiry* e : {&near, &next}) {
        const bool taken = fuzz::proper(*e) && !std::isinf(e->rate);
        require(taken != refuses([&] {
                    const auto start = replication::cboe_forward(e->slice());
                    require(!start || (start.forward >= start.reference_strike &&
                                       e->strike[start.reference_row] == start.reference_strike));
                    const auto strip = replication::cboe_strip(e->slice());
                    require(static_cast<bool>(strip) == static_cast<bool>(start) ||
                            strip.status == replication::strip_status::no_puts ||
                            strip.status == replication::strip_status::no_calls);
                    check_strip(*e, strip);
                    check_variance(*e, strip);
                    const auto moments = replication::moments(strip);
                    require(!moments || (std::isfinite(moments.variance) && !std::isnan(moments.skewness)));
                    const double skewness = replication::cboe_skewness(strip);
                    require(strip || std::isnan(skewness));
                }));
        if (!taken) return 0;
    }
    const replication::cboe_index_options options{.target_minutes = in.number(in.scale(1, 1e6)),
                                                  .by_strike = in.flag()};
    const bool refused = refuses([&] {
        const auto index = replication::cboe_index(near.slice(), next.slice(), options);
        require(static_cast<bool>(index) == (index.index >= 0));
        require(!index || (index.near && index.next));
        if (index && ordinary(near) && ordinary(next) && options.target_minutes < 1e9 && options.target_minutes > 1e-3)
            require(std::fabs(index.index - 100 * std::sqrt(index.variance)) <= 1e-12 * index.index);
        const auto skew =
            replication::skew_index(replication::cboe_strip(near.slice()), replication::cboe_strip(next.slice()));
        require(static_cast<bool>(skew) == !std::isnan(skew.index));
    });
    require(refused == (!(near.years < next.years) || !(options.target_minutes / replication::minutes_per_year > 0)));
    return 0;
}
