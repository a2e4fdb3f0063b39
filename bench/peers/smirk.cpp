// SPDX-License-Identifier: BSL-1.0
// What people compare: the same jobs as the other programs of this folder, on inputs that this one writes for all.
// usage: smirk FOLDER      writes options.csv, bars.csv, returns.csv, slice.csv and prints
// job,program,nanoseconds,value
#include "../support/random_bars.hpp"
#include "stopwatch.hpp"

#include <smirk/black/greeks_of_many.hpp>
#include <smirk/black/implied_vols.hpp>
#include <smirk/black/prices.hpp>
#include <smirk/garch.hpp>
#include <smirk/realized.hpp>
#include <smirk/statistics/rolling_percentile.hpp>
#include <smirk/surface.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace col = smirk::col;
namespace black = smirk::black;
namespace garch = smirk::garch;
namespace realized = smirk::realized;
namespace surface = smirk::surface;
using numbers = std::vector<double>;

namespace {

void write(const std::string& path, const std::vector<std::pair<std::string, numbers>>& columns)
{
    std::FILE* const file = std::fopen(path.c_str(), "w");
    if (!file) throw std::runtime_error("cannot write " + path);
    for (std::size_t c = 0; c < columns.size(); ++c) std::fprintf(file, "%s%s", c ? "," : "", columns[c].first.c_str());
    for (std::size_t i = 0; i < columns[0].second.size(); ++i)
        for (std::size_t c = 0; c < columns.size(); ++c)
            std::fprintf(file, "%s%.17g", c ? "," : "\n", columns[c].second[i]);
    std::fprintf(file, "\n");
    std::fclose(file);
}

double mean(const numbers& x)
{
    double sum = 0, n = 0;
    for (const double v : x)
        if (!std::isnan(v)) sum += v, ++n;
    return sum / n;
}

/// Out-of-the-money options, 5 to 60 % of vol, a week to two years.
void options(const std::string& folder)
{
    constexpr std::size_t n = 10000;
    std::mt19937_64 engine(7);
    std::uniform_real_distribution<double> u;
    numbers side, forward, strike, years, vol;
    std::vector<smirk::option_type> type;
    for (std::size_t i = 0; i < n; ++i) {
        years.push_back(0.02 + 2 * u(engine));
        vol.push_back(0.05 + 0.55 * u(engine));
        forward.push_back(100);
        strike.push_back(100 * std::exp(vol.back() * std::sqrt(years.back()) * (4 * u(engine) - 2)));
        type.push_back(strike.back() < 100 ? smirk::option_type::put : smirk::option_type::call);
        side.push_back(smirk::sign(type.back()));
    }
    numbers price(n), found(n);
    std::vector<black::implied_vol_status> status(n);
    const double prices = nanoseconds([&] { black::prices(type, forward, strike, years, vol, price, {.threads = 1}); });
    write(folder + "/options.csv",
          {{"side", side}, {"price", price}, {"forward", forward}, {"strike", strike}, {"years", years}, {"vol", vol}});
    const double vols =
        nanoseconds([&] { black::implied_vols(type, price, forward, strike, years, found, status, {.threads = 1}); });
    numbers again(n), delta(n), gamma(n), vega(n), theta(n), rho(n);
    const double greeks = nanoseconds([&] {
        black::greeks_of_many(
            type, forward, strike, years, vol, 1.0,
            {.price = again, .delta = delta, .gamma = gamma, .vega = vega, .theta = theta, .rho = rho}, {.threads = 1});
    });
    report("price", "smirk", prices / n, mean(price));
    report("implied vol", "smirk", vols / n, mean(found));
    report("delta gamma vega theta", "smirk", greeks / n, mean(delta));
}

void bars(const std::string& folder)
{
    constexpr std::size_t n = 100000;
    const random_bars m(n);
    write(folder + "/bars.csv", {{"open", m.open}, {"high", m.high}, {"low", m.low}, {"close", m.close}});
    numbers out(n);
    const auto rolling = [&](const char* job, const auto& estimator, std::size_t window) {
        const double time = nanoseconds([&] { realized::rolling_into(estimator, m.bars(), window, out); });
        report(job, "smirk", time / n, mean(out));
    };
    rolling("rolling Yang-Zhang 21", realized::yang_zhang, 21);
    rolling("rolling Yang-Zhang 252", realized::yang_zhang, 252);
    rolling("rolling Parkinson 21", realized::parkinson, 21);
    rolling("rolling Garman-Klass 21", realized::garman_klass, 21);
    rolling("rolling Rogers-Satchell 21", realized::rogers_satchell, 21);
    rolling("rolling close to close 21", realized::close_to_close, 21);
    const double time = nanoseconds([&] {
        smirk::statistics::rolling_percentile_into(m.close, 252, out, {.window = smirk::statistics::window_end::today});
    });
    report("rolling percentile 252", "smirk", time / n, mean(out));
}

template <class Model, class Law = garch::normal>
void fit(const char* job, const numbers& y)
{
    double likelihood = 0;
    const double time = nanoseconds([&] {
        const auto f = garch::fit<Model, Law>(y, {.presample = garch::presample::backcast});
        likelihood = f.log_likelihood;
    });
    report(job, "smirk", time, likelihood);
}

void returns(const std::string& folder)
{
    std::mt19937_64 engine(1999);
    const auto y =
        garch::simulate<garch::gjr, garch::student_t>(
            {{.mu = 0.03, .omega = 0.02, .alpha = 0.03, .gamma = 0.12, .beta = 0.9}, {.nu = 7}}, 5030, engine)
            .returns;
    write(folder + "/returns.csv", {{"return", y}});
    fit<garch::garch11>("GARCH fit", y);
    fit<garch::garch11, garch::student_t>("GARCH-t fit", y);
    fit<garch::gjr>("GJR fit", y);
    fit<garch::egarch>("EGARCH fit", y);
    fit<garch::aparch>("APARCH fit", y);
    fit<garch::figarch>("FIGARCH fit", y);
    fit<garch::garch_in_mean>("GARCH-M fit", y);
}

void slice(const std::string& folder)
{
    constexpr double years = 0.5;
    const surface::svi truth{.a = 0.005, .b = 0.08, .rho = -0.5, .m = 0.03, .sigma = 0.12};
    std::mt19937_64 engine(3);
    std::normal_distribution<double> noise(0, 5e-4); // 5 bp of vol
    numbers k, w, vol;
    for (int i = -20; i <= 15; ++i) {
        k.push_back(0.03 * i);
        vol.push_back(std::sqrt(truth.total_variance(k.back()) / years) + noise(engine));
        w.push_back(vol.back() * vol.back() * years);
    }
    write(folder + "/slice.csv", {{"k", k}, {"vol", vol}});
    double rmse = 0;
    const double time = nanoseconds([&] {
        const auto f = surface::fit_svi(k, w, {.years = years});
        double sum = 0;
        for (std::size_t i = 0; i < k.size(); ++i) {
            const double miss = std::sqrt(f.smile.total_variance(k[i]) / years) - vol[i];
            sum += miss * miss;
        }
        rmse = 1e4 * std::sqrt(sum / static_cast<double>(k.size()));
    });
    report("SVI slice fit (value: bp)", "smirk", time, rmse);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) return std::fprintf(stderr, "usage: smirk FOLDER\n"), 2;
    options(argv[1]);
    bars(argv[1]);
    slice(argv[1]);
    returns(argv[1]);
}
