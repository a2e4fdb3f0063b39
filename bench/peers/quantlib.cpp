// SPDX-License-Identifier: BSL-1.0
// The jobs that QuantLib has, on the files that smirk.cpp wrote. usage: quantlib FOLDER
#include "stopwatch.hpp"

#include <ql/experimental/volatility/sviinterpolation.hpp>
#include <ql/models/volatility/garch.hpp>
#include <ql/pricingengines/blackcalculator.hpp>
#include <ql/pricingengines/blackformula.hpp>
#include <ql/version.hpp>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

using namespace QuantLib;
using numbers = std::vector<double>;

namespace {

std::map<std::string, numbers> read(const std::string& path)
{
    std::ifstream in(path);
    std::string line, cell;
    std::getline(in, line);
    std::vector<std::string> names;
    for (std::stringstream s(line); std::getline(s, cell, ',');) names.push_back(cell);
    std::map<std::string, numbers> columns;
    while (std::getline(in, line)) {
        std::stringstream s(line);
        for (const auto& name : names) {
            std::getline(s, cell, ',');
            columns[name].push_back(std::strtod(cell.c_str(), nullptr));
        }
    }
    return columns;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) return std::fprintf(stderr, "usage: quantlib FOLDER\n"), 2;
    const std::string folder = argv[1], program = std::string("QuantLib ") + QL_VERSION;
    const char* const name = program.c_str();

    auto o = read(folder + "/options.csv");
    const std::size_t n = o["price"].size();
    double sum = 0;
    const auto type = [&](std::size_t i) { return o["side"][i] > 0 ? Option::Call : Option::Put; };
    const numbers F = o["forward"], K = o["strike"], T = o["years"], v = o["vol"], p = o["price"];
    double time = nanoseconds([&] {
        sum = 0;
        for (std::size_t i = 0; i < n; ++i) sum += blackFormula(type(i), K[i], F[i], v[i] * std::sqrt(T[i]));
    });
    report("price", name, time / double(n), sum / double(n));
    time = nanoseconds([&] {
        sum = 0;
        for (std::size_t i = 0; i < n; ++i)
            sum += blackFormulaImpliedStdDevLiRS(type(i), K[i], F[i], p[i], 1, 0, Null<Real>(), 1, 1e-12, 100) /
                   std::sqrt(T[i]);
    });
    report("implied vol", name, time / double(n), sum / double(n));
    time = nanoseconds([&] {
        sum = 0;
        double rest = 0;
        for (std::size_t i = 0; i < n; ++i) {
            const BlackCalculator c(type(i), K[i], F[i], v[i] * std::sqrt(T[i]));
            sum += c.deltaForward();
            rest += c.gammaForward() + c.vega(T[i]) + c.theta(F[i], T[i]);
        }
        volatile double keep = rest;
        static_cast<void>(keep);
    });
    report("delta gamma vega theta", name, time / double(n), sum / double(n));

    auto s = read(folder + "/slice.csv");
    numbers strike, vols = s["vol"];
    for (const double k : s["k"]) strike.push_back(100 * std::exp(k));
    double rmse = 0;
    time = nanoseconds([&] {
        SviInterpolation fit(strike.begin(), strike.end(), vols.begin(), 0.5, 100, Null<Real>(), Null<Real>(),
                             Null<Real>(), Null<Real>(), Null<Real>(), false, false, false, false, false, false);
        fit.update();
        rmse = 1e4 * fit.rmsError() * std::sqrt(double(strike.size() - 1) / double(strike.size()));
    });
    report("SVI slice fit (value: bp)", name, time, rmse);

    auto r = read(folder + "/returns.csv");
    numbers y = r["return"];
    double mean = 0;
    for (const double x : y) mean += x / double(y.size());
    TimeSeries<Volatility> series;
    for (std::size_t i = 0; i < y.size(); ++i) series[Date(1, January, 2000) + Integer(i)] = y[i] - mean;
    double omega = 0, alpha = 0, beta = 0;
    time = nanoseconds([&] {
        const Garch11 garch(series, Garch11::BestOfTwo);
        omega = garch.omega(), alpha = garch.alpha(), beta = garch.beta();
    });
    double sample = 0, likelihood = 0;
    for (const double x : y) sample += (x - mean) * (x - mean) / double(y.size());
    for (double variance = sample; const double x : y) {
        const double e = x - mean;
        likelihood -= 0.5 * (std::log(2 * M_PI * variance) + e * e / variance);
        variance = omega + alpha * e * e + beta * variance;
    }
    report("GARCH fit", name, time, likelihood);
}
