// SPDX-License-Identifier: BSL-1.0
// Which GARCH?
//
//     which_garch [PRICES.csv]      date,close (or open,high,low,close): daily, two years or more
//
// Models by the Bayesian criterion, which charges ln n for a parameter. A model is adequate where its residuals show no
// variance that is left (Ljung-Box of their squares, 20 lags) and no trace of sign and size (Engle and Ng), and where
// its value at risk is exceeded as often as it says (Christoffersen's test, 1 % a day, within the sample).
//
// What it prints for the sample:
//
//     1512 returns to 2024-09-06
//
//                               BIC    log-   persis-  21 days   p-values        exceeded, p
//     model                  + best    lik.    tence     vol %   z^2    sign    15 expected
//     NAGARCH, skewed t         0.0  -1912.9   0.9909    11.78   0.823  0.582   17  0.736  adequate
//     GJR, skewed t            14.6  -1920.2   0.9935    11.85   0.693  0.199   19  0.493  adequate
//     GARCH(1,1), skewed t     20.8  -1927.0   0.9929    11.84   0.360  0.047   21  0.266
//     EGARCH, normal           75.5  -1958.0   0.9646    12.49   0.540  0.510   34  0.000
//     GJR, normal              94.1  -1967.3   0.9765    11.94   0.655  0.177   34  0.000
//     GARCH(1,1), normal      100.2  -1974.0   0.9832    12.19   0.421  0.058   33  0.000
//
//     NAGARCH, skewed t: the best by the criterion of those that pass all tests at 5 %
#include "support/price_file.hpp"
#include "support/question.hpp"

#include <smirk/garch.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

namespace garch = smirk::garch;

namespace {

struct candidate {
    std::string name;
    double bic, log_likelihood, persistence, vol_month;
    double squares_p, sign_p, risk_p;
    std::size_t exceedances;

    [[nodiscard]] bool adequate() const { return std::min({squares_p, sign_p, risk_p}) >= 0.05; }
};

/// Returns of the last unbroken run of closes, in percent, as the likelihood likes them.
std::vector<double> returns_of(const examples::price_file& p)
{
    std::vector<double> returns;
    for (std::size_t t = 1; t < p.size(); ++t) {
        const double r = 100 * std::log(p.close[t] / p.close[t - 1]);
        if (std::isfinite(r))
            returns.push_back(r);
        else
            returns.clear();
    }
    return returns;
}

template <class Model, class Law>
void enter(const char* name, const std::vector<double>& returns, std::vector<candidate>& all)
{
    const auto fit = garch::fit<Model, Law>(returns);
    if (!fit) {
        std::printf("%s: %s\n", name, fit.reason.c_str());
        return;
    }
    const auto d = garch::diagnose(fit, 20);
    const auto risk = garch::backtest_value_at_risk(returns, garch::value_at_risk_in_sample(fit, 0.01), 0.01);
    all.push_back({name, fit.bic(), fit.log_likelihood, fit.persistence(), fit.forecast_volatility(21),
                   d.ljung_box_of_squares.p_value, d.sign_bias.joint.p_value, risk.conditional.p_value,
                   risk.exceedances});
}

void answer(const examples::file_names& files)
{
    const auto p = examples::told("which_garch", examples::read_prices(files[0]));
    const auto returns = returns_of(p);
    if (returns.size() < 500)
        throw std::runtime_error(p.path + ": " + std::to_string(returns.size()) +
                                 " returns without a break; 500 are needed");
    std::vector<candidate> all;
    using garch::normal, garch::skewed_t;
    enter<garch::garch11, normal>("GARCH(1,1), normal", returns, all);
    enter<garch::garch11, skewed_t>("GARCH(1,1), skewed t", returns, all);
    enter<garch::gjr, normal>("GJR, normal", returns, all);
    enter<garch::gjr, skewed_t>("GJR, skewed t", returns, all);
    enter<garch::egarch, normal>("EGARCH, normal", returns, all);
    enter<garch::nagarch, skewed_t>("NAGARCH, skewed t", returns, all);
    if (all.empty()) throw std::runtime_error(p.path + ": no model could be fitted");
    std::stable_sort(all.begin(), all.end(), [](const candidate& a, const candidate& b) { return a.bic < b.bic; });

    std::printf("%zu returns to %s\n\n", returns.size(), examples::iso(p.day.back()).c_str());
    std::printf("                          BIC    log-   persis-  21 days   p-values        exceeded, p\n");
    std::printf("model                  + best    lik.    tence     vol %%   z^2    sign    %.0f expected\n",
                0.01 * static_cast<double>(returns.size()));
    for (const auto& c : all)
        std::printf("%-22s %6.1f %8.1f   %.4f   %6.2f   %.3f  %.3f   %2zu  %.3f%s\n", c.name.c_str(),
                    c.bic - all[0].bic, c.log_likelihood, c.persistence, c.vol_month, c.squares_p, c.sign_p,
                    c.exceedances, c.risk_p, c.adequate() ? "  adequate" : "");
    const auto best = std::find_if(all.begin(), all.end(), [](const candidate& c) { return c.adequate(); });
    if (best == all.end())
        std::printf("\nnone of them passes all tests; %s is the least bad by the criterion\n", all[0].name.c_str());
    else
        std::printf("\n%s: the best by the criterion of those that pass all tests at 5 %%\n", best->name.c_str());
}

} // namespace

int main(int argc, char** argv)
{
    return examples::ask(argc, argv, "PRICES.csv\n       daily prices: date,close",
                         {examples::sample("sample_prices.csv")}, answer);
}
