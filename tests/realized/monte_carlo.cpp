// SPDX-License-Identifier: BSL-1.0
// Every row of two tables of bias and dispersion, simulated anew: geometric Brownian motion seen at 78,
// 390 and 10000 times a day, with and without gaps and drift, windows of 2 to 63 days. The tables come from a separate
// program with its own generator, up to a million windows a row.
#include <smirk/realized.hpp>

#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/shared_data.hpp"

#include <cmath>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace col = smirk::col;
namespace realized = smirk::realized;

namespace {

constexpr double sigma = 0.2, daily = sigma * sigma / 252;

/// closed: share of the variance that falls overnight; mu: drift of the price per year.
struct setting {
    double closed, mu;
};

struct tally {
    double n = 0, sum = 0, squares = 0;

    void add(double x) { n += 1, sum += x, squares += x * x; }
    [[nodiscard]] double mean() const { return sum / n; }
    [[nodiscard]] double deviation() const { return std::sqrt(squares / n - mean() * mean()); }
};

double sample_variance(const std::vector<double>& x)
{
    double mean = 0, squares = 0;
    for (const double v : x) mean += v / static_cast<double>(x.size());
    for (const double v : x) squares += (v - mean) * (v - mean);
    return squares / static_cast<double>(x.size() - 1);
}

/// Adds the variance that each estimator finds in a window of days, in units of the true one. The paths of unit
/// variance and the gaps are given, scaled to the setting here.
void estimate(const setting& s, const std::vector<std::vector<double>>& paths, const std::vector<double>& gaps,
              std::map<std::string, tally>& into)
{
    const double drift = (s.mu - sigma * sigma / 2) / 252;
    std::vector<double> open{1}, high{1}, low{1}, close{1}, overnight, p;
    double kunitomo = 0, x = 0;
    for (std::size_t day = 0; day < paths.size(); ++day) {
        overnight.push_back(std::sqrt(s.closed * daily) * gaps[day] + s.closed * drift);
        x += overnight.back();
        const auto& path = paths[day];
        const double scale = std::sqrt((1 - s.closed) * daily);
        const double slope = (1 - s.closed) * drift / static_cast<double>(path.size() - 1);
        p.resize(path.size());
        double top = 0, bottom = 0;
        for (std::size_t i = 0; i < path.size(); ++i) {
            p[i] = scale * path[i] + slope * static_cast<double>(i);
            top = p[i] > top ? p[i] : top;
            bottom = p[i] < bottom ? p[i] : bottom;
        }
        kunitomo += realized::kunitomo_variance(p) / static_cast<double>(paths.size());
        open.push_back(std::exp(x));
        high.push_back(std::exp(x + top));
        low.push_back(std::exp(x + bottom));
        x += p.back();
        close.push_back(std::exp(x));
    }
    const auto with_close_before = smirk::columns(col::open(open), col::high(high), col::low(low), col::close(close));
    const auto days = with_close_before.slice(1, paths.size());
    const double gap = sample_variance(overnight);
    const auto add = [&](const char* name, double v) { into[name].add(v / daily); };
    add("close_close_ddof1", realized::close_to_close.variance(with_close_before));
    add("close_close_mean0",
        realized::close_to_close.variance(with_close_before, {.mean = realized::mean_return::zero}));
    add("parkinson", realized::parkinson.variance(days));
    add("garman_klass", realized::garman_klass.variance(days));
    add("garman_klass_minvar", realized::garman_klass_minimum_variance.variance(days));
    add("rogers_satchell", realized::rogers_satchell.variance(days));
    add("meilijson", realized::meilijson.variance(days));
    add("gk_yang_zhang", realized::garman_klass_yang_zhang.variance(with_close_before));
    add("yang_zhang", realized::yang_zhang.variance(with_close_before));
    add("parkinson+overnight_var", gap + realized::parkinson.variance(days));
    add("rogers_satchell+overnight_var", gap + realized::rogers_satchell.variance(days));
    add("gk_sigma6_f_a0.12", // without a closed share there is nothing to compose
        s.closed > 0 ? realized::garman_klass_composite.variance(with_close_before, {.closed_share = s.closed})
                     : realized::garman_klass_minimum_variance.variance(days));
    add("kunitomo_bridge", kunitomo);
}

/// Normal variates by the hundred million: drawn from 65536 of them, which have mean 0 and variance 1 exactly.
class fast_normal {
    std::mt19937_64 engine_;
    std::vector<double> drawn_;
    std::uint64_t bits_ = 0;
    int left_ = 0;

public:
    explicit fast_normal(unsigned seed) : engine_(seed), drawn_(65536)
    {
        std::normal_distribution<double> z;
        tally t;
        for (double& x : drawn_) t.add(x = z(engine_));
        for (double& x : drawn_) x = (x - t.mean()) / t.deviation();
    }
    double operator()()
    {
        if (left_ == 0) bits_ = engine_(), left_ = 4;
        const double x = drawn_[bits_ & 65535];
        bits_ >>= 16, --left_;
        return x;
    }
};

struct reference {
    std::vector<double> steps, f, mu, n, bias, bias_error, deviation, efficiency;
    std::vector<std::string> estimator;

    explicit reference(const std::string& file)
    {
        const auto t = support::read_csv(support::shared_data(file));
        steps = t.numbers("steps"), f = t.numbers("f"), mu = t.numbers("mu"), n = t.numbers("n");
        bias = t.numbers("bias_var_rel"), bias_error = t.numbers("se_bias"), deviation = t.numbers("sd_var_rel");
        efficiency = t.numbers("eff_vs_cc");
        estimator = t.text.at("estimator");
    }
};

/// Simulates windows of n days of so many steps, once for all settings, and holds them against the rows of the table
/// that have the settings' f and mu. Returns how many those were.
std::size_t require_rows(const reference& table, int steps, std::size_t n, int windows,
                         const std::vector<setting>& settings)
{
    fast_normal z(static_cast<unsigned>(steps) + static_cast<unsigned>(n));
    const double step = 1 / std::sqrt(steps);
    std::vector<std::map<std::string, tally>> results(settings.size());
    std::vector<std::vector<double>> paths(n, std::vector<double>(static_cast<std::size_t>(steps) + 1));
    std::vector<double> gaps(n);
    for (int w = 0; w < windows; ++w) {
        for (std::size_t day = 0; day < n; ++day) {
            gaps[day] = z();
            for (std::size_t i = 1; i < paths[day].size(); ++i) paths[day][i] = paths[day][i - 1] + step * z();
        }
        for (std::size_t s = 0; s < settings.size(); ++s) estimate(settings[s], paths, gaps, results[s]);
    }
    std::size_t rows = 0;
    for (std::size_t s = 0; s < settings.size(); ++s) {
        const tally& closes = results[s].at("close_close_ddof1");
        for (std::size_t i = 0; i < table.estimator.size(); ++i) {
            if (table.steps[i] != steps || table.n[i] != static_cast<double>(n) || table.mu[i] != settings[s].mu ||
                std::fabs(table.f[i] - settings[s].closed) > 0.005) // printed with two digits
                continue;
            ++rows;
            INFO(steps << " steps, n " << n << ", f " << settings[s].closed << ", mu " << settings[s].mu << ", "
                       << table.estimator[i]);
            const tally& got = results[s].at(table.estimator[i]);
            // Four standard errors, of this simulation and of the table.
            const double error = std::hypot(table.deviation[i] / std::sqrt(windows), table.bias_error[i]);
            REQUIRE_THAT(got.mean() - 1, WithinAbs(table.bias[i], 4 * error));
            // The ratio of two sample variances of normal variates; their correlation and skew about cancel.
            const double efficiency = std::pow(closes.deviation() / got.deviation() * got.mean(), 2);
            REQUIRE_THAT(efficiency, WithinRel(table.efficiency[i], 4 * std::sqrt(4. / windows)));
        }
    }
    return rows;
}

} // namespace

TEST_CASE("Monte Carlo: windows of 21 days, every row")
{
    SKIP_WITHOUT_SHARED_DATA("realized/mc_table.csv");
    const reference table("realized/mc_table.csv");
    const std::vector<setting> settings{{0, 0}, {0, 0.5}, {0.25, 0}, {0.25, 0.5}};
    std::size_t rows = require_rows(table, 78, 21, 4000, settings);
    rows += require_rows(table, 390, 21, 1000, settings);
    rows += require_rows(table, 10000, 21, 100, settings);
    REQUIRE(rows == table.estimator.size());
}

TEST_CASE("Monte Carlo: windows of 2, 10 and 63 days, every row")
{
    SKIP_WITHOUT_SHARED_DATA("realized/mc_yz_n.csv");
    const reference table("realized/mc_yz_n.csv");
    std::size_t rows = require_rows(table, 10000, 2, 400, {{0.073, 0}, {0.25, 0}});
    rows += require_rows(table, 5000, 10, 150, {{0.25, 0}});
    rows += require_rows(table, 5000, 63, 70, {{0.25, 0}});
    REQUIRE(rows == table.estimator.size());
}

TEST_CASE("Monte Carlo: the mean log range, and its correction for discrete observation")
{
    // Mean of ln(H/L) in units of the deviation of the path, from the same program.
    struct point {
        int steps;
        double mean;
    };
    for (const auto& [steps, mean] : {point{78, .3347}, point{390, .3854}, point{10000, .4177}}) {
        const double bias = 2 * (mean - realized::log_range_definition::mean_log);
        const double unseen = -4 * realized::extreme_shortfall(steps) * realized::log_range_definition::mean_inverse;
        REQUIRE_THAT(unseen, WithinAbs(bias, .3 / steps + 2e-4)); // the next order, and the noise of the simulation
    }
}
