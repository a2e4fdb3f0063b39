// SPDX-License-Identifier: BSL-1.0
// The market that the sample files are drawn from: stochastic variance with jumps (Bates 1996), its paths, and its
// options from the characteristic function. Written apart from the library, so that it can be held against it.
#pragma once
#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdint>
#include <numbers>
#include <random>
#include <vector>

namespace examples {

/// Variance and jumps under one measure:
///
///     dS/S = drift dt - lambda (e^(mu + delta^2/2) - 1) dt + sqrt(v) dW + (e^J - 1) dN,   J ~ N(mu, delta^2)
///     dv   = kappa (theta - v) dt + xi sqrt(v) dZ,   dW dZ = rho dt,   N Poisson with intensity lambda
struct bates {
    double kappa, theta, xi, rho, lambda, mu, delta;

    /// e^(mu + delta^2/2) - 1, the mean relative jump.
    [[nodiscard]] double mean_jump() const { return std::expm1(mu + delta * delta / 2); }
    /// lambda E J^2: what jumps add to the variance of a year.
    [[nodiscard]] double jump_variance() const { return lambda * (mu * mu + delta * delta); }
    /// 2 lambda (E(e^J - 1) - E J): what they add to the rate of a log contract.
    [[nodiscard]] double jump_log_contract() const { return 2 * lambda * (mean_jump() - mu); }
    /// E of the average of v over (0, years) from v now: theta + (v - theta) (1 - e^(-kappa T)) / (kappa T).
    [[nodiscard]] double mean_variance(double v, double years) const
    {
        return theta + (v - theta) * -std::expm1(-kappa * years) / (kappa * years);
    }
    /// Fair strike of a variance swap on continuously sampled quadratic variation, annualised.
    [[nodiscard]] double variance_swap(double v, double years) const
    {
        return mean_variance(v, years) + jump_variance();
    }
    /// -2/T E ln(S_T / F): what a complete strip of options replicates, and the square of a volatility index.
    [[nodiscard]] double log_contract(double v, double years) const
    {
        return mean_variance(v, years) + jump_log_contract();
    }

    /// E of exp(-s v_T), v_T the variance after `years` (Cox, Ingersoll and Ross 1985).
    [[nodiscard]] double laplace_of_variance(double s, double v, double years) const
    {
        const double decay = std::exp(-kappa * years), c = xi * xi * -std::expm1(-kappa * years) / (2 * kappa);
        return std::exp(-2 * kappa * theta / (xi * xi) * std::log1p(s * c) - s * decay * v / (1 + s * c));
    }
    /// E of the volatility index after `years`, the price of a future on it: sqrt(a + b v_T), by
    ///
    ///     E sqrt(X) = 1 / sqrt(pi)  int_0^inf (1 - E e^(-u^2 X)) / u^2 du,   u = e^y, trapezoidal rule
    [[nodiscard]] double expected_index(double v, double years, double index_years) const
    {
        const double b = -std::expm1(-kappa * index_years) / (kappa * index_years), a = log_contract(0, index_years);
        constexpr double step = 1.0 / 16, first = -18, last = 22;
        double sum = 0;
        for (double y = first; y <= last; y += step) {
            const double s = std::exp(2 * y);
            sum += (1 - std::exp(-s * a) * laplace_of_variance(s * b, v, years)) * std::exp(-y) * step;
        }
        return sum / std::sqrt(std::numbers::pi);
    }

    /// E exp(i z ln(S_T / F)); Heston's part in the form that keeps the logarithm on one branch (Albrecher, Mayer,
    /// Schoutens, Tistaert, Wilmott Magazine, January 2007).
    [[nodiscard]] std::complex<double> characteristic(std::complex<double> z, double v, double years) const
    {
        constexpr std::complex<double> i{0, 1};
        const auto beta = kappa - i * rho * xi * z;
        const auto d = std::sqrt(beta * beta + xi * xi * (z * z + i * z));
        const auto g = (beta - d) / (beta + d), decay = std::exp(-d * years);
        const auto a = kappa * theta / (xi * xi) * ((beta - d) * years - 2.0 * std::log((1.0 - g * decay) / (1.0 - g)));
        const auto b = (beta - d) / (xi * xi) * (1.0 - decay) / (1.0 - g * decay);
        const auto jumps = std::exp(i * z * mu - delta * delta * z * z / 2.0) - 1.0 - i * z * mean_jump();
        return std::exp(a + b * v + lambda * years * jumps);
    }
};

/// Black's price of a call or put, undiscounted, from the standard deviation s = vol sqrt(T).
[[nodiscard]] inline double black_price(bool is_call, double forward, double strike, double s)
{
    const auto n = [](double x) { return std::erfc(-x / std::numbers::sqrt2) / 2; };
    const double d1 = std::log(forward / strike) / s + s / 2, d2 = d1 - s;
    return is_call ? forward * n(d1) - strike * n(d2) : strike * n(-d2) - forward * n(-d1);
}

/// The vol that gives an undiscounted out-of-the-money price, by bisection; zero where none does.
[[nodiscard]] inline double black_vol(bool is_call, double price, double forward, double strike, double years)
{
    double low = 1e-4, high = 10 * std::sqrt(years);
    if (!(price > black_price(is_call, forward, strike, low)) || !(price < black_price(is_call, forward, strike, high)))
        return 0;
    for (int step = 0; step < 80; ++step) {
        const double middle = (low + high) / 2;
        (black_price(is_call, forward, strike, middle) < price ? low : high) = middle;
    }
    return low / std::sqrt(years);
}

/// European options of one expiry, undiscounted, by a single integral (Lewis 2001) over the difference from Black:
///
///     C(K) = C_Black(K) + sqrt(F K) / pi  int_0^inf Re e^(-iuk) (phi_Black - phi)(u - i/2) / (u^2 + 1/4) du
///
/// with k = ln(K/F). The integrand is analytic in a strip about the real line, so the trapezoidal rule converges
/// exponentially in 1/step; the nodes are shared by all strikes.
class bates_smile {
    double forward_, years_, deviation_;
    std::vector<double> weighted_re_, weighted_im_;
    static constexpr double step_ = 0.1;

public:
    bates_smile(const bates& model, double variance, double forward, double years)
        : forward_(forward), years_(years), deviation_(std::sqrt(model.log_contract(variance, years) * years))
    {
        constexpr double negligible = 1e-16;
        for (int j = 0;; ++j) {
            const double u = j * step_;
            const auto phi = model.characteristic({u, -0.5}, variance, years);
            const double gauss = std::exp(-deviation_ * deviation_ * (u * u + 0.25) / 2);
            if (std::abs(phi) < negligible && gauss < negligible) break;
            const double weight = (j == 0 ? 0.5 : 1.0) * step_ / (std::numbers::pi * (u * u + 0.25));
            weighted_re_.push_back(weight * (gauss - phi.real()));
            weighted_im_.push_back(weight * -phi.imag());
        }
    }

    [[nodiscard]] double forward() const { return forward_; }
    [[nodiscard]] double years() const { return years_; }

    [[nodiscard]] double price(bool is_call, double strike) const
    {
        const double k = std::log(strike / forward_);
        double sum = 0;
        for (std::size_t j = 0; j < weighted_re_.size(); ++j) {
            const double angle = static_cast<double>(j) * step_ * k;
            sum += std::cos(angle) * weighted_re_[j] + std::sin(angle) * weighted_im_[j];
        }
        return std::max(0.0, black_price(is_call, forward_, strike, deviation_) + std::sqrt(forward_ * strike) * sum);
    }

    /// Implied vol, from the option that is out of the money.
    [[nodiscard]] double vol(double strike) const
    {
        const bool is_call = strike >= forward_;
        return black_vol(is_call, price(is_call, strike), forward_, strike, years_);
    }

    /// The strike with N(d1) - [put] = delta, undiscounted forward delta: .25 for a call, -.25 for a put.
    [[nodiscard]] double strike_at_delta(double delta) const
    {
        const auto call_delta = [&](double strike) {
            const double s = vol(strike) * std::sqrt(years_);
            return std::erfc(-(std::log(forward_ / strike) / s + s / 2) / std::numbers::sqrt2) / 2;
        };
        const double target = delta > 0 ? delta : 1 + delta;
        double low = forward_ * std::exp(-4 * deviation_), high = forward_ * std::exp(3 * deviation_);
        for (int step = 0; step < 60; ++step) {
            const double middle = (low + high) / 2;
            (call_delta(middle) > target ? low : high) = middle;
        }
        return low;
    }
};

/// Random numbers that are the same with every compiler and standard library (up to the last bit of log, sin, cos).
class reproducible_random {
    std::mt19937_64 bits_;
    double spare_ = 0;
    bool has_spare_ = false;

public:
    explicit reproducible_random(std::uint64_t seed) : bits_(seed) {}

    /// Uniform on (0, 1), from the upper 53 bits.
    [[nodiscard]] double uniform() { return (static_cast<double>(bits_() >> 11) + 0.5) * 0x1p-53; }

    /// Standard normal, by Box and Muller.
    [[nodiscard]] double normal()
    {
        if (has_spare_) return has_spare_ = false, spare_;
        const double radius = std::sqrt(-2 * std::log(uniform())), angle = 2 * std::numbers::pi * uniform();
        has_spare_ = true;
        spare_ = radius * std::sin(angle);
        return radius * std::cos(angle);
    }
};

/// One day of a path: prices, the variance at the close, and the quadratic variation since the close before.
struct simulated_day {
    double open, high, low, close;
    double spot_variance;
    double continuous_variation; ///< int v dt
    double jump_variation;       ///< sum of J^2
};

/// Walks a path from close to close on a grid; high and low are those of continuous trading: between two points of the
/// grid the extremes of a Brownian bridge are drawn.
class bates_path {
    bates model_;
    double drift_, log_price_, variance_;
    reproducible_random random_;

    struct step_result {
        double high, low;
    };

    /// Euler's step, variance truncated at zero where it enters (Lord, Koekkoek, van Dijk 2010).
    step_result step(double dt, simulated_day& day)
    {
        const double v = std::fmax(variance_, 0), sd = std::sqrt(v * dt), x = log_price_;
        const double z = random_.normal(),
                     w = model_.rho * z + std::sqrt(1 - model_.rho * model_.rho) * random_.normal();
        variance_ += model_.kappa * (model_.theta - v) * dt + model_.xi * sd * z;
        double end = x + (drift_ - model_.lambda * model_.mean_jump() - v / 2) * dt + sd * w;
        const double e = end - x;
        const auto reach = [&] { return std::sqrt(e * e - 2 * sd * sd * std::log(random_.uniform())); };
        step_result result{x + (e + reach()) / 2, x + (e - reach()) / 2};
        if (random_.uniform() < model_.lambda * dt) {
            const double jump = model_.mu + model_.delta * random_.normal();
            end += jump;
            day.jump_variation += jump * jump;
        }
        day.continuous_variation += v * dt;
        log_price_ = end;
        return {std::fmax(result.high, end), std::fmin(result.low, end)};
    }

public:
    static constexpr int night_steps = 98,
                         day_steps = 390; // one a minute of trading; a fifth of the variance at night
    static constexpr double days_a_year = 252;

    bates_path(const bates& model, double drift, double price, double variance, std::uint64_t seed)
        : model_(model), drift_(drift), log_price_(std::log(price)), variance_(variance), random_(seed)
    {
    }

    [[nodiscard]] simulated_day next()
    {
        constexpr double dt = 1 / (days_a_year * (night_steps + day_steps));
        simulated_day day{};
        for (int i = 0; i < night_steps; ++i) static_cast<void>(step(dt, day));
        const double open = log_price_;
        double high = open, low = open;
        for (int i = 0; i < day_steps; ++i) {
            const auto extremes = step(dt, day);
            high = std::fmax(high, extremes.high);
            low = std::fmin(low, extremes.low);
        }
        day.open = std::exp(open);
        day.high = std::exp(high);
        day.low = std::exp(low);
        day.close = std::exp(log_price_);
        day.spot_variance = std::fmax(variance_, 0);
        return day;
    }
};

} // namespace examples
