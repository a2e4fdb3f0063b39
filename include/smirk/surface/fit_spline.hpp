// SPDX-License-Identifier: BSL-1.0
// A spline smile fitted to one expiry without arbitrage: where five parameters are too few for the quotes.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/banded_qp.hpp>
#include <smirk/detail/natural_spline.hpp>
#include <smirk/market_span.hpp>
#include <smirk/surface/fit_status.hpp>
#include <smirk/surface/spline_arbitrage.hpp>
#include <smirk/surface/spline_smile.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

/// weight           of the squared vol error of each quote, >= 0; empty: all equal
/// years            time to expiry; with it rmse and max_error are errors of vol, without it of sqrt(w)
/// butterfly        whether the fit must be free of butterfly arbitrage
/// floor, ceiling   smiles of an earlier and a later expiry that the fit must not cross; the caller keeps them alive
/// smoothing        of the penalty on jumps of w'', relative to the weight of the quotes around
/// quotes_per_knot  different strikes a knot
/// max_knots        at most so many, 4 at least
/// robust           quotes off by more than so many typical errors lose weight (Huber); infinite: none does
/// start            a smile near the solution, of the chain a moment ago say
struct spline_fit_options {
    strided<double> weight = {};
    double years = 1;
    bool butterfly = true;
    const spline_smile* floor = nullptr;
    const spline_smile* ceiling = nullptr;
    double smoothing = 1e-3;
    double quotes_per_knot = 3;
    std::size_t max_knots = 60;
    double robust = 3;
    const spline_smile* start = nullptr;
};

/// smile        empty where there was nothing to fit; else what it was asked to be, by the exact certificates,
///              whatever the status says
/// rmse         weighted root mean square of vol errors; max_error the largest; both over the quotes used
/// used         number of quotes the fit is to; dropped counts the others: k or w not finite, w <= 0, weight not > 0
/// constrained  whether the least-squares optimum was refused, so that a constraint holds with equality
/// iterations   quadratic programs solved
struct spline_fit {
    std::optional<spline_smile> smile;
    fit_status status;
    double rmse, max_error;
    std::size_t used, dropped;
    bool constrained;
    int iterations;

    [[nodiscard]] explicit operator bool() const { return usable(status); }
};

namespace detail {

/// The fit in units of the smile itself: u = k / s0, v = w / w0, s0 = sqrt(w0). In them
///
///     g = (1 - u v' / (2 v))^2 - v'^2 / 4 (1 / v + w0 / 4) + v'' / 2,   Lee's bound is |v'| <= 2 / s0.
class spline_search {
    struct site {
        double u;
        std::array<smirk::detail::band_row, 3> row;
    };
    struct found {
        std::vector<double> c;
        double cost, violation;
    };

    const spline_fit_options& options_;
    std::vector<double> u_, v_, o_; // quotes by strike; o: weight of (v - v_i)^2, sum of o v^2 is 1
    double w0_, s0_, least_;
    smirk::detail::natural_spline_basis basis_;
    std::vector<smirk::detail::band_row> row_; // of the quotes
    std::vector<site> sites_;
    smirk::detail::banded_matrix H_;
    std::vector<double> g_;
    double margin_ = 1e-4, gap_margin_ = 1e-6;

    [[nodiscard]] static std::vector<double> choose_knots(const std::vector<double>& u, const spline_fit_options& options)
    {
        std::vector<double> different = u;
        different.erase(std::unique(different.begin(), different.end()), different.end());
        const double m = static_cast<double>(different.size());
        const auto n = static_cast<std::size_t>(
            std::clamp(m / options.quotes_per_knot, 4.0, std::min(m, static_cast<double>(options.max_knots))));
        std::vector<double> knots;
        for (std::size_t i = 0; i < n; ++i)
            knots.push_back(different[static_cast<std::size_t>(static_cast<double>(i) * (m - 1) / static_cast<double>(n - 1) + 0.5)]);
        return knots;
    }

    void add_site(double u) { sites_.push_back({u, basis_.at(u)}); }

    /// Least squares with quote i counted by factor[i], and the penalty.
    void set_objective(const std::vector<double>& factor, double smoothing)
    {
        H_ = smirk::detail::banded_matrix(basis_.size());
        g_.assign(basis_.size(), 0.0);
        const auto& knot = basis_.knots();
        std::vector<double> around(knot.size() - 1, 0.0);
        for (std::size_t i = 0, j = 0; i < u_.size(); ++i) {
            while (j + 2 < knot.size() && u_[i] > knot[j + 1]) ++j;
            const double o = o_[i] * factor[i];
            around[j] += o;
            H_.add(row_[i], o);
            for (std::size_t q = 0; q < 4; ++q) g_[row_[i].first + q] += o * row_[i].value[q] * v_[i];
        }
        const double mean = std::accumulate(around.begin(), around.end(), 0.0) / static_cast<double>(around.size());
        for (std::size_t j = 0; j + 1 < knot.size(); ++j) {
            const double h = knot[j + 1] - knot[j];
            H_.add(basis_.third(j), smoothing * (around[j] + 1e-6 * mean) * std::pow(h, 6));
        }
    }

    [[nodiscard]] double cost(const std::vector<double>& c) const
    {
        const auto Hc = H_.times(c);
        double sum = 0;
        for (std::size_t i = 0; i < c.size(); ++i) sum += c[i] * (0.5 * Hc[i] - g_[i]);
        return sum;
    }

    /// The constraints at all sites, linear around `c`, those out of reach left out. Returns by how much they fail at c.
    [[nodiscard]] double linearise(const std::vector<double>& c, bool butterfly,
                                   std::vector<smirk::detail::banded_constraint>& out) const
    {
        double fails = 0;
        out.clear();
        const auto need = [&](const smirk::detail::band_row& row, double scale, double bound, double value, double reach) {
            fails += std::max(0.0, scale * (bound - value));
            if (scale * (value - bound) < reach) out.push_back({row.combined(scale, row, 0), scale * bound});
        };
        for (const site& s : sites_) {
            const smile_derivatives now{s.row[0].times(c), s.row[1].times(c), s.row[2].times(c)};
            const double k = s.u * s0_;
            need(s.row[0], 1 / std::max(std::fabs(now.w), least_), 0.05 * least_, now.w, 0.5);
            if (options_.floor) {
                const double under = options_.floor->total_variance(k) / w0_;
                need(s.row[0], 1 / under, under * (1 + gap_margin_), now.w, 0.3);
            }
            if (options_.ceiling) {
                const double over = options_.ceiling->total_variance(k) / w0_;
                need(s.row[0], -1 / over, over * (1 - gap_margin_), now.w, 0.3);
            }
            if (!butterfly || now.w < 0.05 * least_) continue;
            const double v = now.w, dv = now.dw, h = 1 - s.u * dv / (2 * v);
            const double g = h * h - 0.25 * dv * dv * (1 / v + 0.25 * w0_) + 0.5 * now.d2w;
            fails += std::max(0.0, margin_ - g);
            if (g > 0.4) continue;
            const double g_v = (h * s.u * dv + 0.25 * dv * dv) / (v * v),
                         g_d = -h * s.u / v - 0.5 * dv * (1 / v + 0.25 * w0_);
            out.push_back({s.row[0].combined(g_v, s.row[1], g_d).combined(1, s.row[2], 0.5),
                           margin_ - g + g_v * v + g_d * dv + 0.5 * now.d2w});
        }
        for (int side : {-1, 1}) {
            const smirk::detail::band_row& row = ends_[side > 0][1];
            const auto of = [side](const spline_smile& smile) { return side > 0 ? smile.right_slope() : smile.left_slope(); };
            const double now = row.times(c), low = options_.floor ? of(*options_.floor) : 0,
                         high = options_.ceiling ? of(*options_.ceiling) : 2 - 1e-6;
            need(row, side, side * (low / s0_ + gap_margin_), now, 10);
            need(row, -side, side * (high / s0_ - gap_margin_), now, 10);
        }
        return fails;
    }

    std::array<std::array<smirk::detail::band_row, 3>, 2> ends_;

public:
    spline_search(const spline_fit_options& options, std::vector<double> u, std::vector<double> v, std::vector<double> o,
                  double w0)
        : options_(options), u_(std::move(u)), v_(std::move(v)), o_(std::move(o)), w0_(w0), s0_(std::sqrt(w0)),
          least_(*std::min_element(v_.begin(), v_.end())), basis_(choose_knots(u_, options)), H_(basis_.size())
    {
        for (double x : u_) row_.push_back(basis_.at(x)[0]);
        const auto& knot = basis_.knots();
        for (std::size_t j = 0; j + 1 < knot.size(); ++j)
            for (double t : {0.0, 1. / 3, 2. / 3}) add_site(knot[j] + t * (knot[j + 1] - knot[j]));
        ends_ = {basis_.at(knot.front()), basis_.at(knot.back())};
        add_site(knot.back());
        for (double far : {0.1, 0.3, 1.0, 3.0, 10.0}) {
            const double reach = far * (knot.back() - knot.front());
            add_site(knot.front() - reach);
            add_site(knot.back() + reach);
        }
        for (const spline_smile* other : {options.floor, options.ceiling})
            if (other)
                for (double k : other->knots()) add_site(k / s0_);
    }

    [[nodiscard]] spline_smile smile(const std::vector<double>& c) const
    {
        std::vector<double> k, w;
        for (double u : basis_.knots()) {
            k.push_back(u * s0_);
            w.push_back(basis_.at(u)[0].times(c) * w0_);
        }
        return {k, w};
    }
    [[nodiscard]] bool certified(const spline_smile& smile) const
    {
        return smile.valid() && (!options_.butterfly || butterfly_free(smile)) &&
               (!options_.floor || calendar_free(*options_.floor, smile)) &&
               (!options_.ceiling || calendar_free(smile, *options_.ceiling));
    }
    [[nodiscard]] std::vector<double> robust_factors(const std::vector<double>& c) const
    {
        std::vector<double> error(u_.size()), factor(u_.size(), 1.0);
        for (std::size_t i = 0; i < u_.size(); ++i) error[i] = std::sqrt(o_[i]) * std::fabs(row_[i].times(c) - v_[i]);
        auto sorted = error;
        const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
        std::nth_element(sorted.begin(), middle, sorted.end());
        const double far = options_.robust * 1.4826 * *middle + 1e-12;
        for (std::size_t i = 0; i < u_.size(); ++i)
            if (error[i] > far) factor[i] = far / error[i];
        return factor;
    }

    spline_fit run()
    {
        spline_fit fit{{}, fit_status::stalled, 0, 0, u_.size(), 0, false, 0};
        std::vector<double> factor(u_.size(), 1.0), c(basis_.size(), 1.0);
        std::vector<smirk::detail::banded_constraint> constraints;
        const double price = std::getenv("PRICE")?atof(std::getenv("PRICE")):1e3;
        for (int i = 0; i < 3; ++i) {
            set_objective(factor, options_.smoothing);
            smirk::detail::banded_qp(H_, g_, {}, price, c);
            if (!std::isfinite(options_.robust)) break;
            factor = robust_factors(c);
        }
        set_objective(factor, options_.smoothing);
        auto candidate = smile(c);
        if (certified(candidate)) {
            fit.smile = std::move(candidate);
            fit.status = fit_status::converged;
            return fit;
        }
        fit.constrained = true;
        if (linearise(c, false, constraints) > 0) smirk::detail::banded_qp(H_, g_, constraints, price, c), ++fit.iterations;
        double smoother = 1;
        for (int round = 0; round < 8; ++round) {
            bool settled = false;
            double fails = linearise(c, options_.butterfly, constraints), merit = cost(c) + price * fails;
            for (int i = 0; i < 12 && !settled; ++i) {
                auto next = c;
                smirk::detail::banded_qp(H_, g_, constraints, price, next);
                ++fit.iterations;
                double length = 1;
                bool better = false;
                const auto from = c;
                for (int halving = 0; halving < 6 && !better; ++halving, length *= 0.5) {
                    for (std::size_t j = 0; j < c.size(); ++j) c[j] = from[j] + length * (next[j] - from[j]);
                    const double now_fails = linearise(c, options_.butterfly, constraints), now = cost(c) + price * now_fails;
                    better = now < merit;
                    if (better) {
                        settled = merit - now < 1e-3 * (cost(c) + 0.5) + 1e-8 && now_fails < 1e-7;
                        merit = now, fails = now_fails;
                    }
                }
                if (!better) {
                    c = from;
                    settled = true;
                }
            }
            candidate = smile(c);
            if (certified(candidate)) {
                fit.smile = candidate;
                fit.status = settled ? fit_status::converged : fit_status::max_iterations;
                return fit;
            }
            if (fails > 1e-3) { // caught between densities that change sign: come from a smoother smile
                smoother *= 100;
                set_objective(factor, smoother * options_.smoothing);
                smirk::detail::banded_qp(H_, g_, {}, price, c);
                set_objective(factor, options_.smoothing);
                if(std::getenv("SPDBG")) std::fprintf(stderr,"retry fails %g\n",fails);
                continue;
            }
            const std::size_t before = sites_.size();
            if (options_.butterfly)
                for (double k : stationary_points_of_g(candidate, 0.5 * margin_)) add_site(k / s0_);
            for (const spline_smile* other : {options_.floor, options_.ceiling})
                if (other)
                    gap_pieces(*other, candidate, [&](double left, double width, const auto& d) {
                        roots_on_piece(smirk::detail::derivative(d), [&](double t) { add_site((left + width * t) / s0_); });
                    });
            if (sites_.size() == before || round > 2) margin_ *= 4, gap_margin_ *= 4;
        }
        if (std::getenv("SPDBG")) {
            auto b = butterfly_arbitrage(candidate);
            std::fprintf(stderr, "fail: free %d min_g %g at %g (%zu), slopes %g %g, minvar %g", butterfly_free(candidate), b.min_g, b.where, b.violations.size(), b.left_slope, b.right_slope, b.min_variance);
            if (options_.floor) { auto q = calendar_arbitrage(*options_.floor, candidate); std::fprintf(stderr, " cal %g at %g, floor slopes %g %g", q.min_gap / w0_, q.where, options_.floor->left_slope(), options_.floor->right_slope()); }
            std::fprintf(stderr, "\n");
        }
        // the last resort: the floor itself, or a flat smile
        return fit;
    }
};

} // namespace detail

[[nodiscard]] inline spline_fit fit_spline(strided<double> k, strided<double> w, const spline_fit_options& options = {})
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    constexpr std::size_t least_quotes = 5;
    std::vector<std::array<double, 3>> quotes;
    for (std::size_t i = 0; i < k.size(); ++i) {
        const double o = options.weight.empty() ? 1.0 : options.weight[i];
        if (std::isfinite(k[i]) && std::isfinite(w[i]) && w[i] > 0 && o > 0 && std::isfinite(o))
            quotes.push_back({k[i], w[i], o});
    }
    std::sort(quotes.begin(), quotes.end());
    std::size_t different = 0;
    for (std::size_t i = 0; i < quotes.size(); ++i) different += i == 0 || quotes[i][0] > quotes[i - 1][0];
    spline_fit fit{{}, fit_status::too_few_points, none, none, quotes.size(), k.size() - quotes.size(), false, 0};
    if (different < least_quotes) return fit;
    double w0 = 0, sum = 0;
    {
        const auto near = std::min_element(quotes.begin(), quotes.end(), [](const auto& a, const auto& b) { return std::fabs(a[0]) < std::fabs(b[0]); });
        w0 = (*near)[1];
    }
    std::vector<double> u, v, o;
    const double s0 = std::sqrt(w0);
    for (const auto& q : quotes) {
        u.push_back(q[0] / s0);
        v.push_back(q[1] / w0);
        o.push_back(q[2] / (4 * v.back()));
        sum += o.back() * v.back() * v.back();
    }
    for (double& x : o) x /= sum;
    detail::spline_search search(options, u, v, o, w0);
    const std::size_t dropped = fit.dropped;
    fit = search.run();
    fit.dropped = dropped;
    double total = 0, squares = 0;
    fit.max_error = 0;
    if (fit.smile)
        for (const auto& q : quotes) {
            const double error = (std::sqrt(fit.smile->total_variance(q[0])) - std::sqrt(q[1])) / std::sqrt(options.years);
            squares += q[2] * error * error;
            total += q[2];
            fit.max_error = std::fmax(fit.max_error, std::fabs(error));
        }
    fit.rmse = std::sqrt(squares / total);
    return fit;
}

} // namespace smirk::inline SMIRK_ABI::surface
