// SPDX-License-Identifier: BSL-1.0
// Maximum likelihood fits of the GARCH family.
#include "garch.hpp"

#include "arguments.hpp"
#include "bindings.hpp"

#include <cmath>

namespace door {

static const std::pair<const char*, error_law> laws[] = {{"normal", error_law::normal},
                                                         {"student_t", error_law::student_t},
                                                         {"skewed_t", error_law::skewed_t},
                                                         {"ged", error_law::ged}};
static const std::pair<const char*, garch_fitter*> models[] = {
    {"garch11", fit_garch11}, {"gjr", fit_gjr},         {"egarch", fit_egarch}, {"aparch", fit_aparch},
    {"tgarch", fit_tgarch},   {"nagarch", fit_nagarch}, {"igarch", fit_igarch}, {"figarch", fit_figarch}};
static const std::pair<const char*, garch::presample> presamples[] = {
    {"backcast", garch::presample::backcast},
    {"sample_variance", garch::presample::sample_variance},
    {"rugarch", garch::presample::rugarch}};
static const std::pair<const char*, garch::mean> means[] = {{"constant", garch::mean::constant},
                                                            {"zero", garch::mean::zero}};
static const std::pair<const char*, garch::covariance> kinds[] = {{"robust", garch::covariance::robust},
                                                                  {"hessian", garch::covariance::hessian},
                                                                  {"opg", garch::covariance::opg},
                                                                  {"information", garch::covariance::information}};

static garch_fit fit(const array_like& returns, const std::string& model, const std::string& law,
                     const std::string& presample, const std::string& mean)
{
    const series r(returns, "returns");
    garch_fitter* const fitter = one_of(model, models, "model");
    const error_law errors = one_of(law, laws, "law");
    const garch::fit_options options{.presample = one_of(presample, presamples, "presample"),
                                     .mean = one_of(mean, means, "mean")};
    const nb::gil_scoped_release unlocked;
    garch_fit f = fitter(errors, r, options);
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
        .def("__repr__", [](const garch_fit& f) {
            std::string s = "GarchFit(" + f.model + ", " + f.law;
            for (std::size_t i = 0; i < f.names.size(); ++i)
                s += ", " + f.names[i] + "=" + garch::internal::text(f.parameters[i]);
            return s + ", log_likelihood=" + garch::internal::text(f.log_likelihood) + ", " + f.status + ")";
        });

    m.def("fit_garch", &fit, "returns"_a, "model"_a = "garch11", "law"_a = "normal", nb::kw_only(),
          "presample"_a = "backcast", "mean"_a = "constant",
          "Maximum likelihood fit of a GARCH model.\n\n"
          "returns: log returns in any unit. model: garch11, gjr, egarch, aparch, tgarch, nagarch, igarch or figarch. "
          "law: normal, student_t, skewed_t or ged. presample: backcast (as the arch package), sample_variance (gretl, "
          "fGarch) or rugarch. mean: constant or zero.\n"
          "Returns a GarchFit; data that cannot be fitted make one that is False, with a reason. The GIL is released.");
}

} // namespace door
