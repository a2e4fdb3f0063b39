// SPDX-License-Identifier: BSL-1.0
// GARCH fits as time goes on.
#include "bindings.hpp"
#include "garch_arguments.hpp"
#include "interruptible.hpp"

#include <nanobind/stl/vector.h>

namespace door {

static rolling_fits roll(const array_like& returns, const std::string& model, const std::string& law,
                         std::size_t window, std::size_t every, std::size_t horizon, bool expanding,
                         const std::string& presample, const std::string& mean, const nb::dict& fixed,
                         std::size_t warm_run, unsigned threads, nb::handle progress_callback)
{
    static const std::pair<const char*, garch::mean> means[] = {{"constant", garch::mean::constant},
                                                                {"zero", garch::mean::zero}};
    const series y(returns, "returns");
    const garch_entry entry = entry_named(model, "");
    const error_law errors = law_of(law);
    const fixed_parameters held(fixed);
    const garch::rolling_fit_options options{
        .window = window,
        .expanding = expanding,
        .every = every,
        .horizon = horizon,
        .threads = threads,
        .warm_run = warm_run,
        .fit = {.presample = presample_named(presample), .mean = one_of(mean, means, "mean"), .fixed = held.get()}};
    rolling_fits fits = interruptible(
        progress_callback, [&](const progress& tell) { return entry.roll(errors, y.values(), options, tell); });
    fits.model = model;
    fits.law = law;
    return fits;
}

static nb::ndarray<nb::numpy, const double, nb::ndim<1>> part(nb::handle self,
                                                              std::vector<double> rolling_fits::*member)
{
    return view_of(nb::cast<const rolling_fits&>(self).*member, self);
}

static nb::dict parameters(const rolling_fits& f)
{
    nb::dict d;
    const std::size_t n = f.names.size(), fits = f.end.size();
    for (std::size_t i = 0; i < n; ++i) {
        std::vector<double> column(fits);
        for (std::size_t k = 0; k < fits; ++k) column[k] = f.parameters[k * n + i];
        d[f.names[i].c_str()] = to_numpy(std::move(column));
    }
    return d;
}

void bind_garch_rolling(nb::module_& m)
{
    nb::class_<rolling_fits>(m, "RollingFits",
                             "Forecasts, one for each return, made from the returns before it; NaN before the first "
                             "fit and where the fit in use is not usable. And the fits.")
        .def_ro("model", &rolling_fits::model)
        .def_ro("law", &rolling_fits::law)
        .def_prop_ro(
            "mean", [](nb::handle self) { return part(self, &rolling_fits::mean); }, "Forecast of the return.")
        .def_prop_ro(
            "variance", [](nb::handle self) { return part(self, &rolling_fits::variance); },
            "Forecast of its variance, per period.")
        .def_prop_ro(
            "variance_of_sum", [](nb::handle self) { return part(self, &rolling_fits::variance_of_sum); },
            "Sum of the forecasts of this period and those after it, as many as the horizon.")
        .def_prop_ro(
            "first", [](const rolling_fits& f) { return to_numpy(f.first); }, nb::rv_policy::automatic,
            "Row of the first return of each fit, ...")
        .def_prop_ro(
            "end", [](const rolling_fits& f) { return to_numpy(f.end); }, nb::rv_policy::automatic,
            "... and the row after its last, from which it is in use.")
        .def_prop_ro("parameters", &parameters,
                     nb::sig("def parameters(self) -> dict[str, numpy.typing.NDArray[numpy.float64]]"),
                     "By name, one of each fit.")
        .def_prop_ro("log_likelihood", [](nb::handle self) { return part(self, &rolling_fits::log_likelihood); })
        .def_ro("status", &rolling_fits::status, "Of each fit.")
        .def(
            "value_at_risk", [](const rolling_fits& f, double p) { return to_numpy(f.value_at_risk(p)); },
            "probability"_a = 0.01,
            "Of each return, known before it, by the law of the errors: a loss as a positive number.")
        .def("__len__", [](const rolling_fits& f) { return f.end.size(); });

    m.def("rolling_fit_garch", &roll, "returns"_a, "model"_a = "garch11", "law"_a = "normal", nb::kw_only(),
          "window"_a = 1000, "every"_a = 1, "horizon"_a = 1, "expanding"_a = false, "presample"_a = "backcast",
          "mean"_a = "constant", "fixed"_a = nb::dict(), "warm_run"_a = 32, "threads"_a = 1,
          "progress"_a.none() = nb::none(),
          nb::sig("def rolling_fit_garch(returns: numpy.typing.ArrayLike, model: str = 'garch11', law: str = 'normal', "
                  "*, window: int = 1000, every: int = 1, horizon: int = 1, expanding: bool = False, presample: str = "
                  "'backcast', mean: str = 'constant', fixed: collections.abc.Mapping[str, float] = {}, warm_run: int "
                  "= 32, threads: int = 1, progress: collections.abc.Callable[[int, int], object] | None = None) -> "
                  "RollingFits"),
          "Refits a model every so many periods and forecasts with what was known.\n\n"
          "returns, model, law, presample, fixed: as fit_garch(); mean: constant or zero. window: returns of a fit, of "
          "the first one where it is expanding. horizon: periods that variance_of_sum spans. warm_run: fits in a row "
          "that start from the one before. threads: 0 for as many as the machine has; results do not depend on it.\n"
          "progress: called as progress(fits done, fits in all) from the calling thread, at most twenty times a second "
          "and at the end; what it raises ends the work, and so does Ctrl-C. The GIL is released.");
}

} // namespace door
