// SPDX-License-Identifier: BSL-1.0
// Implied vols of many expiries, as a surface is fitted to them.
#pragma once
#include <smirk/config.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

/// The quotes of one expiry: log-moneyness ln(K/F), total variance sigma^2 T, weight of the squared vol error.
struct expiry_quotes {
    double years;
    std::vector<double> k, w, weight;

    [[nodiscard]] std::size_t size() const { return k.size(); }
};

namespace detail {

/// Whether a log-moneyness, a total variance and a weight can be fitted to. Beyond 1e100, or of variance below its
/// inverse, products overflow: no market quotes that.
[[nodiscard]] inline bool is_usable_quote(double k, double w, double weight)
{
    constexpr double enormous = 1e100;
    return std::fabs(k) < enormous && w > 1 / enormous && w < enormous && weight > 0 && std::isfinite(weight);
}

/// Errors of vol, sqrt(fitted w / T) - sqrt(w / T): their weighted root mean square, and the largest.
struct vol_misfit {
    double squares = 0, weights = 0, largest = 0;

    void add(double fitted_w, double w, double years, double weight)
    {
        const double error = (std::sqrt(fitted_w) - std::sqrt(w)) / std::sqrt(years);
        squares += weight * error * error;
        weights += weight;
        largest = std::fmax(largest, std::fabs(error));
    }
    [[nodiscard]] double rmse() const { return std::sqrt(squares / weights); }
};

} // namespace detail

/// Implied vols in any order, each with the forward of its own expiry; strikes may differ from expiry to expiry. Owns
/// what it is given.
class vol_quotes {
    std::vector<expiry_quotes> expiries_;

    static void require_positive(double x, const char* what)
    {
        if (!(x > 0) || !std::isfinite(x))
            throw std::invalid_argument(std::string("smirk::surface::vol_quotes::add: ") + what +
                                        " must be positive, got " + std::to_string(x));
    }

public:
    /// One quote. A vol that is not a number is kept out of the fit and counted there.
    ///
    /// forward, strike  of the expiry, in the same unit
    /// years            time to expiry; quotes of one expiry must agree in it exactly
    /// vol              decimal, annualised
    /// weight           of the squared vol error
    /// throws           std::invalid_argument if forward, strike or years is not positive and finite
    void add(double forward, double strike, double years, double vol, double weight = 1)
    {
        require_positive(forward, "forward");
        require_positive(strike, "strike");
        add_moneyness(std::log(strike / forward), years, vol, weight);
    }

    /// The same at log-moneyness k = ln(K/F).
    void add_moneyness(double k, double years, double vol, double weight = 1)
    {
        require_positive(years, "years");
        auto at = std::lower_bound(expiries_.begin(), expiries_.end(), years,
                                   [](const expiry_quotes& e, double t) { return e.years < t; });
        if (at == expiries_.end() || at->years != years) at = expiries_.insert(at, {years, {}, {}, {}});
        at->k.push_back(k);
        at->w.push_back(vol * vol * years);
        at->weight.push_back(weight);
    }

    /// All quotes of an expiry, as smile_quotes() makes them: mid vols with their weights.
    template <class Quoted>
        requires requires(const Quoted& q) { q.k, q.mid, q.weight, q.years; }
    void add(const Quoted& quoted)
    {
        for (std::size_t i = 0; i < quoted.k.size(); ++i)
            add_moneyness(quoted.k[i], quoted.years, quoted.mid[i], quoted.weight[i]);
    }

    /// Number of expiries, and each of them in order of time.
    [[nodiscard]] std::size_t size() const { return expiries_.size(); }
    [[nodiscard]] bool empty() const { return expiries_.empty(); }
    [[nodiscard]] const expiry_quotes& operator[](std::size_t i) const { return expiries_[i]; }
    [[nodiscard]] auto begin() const { return expiries_.begin(); }
    [[nodiscard]] auto end() const { return expiries_.end(); }
};

} // namespace smirk::inline SMIRK_ABI::surface
