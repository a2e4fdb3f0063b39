// SPDX-License-Identifier: BSL-1.0
// Maximum likelihood fits of the GARCH family, and what follows from one.
#include "garch.hpp"

#include "bindings.hpp"
#include "garch_arguments.hpp"

#include <smirk/garch/backtest_var.hpp>
#include <smirk/garch/diagnostics.hpp>

#include <nanobind/stl/optional.h>

#include <cmath>

namespace door {

enum class mean_equation { constant, zero, ar, har };
static const std::pair<const char*, mean_equation> means[] = {{"constant", mean_equation::constant},
                                                              {"zero", mean_equation::zero},
                                                              {"ar", mean_equation::ar},
                                                              {"har", mean_equation::har}};
static const std::pair<const char*, garch::covariance> kinds[] = {{"robust", garch::covariance::robust},
                                                                  {"hessian", garch::covariance::hessian},
                                                                  {"opg", garch::covariance::opg},
                                                                  {"information", garch::covariance::information}};

error_law law_of(const std::string& law)
{
    static const std::pair<const char*, error_law> laws[] = {{"normal", error_law::normal},
                                                             {"student_t", error_law::student_t},
                                                             {"skewed_t", error_law::skewed_t},
                                                             {"ged", error_law::ged}};
    return one_of(law, laws, "law");
}

static garch_fit fit(const array_like& returns, const std::string& model, const std::string& law,
                     const std::string& presample, const std::string& mean, const array_like& mean_regressor,
                     const array_like& variance_regressor, bool variance_targeting, const nb::dict& fixed,
                     const garch_fit* start)
{
    const series r(returns, "returns");
    const mean_equation equation = one_of(mean, means, "mean");
    std::optional<series> of_mean, of_variance;
    if (!mean_regressor.is_none()) of_mean.emplace(mean_regressor, "mean_regressor");
    if (!variance_regressor.is_none()) of_variance.emplace(variance_regressor, "variance_regressor");
    std::vector<const char*> additions;
    if (equation == mean_equation::ar) additions.push_back("ar");
    if (equation == mean_equation::har) additions.push_back("har");
    if (of_mean) additions.push_back("mean_regressor");
    if (of_variance) additions.push_back("variance_regressor");
    if (variance_targeting) additions.push_back("variance_targeting");
    if (additions.size() > 1)
        throw std::invalid_argument("smirk: fit_garch: expected one of mean='ar', mean='har', mean_regressor, "
                                    "variance_regressor and variance_targeting, got several");
    const garch_entry entry = entry_named(model, additions.empty() ? "" : additions[0]);
    const error_law errors = law_of(law);
    if (start && (start->model != model || start->law != law))
        throw std::invalid_argument("smirk: fit_garch: start: expected a fit of " + model + " with " + law + ", got " +
                                    start->model + " with " + start->law);
    const fixed_parameters held(fixed);
    garch::fit_options options{.presample = presample_named(presample),
                               .mean = equation == mean_equation::zero ? garch::mean::zero : garch::mean::constant,
                               .fixed = held.get()};
    if (of_mean) options.mean_regressors = {of_mean->values()};
    if (of_variance) options.variance_regressors = {of_variance->values()};
    const nb::gil_scoped_release unlocked;
    garch_fit f = entry.fit(errors, r, options, start);
    f.model = model;
    f.law = law;
    return f;
}

static nb::dict named(const garch_fit& f, const std::vector<double>& values)
{
    nb::dict d;
    for (std::size_t i = 0; i < values.size(); ++i) d[f.names[i].c_str()] = values[i];
    return d;
}

static nb::ndarray<nb::numpy, const double, nb::ndim<1>> part(nb::handle self, std::vector<double> garch_fit::*member)
{
    return view_of(nb::cast<const garch_fit&>(self).*member, self);
}

/// The numbers that ask(the fitted model) gives, found without the GIL.
template <class Ask>
doubles answer(const garch_fit& f, const Ask& ask)
{
    std::vector<double> numbers;
    {
        const nb::gil_scoped_release unlocked;
        numbers = ask(*f.asked);
    }
    return to_numpy(std::move(numbers));
}

static nb::dict dict_of(const garch::chi_square_test& test)
{
    nb::dict d;
    d["statistic"] = test.statistic;
    d["degrees_of_freedom"] = test.degrees_of_freedom;
    d["p_value"] = test.p_value;
    return d;
}

static nb::dict dict_of(const garch::tail_risk& risk)
{
    nb::dict d;
    d["value_at_risk"] = risk.value_at_risk;
    d["expected_shortfall"] = risk.expected_shortfall;
    return d;
}

static nb::dict diagnose(const garch_fit& f, std::size_t lags)
{
    const std::vector<double>& z = f.standardised_residuals;
    std::vector<double> square = z;
    for (double& v : square) v *= v;
    nb::dict d;
    d["ljung_box"] = dict_of(garch::ljung_box(z, lags));
    d["ljung_box_of_squares"] = dict_of(garch::ljung_box(square, lags));
    d["arch_lm"] = dict_of(garch::arch_lm(z, lags));
    const auto bias = garch::sign_bias(z, f.residuals);
    nb::dict signs = dict_of(bias.joint);
    signs["sign_t"] = bias.sign_t, signs["sign_p"] = bias.sign_p;
    signs["negative_t"] = bias.negative_t, signs["negative_p"] = bias.negative_p;
    signs["positive_t"] = bias.positive_t, signs["positive_p"] = bias.positive_p;
    d["sign_bias"] = signs;
    const auto normality = garch::jarque_bera(z);
    nb::dict jb = dict_of(normality.test);
    jb["skewness"] = normality.skewness, jb["kurtosis"] = normality.kurtosis;
    d["jarque_bera"] = jb;
    return d;
}

static nb::dict option_prices(const garch_fit& f, const array_like& strike, std::size_t periods, double forward,
                              double discount, double unit, double risk_premium, double periods_per_year,
                              std::size_t paths, std::uint64_t seed, unsigned threads)
{
    const numbers strikes(strike, "strike");
    std::vector<garch::simulated_option> options;
    {
        const nb::gil_scoped_release unlocked;
        const auto prices = f.asked->risk_neutral_paths(periods, {.paths = paths,
                                                                  .risk_premium = risk_premium,
                                                                  .unit = unit,
                                                                  .periods_per_year = periods_per_year,
                                                                  .seed = seed,
                                                                  .threads = threads});
        options = garch::option_prices(prices, forward, strikes.values(), discount);
    }
    nb::dict d;
    const auto column = [&](const char* name, const auto& of) {
        std::vector<double> values;
        for (const auto& o : options) values.push_back(of(o));
        d[name] = to_numpy(std::move(values));
    };
    using option = garch::simulated_option;
    column("strike", [](const option& o) { return o.strike; });
    column("call", [](const option& o) { return o.call; });
    column("put", [](const option& o) { return o.put; });
    column("error", [](const option& o) { return o.error; });
    column("vol", [](const option& o) { return o.vol.value; });
    column("vol_error", [](const option& o) { return o.vol.error; });
    return d;
}

static nb::dict backtest(const array_like& returns, const array_like& value_at_risk, double probability)
{
    const auto b =
        garch::backtest_value_at_risk(series(returns, "returns"), series(value_at_risk, "value_at_risk"), probability);
    nb::dict d;
    d["periods"] = b.periods;
    d["exceedances"] = b.exceedances;
    d["rate"] = b.rate;
    d["unconditional"] = dict_of(b.unconditional);
    d["independence"] = dict_of(b.independence);
    d["conditional"] = dict_of(b.conditional);
    return d;
}

/// What follows from a fit.
static void bind_consequences(nb::class_<garch_fit>& fit)
{
    fit.def(
           "forecast",
           [](const garch_fit& f, std::size_t periods) {
               return answer(f, [&](const fitted_model& m) { return m.forecast(periods); });
           },
           "periods"_a, "Conditional variances 1, ..., periods ahead, per period.")
        .def(
            "forecast_mean",
            [](const garch_fit& f, std::size_t periods) {
                return answer(f, [&](const fitted_model& m) { return m.forecast_mean(periods); });
            },
            "periods"_a, "Expected returns 1, ..., periods ahead; NaN beyond the rows of a regressor.")
        .def(
            "forecast_return_variance",
            [](const garch_fit& f, std::size_t periods) {
                return answer(f, [&](const fitted_model& m) { return m.forecast_return_variance(periods); });
            },
            "periods"_a,
            "Variances of the returns 1, ..., periods ahead; those of forecast() unless the mean is autoregressive.")
        .def(
            "forecast_volatility",
            [](const garch_fit& f, std::size_t periods, double periods_per_year) {
                return f.asked->forecast_volatility(periods, periods_per_year);
            },
            "periods"_a, "periods_per_year"_a = 252.0,
            "Annualised volatility of the sum of the next returns, in their unit.")
        .def(
            "value_at_risk",
            [](const garch_fit& f, double probability) { return dict_of(f.asked->value_at_risk(probability)); },
            "probability"_a = 0.01, nb::sig("def value_at_risk(self, probability: float = 0.01) -> dict[str, float]"),
            "value_at_risk and expected_shortfall of the next period by the law of the errors: losses as positive "
            "numbers, in the unit of the returns.")
        .def(
            "value_at_risk_in_sample",
            [](const garch_fit& f, double probability) {
                return answer(f, [&](const fitted_model& m) { return m.value_at_risk_in_sample(probability); });
            },
            "probability"_a = 0.01,
            "Value at risk of each period of the sample given the one before, with the parameters of the whole.")
        .def(
            "historical_simulation",
            [](const garch_fit& f, std::size_t periods, std::size_t paths, std::uint64_t seed) {
                return answer(f, [&](const fitted_model& m) { return m.historical_simulation(periods, paths, seed); });
            },
            "periods"_a, "paths"_a = 100'000, "seed"_a = 1,
            "Filtered historical simulation (Barone-Adesi et al. 1999): the sum of the returns of the next periods on "
            "each path, with shocks drawn from the standardised residuals; for tail_risk().")
        .def(
            "news_impact",
            [](const garch_fit& f, const array_like& shocks, std::optional<double> variance) {
                const numbers e(shocks, "shocks");
                return answer(f,
                              [&](const fitted_model& m) { return m.news_impact(e.values(), variance.value_or(0.0)); });
            },
            "shocks"_a, "variance"_a = nb::none(),
            "Variance of the next period after each shock e, in the unit of the returns, where today's variance is "
            "the one given, or the long-run variance (NaN where that is infinite).")
        .def("diagnose", &diagnose, "lags"_a = 20,
             nb::sig("def diagnose(self, lags: int = 20) -> dict[str, dict[str, float]]"),
             "What is left in the standardised residuals: ljung_box (mean), ljung_box_of_squares and arch_lm "
             "(variance), sign_bias, jarque_bera; each with statistic, degrees_of_freedom and p_value.")
        .def("option_prices", &option_prices, "strike"_a, "periods"_a, nb::kw_only(), "forward"_a, "discount"_a = 1.0,
             "unit"_a = 1.0, "risk_premium"_a = 0.0, "periods_per_year"_a = 252.0, "paths"_a = 100'000, "seed"_a = 1,
             "threads"_a = 1,
             nb::sig("def option_prices(self, strike: numpy.typing.ArrayLike, periods: int, *, forward: float, "
                     "discount: float = 1.0, unit: float = 1.0, risk_premium: float = 0.0, periods_per_year: float = "
                     "252.0, paths: int = 100000, seed: int = 1, threads: int = 1) -> dict[str, "
                     "numpy.typing.NDArray[numpy.float64]]"),
             "Options that expire after so many periods, by simulation under Duan's risk-neutral measure.\n\n"
             "unit: of the returns in decimals, 0.01 where they are in per cent. risk_premium: of a period and a unit "
             "of volatility. threads: 0 for as many as the machine has; digits do not depend on it.\n"
             "Returns columns strike, call, put, error (standard error of both prices), vol (Black, annualised; NaN "
             "where no path reaches the strike) and vol_error. Models with a recursive variance, without additions.");
}

void bind_garch(nb::module_& m)
{
    const nb::sig dict_of_floats("def parameters(self) -> dict[str, float]");
    nb::class_<garch_fit> fitted(m, "GarchFit",
                                 "A fitted model. True where its parameters can be used: see status and reason.");
    fitted.def_ro("model", &garch_fit::model)
        .def_ro("law", &garch_fit::law)
        .def_prop_ro(
            "parameters", [](const garch_fit& f) { return named(f, f.parameters); }, dict_of_floats,
            "By name, in the unit of the returns.")
        .def_ro("log_likelihood", &garch_fit::log_likelihood)
        .def_ro("aic", &garch_fit::aic)
        .def_ro("bic", &garch_fit::bic)
        .def_ro("hqic", &garch_fit::hqic)
        .def_ro("persistence", &garch_fit::persistence)
        .def_ro("long_run_variance", &garch_fit::long_run_variance, "Per period; infinite where the persistence is 1.")
        .def_ro("half_life", &garch_fit::half_life, "Periods until half of a shock to the variance is gone.")
        .def_ro("status", &garch_fit::status)
        .def_ro("reason", &garch_fit::reason, "What the status says, in words.")
        .def_ro("iterations", &garch_fit::iterations)
        .def_ro("conditioned_on", &garch_fit::conditioned_on,
                "Returns before the first residual, which an autoregression starts from.")
        .def("__bool__", [](const garch_fit& f) { return f.usable; })
        .def_prop_ro("conditional_variance",
                     [](nb::handle self) { return part(self, &garch_fit::conditional_variance); })
        .def_prop_ro("residuals", [](nb::handle self) { return part(self, &garch_fit::residuals); })
        .def_prop_ro("standardised_residuals",
                     [](nb::handle self) { return part(self, &garch_fit::standardised_residuals); })
        .def(
            "standard_errors",
            [](const garch_fit& f, const std::string& kind) {
                const auto k = one_of(kind, kinds, "kind");
                std::vector<double> se;
                {
                    const nb::gil_scoped_release unlocked;
                    se = f.asked->standard_errors(k);
                }
                return named(f, se);
            },
            "kind"_a = "robust", nb::sig("def standard_errors(self, kind: str = 'robust') -> dict[str, float]"),
            "kind: robust (Bollerslev and Wooldridge), hessian, opg, or information (normal errors).")
        .def(
            "covariance_matrix",
            [](const garch_fit& f, const std::string& kind) {
                const std::size_t n = f.names.size();
                return to_numpy<2>(f.asked->covariance_matrix(one_of(kind, kinds, "kind")), {n, n});
            },
            "kind"_a = "robust", "Of the parameters, in their order.")
        .def("__repr__", [](const garch_fit& f) {
            std::string s = "GarchFit(" + f.model + ", " + f.law;
            for (std::size_t i = 0; i < f.names.size(); ++i)
                s += ", " + f.names[i] + "=" + garch::internal::text(f.parameters[i]);
            return s + ", log_likelihood=" + garch::internal::text(f.log_likelihood) + ", " + f.status + ")";
        });
    bind_consequences(fitted);

    m.def(
        "fit_garch", &fit, "returns"_a, "model"_a = "garch11", "law"_a = "normal", nb::kw_only(),
        "presample"_a = "backcast", "mean"_a = "constant", "mean_regressor"_a = nb::none(),
        "variance_regressor"_a = nb::none(), "variance_targeting"_a = false, "fixed"_a = nb::dict(),
        "start"_a.none() = nb::none(),
        nb::sig("def fit_garch(returns: numpy.typing.ArrayLike, model: str = 'garch11', law: str = 'normal', *, "
                "presample: str = 'backcast', mean: str = 'constant', mean_regressor: numpy.typing.ArrayLike | None = "
                "None, variance_regressor: numpy.typing.ArrayLike | None = None, variance_targeting: bool = False, "
                "fixed: collections.abc.Mapping[str, float] = {}, start: GarchFit | None = None) -> GarchFit"),
        "Maximum likelihood fit of a GARCH model.\n\n"
        "returns: log returns in any unit. model: garch11, gjr, egarch, aparch, tgarch, nagarch, igarch, figarch, "
        "component, garch_in_mean, harch (horizons of 1, 5 and 22 periods), garch(2,1), garch(1,2), garch(2,2), "
        "gjr(2,1,1) or egarch(2,1,1): shocks, falls, past variances, as in the arch package. law: normal, student_t, "
        "skewed_t or ged; the models with orders in brackets, and those with one of the additions below, take the "
        "first two. presample: backcast (as the arch package), sample_variance (gretl, fGarch) or rugarch.\n"
        "mean: constant, zero, ar (the return before) or har (those of 1, 5 and 22 periods before, averaged). "
        "mean_regressor, variance_regressor: a column, a row beside each return; what was known the period before "
        "goes one row down, and rows beyond the last return serve forecasts. All of these for garch11, gjr and "
        "egarch; for aparch, tgarch and nagarch all but har. variance_targeting: long-run variance held at that of "
        "the sample, for garch11, gjr and nagarch. One of these at a time.\n"
        "fixed: parameters that are not estimated, {'nu': 8}. start: an earlier fit of the same model, such as that "
        "of the day before: about half the work.\n"
        "Returns a GarchFit; data that cannot be fitted make one that is False, with a reason. The GIL is released.");
    m.def(
        "tail_risk",
        [](const array_like& returns, double probability) {
            return dict_of(garch::tail_risk_of(series(returns, "returns"), probability));
        },
        "returns"_a, "probability"_a = 0.01,
        nb::sig("def tail_risk(returns: numpy.typing.ArrayLike, probability: float = 0.01) -> dict[str, float]"),
        "value_at_risk and expected_shortfall of a sample, such as a simulated one: losses as positive numbers.");
    m.def("backtest_value_at_risk", &backtest, "returns"_a, "value_at_risk"_a, "probability"_a = 0.01,
          nb::sig("def backtest_value_at_risk(returns: numpy.typing.ArrayLike, value_at_risk: numpy.typing.ArrayLike, "
                  "probability: float = 0.01) -> dict[str, typing.Any]"),
          "Whether losses exceed a value at risk as often as they should (Kupiec), and not in clusters "
          "(Christoffersen).\n\n"
          "value_at_risk: one a return, known before it, a loss as a positive number; rows with a NaN are left out.\n"
          "Returns periods, exceedances, rate, and the tests unconditional, independence and conditional.");
}

} // namespace door
