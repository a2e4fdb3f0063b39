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
    void set_objective(const std::vector<double>& factor)
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
            H_.add(basis_.third(j), options_.smoothing * (around[j] + 1e-6 * mean) * std::pow(h, 6));
        }
    }

    [[nodiscard]] double cost(const std::vector<double>& c) const
    {
        const auto Hc = H_.times(c);
        double sum = 0;
        for (std::size_t i = 0; i < c.size(); ++i) sum += c[i] * (0.5 * Hc[i] - g_[i]);
        return sum;
    }

    /// Appends value(site) >= margins as constraints linear around `at`; returns by how much they fail there.
    template <class At>
    double linearise(const At& at, std::vector<smirk::detail::banded_constraint>& out) const
    {
        double fails = 0;
        out.clear();
        const auto need = [&](const smirk::detail::band_row& row, double bound, double value) {
            out.push_back({row, bound});
            fails += std::max(0.0, bound - value);
        };
        for (const site& s : sites_) {
            const smile_derivatives now = at(s);
            const double k = s.u * s0_;
            double scale = 1 / least_;
            need(s.row[0].combined(scale, s.row[0], 0), 0.05, scale * now.w);
            if (options_.floor) {
                const double under = options_.floor->total_variance(k) / w0_;
                scale = 1 / std::max(under, least_);
                need(s.row[0].combined(scale, s.row[0], 0), under * scale + gap_margin_, now.w * scale);
            }
            if (options_.ceiling) {
                const double over = options_.ceiling->total_variance(k) / w0_;
                scale = -1 / over;
                need(s.row[0].combined(scale, s.row[0], 0), -1 + gap_margin_, now.w * scale);
            }
            if (!options_.butterfly) continue;
            const double v = std::max(now.w, 0.05 * least_), dv = now.dw, h = 1 - s.u * dv / (2 * v);
            const double g = h * h - 0.25 * dv * dv * (1 / v + 0.25 * w0_) + 0.5 * now.d2w;
            const double g_v = (h * s.u * dv + 0.25 * dv * dv) / (v * v),
                         g_d = -h * s.u / v - 0.5 * dv * (1 / v + 0.25 * w0_);
            const auto row = s.row[0].combined(g_v, s.row[1], g_d).combined(1, s.row[2], 0.5);
            need(row, margin_ - g + g_v * now.w + g_d * dv + 0.5 * now.d2w, row_value(g, g_v, g_d, now));
            fails += std::max(0.0, margin_ - g) - std::max(0.0, out.back().bound - row_value(g, g_v, g_d, now));
        }
        const auto slope = [&](int side, const site& s, const smile_derivatives& now) {
            const double low = options_.floor ? (side > 0 ? options_.floor->right_slope() : options_.floor->left_slope()) : 0,
                         high = options_.ceiling ? (side > 0 ? options_.ceiling->right_slope() : options_.ceiling->left_slope()) : 2 - 1e-6;
            need(s.row[1].combined(side, s.row[1], 0), low / s0_ + gap_margin_, side * now.dw);
            need(s.row[1].combined(-side, s.row[1], 0), -high / s0_ + gap_margin_, -side * now.dw);
        };
        const auto &first = ends_[0], &last = ends_[1];
        slope(-1, first, at(first));
        slope(1, last, at(last));
        return fails;
    }
    [[nodiscard]] static double row_value(double, double g_v, double g_d, const smile_derivatives& now)
    {
        return g_v * now.w + g_d * now.dw + 0.5 * now.d2w;
    }

    std::array<site, 2> ends_;

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
        ends_ = {site{knot.front(), basis_.at(knot.front())}, site{knot.back(), basis_.at(knot.back())}};
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
            set_objective(factor);
            smirk::detail::banded_qp(H_, g_, {}, price, c);
            if (!std::isfinite(options_.robust)) break;
            factor = robust_factors(c);
        }
        set_objective(factor);
        auto candidate = smile(c);
        if (certified(candidate)) {
            fit.smile = std::move(candidate);
            fit.status = fit_status::converged;
            return fit;
        }
        fit.constrained = true;
        const auto values = [&](const std::vector<double>& from) {
            return [&from](const site& s) {
                return smile_derivatives{s.row[0].times(from), s.row[1].times(from), s.row[2].times(from)};
            };
        };
        for (int round = 0; round < 6; ++round) {
            bool settled = false;
            double fails = linearise(values(c), constraints), merit = cost(c) + price * fails;
            for (int i = 0; i < 12 && !settled; ++i) {
                auto next = c;
                smirk::detail::banded_qp(H_, g_, constraints, price, next);
                ++fit.iterations;
                double length = 1;
                bool better = false;
                const auto from = c;
                for (int halving = 0; halving < 6 && !better; ++halving, length *= 0.5) {
                    for (std::size_t j = 0; j < c.size(); ++j) c[j] = from[j] + length * (next[j] - from[j]);
                    const double now_fails = linearise(values(c), constraints), now = cost(c) + price * now_fails;
                    better = now < merit;
                    if (better) {
                        settled = merit - now < 1e-9 && now_fails < 1e-7;
                        merit = now, fails = now_fails;
                    }
                }
                if (!better) {
                    c = from;
                    linearise(values(c), constraints);
                    settled = true;
                }
            }
            candidate = smile(c);
            if (certified(candidate)) {
                fit.smile = candidate;
                fit.status = settled ? fit_status::converged : fit_status::max_iterations;
                return fit;
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
