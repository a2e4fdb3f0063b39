// SPDX-License-Identifier: BSL-1.0
// Realized volatility from bars, of a whole span and rolling; variance of a day from the prices within it.
#include "arguments.hpp"
#include "bindings.hpp"

#include <smirk/realized.hpp>

#include <nanobind/stl/vector.h>

namespace door {

namespace realized = smirk::realized;
namespace col = smirk::col;

/// The columns that an estimator reads, as a table; `held` keeps them alive.
template <class D>
auto bars_for(const nb::object& bars, std::vector<series>& held)
{
    constexpr auto needs = D::needs;
    const auto take = [&](const named_columns& from, const char* name) {
        return held.emplace_back(from[name]).values();
    };
    held.reserve(4);
    if constexpr (needs.open) {
        const named_columns from(bars);
        const auto o = take(from, "open"), h = take(from, "high"), l = take(from, "low"), c = take(from, "close");
        return smirk::columns(col::open(o), col::high(h), col::low(l), col::close(c));
    } else if constexpr (needs.high) {
        const named_columns from(bars);
        const auto h = take(from, "high"), l = take(from, "low");
        return smirk::columns(col::high(h), col::low(l));
    } else {
        // closes alone: of a table, or the series itself
        const bool table =
            nb::isinstance<nb::dict>(bars) || nb::hasattr(bars, "columns") || nb::hasattr(bars, "column_names");
        const auto closes = table ? take(named_columns(bars), "close") : held.emplace_back(bars, "close").values();
        return smirk::columns(col::close(closes));
    }
}

/// use(estimator) for the estimator of that name.
template <class Use>
auto with_estimator(const std::string& name, const Use& use)
{
    std::string known;
    std::optional<decltype(use(realized::parkinson))> result;
    const auto consider = [&]<class D>(const realized::estimator<D>& e) {
        known += (known.empty() ? "'" : ", '") + std::string(D::name) + "'";
        if (name == D::name) result.emplace(use(e));
    };
    consider(realized::close_to_close);
    consider(realized::parkinson);
    consider(realized::garman_klass);
    consider(realized::garman_klass_minimum_variance);
    consider(realized::garman_klass_yang_zhang);
    consider(realized::rogers_satchell);
    consider(realized::yang_zhang);
    consider(realized::meilijson);
    consider(realized::log_range);
    if (!result) throw std::invalid_argument("smirk: estimator: expected one of " + known + ", got '" + name + "'");
    return std::move(*result);
}

static double volatility(const std::string& estimator, const table_like& bars, double periods_per_year)
{
    return with_estimator(estimator, [&]<class D>(const realized::estimator<D>& e) {
        std::vector<series> held;
        const auto table = bars_for<D>(bars, held);
        const nb::gil_scoped_release unlocked;
        typename D::options options{};
        options.periods_per_year = periods_per_year;
        return e(table, options);
    });
}

static doubles rolling_volatility(const std::string& estimator, const table_like& bars, std::size_t window,
                                  double periods_per_year)
{
    return to_numpy(with_estimator(estimator, [&]<class D>(const realized::estimator<D>& e) {
        std::vector<series> held;
        const auto table = bars_for<D>(bars, held);
        const nb::gil_scoped_release unlocked;
        typename D::options options{};
        options.periods_per_year = periods_per_year;
        return realized::rolling(e, table, window, options);
    }));
}

static doubles ewma_volatility(const array_like& close, double lambda, double periods_per_year)
{
    const series closes(close, "close");
    std::vector<double> out;
    {
        const nb::gil_scoped_release unlocked;
        out = realized::ewma(closes.values(), {.periods_per_year = periods_per_year, .lambda = lambda});
    }
    return to_numpy(std::move(out));
}

/// One entry a horizon in each column.
static nb::dict cone(const std::string& estimator, const table_like& bars, const std::vector<std::size_t>& horizons,
                     double periods_per_year)
{
    const auto slices = with_estimator(estimator, [&]<class D>(const realized::estimator<D>& e) {
        std::vector<series> held;
        const auto table = bars_for<D>(bars, held);
        const nb::gil_scoped_release unlocked;
        typename D::options options{};
        options.periods_per_year = periods_per_year;
        return realized::cone(e, table, horizons, options);
    });
    nb::dict d;
    const auto column = [&](const char* name, const auto& of) {
        std::vector<double> values;
        for (const auto& s : slices) values.push_back(static_cast<double>(of(s)));
        d[name] = to_numpy(std::move(values));
    };
    using slice = realized::cone_slice;
    column("periods", [](const slice& s) { return s.periods; });
    column("windows", [](const slice& s) { return s.windows; });
    column("minimum", [](const slice& s) { return s.minimum; });
    column("lower_quartile", [](const slice& s) { return s.lower_quartile; });
    column("median", [](const slice& s) { return s.median; });
    column("upper_quartile", [](const slice& s) { return s.upper_quartile; });
    column("maximum", [](const slice& s) { return s.maximum; });
    column("latest", [](const slice& s) { return s.latest; });
    return d;
}

static nb::dict jump_test(const array_like& returns)
{
    const auto t = realized::jump_test(series(returns, "returns"));
    nb::dict d;
    d["z"] = t.z;
    d["p_value"] = t.p_value;
    d["realized_variance"] = t.realized_variance;
    d["bipower_variance"] = t.bipower_variance;
    d["tripower_quarticity"] = t.tripower_quarticity;
    d["jump_share"] = t.jump_share;
    return d;
}

static void bind_intraday(nb::module_& m)
{
    m.def(
        "realized_variance",
        [](const array_like& r) { return realized::realized_variance(series(r, "returns").values()); }, "returns"_a,
        "Sum of the squared log returns within a day: its variance, jumps included.");
    m.def(
        "bipower_variance",
        [](const array_like& r) { return realized::bipower_variance(series(r, "returns").values()); }, "returns"_a,
        "The same without jumps (Barndorff-Nielsen and Shephard 2004).");
    m.def(
        "realized_quarticity",
        [](const array_like& r) { return realized::realized_quarticity(series(r, "returns").values()); }, "returns"_a,
        "n / 3 times the sum of the fourth powers: what the error of realized_variance() depends on.");
    m.def("jump_test", &jump_test, "returns"_a,
          nb::sig("def jump_test(returns: numpy.typing.ArrayLike) -> dict[str, float]"),
          "Test for jumps within a day (Barndorff-Nielsen and Shephard 2006): z, its one-sided p_value, the measures "
          "it is made of and jump_share, 1 - BV / RV.");
    m.def(
        "kunitomo_variance",
        [](const array_like& p) { return realized::kunitomo_variance(series(p, "log_prices").values()); },
        "log_prices"_a,
        "6 / pi^2 times the squared range of a day's path of log prices, less its own drift (Kunitomo 1992).");
    m.def(
        "two_scale_variance",
        [](const array_like& p, std::size_t slow, std::size_t fast) {
            return realized::two_scale_variance(series(p, "log_prices").values(), slow, fast);
        },
        "log_prices"_a, "slow"_a, "fast"_a = 1,
        "Two-scale realized variance of a day of noisy log prices (Zhang, Mykland, Ait-Sahalia 2005).\n\n"
        "slow, fast: steps of the two scales, in prices.");
    m.def(
        "robust_two_scale_variance",
        [](const array_like& p, std::size_t slow, std::size_t fast, double eta) {
            const series prices(p, "log_prices");
            const nb::gil_scoped_release unlocked;
            return realized::robust_two_scale_variance(prices.values(), {.K = slow, .J = fast, .eta = eta});
        },
        "log_prices"_a, "slow"_a = 300, "fast"_a = 1, "eta"_a = 9.0,
        "The same without jumps (Boudt and Zhang 2015): returns whose square is more than eta times what is expected "
        "of it do not count.");
}

void bind_realized(nb::module_& m)
{
    bind_intraday(m);
    m.def("volatility", &volatility, "estimator"_a, "bars"_a, nb::kw_only(), "periods_per_year"_a = 252.0,
          "Annualised volatility of all bars.\n\n"
          "estimator: close_to_close, parkinson, garman_klass, garman_klass_minimum_variance, garman_klass_yang_zhang, "
          "rogers_satchell, yang_zhang, meilijson or log_range. bars: a DataFrame, a dict or an Arrow record batch "
          "with the columns "
          "open, high, low, close that the estimator reads; for close_to_close a series will do.\n"
          "Returns NaN if a price is not usable. Raises ValueError for a column that is missing or too few bars.");
    m.def("rolling_volatility", &rolling_volatility, "estimator"_a, "bars"_a, "window"_a, nb::kw_only(),
          "periods_per_year"_a = 252.0,
          "Annualised volatility of the `window` periods that end at each row; arguments as volatility().\n\n"
          "Returns an array as long as the bars, NaN until the first full window. Where the estimator reads the close "
          "before, a window is one row longer.");
    m.def(
        "volatility_cone", &cone, "estimator"_a, "bars"_a,
        "horizons"_a = std::vector<std::size_t>{21, 42, 63, 126, 252}, nb::kw_only(), "periods_per_year"_a = 252.0,
        nb::sig("def volatility_cone(estimator: str, bars: collections.abc.Mapping[str, numpy.typing.ArrayLike] | "
                "typing.Any, horizons: collections.abc.Sequence[int] = [21, 42, 63, 126, 252], *, periods_per_year: "
                "float = 252.0) -> dict[str, numpy.typing.NDArray[numpy.float64]]"),
        "How the annualised volatility of so many periods has been distributed over rolling windows (Burghardt and "
        "Lane 1990): columns periods, windows, minimum, lower_quartile, median, upper_quartile, maximum, latest, a row "
        "a horizon.");
    m.def("ewma_volatility", &ewma_volatility, "close"_a, "decay"_a = 0.94, nb::kw_only(), "periods_per_year"_a = 252.0,
          "Exponentially weighted volatility (RiskMetrics), s_t^2 = decay s_{t-1}^2 + (1 - decay) r_t^2, annualised.");
}

} // namespace door
