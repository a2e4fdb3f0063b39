// SPDX-License-Identifier: BSL-1.0
// Fits of what can go wrong: each ends with a status and a reason.
#include "model_checks.hpp"

namespace garch = smirk::garch;
using garch::egarch, garch::figarch, garch::fit_status, garch::garch11, garch::gjr, garch::student_t;

namespace {

std::vector<double> path(std::size_t n, unsigned seed, const garch11::parameters<double>& p = {0.02, 0.05, 0.1, 0.85})
{
    std::mt19937_64 generator(seed);
    return garch::simulate<garch11>(p, n, generator).returns;
}

bool says(const std::string& reason, const std::string& word) { return reason.find(word) != std::string::npos; }

/// A reason always; numbers where the fit says that they can be used.
template <class Fit>
void is_sane(const Fit& fit)
{
    CAPTURE(fit.reason);
    REQUIRE_FALSE(fit.reason.empty());
    if (!fit) return;
    REQUIRE(std::isfinite(fit.log_likelihood));
    for (const double h : fit.conditional_variance) REQUIRE((std::isfinite(h) && h > 0));
}

} // namespace

TEST_CASE("fit: constant returns")
{
    const auto fit = garch::fit<garch11>(std::vector<double>(500, 0.1));
    REQUIRE(fit.status == fit_status::invalid_input);
    REQUIRE_FALSE(fit);
    REQUIRE(says(fit.reason, "no variance"));
    REQUIRE(std::isnan(fit.parameters.alpha));
    REQUIRE(std::isnan(fit.standard_errors().alpha));
}

TEST_CASE("fit: a missing or infinite return is named")
{
    for (const double bad : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
        auto y = path(500, 1);
        y[17] = bad;
        const auto fit = garch::fit<garch11>(y);
        REQUIRE(fit.status == fit_status::invalid_input);
        REQUIRE(says(fit.reason, "returns[17]"));
    }
}

TEST_CASE("fit: too few returns")
{
    const auto none = garch::fit<garch11>(std::vector<double>{});
    REQUIRE(none.status == fit_status::too_few_observations);
    const auto few = garch::fit<garch11>(path(30, 1)); // fitted all the same, not usable
    REQUIRE(few.status == fit_status::too_few_observations);
    REQUIRE_FALSE(few);
    REQUIRE(std::isfinite(few.parameters.omega));
    is_sane(few);
}

TEST_CASE("fit: the unit of the returns does not matter")
{
    const auto y = path(2000, 1);
    const auto want = garch::fit<garch11>(y);
    for (const double scale : {1e-8, 1e8, 1e-30, 1e30}) {
        auto scaled = y;
        for (double& v : scaled) v *= scale;
        const auto fit = garch::fit<garch11>(scaled);
        REQUIRE(fit.status == fit_status::converged);
        REQUIRE_THAT(fit.parameters.alpha, WithinRel(want.parameters.alpha, 1e-7));
        REQUIRE_THAT(fit.parameters.omega / scale / scale, WithinRel(want.parameters.omega, 1e-7));
        REQUIRE_THAT(fit.log_likelihood, WithinAbs(want.log_likelihood - 2000 * std::log(scale), 1e-6));
        REQUIRE_THAT(fit.standard_errors().beta, WithinRel(want.standard_errors().beta, 1e-6));
    }
    auto tiny = y;
    for (double& v : tiny) v *= 1e-50;
    REQUIRE(garch::fit<garch11>(tiny).status == fit_status::invalid_input);
    auto shifted = y;
    for (double& v : shifted) v += 1e6;
    REQUIRE_THAT(garch::fit<garch11>(shifted).parameters.alpha,
                 WithinRel(want.parameters.alpha, 1e-6)); // 1e-10 of digits lost
}

TEST_CASE("fit: one enormous return")
{
    for (const double size : {1e3, 1e8})
        for (const std::size_t where : {std::size_t{0}, std::size_t{700}, std::size_t{1999}}) {
            auto y = path(2000, 1);
            y[where] = size;
            is_sane(garch::fit<garch11>(y));
            is_sane(garch::fit<gjr, student_t>(y));
            is_sane(garch::fit<egarch>(y));
            is_sane(garch::fit<figarch>(y));
        }
}

TEST_CASE("fit: a variance that trends is an integrated one")
{
    auto y = path(2000, 1);
    for (std::size_t t = 0; t < y.size(); ++t) y[t] *= std::exp(0.003 * static_cast<double>(t));
    const auto fit = garch::fit<garch11>(y);
    REQUIRE(fit.status == fit_status::at_bound);
    REQUIRE(says(fit.reason, "alpha + beta is 1"));
    REQUIRE_THAT(fit.parameters.alpha + fit.parameters.beta, WithinAbs(1, 1e-14));
    REQUIRE(fit.forecast(10).back() > fit.forecast(10).front()); // h + k omega
    is_sane(fit);
}

TEST_CASE("fit: returns that say nothing")
{
    std::vector<double> y(600);
    for (std::size_t t = 0; t < y.size(); ++t) y[t] = t % 2 ? 1 : -1; // h = 1 whatever alpha and beta
    const auto flat = garch::fit<garch11>(y);
    REQUIRE_FALSE(flat);
    is_sane(flat);
    std::fill(y.begin(), y.end(), 0.0);
    y[300] = 1;
    is_sane(garch::fit<garch11>(y));
    is_sane(garch::fit<egarch>(y));
    is_sane(garch::fit<garch11, student_t>(y));
    for (std::size_t t = 0; t < y.size(); ++t) y[t] = static_cast<double>(t);
    is_sane(garch::fit<garch11>(y));
    for (unsigned seed = 0; seed < 5; ++seed) is_sane(garch::fit<gjr>(path(300, seed, {0, 1, 0, 0})));
}

TEST_CASE("fit: the limit of iterations is a status")
{
    const auto fit = garch::fit<garch11>(path(2000, 1), {.max_iterations = 2});
    REQUIRE(fit.status == fit_status::max_iterations);
    REQUIRE_FALSE(fit);
    is_sane(fit);
}

TEST_CASE("fit: the same to many digits at every width, the same digits at one")
{
    const auto y = path(2000, 2);
    const auto a = garch::fit<garch11>(y, {.width = smirk::lane_width::baseline});
    const auto b = garch::fit<garch11>(y, {.width = smirk::lane_width::baseline});
    const auto c = garch::fit<garch11>(y);
    REQUIRE(a.parameters.omega == b.parameters.omega);
    REQUIRE_THAT(c.parameters.omega, WithinRel(a.parameters.omega, 1e-8));
    REQUIRE_THAT(c.log_likelihood, WithinRel(a.log_likelihood, 1e-13));
}

TEST_CASE("fit: strided returns")
{
    const auto y = path(500, 3);
    std::vector<double> rows(1000, -7);
    for (std::size_t t = 0; t < y.size(); ++t) rows[2 * t] = y[t];
    REQUIRE(garch::fit<garch11>(smirk::strided<double>(rows.data(), 500, 2)).log_likelihood ==
            garch::fit<garch11>(y).log_likelihood);
}

TEST_CASE("fit: never below the likelihood of the parameters that made the returns")
{
    // low persistence and no ARCH at all: where one start would end at a local maximum, up to 40 below
    for (const garch11::parameters<double>& p :
         {garch11::parameters<double>{0, 0.5, 0.2, 0.3}, {0, 0.6, 0.4, 0}, {0, 1, 0, 0}})
        for (unsigned seed = 0; seed < 40; ++seed) {
            const auto y = path(600 + 20 * seed, seed, p);
            const auto fit = garch::fit<garch11>(y);
            const double truth = checks::plain_log_likelihood<garch11, garch::normal>(
                garch::internal::to_array(p), y, garch::presample_of(y, garch::presample::backcast));
            CAPTURE(seed, p.alpha, fit.reason);
            REQUIRE(fit.log_likelihood >= truth);
        }
}

TEST_CASE("fit: a start given leads to the same maximum in less work")
{
    const auto y = checks::sample(1200);
    const auto cold = garch::fit<garch::gjr, garch::student_t>(y);
    auto longer = y;
    longer.push_back(0.3);
    const auto plain = garch::fit<garch::gjr, garch::student_t>(longer);
    const auto warm = garch::fit<garch::gjr, garch::student_t>(longer, {}, &cold.parameters);
    REQUIRE(warm.status == plain.status);
    REQUIRE_THAT(warm.log_likelihood, WithinRel(plain.log_likelihood, 1e-11)); // both within 1e-8 standard errors
    REQUIRE(warm.evaluations < plain.evaluations);
    // in another unit, too
    auto percent = longer;
    for (double& v : percent) v = 100 * v + 3;
    const auto scaled = garch::gjr::rescale(cold.model_part(), 3.0, 100.0);
    const garch::parameters_of<garch::gjr, garch::student_t> start{scaled, {cold.parameters.nu}};
    REQUIRE(garch::fit<garch::gjr, garch::student_t>(percent, {}, &start).evaluations == warm.evaluations);
    // a start that is none is ignored
    auto bad = cold.parameters;
    bad.omega = -1;
    REQUIRE(garch::fit<garch::gjr, garch::student_t>(longer, {}, &bad).flat() == plain.flat());
}
