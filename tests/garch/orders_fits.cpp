// SPDX-License-Identifier: BSL-1.0
// Reference: Python arch 8.0.0, arch_model(y, p=, o=, q=, rescale=False).fit(tol=1e-12, options={"ftol": 1e-13}),
// fitted again from its own result with ftol 1e-14.
#include "vector_checks.hpp"

#include <smirk/garch/orders.hpp>

namespace garch = smirk::garch;
using garch::garch_of, garch::gjr_of, garch::skewed_t, garch::student_t;

TEST_CASE("orders: the first ones are garch11 and gjr")
{
    const auto y = checks::sample(1000);
    const auto a = garch::fit<garch::garch11, student_t>(y);
    const auto b = garch::fit<garch_of<1, 1>, student_t>(y);
    REQUIRE_THAT(b.log_likelihood, WithinAbs(a.log_likelihood, 1e-9));
    REQUIRE_THAT(b.parameters.beta[0], WithinAbs(a.parameters.beta, 1e-6));
    REQUIRE_THAT(b.standard_errors().alpha[0], WithinRel(a.standard_errors().alpha, 1e-5));
    REQUIRE_THAT(b.forecast(20).back(), WithinRel(a.forecast(20).back(), 1e-6));
    REQUIRE_THAT(b.persistence(), WithinRel(a.persistence(), 1e-6));
    const auto c = garch::fit<garch::gjr>(y);
    const auto d = garch::fit<gjr_of<1, 1, 1>>(y);
    REQUIRE_THAT(d.log_likelihood, WithinAbs(c.log_likelihood, 1e-9));
    REQUIRE_THAT(d.parameters.gamma[0], WithinAbs(c.parameters.gamma, 1e-6));
}

TEST_CASE("orders: the fits of arch, or better")
{
    SKIP_WITHOUT_SHARED_DATA(reference::fits_file);
    const double flat_top = 1e-6;
    const auto dem = reference::returns("dem2gbp"), spx = reference::returns("sp500");
    checks::fits_as_well_as<garch_of<1, 2>>(
        dem, -1101.4980008340467, {-0.00479676776, 0.0102127739, 0.159894595, 0.473417754, 0.326332712}, flat_top);
    checks::fits_as_well_as<garch_of<2, 1>>(dem, -1104.521401788942, // alpha_2 is 0
                                            {-0.006076604, 0.00991424705, 0.145477896, 0, 0.816846186}, flat_top);
    checks::fits_as_well_as<gjr_of<1, 1, 2>>(
        dem, -1100.9749535066517, {-0.00648762555, 0.0106163361, 0.145785877, 0.0305580369, 0.469178516, 0.32647323},
        flat_top);
    checks::fits_as_well_as<gjr_of<1, 1, 2>, skewed_t>(
        dem, -979.39935704715, // the persistence is 1
        {-0.00815590142, 0.00312627254, 0.124914622, 0.0521390886, 0.343710263, 0.505305571, 4.39088679, -0.0855686383},
        2e-6);
    checks::fits_as_well_as<garch_of<2, 1>>(
        spx, -6937.644688064596, {0.0525705291, 0.0222193895, 0.0680688471, 0.0512382348, 0.864597818}, flat_top);
    checks::fits_as_well_as<garch_of<2, 2>>(
        spx, -6935.581155749942, {0.0532503884, 0.0327552364, 0.0681213237, 0.111976764, 0.241624522, 0.554315409},
        flat_top);
    checks::fits_as_well_as<gjr_of<1, 2, 1>>(
        spx, -6831.240921371944, {0.0146074097, 0.0212159485, 0, 0.155597553, 0.0304549703, 0.888042679}, flat_top);
    checks::fits_as_well_as<garch_of<2, 1>, student_t>(
        spx, -6827.5163060379, {0.0654089987, 0.0135286333, 0.0443054369, 0.0829913209, 0.870801231, 6.43259738}, 2e-6);
}
