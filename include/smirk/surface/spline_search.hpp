// SPDX-License-Identifier: BSL-1.0
// The search for a spline smile: quadratic programs in the coefficients, one after the other, as the constraint g >= 0
// is linear around each solution.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/banded_qp.hpp>
#include <smirk/detail/natural_spline.hpp>
#include <smirk/surface/spline_arbitrage.hpp>
#include <smirk/surface/spline_smile.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface::detail {

/// What the search minimises and what it must respect. Quotes in the units of the smile, by strike: u = k / s0,
/// v = w / w0, s0 = sqrt(w0); o is the weight of (v - v_i)^2, and the sum of o v^2 is 1, so costs are squares of
/// relative errors of vol.
struct spline_problem {
    std::vector<double> u, v, o;
    double w0, s0;
    bool butterfly;
    const spline_smile *floor, *ceiling; ///< null: no such smile
    const spline_smile* start;           ///< a smile near the one looked for, or null
    double smoothing, quotes_per_knot, robust;
    std::size_t max_knots;
};

/// Where the search ended. Only a certified smile is free of arbitrage.
struct spline_solution {
    spline_smile smile;
    bool certified, settled, constrained;
    int programs;
};

/// In the units of the problem
///
///     g = (1 - u v' / (2 v))^2 - v'^2 / 4 (1 / v + w0 / 4) + v'' / 2,   Lee's bound is |v'| <= 2 / s0.
///
/// g >= 0 and the order of the smiles are asked for at sites, three a piece and some in the wings. Where the exact
/// certificates find more, their places become sites too.
class spline_search {
    using band_row = smirk::detail::band_row;
    struct site {
        double u;
        std::array<band_row, 3> row;
    };

    const spline_problem& problem_;
    double least_; ///< v of a quote
    smirk::detail::natural_spline_basis basis_;
    std::vector<band_row> row_; ///< of the quotes
    std::vector<site> sites_;
    std::array<band_row, 2> end_slope_; ///< v' at the first and the last knot
    smirk::detail::banded_matrix H_;
    std::vector<double> g_;
    double margin_ = 5e-3, gap_margin_ = 2e-6; ///< by how much g and the relative gaps stay clear of 0 at the sites

    /// Knots at quotes, as many between each pair.
    [[nodiscard]] static std::vector<double> choose_knots(const spline_problem& problem)
    {
        std::vector<double> different = problem.u;
        different.erase(std::unique(different.begin(), different.end()), different.end());
        const auto m = static_cast<double>(different.size());
        constexpr double sparse = 12; // so many quotes have a knot each
        const auto most = std::min(m, std::max(4.0, static_cast<double>(problem.max_knots)));
        const double n = std::floor(std::clamp(m / problem.quotes_per_knot, std::min(sparse, most), most));
        std::vector<double> knots;
        for (double i = 0; i < n; ++i)
            knots.push_back(different[static_cast<std::size_t>(i * (m - 1) / (n - 1) + 0.5)]);
        return knots;
    }

    void add_site(double u) { sites_.push_back({u, basis_.at(u)}); }

    /// Least squares with quote i counted by factor[i], and a penalty on the cubic part of each piece by the weight of
    /// the quotes on it.
    void set_objective(const std::vector<double>& factor, double smoothing)
    {
        const auto &u = problem_.u, &knot = basis_.knots();
        H_ = smirk::detail::banded_matrix(basis_.size());
        g_.assign(basis_.size(), 0.0);
        std::vector<double> around(knot.size() - 1, 0.0);
        for (std::size_t i = 0, j = 0; i < u.size(); ++i) {
            while (j + 2 < knot.size() && u[i] > knot[j + 1]) ++j;
            const double o = problem_.o[i] * factor[i];
            around[j] += o;
            H_.add(row_[i], o);
            for (std::size_t q = 0; q < 4; ++q) g_[row_[i].first + q] += o * row_[i].value[q] * problem_.v[i];
        }
        const double mean = std::accumulate(around.begin(), around.end(), 0.0) / static_cast<double>(around.size());
        for (std::size_t j = 0; j + 1 < knot.size(); ++j)
            H_.add(basis_.third(j), smoothing * (around[j] + 1e-6 * mean) * std::pow(knot[j + 1] - knot[j], 6));
    }

    /// Half the weighted square of relative errors, with the penalty.
    [[nodiscard]] double cost(const std::vector<double>& c) const
    {
        const auto Hc = H_.times(c);
        double sum = 0.5;
        for (std::size_t i = 0; i < c.size(); ++i) sum += c[i] * (0.5 * Hc[i] - g_[i]);
        return sum;
    }

    /// The constraints at all sites, linear around c, those far from failing left out. Returns by how much they fail.
    [[nodiscard]] double linearise(const std::vector<double>& c, bool butterfly,
                                   std::vector<smirk::detail::banded_constraint>& out) const
    {
        constexpr double positive = 0.05; // v of the least quote
        constexpr double near_w = 0.5, near_gap = 0.3, near_g = 0.4, always = 1e300;
        const double w0 = problem_.w0;
        double fails = 0;
        out.clear();
        const auto need = [&](const band_row& row, double scale, double bound, double value, double near) {
            fails += std::max(0.0, scale * (bound - value));
            if (scale * (value - bound) < near) out.push_back({row.combined(scale, row, 0), scale * bound});
        };
        for (const site& s : sites_) {
            const double v = s.row[0].times(c), dv = s.row[1].times(c), d2v = s.row[2].times(c);
            need(s.row[0], 1 / std::max(std::fabs(v), least_), positive * least_, v, near_w);
            if (problem_.floor) {
                const double under = problem_.floor->total_variance(s.u * problem_.s0) / w0;
                need(s.row[0], 1 / under, under * (1 + gap_margin_), v, near_gap);
            }
            if (problem_.ceiling) {
                const double over = problem_.ceiling->total_variance(s.u * problem_.s0) / w0;
                need(s.row[0], -1 / over, over * (1 - gap_margin_), v, near_gap);
            }
            if (!butterfly || v < positive * least_) continue;
            const double h = 1 - s.u * dv / (2 * v);
            const double g = h * h - 0.25 * dv * dv * (1 / v + 0.25 * w0) + 0.5 * d2v;
            fails += std::max(0.0, margin_ - g);
            if (g > near_g) continue;
            const double g_v = (h * s.u * dv + 0.25 * dv * dv) / (v * v),
                         g_d = -h * s.u / v - 0.5 * dv * (1 / v + 0.25 * w0);
            out.push_back({s.row[0].combined(g_v, s.row[1], g_d).combined(1, s.row[2], 0.5),
                           margin_ - g + g_v * v + g_d * dv + 0.5 * d2v});
        }
        for (int side : {-1, 1}) {
            const band_row& row = end_slope_[side > 0];
            const auto slope = [side](const spline_smile& smile) {
                return side > 0 ? smile.right_slope() : smile.left_slope();
            };
            const double now = row.times(c), low = problem_.floor ? slope(*problem_.floor) : 0,
                         high = problem_.ceiling ? slope(*problem_.ceiling) : 2;
            need(row, side, side * (low / problem_.s0 + gap_margin_), now, always);
            need(row, -side, side * (high / problem_.s0 - gap_margin_), now, always);
        }
        return fails;
    }

    /// Quotes that are off by more than so many typical errors count less (Huber).
    [[nodiscard]] std::vector<double> robust_factors(const std::vector<double>& c) const
    {
        std::vector<double> error(row_.size()), factor(row_.size(), 1.0);
        for (std::size_t i = 0; i < row_.size(); ++i)
            error[i] = std::sqrt(problem_.o[i]) * std::fabs(row_[i].times(c) - problem_.v[i]);
        auto sorted = error;
        const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
        std::nth_element(sorted.begin(), middle, sorted.end());
        const double far = problem_.robust * 1.4826 * *middle + 1e-12; // the median of a normal error is sd / 1.4826
        for (std::size_t i = 0; i < row_.size(); ++i)
            if (error[i] > far) factor[i] = far / error[i];
        return factor;
    }

    /// Sites where the certificates find the smile at fault, or nearly so, and margins to get by with few of them.
    void refine(const spline_smile& smile)
    {
        if (problem_.butterfly && !butterfly_free(smile)) {
            for (double k : stationary_points_of_g(smile, 0.5 * margin_)) add_site(k / problem_.s0);
            margin_ *= 2;
        }
        const auto keep_apart = [&](const spline_smile& early, const spline_smile& late) {
            if (calendar_free(early, late)) return;
            gap_pieces(early, late, [&](double left, double width, const std::array<double, 4>& d) {
                if (!negative_on_piece(d)) return;
                roots_on_piece(smirk::detail::derivative(d),
                               [&](double t) { add_site((left + width * t) / problem_.s0); });
            });
            gap_margin_ *= 8;
        };
        if (problem_.floor) keep_apart(*problem_.floor, smile);
        if (problem_.ceiling) keep_apart(smile, *problem_.ceiling);
    }

    [[nodiscard]] spline_smile smile(const std::vector<double>& c) const
    {
        std::vector<double> k, w;
        for (double u : basis_.knots()) {
            k.push_back(u * problem_.s0);
            w.push_back(basis_.at(u)[0].times(c) * problem_.w0);
        }
        return {std::move(k), w};
    }

    /// The coefficients of the spline that agrees with a smile at the knots.
    [[nodiscard]] std::vector<double> coefficients(const spline_smile& smile) const
    {
        smirk::detail::banded_matrix A(basis_.size());
        std::vector<double> c(basis_.size(), 0.0);
        for (double u : basis_.knots()) {
            const band_row row = basis_.at(u)[0];
            const double v = smile.total_variance(u * problem_.s0) / problem_.w0;
            A.add(row, 1);
            for (std::size_t q = 0; q < 4; ++q) c[row.first + q] += row.value[q] * v;
        }
        A.factor();
        A.solve(c);
        return c;
    }

    [[nodiscard]] bool certified(const spline_smile& smile) const
    {
        return smile.valid() && (!problem_.butterfly || butterfly_free(smile)) &&
               (!problem_.floor || calendar_free(*problem_.floor, smile)) &&
               (!problem_.ceiling || calendar_free(smile, *problem_.ceiling));
    }

public:
    explicit spline_search(const spline_problem& problem)
        : problem_(problem), least_(*std::min_element(problem.v.begin(), problem.v.end())),
          basis_(choose_knots(problem)), H_(basis_.size())
    {
        for (double u : problem.u) row_.push_back(basis_.at(u)[0]);
        const auto& knot = basis_.knots();
        end_slope_ = {basis_.at(knot.front())[1], basis_.at(knot.back())[1]};
        for (std::size_t j = 0; j + 1 < knot.size(); ++j)
            for (double t : {0.0, 1. / 3, 2. / 3}) add_site(knot[j] + t * (knot[j + 1] - knot[j]));
        add_site(knot.back());
        for (double far : {0.1, 0.3, 1.0, 3.0, 10.0}) { // of the width of the quotes
            const double reach = far * (knot.back() - knot.front());
            add_site(knot.front() - reach);
            add_site(knot.back() + reach);
        }
        for (const spline_smile* other : {problem.floor, problem.ceiling})
            if (other)
                for (double k : other->knots()) add_site(k / problem.s0);
    }

    /// source  sequential quadratic programming with an exact penalty: Nocedal and Wright, Numerical Optimization,
    ///         2006, chapter 18; more constraints as they turn out violated: Hettich and Kortanek, SIAM Review 35(3),
    ///         1993, 380-429
    [[nodiscard]] spline_solution run()
    {
        double price = 0.1;               // of a violation
        constexpr double progress = 1e-3; // a relative gain below this ends a round, where it leaves no violation
        constexpr double slack = 1e-7;
        constexpr int max_rounds = 8, max_programs = 12, max_halvings = 6;
        std::vector<double> factor(row_.size(), 1.0), c(basis_.size(), 1.0);
        std::vector<smirk::detail::banded_constraint> constraints;
        set_objective(factor, problem_.smoothing);
        (void)smirk::detail::banded_qp(H_, g_, {}, price, c);
        for (int i = 0; i < 2 && problem_.robust < 1e6; ++i) {
            set_objective(robust_factors(c), problem_.smoothing);
            (void)smirk::detail::banded_qp(H_, g_, {}, price, c);
        }
        spline_solution best{smile(c), false, true, false, 0};
        best.certified = certified(best.smile);
        if (best.certified) return best;

        factor = robust_factors(c);
        set_objective(factor, problem_.smoothing);
        best.constrained = true;
        if (problem_.start) {
            c = coefficients(*problem_.start);
        } else if (linearise(c, false, constraints) > 0) { // what is linear first
            (void)smirk::detail::banded_qp(H_, g_, constraints, price, c);
            ++best.programs;
        }
        double smoother = 1;
        for (int round = 0; round < max_rounds; ++round) {
            best.settled = false;
            double fails = linearise(c, problem_.butterfly, constraints), merit = cost(c) + price * fails;
            for (int i = 0; i < max_programs && !best.settled; ++i) {
                const auto from = c;
                auto next = c;
                (void)smirk::detail::banded_qp(H_, g_, constraints, price, next); // a poor step gains nothing below
                ++best.programs;
                bool better = false;
                double length = 1;
                for (int halving = 0; halving < max_halvings && !better; ++halving, length *= 0.5) {
                    for (std::size_t j = 0; j < c.size(); ++j) c[j] = from[j] + length * (next[j] - from[j]);
                    const double now_fails = linearise(c, problem_.butterfly, constraints),
                                 now = cost(c) + price * now_fails;
                    better = now < merit;
                    if (!better) continue;
                    best.settled = merit - now < progress * cost(c) + price * slack && now_fails < slack;
                    merit = now, fails = now_fails;
                }
                if (!better) {
                    c = from;
                    best.settled = true;
                }
            }
            best.smile = smile(c);
            best.certified = certified(best.smile);
            if (best.certified) return best;
            if (fails > 1e-3) { // caught where the density keeps changing its sign: come from a smoother smile,
                                // or the price was too low
                smoother *= 100, price *= 10;
                set_objective(factor, smoother * problem_.smoothing);
                (void)linearise(c, false, constraints);
                (void)smirk::detail::banded_qp(H_, g_, constraints, price, c);
                set_objective(factor, problem_.smoothing);
            } else {
                refine(best.smile);
            }
        }
        return best;
    }
};

} // namespace smirk::inline SMIRK_ABI::surface::detail
