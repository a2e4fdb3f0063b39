// SPDX-License-Identifier: BSL-1.0
// Fiorentini, Calzolari and Panattoni, Analytic derivatives and the computation of GARCH estimates, Journal of Applied
// Econometrics 11(4), 1996, 399-417: the benchmark of GARCH(1,1) programs, 1974 daily returns of the mark against the
// pound (Bollerslev and Ghysels 1996). Parameters and log-likelihood from the authors' program in double precision;
// standard errors as printed. The variance before the sample is the mean squared residual at the current mu.
#include "support/csv.hpp"
#include "support/shared_data.hpp"
#include <smirk/garch.hpp>

namespace garch = smirk::garch;
using garch::covariance;

namespace {

void prints_as(const garch::garch11::parameters<double>& se, const std::array<double, 4>& printed)
{
    const auto got = garch::internal::to_array(se);
    for (std::size_t i = 0; i < 4;
         ++i) { // within a unit of the sixth significant digit: one of the figures is cut, not rounded
        const double unit = std::pow(10.0, std::floor(std::log10(printed[i])) - 5);
        REQUIRE_THAT(got[i], WithinAbs(printed[i], unit));
    }
}

} // namespace

TEST_CASE("Fiorentini, Calzolari and Panattoni 1996: GARCH(1,1) on DEM/GBP")
{
    SKIP_WITHOUT_SHARED_DATA("garch/dem2gbp.csv");
    const auto y = support::read_csv(support::shared_data("garch/dem2gbp.csv")).numbers("ret");
    REQUIRE(y.size() == 1974);
    const auto fit = garch::fit<garch::garch11>(y, {.presample = garch::presample::sample_variance});
    REQUIRE(fit.status == garch::fit_status::converged);
    REQUIRE_THAT(fit.log_likelihood, WithinRel(-1106.607881041288, 1e-13));
    REQUIRE_THAT(fit.parameters.mu, WithinRel(-0.006190408379994, 1e-9));
    REQUIRE_THAT(fit.parameters.omega, WithinRel(0.0107613978518, 1e-9));
    REQUIRE_THAT(fit.parameters.alpha, WithinRel(0.153134061820, 1e-9));
    REQUIRE_THAT(fit.parameters.beta, WithinRel(0.805973670305, 1e-9));

    prints_as(fit.standard_errors(covariance::hessian), {0.00846212, 0.00285271, 0.0265228, 0.0335527});
    prints_as(fit.standard_errors(covariance::opg), {0.00843359, 0.00132298, 0.0139737, 0.0165604});
    const auto robust = garch::internal::to_array(fit.standard_errors(covariance::robust));
    const std::array qml{0.009189353979760952, 0.006493186182105218, 0.0535317034954381, 0.07246144960234878};
    const auto information = garch::internal::to_array(fit.standard_errors(covariance::information));
    const std::array im{0.00837628562375161, 0.00192880806110406, 0.01940118560429604, 0.02183987222453894};
    for (std::size_t i = 0; i < 4; ++i) { // the published doubles are of parameters known to 9 or 10 digits
        REQUIRE_THAT(robust[i], WithinRel(qml[i], 5e-8));
        REQUIRE_THAT(information[i], WithinRel(im[i], 5e-8));
    }
}
