// SPDX-License-Identifier: BSL-1.0
// The regression of realized variance on its past, and variance forecasts side by side.
#include "arguments.hpp"
#include "bindings.hpp"

#include <smirk/realized/har.hpp>
#include <smirk/statistics/compare_forecasts.hpp>

#include <nanobind/stl/optional.h>
#include <nanobind/stl/vector.h>

namespace door {

namespace realized = smirk::realized;
namespace statistics = smirk::statistics;

/// A fit and the names of its coefficients.
struct har_fit {
    realized::har_fit fit;
    std::vector<std::string> names;
};

static har_fit har(const array_like& rv, const std::vector<std::size_t>& lags, std::size_t horizon,
                   const std::string& errors, std::optional<std::size_t> newey_west_lags, const array_like& quarticity,
                   const array_like& bipower)
{
    static const std::pair<const char*, statistics::standard_errors> kinds[] = {
        {"newey_west", statistics::standard_errors::newey_west},
        {"white", statistics::standard_errors::white},
        {"classical", statistics::standard_errors::classical}};
    const realized::har_options options{.lags = lags,
                                        .horizon = horizon,
                                        .errors = one_of(errors, kinds, "errors"),
                                        .newey_west_lags = newey_west_lags.value_or(statistics::automatic_lags)};
    if (!quarticity.is_none() && !bipower.is_none())
        throw std::invalid_argument("smirk: har: expected quarticity or bipower, got both");
    const series v(rv, "rv");
    std::vector<std::string> names{"constant"};
    for (const std::size_t lag : lags) names.push_back("lag_" + std::to_string(lag));
    if (!quarticity.is_none()) {
        names.emplace_back("quarticity");
        return {realized::harq(v, series(quarticity, "quarticity"), options), names};
    }
    if (!bipower.is_none()) {
        names.emplace_back("jump");
        return {realized::harj(v, series(bipower, "bipower"), options), names};
    }
    return {realized::har(v, options), names};
}

static nb::dict named(const har_fit& f, const std::vector<double>& values)
{
    nb::dict d;
    for (std::size_t i = 0; i < values.size(); ++i) d[f.names[i].c_str()] = values[i];
    return d;
}

static nb::dict compare(const array_like& realized, const nb::dict& forecasts, std::size_t horizon)
{
    const series target(realized, "realized");
    std::vector<series> held;
    std::vector<statistics::named_forecast> rows;
    for (const auto& [name, values] : forecasts) {
        held.emplace_back(values, text_of(name));
        rows.push_back({text_of(name), held.back().values()});
    }
    statistics::forecast_comparison c;
    {
        const nb::gil_scoped_release unlocked;
        c = statistics::compare_forecasts(target.values(), rows, horizon);
    }
    nb::dict scores;
    for (const auto& s : c.scores) {
        nb::dict d;
        d["qlike"] = s.qlike;
        d["mse"] = s.mse;
        const auto& b = s.regression.fit.coefficient;
        d["intercept"] = b.size() == 2 ? b[0] : std::numeric_limits<double>::quiet_NaN();
        d["slope"] = b.size() == 2 ? b[1] : std::numeric_limits<double>::quiet_NaN();
        d["r_squared"] = s.regression.fit.r_squared;
        d["bias_p"] = s.regression.p_value;
        d["qlike_to_first"] = s.qlike_to_first.statistic;
        d["qlike_to_first_p"] = s.qlike_to_first.p_value;
        d["mse_to_first"] = s.mse_to_first.statistic;
        d["mse_to_first_p"] = s.mse_to_first.p_value;
        d["rows"] = c.rows;
        scores[s.name.c_str()] = d;
    }
    return scores;
}

void bind_forecasts(nb::module_& m)
{
    nb::class_<har_fit>(m, "HarFit", "A fitted heterogeneous autoregression. True where there were rows enough.")
        .def_prop_ro(
            "coefficients", [](const har_fit& f) { return named(f, f.fit.regression.coefficient); },
            nb::sig("def coefficients(self) -> dict[str, float]"),
            "By name: constant, lag_1, ..., then quarticity or jump.")
        .def_prop_ro(
            "standard_errors", [](const har_fit& f) { return named(f, f.fit.regression.standard_error); },
            nb::sig("def standard_errors(self) -> dict[str, float]"))
        .def_ro("names", &har_fit::names)
        .def_prop_ro(
            "residuals",
            [](nb::handle self) { return view_of(nb::cast<const har_fit&>(self).fit.regression.residual, self); },
            "A row each from the first day with all lags to `horizon` days before the last; NaN where a day is.")
        .def_prop_ro("r_squared", [](const har_fit& f) { return f.fit.regression.r_squared; })
        .def_prop_ro("rows", [](const har_fit& f) { return f.fit.regression.rows; })
        .def_prop_ro(
            "newey_west_lags", [](const har_fit& f) { return f.fit.regression.lags; }, "Of the standard errors.")
        .def_prop_ro(
            "forecast", [](const har_fit& f) { return f.fit.forecast; },
            "Of the mean over the days after the last one, as many as the horizon.")
        .def("__bool__", [](const har_fit& f) { return static_cast<bool>(f.fit); });

    m.def(
        "har", &har, "rv"_a, nb::kw_only(), "lags"_a = std::vector<std::size_t>{1, 5, 22}, "horizon"_a = 1,
        "errors"_a = "newey_west", "newey_west_lags"_a = nb::none(), "quarticity"_a = nb::none(),
        "bipower"_a = nb::none(),
        nb::sig("def har(rv: numpy.typing.ArrayLike, *, lags: collections.abc.Sequence[int] = [1, 5, 22], horizon: int "
                "= 1, errors: str = 'newey_west', newey_west_lags: int | None = None, quarticity: "
                "numpy.typing.ArrayLike | None = None, bipower: numpy.typing.ArrayLike | None = None) -> HarFit"),
        "Heterogeneous autoregression of realized variance (Corsi 2009): the mean over the next `horizon` days on "
        "means over the last 1, 5 and 22.\n\n"
        "rv: one a day, in any unit, or its logarithm or root. errors: newey_west, white or classical. quarticity, "
        "one a day, makes it HARQ (Bollerslev, Patton, Quaedvlieg 2016); bipower HARJ (Andersen, Bollerslev, Diebold "
        "2007).");
    m.def(
        "compare_forecasts", &compare, "realized"_a, "forecasts"_a, "horizon"_a = 1,
        nb::sig("def compare_forecasts(realized: numpy.typing.ArrayLike, forecasts: collections.abc.Mapping[str, "
                "numpy.typing.ArrayLike], horizon: int = 1) -> dict[str, dict[str, float]]"),
        "Variance forecasts of one realized variance, side by side, on the rows that all have.\n\n"
        "forecasts: by name, a row beside each realized value, in its unit, NaN where there is none; the first is "
        "what the others are compared with. horizon: rows that a forecast spans.\n"
        "Returns by name: qlike and mse (mean losses); intercept, slope, r_squared of Mincer and Zarnowitz and "
        "bias_p, of the test that they are 0 and 1; qlike_to_first, mse_to_first (Diebold and Mariano: negative where "
        "better than the first) with their p-values; rows. For pandas: DataFrame(result).T.");
}

} // namespace door
