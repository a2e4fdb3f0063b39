// SPDX-License-Identifier: BSL-1.0
// The report: its numbers against official closes and against the truth of the sample market, its gaps, its texts.
#include "../../examples/support/make_report.hpp"
#include "../../examples/support/report_csv.hpp"
#include "../../examples/support/report_html.hpp"
#include "../../examples/support/report_text.hpp"
#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/shared_data.hpp"
#include "temporary_file.hpp"
#include <smirk/black/price.hpp>

#include <map>

using namespace examples;
using support::temporary_file;

namespace {

std::string sample(const std::string& file) { return std::string(SMIRK_EXAMPLE_DATA) + "/" + file; }

volatility_report report_of_sample()
{
    return make_report({read_prices(sample("sample_prices.csv")), read_options(sample("sample_chain.csv")),
                        read_prices(sample("sample_iv_history.csv"))});
}
volatility_report report_of_chain(std::string_view contents)
{
    const temporary_file file(contents);
    return make_report({.options = read_options(file.path())});
}
volatility_report report_of_prices(std::string_view contents)
{
    const temporary_file file(contents);
    return make_report({.prices = read_prices(file.path())});
}

std::string why(const volatility_report& r, const std::string& part)
{
    for (const auto& g : r.gaps)
        if (g.part == part) return g.why;
    return "no such gap";
}

/// Nothing that is not known is printed as a number.
void require_no_nan(const volatility_report& r)
{
    std::string all = report_as_text(r) + report_as_html(r);
    for (const auto& f : report_as_csv(r)) all += f.contents;
    for (const char* bad : {" nan", "nan ", "-nan", ",nan", ">nan", " inf ", ">inf<", ",inf,", "-inf", "1.#"})
        REQUIRE_THAT(all, !ContainsSubstring(bad));
}

/// A chain in the wide format: spot 100, rate 0, strikes 60 to 140, Black vol 20 %, quotes a tick of 0.02 wide.
std::string flat_chain(std::initializer_list<int> days, const char* root = "XYZ")
{
    std::string out =
        "quote_time,spot,expiry,root,minutes_to_expiry,rate_cc,strike,call_bid,call_ask,put_bid,put_ask\n";
    for (const int n : days) {
        const date expiry = *read_date("2024-01-05").day + std::chrono::days(n); // a Friday
        const double minutes = 1440.0 * n - 15, years = minutes / 525600;        // 16:15 to 16:00
        for (int strike = 60; strike <= 140; ++strike) {
            const double call = smirk::black::price(smirk::option_type::call, 100.0, double(strike), years, 0.2);
            const double put = smirk::black::price(smirk::option_type::put, 100.0, double(strike), years, 0.2);
            const auto bid = [](double p) { return std::max(0.0, p - 0.01); };
            out +=
                "2024-01-05 16:15,100," + iso(expiry) + "," + root +
                text(",%.0f,0,%d,%.4f,%.4f,%.4f,%.4f\n", minutes, strike, bid(call), call + 0.01, bid(put), put + 0.01);
        }
    }
    return out;
}

std::string price_history(int days, double (*close)(int), const char* first = "2023-01-02")
{
    std::string out = "date,open,high,low,close\n";
    date day = *read_date(first).day;
    for (int i = 0; i < days; ++i, day += std::chrono::days(1)) {
        while (std::chrono::weekday{day} == std::chrono::Saturday || std::chrono::weekday{day} == std::chrono::Sunday)
            day += std::chrono::days(1);
        const double c = close(i), o = i ? close(i - 1) : c;
        out += iso(day) + text(",%.6f,%.6f,%.6f,%.6f\n", o, std::max(o, c) * 1.002, std::min(o, c) * 0.998, c);
    }
    return out;
}
double wave(int i) { return 100 * std::exp(0.02 * std::sin(1.7 * i) * (1 + 0.5 * std::sin(0.05 * i))); }

} // namespace

TEST_CASE("the index of four real closes is the official one")
{
    // data/chains/official_indices.csv; the official close is of the last quotes of the day, ours of 16:15
    const std::map<std::string, double> official{
        {"2022-02-04", 23.22}, {"2023-05-05", 17.19}, {"2023-05-23", 18.53}, {"2024-01-05", 13.35}};
    for (const auto& [day, close] : official) {
        const std::string file = "chains/SPX_" + day + ".csv";
        SKIP_WITHOUT_SHARED_DATA(file);
        const auto r = make_report({.options = read_options(support::shared_data(file))});
        REQUIRE(r.index);
        REQUIRE_THAT(r.index->result.index, WithinAbs(close, 0.005));
    }
}

TEST_CASE("forwards, strikes and variances of both terms of a real close")
{
    SKIP_WITHOUT_SHARED_DATA("chains/SPX_2023-05-23.csv");
    const auto r = make_report({.options = read_options(support::shared_data("chains/SPX_2023-05-23.csv"))});
    const auto text = report_as_text(r); // digits of data/chains/official_indices.csv, an independent computation
    for (const char* digits :
         {"30-day index 18.53, 9 days 17.37, 93 days 21.06", "4158.5948", "4161.6076", "0.0350067619", "0.0342464436"})
        REQUIRE_THAT(text, ContainsSubstring(digits));
    REQUIRE(r.index->result.near.contributions.size() == 277);
    REQUIRE(r.index->result.next.contributions.size() == 159);
}

TEST_CASE("a whole chain of 17,000 options: every expiry has a forward and a fit, or a gap that says why")
{
    SKIP_WITHOUT_SHARED_DATA("chains/SPX_full_2023-05-23.csv");
    const auto r = make_report({.options = read_options(support::shared_data("chains/SPX_full_2023-05-23.csv"))});
    REQUIRE(r.expiries.size() == 53);
    // no rates in this file: forward and discount come from parity, which moves the index by less than a hundredth
    REQUIRE_THAT(r.index->result.index, WithinAbs(18.53, 0.01));
    for (const auto& e : r.expiries) {
        REQUIRE(bool(e.smile) == e.missing.empty());
        if (!e.smile)
            REQUIRE_THAT(why(r, "smile of " + e.name.root + " " + iso(e.name.expiry)), ContainsSubstring(e.missing));
        if (e.smile) REQUIRE(e.butterfly_free);
    }
    REQUIRE_THAT(why(r, "smile of SPXW 2023-07-14"),
                 ContainsSubstring("no forward: too few strikes with call and put quoted"));
    require_no_nan(r);
}

TEST_CASE("the report of the sample agrees with the truth of its market")
{
    const auto r = report_of_sample();
    const auto table = support::read_csv(sample("sample_truth.csv"));
    std::map<std::string, double> truth;
    const auto values = table.numbers("value");
    for (std::size_t i = 0; i < values.size(); ++i)
        truth[table.text.at("scope")[i] + " " + table.text.at("quantity")[i]] = values[i];

    REQUIRE(r.name == "SMK");
    REQUIRE(r.spot == truth.at("market spot"));
    REQUIRE_THAT(r.index->result.index, WithinAbs(truth.at("market index_30d"), 0.02)); // a strip with gaps and ends
    for (const auto& e : r.expiries) {
        const std::string scope = iso(e.name.expiry) + " " + e.name.root + " ";
        REQUIRE_THAT(e.years, WithinRel(truth.at(scope + "years"), 1e-9)); // the file has ten digits
        REQUIRE_THAT(e.forward, WithinAbs(truth.at(scope + "forward"), 0.2));
        if (!e.smile) continue;
        // five parameters cannot follow the smile of a jump model to the basis point
        REQUIRE_THAT(e.atm, WithinAbs(truth.at(scope + "atm_vol"), 0.0025));
        REQUIRE_THAT(e.rr25, WithinAbs(truth.at(scope + "risk_reversal_25"), 0.0050));
        REQUIRE_THAT(e.bf25, WithinAbs(truth.at(scope + "butterfly_25"), 0.0030));
    }
    // the realized vol of the last 21 days against the quadratic variation of the path: 21 draws of it, so a band
    const double quadratic = std::sqrt(truth.at("path quadratic_variation_last_21_days"));
    for (const auto& e : r.realized->estimators) REQUIRE_THAT(e.today[2], WithinRel(quadratic, 0.35));
    REQUIRE(r.garch);
    REQUIRE_THAT(r.garch->long_run_vol, WithinRel(std::sqrt(truth.at("path close_to_close_variance")), 0.15));
    require_no_nan(r);
}

TEST_CASE("rank, percentile and IV over RV are what they say")
{
    auto r = report_of_sample();
    const auto& h = r.signal.iv_history;
    REQUIRE(iso(r.signal.iv_day.back()) == "2024-09-06");
    const std::size_t n = h.size();
    const auto [low, high] = std::minmax_element(h.end() - 252, h.end());
    REQUIRE_THAT(r.signal.iv_rank, WithinAbs(100 * (h.back() - *low) / (*high - *low), 1e-10));
    std::size_t below = 0;
    for (std::size_t i = n - 253; i < n - 1; ++i) below += h[i] < h.back();
    REQUIRE_THAT(r.signal.iv_percentile, WithinAbs(100.0 * static_cast<double>(below) / 252, 1e-10));
    REQUIRE_THAT(r.signal.nvrp, WithinRel(r.index->result.index / 100 / r.realized->estimators.back().today[2], 1e-12));
    REQUIRE(r.realized->estimators.back().estimator == "Yang-Zhang");
    REQUIRE_FALSE(r.signal.page.matrix.matching.empty());
    for (const auto& f : r.signal.page.matrix.matching)
        for (const auto& e : f.because) REQUIRE((e.value >= e.what.from && e.value < e.what.to));
}

TEST_CASE("a flat smile is flat")
{
    const auto r = report_of_chain(flat_chain({7, 28, 35, 91}));
    REQUIRE_THAT(r.index->result.index, WithinAbs(20, 0.25)); // strikes one apart: see discretisation in replication
    for (const auto& e : r.expiries) {
        REQUIRE_THAT(e.forward, WithinAbs(100, 1e-6));
        REQUIRE_THAT(e.atm, WithinAbs(0.2, 1e-3));
        REQUIRE_THAT(e.rr25, WithinAbs(0, 2e-3));
        REQUIRE((e.butterfly_free && !e.crosses_in_quotes));
    }
}

TEST_CASE("without an input the parts it feeds are gaps")
{
    const auto nothing = make_report({});
    REQUIRE_THAT(why(nothing, "realized volatility and GARCH"), ContainsSubstring("--prices"));
    REQUIRE_THAT(why(nothing, "30-day index, smiles, term structure and skew"), ContainsSubstring("--options"));
    require_no_nan(nothing);

    const auto prices = report_of_prices(price_history(400, wave));
    REQUIRE((prices.realized && prices.garch && !prices.index));
    REQUIRE_THAT(why(prices, "implied against realized, regime"), ContainsSubstring("no implied vol"));
    require_no_nan(prices);

    const auto options = report_of_chain(flat_chain({28, 35}));
    REQUIRE_THAT(why(options, "IV rank and percentile"), ContainsSubstring("--iv-history"));
    REQUIRE_THAT(why(options, "IV / RV"), ContainsSubstring("no realized volatility"));
    REQUIRE(options.signal.iv > 0.19);
    require_no_nan(options);
}

TEST_CASE("one expiry only, expiries outside the cycle, all bids zero, everything crossed")
{
    const auto one = report_of_chain(flat_chain({28}));
    REQUIRE_FALSE(one.index);
    REQUIRE_THAT(why(one, "30-day index"), ContainsSubstring("two expiries"));
    REQUIRE(one.expiries[0].smile);
    require_no_nan(one);

    const auto spoiled = [](void (*spoil)(std::vector<double>&)) {
        std::string in = flat_chain({28, 35}), out;
        const temporary_file file(in);
        line_reader lines(file.path());
        std::vector<std::string_view> f;
        for (std::string_view line; lines.next(line);) {
            split(line, ',', f);
            std::vector<double> q{number(f[7]), number(f[8]), number(f[9]), number(f[10])};
            if (lines.line() == 1) {
                out += std::string(line) + "\n";
                continue;
            }
            spoil(q);
            for (std::size_t i = 0; i < 7; ++i) out += std::string(f[i]) + ",";
            out += text("%.4f,%.4f,%.4f,%.4f\n", q[0], q[1], q[2], q[3]);
        }
        return report_of_chain(out);
    };
    for (const auto& r : {spoiled([](std::vector<double>& q) { q[0] = q[2] = 0; }),
                          spoiled([](std::vector<double>& q) { std::swap(q[0], q[1]), std::swap(q[2], q[3]); }),
                          spoiled([](std::vector<double>& q) {
                              q = {0, 0, 0, 0};
                          })}) {
        REQUIRE(r.index);
        REQUIRE_FALSE(bool(r.index->result));
        REQUIRE_THAT(why(r, "30-day index"), ContainsSubstring("the near term has no variance"));
        REQUIRE_FALSE(r.expiries[0].smile);
        REQUIRE_THAT(r.expiries[0].missing, ContainsSubstring("too few strikes with call and put quoted"));
        REQUIRE_THAT(report_as_text(r), !ContainsSubstring("30-day index "));
        require_no_nan(r);
    }
    // calls alone: no parity, so no forward
    const auto calls = spoiled([](std::vector<double>& q) { q[2] = q[3] = 0; });
    REQUIRE_FALSE(calls.expiries[0].smile);
    require_no_nan(calls);
}

TEST_CASE("quotes that are no market: prices all alike, absurd, tiny")
{
    const std::string header =
        "quote_time,spot,expiry,root,minutes_to_expiry,rate_cc,strike,call_bid,call_ask,put_bid,put_ask\n";
    for (const char* quotes :
         {"1,1,1,1", "1e9,2e9,1e9,2e9", "1e-300,1e-300,1e-300,1e-300", "1e300,1e300,1e300,1e300", "5,5,0,0"})
        for (const char* rate : {"0.05", "-3", "50", "1e6"}) {
            std::string chain = header;
            for (const int minutes : {1, 40305, 50385})
                for (int strike = 90; strike <= 110; ++strike)
                    chain += text("2024-01-05 16:15,100,%s,XYZ,%d,%s,%d,%s\n",
                                  minutes == 1       ? "2024-01-05"
                                  : minutes == 40305 ? "2024-02-02"
                                                     : "2024-02-09",
                                  minutes, rate, strike, quotes);
            require_no_nan(report_of_chain(chain));
        }
}

TEST_CASE("price histories that are short, weekly, flat, broken or of another time")
{
    REQUIRE_THAT(why(report_of_prices(price_history(2, wave)), "realized volatility"), ContainsSubstring("2 days"));
    const auto year = report_of_prices(price_history(100, wave));
    REQUIRE_THAT(why(year, "GARCH"), ContainsSubstring("99 returns without a break; 250 are needed"));
    REQUIRE(std::isnan(year.realized->estimators[0].today.back())); // 252 days are not there
    REQUIRE_THAT(report_as_text(year), ContainsSubstring(" -\n"));
    require_no_nan(year);

    std::string weekly = "date,close\n";
    for (int i = 0; i < 300; ++i)
        weekly += iso(*read_date("2018-01-05").day + std::chrono::days(7 * i)) + text(",%.3f\n", wave(i));
    REQUIRE_THAT(why(report_of_prices(weekly), "realized volatility and GARCH"), ContainsSubstring("not daily"));

    const auto flat = report_of_prices(price_history(400, [](int) { return 100.0; }));
    REQUIRE_THAT(why(flat, "GARCH"), ContainsSubstring("the fit ended as"));
    REQUIRE(flat.realized->estimators[0].today[0] == 0);
    require_no_nan(flat);

    std::string broken = price_history(400, wave);
    const std::size_t at = broken.find("2024-06-28");
    REQUIRE(at != broken.npos);
    broken.insert(broken.find(',', at) + 1, "-");
    const auto b = report_of_prices(broken);
    REQUIRE(b.prices->broken.size() == 1);
    REQUIRE_THAT(why(b, "GARCH"),
                 ContainsSubstring("returns without a break")); // no return is taken across the bad bar
    REQUIRE(std::isnan(b.realized->estimators[0].today[2]));
    REQUIRE_THAT(report_as_text(b), ContainsSubstring("open is no positive number"));
    require_no_nan(b);

    const temporary_file close_only("date,close\n2024-01-02,10\n2024-01-03,11\n2024-01-04,10.5\n2024-01-05,10\n2024-01-"
                                    "08,10.2\n2024-01-09,10.1\n2024-01-10,10\n");
    const auto c = make_report({.prices = read_prices(close_only.path())});
    REQUIRE(c.realized->estimators.size() == 1);
    REQUIRE_THAT(why(c, "range estimators"), ContainsSubstring("no open, high and low"));
    require_no_nan(c);
}

TEST_CASE("nothing later than the quotes enters, and nothing too old is compared with them")
{
    const temporary_file chain(flat_chain({28, 35})), later(price_history(400, wave, "2023-01-02")),
        old(price_history(100, wave, "2023-01-02"));
    const auto r = make_report({read_prices(later.path()), read_options(chain.path()), {}});
    REQUIRE(r.prices->day.back() <= *read_date("2024-01-05").day);
    REQUIRE_THAT(r.remarks.at(0), ContainsSubstring("days after the quotes (2024-01-05) left aside"));
    REQUIRE(r.signal.nvrp > 0);
    const auto o = make_report({read_prices(old.path()), read_options(chain.path()), {}});
    REQUIRE_THAT(why(o, "IV / RV"), ContainsSubstring("prices end on 2023-05-19, implied vol is of 2024-01-05"));
    REQUIRE(std::isnan(o.signal.nvrp));
    require_no_nan(o);

    const temporary_file iv("date,close\n2022-01-03,16.6\n2022-01-04,17\n");
    REQUIRE_THAT(why(make_report({{}, read_options(chain.path()), read_prices(iv.path())}), "IV rank and percentile"),
                 ContainsSubstring("60 are needed"));
    std::string years = "date,close\n";
    for (int i = 0; i < 300; ++i)
        years += iso(*read_date("2022-01-03").day + std::chrono::days(i)) + text(",%.2f\n", 15 + std::sin(i));
    const temporary_file stale(years);
    const auto s = make_report({{}, read_options(chain.path()), read_prices(stale.path())});
    REQUIRE_THAT(why(s, "IV rank and percentile"),
                 ContainsSubstring("the history ends on 2022-10-29, too long before the quotes"));
    require_no_nan(s);
}

TEST_CASE("changes of spot and of implied vol are read together only where they are of one day")
{
    std::string iv = "date,close\n";
    for (int i = 0; i < 100; ++i)
        iv +=
            iso(*read_date("2024-01-01").day + std::chrono::days(i)) + text(",%.2f\n", 15 + std::sin(i)); // to 9 April
    const temporary_file history(iv);
    const auto knows_return = [&](int days) {
        const temporary_file prices(price_history(days, wave, "2024-01-01"));
        const auto r = make_report({.prices = read_prices(prices.path()), .iv_history = read_prices(history.path())});
        return std::isfinite(signals::value_of(r.signal.readings, signals::quantity::spot_return));
    };
    REQUIRE(knows_return(72));       // 72 weekdays from 1 January: 9 April
    REQUIRE_FALSE(knows_return(71)); // 8 April
}

TEST_CASE("a history of implied vol in points and one in decimals say the same")
{
    std::string points = "date,close\n", decimals = points;
    for (int i = 0; i < 300; ++i) {
        const std::string day = iso(*read_date("2023-03-12").day + std::chrono::days(i)) + ",";
        points += day + text("%.2f\n", 20 + 5 * std::sin(0.1 * i));
        decimals += day + text("%.4f\n", 0.2 + 0.05 * std::sin(0.1 * i));
    }
    const temporary_file p(points), d(decimals);
    const auto a = make_report({.iv_history = read_prices(p.path())}),
               b = make_report({.iv_history = read_prices(d.path())});
    REQUIRE(a.signal.iv_rank > 0);
    REQUIRE_THAT(a.signal.iv_rank, WithinAbs(b.signal.iv_rank, 0.2)); // two digits of points, four of decimals
    REQUIRE_THAT(a.signal.iv, WithinAbs(b.signal.iv, 1e-4));
}

TEST_CASE("a forward far from the spot is remarked upon")
{
    std::string chain = flat_chain({3, 28, 35});
    for (std::size_t at = 0; (at = chain.find("16:15,100,", at)) != chain.npos; at += 10)
        chain.replace(at, 10, "16:15,102,");
    const auto r = report_of_chain(chain);
    REQUIRE(r.remarks.size() == 1);
    REQUIRE_THAT(r.remarks[0], ContainsSubstring("-2.0 % from the spot"));
    REQUIRE(report_of_chain(flat_chain({3, 28, 35})).remarks.empty());
}

TEST_CASE("the page names every part, and the CSV files hold what the charts show")
{
    const auto r = report_of_sample();
    const std::string html = report_as_html(r);
    for (const char* part :
         {"30-day index", "What each strike adds, near term 2024-10-04 SMKW", "At-the-money term structure",
          "25-delta risk reversal", "Total variance by expiry", "Realized volatility, the last year",
          "Conditional volatility", "Regime, with the evidence"})
        REQUIRE_THAT(html, ContainsSubstring(part));
    std::map<std::string, std::string> files;
    for (const auto& f : report_as_csv(r)) files[f.file] = f.contents;
    for (std::size_t at = 0; (at = html.find("href=\"", at)) != html.npos;) { // every link leads to a file
        at += 6;
        REQUIRE(files.count(html.substr(at, html.find('"', at) - at)) == 1);
    }
    const auto lines = [&](const char* file) { return std::count(files.at(file).begin(), files.at(file).end(), '\n'); };
    REQUIRE(lines("realized.csv") == 1 + 1513);
    REQUIRE(lines("garch.csv") == 1 + 1512);
    REQUIRE(lines("term_structure.csv") == 1 + 10);
    std::size_t points = 0;
    for (const auto& e : r.expiries) points += e.points.size();
    REQUIRE(lines("smiles.csv") == static_cast<std::ptrdiff_t>(1 + points));
    const auto& v = r.index->result;
    REQUIRE(lines("index_strikes.csv") ==
            static_cast<std::ptrdiff_t>(1 + v.near.contributions.size() + v.near.dropped.size() +
                                        v.next.contributions.size() + v.next.dropped.size()));
}

TEST_CASE("what changed between two chains: lines that add up, and a verdict on the day")
{
    const auto r = make_report({.options = read_options(sample("sample_chain.csv")),
                                .earlier = read_options(sample("sample_chain_before.csv"))});
    REQUIRE(r.change);
    double sum = 0;
    for (const auto& [name, points] : lines_of(*r.change)) sum += points;
    REQUIRE_THAT(sum, WithinAbs(r.change->lines.change, 1e-12)); // by construction
    REQUIRE(r.change->with_roll);
    REQUIRE(r.change->lines.parallel > 0.9 * r.change->lines.change);  // one factor drives the vols of the model
    REQUIRE(r.change->anomaly.verdict == signals::anomaly::undecided); // credit, VVIX and flows are not known
    REQUIRE_THAT(report_as_html(r), ContainsSubstring("What moved the index") && ContainsSubstring("parallel shift"));
    require_no_nan(r);

    // the other way round, and another underlying: a gap that says why
    const auto turned = make_report({.options = read_options(sample("sample_chain_before.csv")),
                                     .earlier = read_options(sample("sample_chain.csv"))});
    REQUIRE_FALSE(turned.change);
    REQUIRE_THAT(why(turned, "what changed"), ContainsSubstring("are not earlier than those of"));
    const temporary_file other(flat_chain({28, 35}));
    const auto mixed =
        make_report({.options = read_options(sample("sample_chain.csv")), .earlier = read_options(other.path())});
    REQUIRE_THAT(why(mixed, "what changed"), ContainsSubstring("options on XYZ"));
}

TEST_CASE("what changed between two real closes")
{
    // the lines of an independent prototype of the same definition, three digits: spot -0.406, parallel +1.344
    SKIP_WITHOUT_SHARED_DATA("chains/SPX_2023-05-23.csv");
    const auto r = make_report({.options = read_options(support::shared_data("chains/SPX_2023-05-23.csv")),
                                .earlier = read_options(support::shared_data("chains/SPX_2023-05-05.csv"))});
    REQUIRE_THAT(r.change->lines.change, WithinAbs(1.339, 0.0006));
    REQUIRE_THAT(r.change->lines.spot, WithinAbs(-0.406, 0.01));
    REQUIRE_THAT(r.change->lines.parallel, WithinAbs(1.344, 0.01));
    REQUIRE_FALSE(r.change->with_roll);
    REQUIRE_THAT(report_as_text(r),
                 ContainsSubstring("both rose: undecided") && ContainsSubstring("cause: puts restruck"));
}

TEST_CASE(
    "the surface on its grid: local vol gives implied vol back at the money of short times, nothing is extrapolated")
{
    const auto r = report_of_sample();
    const auto& s = *r.surface;
    REQUIRE(s.days.size() == s.implied.size());
    REQUIRE_THAT(s.days.front(), WithinAbs(7, 1e-9));
    const auto middle = static_cast<std::size_t>(std::find(s.z.begin(), s.z.end(), 0.0) - s.z.begin());
    REQUIRE_THAT(s.implied.front()[middle], WithinAbs(r.expiries.front().atm, 0.0005)); // SVI alone and with the others
    // the skew of local vol is about twice that of implied vol: Derman, Kani and Zou 1996; a rule, so a wide band
    const double implied = s.implied[8][middle - 2] - s.implied[8][middle + 2];
    const double local = s.local[8][middle - 2] - s.local[8][middle + 2];
    REQUIRE_THAT(local / implied, WithinAbs(2, 0.5));
    const auto known = [](double v) { return std::isfinite(v); };
    for (std::size_t i = 0; i < s.days.size(); ++i) {
        REQUIRE(known(s.implied[i][middle]));
        for (std::size_t j = 0; j < s.z.size(); ++j) REQUIRE(known(s.implied[i][j]) == known(s.local[i][j]));
    }
}

TEST_CASE("dealers' gamma: the strikes add up to the total, and it vanishes at the zero-gamma level")
{
    const auto r = report_of_sample();
    REQUIRE(r.dealers);
    double sum = 0;
    for (const auto& g : r.dealers->strikes) {
        REQUIRE(g.calls >= 0);
        REQUIRE(g.puts <= 0);
        sum += g.net();
    }
    REQUIRE_THAT(sum, WithinRel(r.dealers->gamma, 1e-10)); // the same terms in another order
    const auto book = dealer_book_of(*r.options);
    REQUIRE_THAT(signals::exposure(book, r.dealers->zero_gamma).gamma_cash_percent / r.dealers->gamma,
                 WithinAbs(0, 1e-6));
    REQUIRE_THAT(why(report_of_chain(flat_chain({28, 35})), "dealers' gamma"), ContainsSubstring("no open interest"));
}

TEST_CASE("the law of the price is a law: it adds up to one, and its middle is near the forward")
{
    const auto r = report_of_sample();
    const auto law = law_near(r, 30);
    REQUIRE(iso(law.name.expiry) == "2024-10-04");
    double mass = 0;
    for (std::size_t i = 1; i < law.strike.size(); ++i)
        mass += (law.density[i] + law.density[i - 1]) / 2 * (law.strike[i] - law.strike[i - 1]);
    REQUIRE_THAT(mass, WithinAbs(law.below.back() - law.below.front(), 1e-4)); // trapezoidal rule
    REQUIRE(law_near(report_of_prices(price_history(400, wave)), 30).strike.empty());
}

TEST_CASE("every option of an expiry is used, dropped for a reason, or on the in-the-money side")
{
    const auto r = report_of_sample();
    const auto f = read_options(sample("sample_chain.csv"));
    for (std::size_t i = 0; i < r.expiries.size(); ++i) {
        const std::size_t n = r.expiries[i].points.size() + r.expiries[i].dropped_count();
        REQUIRE(n == f.chain[i].quotes.size()); // one side of each strike is out of the money
    }
}
