// SPDX-License-Identifier: BSL-1.0
// Covariances and correlations of several series.
#include "arguments.hpp"
#include "bindings.hpp"

#include <smirk/garch/dcc_errors.hpp>
#include <smirk/garch/ewma_covariance.hpp>

namespace door {

namespace garch = smirk::garch;
using matrix = nb::ndarray<nb::numpy, double, nb::ndim<2>>;
using fit = garch::dcc_fit;

static fit fit_dcc(const array_like& residuals)
{
    const panel z(residuals, "residuals");
    const nb::gil_scoped_release unlocked;
    return garch::fit_dcc(z.values());
}

static nb::dict dcc_errors(const fit& f, const array_like& residuals)
{
    const panel z(residuals, "residuals");
    garch::dcc_parameters p;
    {
        const nb::gil_scoped_release unlocked;
        p = garch::dcc_errors(f, z.values());
    }
    nb::dict d;
    d["a"] = p.a.error;
    d["b"] = p.b.error;
    d["persistence"] = p.persistence.error;
    d["covariance"] = p.covariance;
    return d;
}

static nb::ndarray<nb::numpy, double, nb::ndim<3>> ewma_covariance(const array_like& returns, double decay)
{
    const panel y(returns, "returns");
    garch::covariance_series s;
    {
        const nb::gil_scoped_release unlocked;
        s = garch::ewma_covariance(y.values(), decay);
    }
    return to_numpy<3>(std::move(s.values), {s.periods, s.assets, s.assets});
}

void bind_panels(nb::module_& m)
{
    nb::class_<fit>(m, "DccFit", "A fitted DCC(1,1). True where its parameters can be used: see status and reason.")
        .def_ro("a", &fit::a)
        .def_ro("b", &fit::b)
        .def_ro("log_likelihood", &fit::log_likelihood,
                "Of the correlations: add those of the univariate fits for the whole.")
        .def_prop_ro("status", [](const fit& f) { return to_string(f.status); })
        .def_ro("reason", &fit::reason, "What the status says, in words.")
        .def("__bool__", [](const fit& f) { return static_cast<bool>(f); })
        .def_prop_ro(
            "target",
            [](nb::handle self) {
                const auto& f = nb::cast<const fit&>(self);
                const std::size_t k = f.target.empty() ? 0 : f.assets;
                return nb::ndarray<nb::numpy, const double, nb::ndim<2>>(f.target.data(), {k, k}, self);
            },
            "S, the mean of the residuals' products.")
        .def_prop_ro(
            "correlations",
            [](nb::handle self) {
                const auto& f = nb::cast<const fit&>(self);
                const std::size_t n = f.correlations.empty() ? 0 : f.periods + 1, k = f.assets;
                return nb::ndarray<nb::numpy, const double, nb::ndim<3>>(f.correlations.data(), {n, k, k}, self);
            },
            "A matrix a period, and last that of the period after the sample; a view, read only.")
        .def(
            "forecast",
            [](const fit& f, std::size_t ahead) {
                auto r = f.forecast(ahead);
                const std::size_t k = r.empty() ? 0 : f.assets;
                return to_numpy<2>(std::move(r), {k, k});
            },
            "ahead"_a = 1, "Correlations so many periods after the sample.")
        .def("__repr__", [](const fit& f) {
            return "DccFit(a=" + std::to_string(f.a) + ", b=" + std::to_string(f.b) +
                   ", assets=" + std::to_string(f.assets) + ", " + to_string(f.status) + ")";
        });

    m.def("fit_dcc", &fit_dcc, "residuals"_a,
          "Dynamic conditional correlation, DCC(1,1) (Engle 2002), by quasi maximum likelihood: the second step after "
          "a GARCH fit of each asset.\n\n"
          "residuals: standardised_residuals of the fits, a column an asset in a two-dimensional array of float64 or a "
          "DataFrame (no copy), or a list of series.");
    m.def("dcc_errors", &dcc_errors, "fit"_a, "residuals"_a,
          nb::sig("def dcc_errors(fit: DccFit, residuals: numpy.typing.ArrayLike) -> dict[str, float]"),
          "Robust standard errors of a, b and their sum (persistence), and the covariance of a and b, given the "
          "univariate fits; NaN at a bound.");
    m.def("ewma_covariance", &ewma_covariance, "returns"_a, "decay"_a = 0.94,
          "Exponentially weighted covariance (RiskMetrics), S_t = decay S_{t-1} + (1 - decay) y_t y_t', means taken as "
          "zero.\n\n"
          "returns: as the residuals of fit_dcc(). Returns an array of a matrix a period, per period in the unit of "
          "the returns squared: known after row t, the forecast for the next. A row with a NaN is NaN and leaves the "
          "matrix as it is.");
}

} // namespace door
