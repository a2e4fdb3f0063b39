// SPDX-License-Identifier: BSL-1.0
// Maximum likelihood fits of the GARCH family.
#include "garch.hpp"

#include "arguments.hpp"
#include "bindings.hpp"

#include <cmath>

namespace door {

static const std::pair<const char*, garch_fitter*> models[] = {{"garch11", fit_garch11},
                                                               {"gjr", fit_gjr},
                                                               {"egarch", fit_egarch},
                                                               {"aparch", fit_aparch},
                                                               {"tgarch", fit_tgarch},
                                                               {"nagarch", fit_nagarch},
                                                               {"igarch", fit_igarch},
                                                               {"figarch", fit_figarch},
                                                               {"component", fit_component},
                                                               {"harch", fit_harch},
                                                               {"garch_in_mean", fit_garch_in_mean},
                                                               {"garch(2,1)", fit_garch_2_1},
                                                               {"garch(1,2)", fit_garch_1_2},
                                                               {"garch(2,2)", fit_garch_2_2},
                                                               {"gjr(2,1,1)", fit_gjr_2_1_1},
                                                               {"egarch(2,1,1)", fit_egarch_2_1_1}};

// What may be added to a model, one thing at a time.
static const std::pair<const char*, garch_fitter*> with_ar[] = {{"garch11", fit_garch11_ar}, {"gjr", fit_gjr_ar}};
static const std::pair<const char*, garch_fitter*> with_har[] = {{"garch11", fit_garch11_har}};
static const std::pair<const char*, garch_fitter*> with_mean_regressor[] = {{"garch11", fit_garch11_regressor},
                                                                            {"gjr", fit_gjr_regressor}};
static const std::pair<const char*, garch_fitter*> with_variance_regressor[] = {
    {"garch11", fit_garch11_variance_regressor}, {"gjr", fit_gjr_variance_regressor}};
static const std::pair<const char*, garch_fitter*> with_targeting[] = {{"garch11", fit_garch11_targeted},
                                                                       {"gjr", fit_gjr_targeted}};
static const std::pair<const char*, garch::presample> presamples[] = {
    {"backcast", garch::presample::backcast},
    {"sample_variance", garch::presample::sample_variance},
    {"rugarch", garch::presample::rugarch}};
enum class mean_equation { constant, zero, ar, har };
static const std::pair<const char*, mean_equation> means[] = {{"constant", mean_equation::constant},
                                                              {"zero", mean_equation::zero},
                                                              {"ar", mean_equation::ar},
                                                              {"har", mean_equation::har}};
static const std::pair<const char*, garch::covariance> kinds[] = {{"robust", garch::covariance::robust},
                                                                  {"hessian", garch::covariance::hessian},
                                                                  {"opg", garch::covariance::opg},
                                                                  {"information", garch::covariance::information}};

static garch_fit fit(const array_like& returns, const std::string& model, const std::string& law,
                     const std::string& presample, const std::string& mean, const array_like& mean_regressor,
                     const array_like& variance_regressor, bool variance_targeting,
                     const std::vector<std::pair<std::string, double>>& fixed)
{
    const series r(returns, "returns");
    const mean_equation equation = one_of(mean, means, "mean");
    const bool ar = equation == mean_equation::ar, har = equation == mean_equation::har;
    std::optional<series> of_mean, of_variance;
    if (!mean_regressor.is_none()) of_mean.emplace(mean_regressor, "mean_regressor");
    if (!variance_regressor.is_none()) of_variance.emplace(variance_regressor, "variance_regressor");
    if (ar + har + of_mean.has_value() + of_variance.has_value() + variance_targeting > 1)
        throw std::invalid_argument("smirk: fit_garch: expected one of mean='ar', mean='har', mean_regressor, "
                                    "variance_regressor and variance_targeting, got several");
    garch_fitter* const fitter = ar            ? one_of(model, with_ar, "model with mean='ar'")
                                 : har         ? one_of(model, with_har, "model with mean='har'")
                                 : of_mean     ? one_of(model, with_mean_regressor, "model with mean_regressor")
                                 : of_variance ? one_of(model, with_variance_regressor, "model with variance_regressor")
                                 : variance_targeting ? one_of(model, with_targeting, "model with variance_targeting")
                                                      : one_of(model, models, "model");
    const error_law errors = law_of(law);
    garch::fit_options options{.presample = one_of(presample, presamples, "presample"),
                               .mean = equation == mean_equation::zero ? garch::mean::zero : garch::mean::constant};
    if (of_mean) options.mean_regressors = {of_mean->values()};
    if (of_variance) options.variance_regressors = {of_variance->values()};
    for (const auto& [name, value] : fixed) options.fixed.push_back({name.c_str(), value});
    const nb::gil_scoped_release unlocked;
    garch_fit f = fitter(errors, r, options);
    f.model = model;
    f.law = law;
    return f;
}

error_law law_of(const std::string& law)
{
    static const std::pair<const char*, error_law> laws[] = {{"normal", error_law::normal},
                                                             {"student_t", error_law::student_t},
                                                             {"skewed_t", error_law::skewed_t},
                                                             {"ged", error_law::ged}};
    return one_of(law, laws, "law");
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

void bind_garch(nb::module_& m)
{
    const nb::sig dict_of_floats("def parameters(self) -> dict[str, float]");
    nb::class_<garch_fit>(m, "GarchFit",
                          "A fitted model. True where its parameters can be used: see status and reason.")
        .def_ro("model", &garch_fit::model)
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
                    se = f.standard_errors(k);
                }
                return named(f, se);
            },
            "kind"_a = "robust", nb::sig("def standard_errors(self, kind: str = 'robust') -> dict[str, float]"),
            "kind: robust (Bollerslev and Wooldridge), hessian, opg, or information (normal errors).")
        .def(
            "covariance_matrix",
            [](const garch_fit& f, const std::string& kind) {
                auto* c = new std::vector<double>(f.covariance_matrix(one_of(kind, kinds, "kind")));
                const nb::capsule owner(c, [](void* p) noexcept { delete static_cast<std::vector<double>*>(p); });
                const std::size_t n = f.names.size();
                return nb::ndarray<nb::numpy, double, nb::ndim<2>>(c->data(), {n, n}, owner);
            },
            "kind"_a = "robust", "Of the parameters, in their order.")
        .def(
            "forecast", [](const garch_fit& f, std::size_t periods) { return to_numpy(f.forecast(periods)); },
            "periods"_a, "Conditional variances 1, ..., periods ahead, per period.")
        .def(
            "forecast_mean", [](const garch_fit& f, std::size_t periods) { return to_numpy(f.forecast_mean(periods)); },
            "periods"_a, "Expected returns 1, ..., periods ahead; NaN beyond the rows of a regressor.")
        .def(
            "forecast_volatility",
            [](const garch_fit& f, std::size_t periods, double periods_per_year) {
                return f.forecast_volatility(periods, periods_per_year);
            },
            "periods"_a, "periods_per_year"_a = 252.0, "Annualised volatility of the sum of the next returns.")
        .def("__repr__", [](const garch_fit& f) {
            std::string s = "GarchFit(" + f.model + ", " + f.law;
            for (std::size_t i = 0; i < f.names.size(); ++i)
                s += ", " + f.names[i] + "=" + garch::internal::text(f.parameters[i]);
            return s + ", log_likelihood=" + garch::internal::text(f.log_likelihood) + ", " + f.status + ")";
        });

    m.def(
        "fit_garch",
        [](const array_like& returns, const std::string& model, const std::string& law, const std::string& presample,
           const std::string& mean, const array_like& mean_regressor, const array_like& variance_regressor,
           bool variance_targeting, const nb::dict& fixed) {
            std::vector<std::pair<std::string, double>> held;
            for (const auto& [name, value] : fixed) {
                const std::string parameter = text_of(name);
                held.emplace_back(parameter, to_number(value, parameter));
            }
            return fit(returns, model, law, presample, mean, mean_regressor, variance_regressor, variance_targeting,
                       held);
        },
        "returns"_a, "model"_a = "garch11", "law"_a = "normal", nb::kw_only(), "presample"_a = "backcast",
        "mean"_a = "constant", "mean_regressor"_a = nb::none(), "variance_regressor"_a = nb::none(),
        "variance_targeting"_a = false, "fixed"_a = nb::dict(),
        nb::sig("def fit_garch(returns: numpy.typing.ArrayLike, model: str = 'garch11', law: str = 'normal', *, "
                "presample: str = 'backcast', mean: str = 'constant', mean_regressor: numpy.typing.ArrayLike | None = "
                "None, variance_regressor: numpy.typing.ArrayLike | None = None, variance_targeting: bool = False, "
                "fixed: collections.abc.Mapping[str, float] = {}) -> GarchFit"),
        "Maximum likelihood fit of a GARCH model.\n\n"
        "returns: log returns in any unit. model: garch11, gjr, egarch, aparch, tgarch, nagarch, igarch, figarch, "
        "component, garch_in_mean, harch (horizons of 1, 5 and 22 periods), garch(2,1), garch(1,2), garch(2,2), "
        "gjr(2,1,1) or egarch(2,1,1): shocks, falls, past variances, as in the arch package. law: normal, student_t, "
        "skewed_t or ged; the models with orders in brackets, and those with one of the additions below, take the "
        "first "
        "two. presample: backcast (as the arch package), sample_variance (gretl, fGarch) or rugarch.\n"
        "mean: constant, zero, ar (the return before), or har (those of 1, 5 and 22 periods before, averaged; "
        "garch11). "
        "mean_regressor, variance_regressor: a column, a row beside each return, for garch11, gjr; what was "
        "known the period before goes one row down, and rows beyond the last return serve forecasts. "
        "variance_targeting: long-run variance held at that of the sample, for garch11, gjr. One of these at a time.\n"
        "fixed: parameters that are not estimated, {'nu': 8}.\n"
        "Returns a GarchFit; data that cannot be fitted make one that is False, with a reason. The GIL is released.");
}

} // namespace door
