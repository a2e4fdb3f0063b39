// SPDX-License-Identifier: BSL-1.0
// Writes the sample files of examples/data: daily bars, an option chain and that of three days before, histories of the
// volatility index and of its futures, and the truth behind them. One seed, one market: stochastic variance with jumps,
// the same for the path, the options and the futures.
//
//     make_sample examples/data
#include "support/bates_market.hpp"
#include "support/dates.hpp"
#include <smirk/replication/us_holidays.hpp>
#include <smirk/signals/calendar.hpp>

#include <cmath>
#include <cstdarg>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

using examples::bates, examples::bates_smile, examples::date;
using namespace std::chrono_literals;

constexpr std::uint64_t seed = 17;
constexpr date first_day = std::chrono::sys_days{2018y / 9 / 4}, chain_day = std::chrono::sys_days{2024y / 9 / 6};
constexpr date day_before = std::chrono::sys_days{2024y / 9 / 3}; // of the earlier chain: since then both rose
constexpr double first_price = 3200, price_drift = 0.07, dividend_yield = 0.013;

// What happens, and what options charge for: buyers of protection pay for a slower return of variance to its mean,
// kappa theta being the same, and for deeper and wider jumps.
constexpr bates physical{
    .kappa = 5, .theta = 0.022, .xi = 0.4, .rho = -0.68, .lambda = 10, .mu = -0.008, .delta = 0.012};
constexpr bates risk_neutral{
    .kappa = 3.2, .theta = 0.034375, .xi = 0.4, .rho = -0.68, .lambda = 10, .mu = -0.012, .delta = 0.0215};
constexpr double index_years = 30.0 / 365;

/// Continuously compounded, for the term.
double rate(double years) { return 0.042 + 0.010 * std::exp(-years / 0.8); }

struct expiry {
    date day;
    bool am; // settled at 09:30 under the root SMK, else at 16:00 under SMKW

    [[nodiscard]] const char* root() const { return am ? "SMK" : "SMKW"; }
    [[nodiscard]] double years(date quoted = chain_day) const // from 16:00 of the day of the quotes
    {
        return (static_cast<double>((day - quoted).count()) * 1440 - (am ? 390 : 0)) / 525600;
    }
};
const std::vector<expiry> expiries{
    {std::chrono::sys_days{2024y / 9 / 13}, false},  {std::chrono::sys_days{2024y / 9 / 20}, true},
    {std::chrono::sys_days{2024y / 9 / 27}, false},  {std::chrono::sys_days{2024y / 10 / 4}, false},
    {std::chrono::sys_days{2024y / 10 / 11}, false}, {std::chrono::sys_days{2024y / 10 / 18}, true},
    {std::chrono::sys_days{2024y / 11 / 15}, true},  {std::chrono::sys_days{2024y / 12 / 20}, true},
    {std::chrono::sys_days{2025y / 3 / 21}, true},   {std::chrono::sys_days{2025y / 9 / 19}, true}};

/// A text file that is complete or an error.
class output {
    std::string path_;
    std::FILE* file_;

public:
    explicit output(const std::string& path) : path_(path), file_(std::fopen(path.c_str(), "w"))
    {
        if (!file_) throw std::runtime_error("cannot write " + path);
    }
    output(const output&) = delete;
    output& operator=(const output&) = delete;
    ~output()
    {
        if (file_) std::fclose(file_);
    }
    [[gnu::format(printf, 2, 3)]] void print(const char* format, ...)
    {
        std::va_list arguments;
        va_start(arguments, format);
        std::vfprintf(file_, format, arguments);
        va_end(arguments);
    }
    void close()
    {
        const bool failed = std::ferror(file_) != 0;
        if (std::fclose(std::exchange(file_, nullptr)) != 0 || failed)
            throw std::runtime_error("cannot write " + path_);
    }
};

struct path_day {
    date day;
    examples::simulated_day bar;
};

std::vector<path_day> simulate()
{
    examples::bates_path path(physical, price_drift, first_price, physical.theta, seed);
    std::vector<path_day> days;
    for (date d = first_day; d <= chain_day; d += std::chrono::days{1})
        if (smirk::replication::is_us_business_day(std::chrono::local_days{d.time_since_epoch()}))
            days.push_back({d, path.next()});
    return days;
}

double cents(double price) { return std::round(price * 100) / 100; }

/// Strikes as exchanges list them: close together near the money, further apart in the wings.
std::vector<double> listed_strikes(double spot, double years)
{
    struct band {
        double below, above, step;
    };
    const bool near = years < 0.15;
    const std::vector<band> bands =
        near ? std::vector<band>{{.92, 1.05, 10}, {.80, 1.10, 25}, {.65, 1.15, 50}, {.5, 1.25, 100}}
             : std::vector<band>{{.85, 1.12, 25}, {.70, 1.20, 50}, {.40, 1.40, 100}, {.20, 1.6, 200}};
    std::vector<double> strikes;
    for (double k = 0; k < 2 * spot; k += 5)
        for (const auto& b : bands)
            if (k > b.below * spot && k < b.above * spot && std::fmod(k, b.step) == 0) {
                strikes.push_back(k);
                break;
            }
    return strikes;
}

struct quote {
    double bid, ask;
};

/// The true price lies between bid and ask. Ticks of .05 below 3 and of .10 above; the spread grows with the price, and
/// more with how far the option is in the money; what is worth next to nothing often has no bid, or no quote at all.
quote quoted(double price, double intrinsic, examples::reproducible_random& random)
{
    const double time_value = std::fmax(price - intrinsic, 0.0);
    const double half = (0.03 + 0.02 * std::sqrt(time_value) + 0.002 * time_value + std::fmin(0.01 * intrinsic, 4.0)) *
                        std::exp(0.25 * random.normal());
    const auto tick = [](double p) { return p < 3 ? 0.05 : 0.10; };
    const double low = std::fmax(price - half, 0.0), high = price + half;
    quote q{cents(tick(low) * std::floor(low / tick(low))), cents(tick(high) * std::ceil(high / tick(high)))};
    const double chance = random.uniform();
    if (q.bid <= 0.05 && chance < 0.5) q.bid = 0;
    if (price < 0.005 && chance > 0.93) q = {0, 0};
    return q;
}

/// Open interest gathers near the money, in puts below it, and on round strikes.
double open_interest(const bates_smile& smile, bool is_call, double strike, examples::reproducible_random& random)
{
    const double deviation = 0.2 * std::sqrt(smile.years()), k = std::log(strike / smile.forward()) / deviation;
    const double centre = is_call ? 0.7 : -1.5, width = is_call ? 1.5 : 2.5;
    const double round = std::fmod(strike, 500) == 0   ? 6
                         : std::fmod(strike, 100) == 0 ? 3
                         : std::fmod(strike, 50) == 0  ? 1.5
                                                       : 1;
    return std::floor(1500 * round * std::exp(-std::pow((k - centre) / width, 2) / 2 + 0.8 * random.normal()));
}

/// The chain at the close of a day, the expiries up to `last_years`.
void write_chain(const std::string& path, date quoted_on, double spot, double variance, std::uint64_t random_seed,
                 double last_years)
{
    output file(path);
    file.print("quote_date,underlying,spot,expiry,root,strike,type,bid,ask,volume,oi,iv\n");
    examples::reproducible_random random(random_seed);
    for (const auto& e : expiries) {
        const double years = e.years(quoted_on), discount = std::exp(-rate(years) * years);
        if (years > last_years) break;
        const bates_smile smile(risk_neutral, variance, spot * std::exp((rate(years) - dividend_yield) * years), years);
        for (const double strike : listed_strikes(spot, years)) {
            for (const bool is_call : {true, false}) {
                const double intrinsic = std::fmax(is_call ? smile.forward() - strike : strike - smile.forward(), 0.0);
                // the side in the money by parity, so that both sides tell the same vol
                const double price = smile.price(strike >= smile.forward(), strike) + intrinsic;
                const auto [bid, ask] = quoted(discount * price, discount * intrinsic, random);
                const double vol = examples::black_vol(
                    strike >= smile.forward(), (bid + ask) / 2 / discount - intrinsic, smile.forward(), strike, years);
                const double oi = open_interest(smile, is_call, strike, random);
                const double volume = std::floor(oi * 0.08 * std::exp(1.2 * random.normal()) / (1 + intrinsic / 20));
                file.print("%s 16:00,SMK,%.2f,%s,%s,%g,%c,%g,%g,%.0f,%.0f,%.4g\n", examples::iso(quoted_on).c_str(),
                           spot, examples::iso(e.day).c_str(), e.root(), strike, is_call ? 'C' : 'P', bid, ask, volume,
                           oi, std::round(vol * 1e4) / 1e4);
            }
        }
    }
    file.close();
}

void write_history(const std::string& folder, const std::vector<path_day>& days)
{
    output prices(folder + "/sample_prices.csv"), index(folder + "/sample_iv_history.csv"),
        variance(folder + "/sample_variance.csv");
    prices.print("date,open,high,low,close\n");
    index.print("date,close\n");
    variance.print("date,spot_variance,quadratic_variation,jump_variation\n");
    for (const auto& [day, bar] : days) {
        const std::string text = examples::iso(day);
        prices.print("%s,%.2f,%.2f,%.2f,%.2f\n", text.c_str(), bar.open, bar.high, bar.low, bar.close);
        index.print("%s,%.2f\n", text.c_str(),
                    100 * std::sqrt(risk_neutral.log_contract(bar.spot_variance, index_years)));
        variance.print("%s,%.6g,%.6g,%.6g\n", text.c_str(), bar.spot_variance,
                       bar.continuous_variation + bar.jump_variation, bar.jump_variation);
    }
    prices.close();
    index.close();
    variance.close();
}

/// The first two futures on the index, in points to the cent. On a settlement day the first is the next contract.
void write_futures(const std::string& folder, const std::vector<path_day>& days)
{
    output file(folder + "/sample_futures.csv");
    file.print("date,first,second\n");
    for (const auto& [day, bar] : days) {
        const auto price = [today = day, variance = bar.spot_variance](date settles) {
            const double years = static_cast<double>((settles - today).count()) / 365;
            return 100 * risk_neutral.expected_index(variance, years, index_years);
        };
        const std::chrono::year_month_day first =
            smirk::signals::next_vix_expiry(std::chrono::year_month_day(day + std::chrono::days{1}));
        const auto second = smirk::signals::vix_expiry(first.year() / first.month() + std::chrono::months{1});
        file.print("%s,%.2f,%.2f\n", examples::iso(day).c_str(), price(date(first)), price(date(second)));
    }
    file.close();
}

void write_parameters(output& file, const char* measure, const bates& m)
{
    const std::pair<const char*, double> rows[] = {{"kappa", m.kappa}, {"theta", m.theta},   {"xi", m.xi},
                                                   {"rho", m.rho},     {"lambda", m.lambda}, {"mu", m.mu},
                                                   {"delta", m.delta}};
    for (const auto& [name, value] : rows) file.print("%s,%s,%.10g\n", measure, name, value);
}

void write_truth(const std::string& folder, const std::vector<path_day>& days)
{
    output file(folder + "/sample_truth.csv");
    file.print("scope,quantity,value\n");
    const auto row = [&](const std::string& scope, const char* name, double value) {
        file.print("%s,%s,%.10g\n", scope.c_str(), name, value);
    };
    write_parameters(file, "physical", physical);
    write_parameters(file, "risk_neutral", risk_neutral);

    const double variance = days.back().bar.spot_variance, spot = cents(days.back().bar.close);
    row("market", "spot", spot);
    row("market", "spot_variance", variance);
    row("market", "dividend_yield", dividend_yield);
    const double log_contract = risk_neutral.log_contract(variance, index_years);
    const double expected = physical.variance_swap(variance, index_years);
    row("market", "log_contract_30d", log_contract);
    row("market", "variance_swap_30d", risk_neutral.variance_swap(variance, index_years));
    row("market", "expected_variance_30d", expected);
    row("market", "variance_premium_30d", log_contract - expected);
    row("market", "index_30d", 100 * std::sqrt(log_contract));

    double continuous = 0, jumps = 0, last_month = 0, overnight = 0, squares = 0;
    constexpr std::size_t month = 21;
    for (std::size_t i = 0; i < days.size(); ++i) {
        const auto& bar = days[i].bar;
        continuous += bar.continuous_variation;
        jumps += bar.jump_variation;
        if (i + month >= days.size()) last_month += bar.continuous_variation + bar.jump_variation;
        if (i == 0) continue;
        overnight += std::pow(std::log(bar.open / days[i - 1].bar.close), 2);
        squares += std::pow(std::log(bar.close / days[i - 1].bar.close), 2);
    }
    const double years = static_cast<double>(days.size()) / 252, years_of_returns = years - 1.0 / 252;
    row("path", "seed", static_cast<double>(seed));
    row("path", "first_price", first_price);
    row("path", "price_drift", price_drift);
    row("path", "days", static_cast<double>(days.size()));
    row("path", "continuous_variance", continuous / years);
    row("path", "jump_variance", jumps / years);
    row("path", "quadratic_variation", (continuous + jumps) / years);
    row("path", "close_to_close_variance", squares / years_of_returns);
    row("path", "overnight_variance", overnight / years_of_returns);
    row("path", "quadratic_variation_last_21_days", last_month * 252 / month);

    for (const auto& e : expiries) {
        const std::string scope = examples::iso(e.day) + " " + e.root();
        const double t = e.years(), forward = spot * std::exp((rate(t) - dividend_yield) * t);
        const bates_smile smile(risk_neutral, variance, forward, t);
        const double atm = smile.vol(forward), put = smile.vol(smile.strike_at_delta(-0.25)),
                     call = smile.vol(smile.strike_at_delta(0.25));
        row(scope, "years", t);
        row(scope, "rate", rate(t));
        row(scope, "discount", std::exp(-rate(t) * t));
        row(scope, "forward", forward);
        row(scope, "atm_vol", atm);
        row(scope, "risk_reversal_25", put - call);
        row(scope, "butterfly_25", (put + call) / 2 - atm);
        row(scope, "log_contract", risk_neutral.log_contract(variance, t));
        row(scope, "variance_swap", risk_neutral.variance_swap(variance, t));
    }
    file.close();
}

} // namespace

int main(int argc, char** argv)
try {
    if (argc != 2) {
        std::fprintf(stderr, "usage: %s folder\n", argv[0]);
        return 2;
    }
    const auto days = simulate();
    const double spot = cents(days.back().bar.close), variance = days.back().bar.spot_variance;
    write_history(argv[1], days);
    const std::string folder = argv[1];
    write_chain(folder + "/sample_chain.csv", chain_day, spot, variance, seed + 1, 10);
    for (const auto& [day, bar] : days)
        if (day == day_before)
            write_chain(folder + "/sample_chain_before.csv", day, cents(bar.close), bar.spot_variance, seed + 2, 0.13);
    write_futures(argv[1], days);
    write_truth(argv[1], days);
    std::printf("%zu days to %s, spot %.2f, index %.2f\n", days.size(), examples::iso(chain_day).c_str(), spot,
                100 * std::sqrt(risk_neutral.log_contract(variance, index_years)));
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "make_sample: %s\n", error.what());
    return 1;
}
