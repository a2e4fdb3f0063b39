// SPDX-License-Identifier: BSL-1.0
// The sample files obey the truth that is shipped with them.
#include "support/bates_market.hpp"
#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/dates.hpp"
#include <smirk/black/parity.hpp>
#include <smirk/black/straddle.hpp>
#include <smirk/chain.hpp>
#include <smirk/replication/cboe_index.hpp>
#include <smirk/replication/us_holidays.hpp>

#include <cmath>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace col = smirk::col;
using examples::bates, examples::bates_smile;

namespace {

support::csv_table sample(const std::string& name)
{
    return support::read_csv(std::string(SMIRK_EXAMPLE_DATA) + "/" + name);
}

class sample_truth {
    std::map<std::pair<std::string, std::string>, double> values_;

public:
    sample_truth()
    {
        const auto t = sample("sample_truth.csv");
        const auto value = t.numbers("value");
        for (std::size_t i = 0; i < value.size(); ++i)
            values_[{t.text.at("scope")[i], t.text.at("quantity")[i]}] = value[i];
    }
    [[nodiscard]] double operator()(const std::string& scope, const std::string& quantity) const
    {
        return values_.at({scope, quantity});
    }
    [[nodiscard]] bates model(const std::string& measure) const
    {
        const auto of = [&](const char* name) { return (*this)(measure, name); };
        return {of("kappa"), of("theta"), of("xi"), of("rho"), of("lambda"), of("mu"), of("delta")};
    }
    [[nodiscard]] bates_smile smile(const std::string& expiry) const
    {
        return {model("risk_neutral"), (*this)("market", "spot_variance"), (*this)(expiry, "forward"),
                (*this)(expiry, "years")};
    }
};

struct sample_expiry {
    std::vector<double> strike, call_bid, call_ask, put_bid, put_ask;

    [[nodiscard]] auto span() const
    {
        return smirk::columns(col::strike(strike), col::call_bid(call_bid), col::call_ask(call_ask),
                              col::put_bid(put_bid), col::put_ask(put_ask));
    }
};

/// By "2024-09-13 SMKW", in the order of time.
std::map<std::string, sample_expiry> sample_chain()
{
    const auto t = sample("sample_chain.csv");
    const auto strike = t.numbers("strike"), bid = t.numbers("bid"), ask = t.numbers("ask");
    std::map<std::string, sample_expiry> chain;
    for (std::size_t i = 0; i < strike.size(); i += 2) { // a call, then the put of the same strike
        REQUIRE((t.text.at("type")[i] == "C" && t.text.at("type")[i + 1] == "P" && strike[i] == strike[i + 1]));
        auto& e = chain[t.text.at("expiry")[i] + " " + t.text.at("root")[i]];
        e.strike.push_back(strike[i]);
        e.call_bid.push_back(bid[i]);
        e.call_ask.push_back(ask[i]);
        e.put_bid.push_back(bid[i + 1]);
        e.put_ask.push_back(ask[i + 1]);
    }
    return chain;
}

double sum(const std::vector<double>& v)
{
    double s = 0;
    for (const double x : v) s += x;
    return s;
}

constexpr double half_a_cent = 0.005, digits_of_truth = 1e-9, digits_of_variance = 1e-5;
constexpr double rounding_to_cents = 5e-5; // 1e-6 of a return, against .004 overnight, over 1513 days, four times

} // namespace

TEST_CASE("sample: option prices agree with another program", "[examples][sample]")
{
    // QuantLib 1.29, BatesEngine(BatesModel, 1e-12, 1000000), no rates, Actual365Fixed, forward 5000, v = .018
    const bates model{2.8, 0.032, 0.55, -0.75, 2.0, -0.05, 0.04};
    const double tolerance = 1e-8; // QuantLib's integrator stops at about this
    const auto price = [&](double days, bool is_call, double strike) {
        return bates_smile(model, 0.018, 5000, days / 365).price(is_call, strike);
    };
    REQUIRE_THAT(price(7, false, 4525.5030684242065), WithinAbs(0.52800123416705, tolerance));
    REQUIRE_THAT(price(7, true, 5000), WithinAbs(41.174033282114, tolerance));
    REQUIRE_THAT(price(28, false, 4756.8387971552111), WithinAbs(24.59894910449, tolerance));
    REQUIRE_THAT(price(378, false, 2403.0245507767454), WithinAbs(2.5667230471422, tolerance));
    REQUIRE_THAT(price(378, true, 6005.1374659634248), WithinAbs(40.695827515965, tolerance));
}

TEST_CASE("sample: bars are bars, on business days, up to the chain", "[examples][sample]")
{
    const auto t = sample("sample_prices.csv");
    const auto open = t.numbers("open"), high = t.numbers("high"), low = t.numbers("low"), close = t.numbers("close");
    for (std::size_t i = 0; i < close.size(); ++i) {
        CAPTURE(t.text.at("date")[i]);
        REQUIRE((low[i] > 0 && low[i] <= std::fmin(open[i], close[i]) && high[i] >= std::fmax(open[i], close[i])));
        const auto day = examples::read_date(t.text.at("date")[i]).day;
        REQUIRE(day);
        REQUIRE(smirk::replication::is_us_business_day(std::chrono::local_days{day->time_since_epoch()}));
        if (i) REQUIRE(t.text.at("date")[i - 1] < t.text.at("date")[i]);
    }
    REQUIRE(t.text.at("date") == sample("sample_iv_history.csv").text.at("date"));
    REQUIRE(t.text.at("date") == sample("sample_variance.csv").text.at("date"));
    const auto chain = sample("sample_chain.csv");
    REQUIRE(chain.text.at("quote_date")[0] == t.text.at("date").back() + " 16:00");
    REQUIRE(chain.numbers("spot")[0] == close.back());
    REQUIRE(sample_truth()("market", "spot") == close.back());
}

TEST_CASE("sample: the seed gives the path again", "[examples][sample]")
{
    const sample_truth truth;
    const bates physical = truth.model("physical");
    examples::bates_path path(physical, truth("path", "price_drift"), truth("path", "first_price"), physical.theta,
                              static_cast<std::uint64_t>(truth("path", "seed")));
    const auto prices = sample("sample_prices.csv"), variance = sample("sample_variance.csv");
    const auto open = prices.numbers("open"), high = prices.numbers("high"), low = prices.numbers("low"),
               close = prices.numbers("close"), spot_variance = variance.numbers("spot_variance"),
               quadratic = variance.numbers("quadratic_variation");
    const double half_a_cent_and_rounding = half_a_cent + 1e-6; // 1.5 million steps of log, sin, cos
    for (std::size_t i = 0; i < close.size(); ++i) {
        const auto day = path.next();
        REQUIRE_THAT(open[i], WithinAbs(day.open, half_a_cent_and_rounding));
        REQUIRE_THAT(high[i], WithinAbs(day.high, half_a_cent_and_rounding));
        REQUIRE_THAT(low[i], WithinAbs(day.low, half_a_cent_and_rounding));
        REQUIRE_THAT(close[i], WithinAbs(day.close, half_a_cent_and_rounding));
        REQUIRE_THAT(spot_variance[i], WithinRel(day.spot_variance, digits_of_variance));
        REQUIRE_THAT(quadratic[i], WithinRel(day.continuous_variation + day.jump_variation, digits_of_variance));
    }
}

TEST_CASE("sample: prices have the variance that the truth says", "[examples][sample]")
{
    const sample_truth truth;
    const auto prices = sample("sample_prices.csv"), variance = sample("sample_variance.csv");
    const auto open = prices.numbers("open"), high = prices.numbers("high"), low = prices.numbers("low"),
               close = prices.numbers("close");
    const auto quadratic = variance.numbers("quadratic_variation"), jumps = variance.numbers("jump_variation");
    const auto n = static_cast<double>(close.size());
    REQUIRE(truth("path", "days") == n);
    REQUIRE_THAT(sum(quadratic) / n * 252, WithinRel(truth("path", "quadratic_variation"), digits_of_variance));
    REQUIRE_THAT(sum(jumps) / n * 252, WithinRel(truth("path", "jump_variance"), digits_of_variance));

    double squares = 0, overnight = 0, standardised = 0, range = 0, days_without_jump = 0;
    for (std::size_t i = 1; i < close.size(); ++i) {
        const double r = std::log(close[i] / close[i - 1]);
        squares += r * r;
        overnight += std::pow(std::log(open[i] / close[i - 1]), 2);
        standardised += r * r / quadratic[i];
        if (jumps[i] > 0) continue;
        ++days_without_jump;
        range += std::pow(std::log(high[i] / low[i]), 2) / (4 * std::log(2.0)) / quadratic[i];
    }
    REQUIRE_THAT(squares / (n - 1) * 252, WithinRel(truth("path", "close_to_close_variance"), rounding_to_cents));
    REQUIRE_THAT(overnight / (n - 1) * 252, WithinRel(truth("path", "overnight_variance"), rounding_to_cents));
    // returns over their quadratic variation are near standard normal: the mean of the squares is 1 +- sqrt(2 / n)
    REQUIRE_THAT(standardised / (n - 1), WithinAbs(1, 3 * std::sqrt(2 / n)));
    // Parkinson's estimator is unbiased for continuous extremes, its relative variance .4073; 390 of 488 steps are day
    REQUIRE_THAT(range / days_without_jump * 488 / 390, WithinAbs(1, 3 * std::sqrt(0.4073 / days_without_jump)));
}

TEST_CASE("sample: the index of each day is that of its variance", "[examples][sample]")
{
    const sample_truth truth;
    const bates model = truth.model("risk_neutral");
    const auto index = sample("sample_iv_history.csv").numbers("close");
    const auto variance = sample("sample_variance.csv").numbers("spot_variance");
    for (std::size_t i = 0; i < index.size(); ++i) {
        const double exact = 100 * std::sqrt(model.log_contract(variance[i], 30.0 / 365));
        REQUIRE_THAT(index[i], WithinAbs(exact, half_a_cent + digits_of_variance * exact));
    }
    const double premium = truth("market", "log_contract_30d") - truth("market", "expected_variance_30d");
    REQUIRE_THAT(truth("market", "variance_premium_30d"), WithinRel(premium, 1e-8));
    REQUIRE_THAT(truth("market", "index_30d"),
                 WithinRel(100 * std::sqrt(truth("market", "log_contract_30d")), digits_of_truth));
}

TEST_CASE("sample: the true price lies within every quote", "[examples][sample]")
{
    const sample_truth truth;
    int unquoted = 0, without_bid = 0, quotes = 0;
    for (const auto& [name, e] : sample_chain()) {
        const auto smile = truth.smile(name);
        const double discount = truth(name, "discount");
        for (std::size_t i = 0; i < e.strike.size(); ++i)
            for (const bool is_call : {true, false}) {
                const double bid = (is_call ? e.call_bid : e.put_bid)[i], ask = (is_call ? e.call_ask : e.put_ask)[i];
                CAPTURE(name, e.strike[i], is_call, bid, ask);
                ++quotes;
                if (ask == 0) {
                    REQUIRE(bid == 0);
                    ++unquoted;
                    continue;
                }
                const double price = discount * smile.price(is_call, e.strike[i]);
                REQUIRE((bid <= price + 1e-9 && price <= ask + 1e-9)); // rounding of the price
                without_bid += bid == 0;
            }
    }
    REQUIRE(quotes > 2000);
    REQUIRE((unquoted > 5 && without_bid > 100)); // wings that a program has to cope with
}

TEST_CASE("sample: parity finds the true forwards", "[examples][sample]")
{
    const sample_truth truth;
    for (const auto& [name, e] : sample_chain()) {
        CAPTURE(name);
        const double years = truth(name, "years"), forward = truth(name, "forward");
        const auto fit = smirk::black::implied_forward(smirk::chain_slice{e.span(), years});
        REQUIRE(fit);
        // ticks round C - P the same way at neighbouring strikes, which no standard error knows: a fifth of a tick
        REQUIRE_THAT(fit.forward, WithinAbs(forward, 4 * fit.forward_error + 0.02));
        REQUIRE_THAT(fit.discount, WithinAbs(truth(name, "discount"), 4 * fit.discount_error + 1e-5));
        const auto known = smirk::black::implied_forward(smirk::chain_slice{e.span(), years, truth(name, "rate")});
        REQUIRE_THAT(known.forward, WithinAbs(forward, 0.25)); // the spread of one option at the money is 0.6 or more
    }
}

TEST_CASE("sample: the strip of the chain gives the index", "[examples][sample]")
{
    const sample_truth truth;
    auto chain = sample_chain();
    const auto slice = [&](const std::string& name) {
        return smirk::chain_slice{chain.at(name).span(), truth(name, "years"), truth(name, "rate")};
    };
    const auto index = smirk::replication::cboe_index(slice("2024-10-04 SMKW"), slice("2024-10-11 SMKW"));
    REQUIRE(index);
    REQUIRE_THAT(index.index, WithinAbs(truth("market", "index_30d"), 0.1)); // ticks, gaps and ends of the strip
}

TEST_CASE("sample: at-the-money vols are those of the straddle", "[examples][sample]")
{
    const sample_truth truth;
    for (const auto& [name, e] : sample_chain()) {
        const auto smile = truth.smile(name);
        const double forward = truth(name, "forward"),
                     straddle = smile.price(true, forward) + smile.price(false, forward);
        REQUIRE_THAT(smirk::black::straddle_vol(straddle, forward, truth(name, "years")),
                     WithinRel(truth(name, "atm_vol"), 1e-8));
        REQUIRE(truth(name, "risk_reversal_25") > 0);
    }
}

TEST_CASE("sample: a future on the index is the mean of the index to come", "[examples][sample]")
{
    const sample_truth truth;
    const bates model = truth.model("risk_neutral");
    constexpr double month = 30.0 / 365, v = 0.02, years = 0.25;
    const auto index = [&](const bates& m, double variance) { return std::sqrt(m.log_contract(variance, month)); };
    REQUIRE_THAT(model.expected_index(v, 1e-9, month), WithinRel(index(model, v), 1e-6)); // no time for v to move
    bates certain = model;
    certain.xi = 1e-3; // v follows its mean
    const double mean = model.theta + (v - model.theta) * std::exp(-model.kappa * years);
    REQUIRE_THAT(certain.expected_index(v, years, month), WithinRel(index(certain, mean), 1e-5));

    // v_T = c chi^2, of 4 kappa theta / xi^2 degrees of freedom and non-centrality v e^(-kappa T) / c (Cox, Ingersoll
    // and Ross 1985), drawn exactly: a chi^2 with a Poisson number of degrees more
    const double c = model.xi * model.xi * -std::expm1(-model.kappa * years) / (4 * model.kappa);
    const double degrees = 4 * model.kappa * model.theta / (model.xi * model.xi);
    std::mt19937_64 random(5);
    std::poisson_distribution<int> more(v * std::exp(-model.kappa * years) / c / 2);
    double sum = 0, squares = 0;
    constexpr int draws = 100000;
    for (int i = 0; i < draws; ++i) {
        std::gamma_distribution<double> half_chi_square(degrees / 2 + more(random));
        const double x = index(model, 2 * c * half_chi_square(random));
        sum += x / draws, squares += x * x / draws;
    }
    const double error = std::sqrt((squares - sum * sum) / draws);
    REQUIRE_THAT(model.expected_index(v, years, month), WithinAbs(sum, 4 * error));
}

TEST_CASE("sample: the futures of the file settle when those on the VIX do", "[examples][sample]")
{
    const sample_truth truth;
    const auto t = sample("sample_futures.csv");
    REQUIRE(t.text.at("date").back() == "2024-09-06");
    const bates model = truth.model("risk_neutral");
    const auto price = [&](int days) {
        return 100 * model.expected_index(truth("market", "spot_variance"), days / 365.0, 30.0 / 365);
    };
    REQUIRE_THAT(t.numbers("first").back(), WithinAbs(price(12), half_a_cent));  // 18 September 2024
    REQUIRE_THAT(t.numbers("second").back(), WithinAbs(price(40), half_a_cent)); // 16 October
}

TEST_CASE("sample: three days before the chain, both were lower", "[examples][sample]")
{
    const auto t = sample("sample_chain_before.csv");
    REQUIRE(t.text.at("quote_date").front() == "2024-09-03 16:00");
    const auto prices = sample("sample_prices.csv");
    const auto close = prices.numbers("close");
    REQUIRE(prices.text.at("date")[close.size() - 4] == "2024-09-03");
    REQUIRE(t.numbers("spot").front() == close[close.size() - 4]);
    REQUIRE(close.back() > close[close.size() - 4]);
    const auto index = sample("sample_iv_history.csv").numbers("close");
    REQUIRE(index.back() > index[index.size() - 4]);
}
