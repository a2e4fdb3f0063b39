// SPDX-License-Identifier: BSL-1.0
// From quotes to vols to a fitted slice: parity, the filters of smile_quotes, SVI on what is left. Prices come back
// from the vols, and every strike is used once or dropped with a reason.
#include "input.hpp"

#include <smirk/black/price.hpp>
#include <smirk/surface/arbitrage.hpp>
#include <smirk/surface/fit_quality.hpp>
#include <smirk/surface/fit_svi.hpp>
#include <smirk/surface/smile_quotes.hpp>

SMIRK_FUZZ_TARGET(smile_quotes)
{
    namespace black = smirk::black;
    namespace surface = smirk::surface;
    using fuzz::require, fuzz::same;
    fuzz::input in(data, size);
    const fuzz::expiry e = fuzz::read_expiry(in);
    surface::smile_quotes_options options;
    options.cabinet_bid = in.number(in.flag() ? 0.05 : 0);
    options.max_spread = in.number(1);
    options.cliff = in.number(0.1);
    options.min_spread = in.number(0.25);
    require(fuzz::proper(e) != fuzz::refuses([&] {
                const auto q = surface::smile_quotes(e.slice(), options);
                const auto& p = q.parity;
                require(static_cast<bool>(p) || q.status == surface::quotes_status::no_forward);
                require(p.outliers <= p.pairs && p.pairs <= e.strike.size());
                if (p) {
                    require(p.forward > 0 && std::isfinite(p.forward));
                    require(p.discount > 0 && std::isfinite(p.discount));
                    require(q.size() + q.dropped.size() == e.strike.size());
                }
                require(q.bid.size() == q.size() && q.ask.size() == q.size() && q.weight.size() == q.size());
                double last = 0, dropped = 0;
                for (const auto& d : q.dropped) require(d.strike >= dropped), dropped = d.strike;
                for (std::size_t i = 0, row = 0; i < q.size(); ++i) {
                    require(q.strike[i] > last && std::isfinite(q.k[i]));
                    last = q.strike[i];
                    require(q.bid[i] > 0 && std::isfinite(q.ask[i]) && q.weight[i] > 0);
                    while (e.strike[row] != q.strike[i]) ++row;
                    const bool put = q.type[i] == smirk::option_type::put;
                    require(put == (q.strike[i] < p.forward));
                    const double bid = put ? e.put_bid[row] : e.call_bid[row],
                                 ask = put ? e.put_ask[row] : e.call_ask[row];
                    const double mid = 0.5 * (bid + ask), limit = p.discount * std::fmin(p.forward, q.strike[i]);
                    const double s = q.mid[i] * std::sqrt(q.years), d = std::fabs(q.k[i]) / s;
                    if (mid < 1e-250 || mid > 0.99 * limit || !(d < 1e6)) continue;
                    const double back = black::price(q.type[i], p.forward, q.strike[i], q.years, q.mid[i], p.discount);
                    require(std::fabs(back / mid - 1) <= 1e-14 * std::fmax(1, d * d) * 4);
                    require(q.mid[i] >= q.bid[i] * (1 - 1e-14) && q.mid[i] <= q.ask[i] * (1 + 1e-14));
                }
                if (!q) return;
                const auto fit = surface::fit_svi(q.k, q.total_variance(), {.weight = q.weight, .years = q.years});
                if (fit.status == surface::fit_status::too_few_points) return;
                require(surface::butterfly_free(fit.smile));
                require(!fit || std::isfinite(fit.rmse));
                const auto quality = surface::quality(fit.smile, q);
                require(quality.quotes == q.size() && quality.inside <= q.size() &&
                        quality.liquid_inside <= quality.liquid);
            }));
    return 0;
}
