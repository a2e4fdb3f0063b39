// SPDX-License-Identifier: BSL-1.0
// Maximum likelihood of every model with every law on any returns: a status that fits the numbers, finite variances and
// forecasts where the fit may be used, the likelihood no worse than that of a start it was given, the same digits
// again.
#include "input.hpp"

#include <smirk/garch/aparch.hpp>
#include <smirk/garch/arch.hpp>
#include <smirk/garch/egarch.hpp>
#include <smirk/garch/figarch.hpp>
#include <smirk/garch/fit.hpp>
#include <smirk/garch/garch11.hpp>
#include <smirk/garch/garch_in_mean.hpp>
#include <smirk/garch/ged.hpp>
#include <smirk/garch/gjr.hpp>
#include <smirk/garch/harch.hpp>
#include <smirk/garch/igarch.hpp>
#include <smirk/garch/nagarch.hpp>
#include <smirk/garch/skewed_t.hpp>
#include <smirk/garch/student_t.hpp>
#include <smirk/garch/tgarch.hpp>
#include <smirk/garch/variance_targeting.hpp>

#include <algorithm>
#include <type_traits>

namespace {

namespace garch = smirk::garch;
using fuzz::require, fuzz::same;

/// Returns with clusters, jumps and ties, in any unit.
std::vector<double> read_returns(fuzz::input& in)
{
    const unsigned mode = in.byte();
    const std::size_t n = in.below(mode & 1 ? 160 : 40);
    const double unit = in.scale(1e-12, 1e6), shift = mode & 2 ? in.between(-5, 5) : 0;
    std::vector<double> y(n);
    double level = 1;
    for (double& r : y) {
        const double z = in.byte() / 64.0 - 2;
        level = 0.1 + 0.85 * level + (mode & 4 ? 0.1 * z * z : 0);
        r = in.number(unit * (shift + (mode & 8 ? std::round(z) : z * std::sqrt(level))));
    }
    return y;
}

template <class Model, class Law>
void fit(fuzz::input& in, const std::vector<double>& y)
{
    garch::fit_options options;
    const unsigned mode = in.byte();
    options.presample = static_cast<garch::presample>(mode % 3);
    if (mode & 4) options.mean = garch::mean::zero;
    if (mode & 8) options.max_iterations = static_cast<int>(in.below(8));
    const auto fitted = garch::fit<Model, Law>(y, options);
    const auto parameters = garch::internal::to_array(fitted.parameters);
    require(!fitted.reason.empty() && fitted.returns.size() == y.size());
    const bool finite = std::all_of(parameters.begin(), parameters.end(), [](double p) { return std::isfinite(p); });
    if (!fitted) {
        require(fitted.status != garch::fit_status::converged);
        return;
    }
    require(finite && std::isfinite(fitted.log_likelihood));
    require(fitted.conditional_variance.size() == y.size() && fitted.residuals.size() == y.size());
    for (const double h : fitted.conditional_variance) require(h > 0 && std::isfinite(h));
    for (const double e : fitted.residuals) require(std::isfinite(e));
    for (const double h : fitted.forecast(12)) require(h > 0);
    require(fitted.forecast(1)[0] < std::numeric_limits<double>::infinity());
    require(fitted.persistence() >= 0 && fitted.estimated() > 0 && std::isfinite(fitted.aic()));
    if (mode & 16) {
        for (const double se : garch::internal::to_array(fitted.standard_errors())) require(std::isnan(se) || se > 0);
        const auto again = garch::fit<Model, Law>(y, options);
        require(garch::internal::to_array(again.parameters) == parameters && again.status == fitted.status);
    }
    if (mode & 32) {
        const auto warm = garch::fit<Model, Law>(y, options, &fitted.parameters);
        require(!warm || warm.log_likelihood >= fitted.log_likelihood - 1e-3 * (1 + std::fabs(fitted.log_likelihood)));
    }
}

/// Whether a model is tried with all four laws. The replay is quick to build: the others have one each there.
#ifdef SMIRK_FUZZ_REPLAY
template <class Model>
inline constexpr bool every_law = std::is_same_v<Model, garch::garch11>;
#else
template <class Model>
inline constexpr bool every_law = true;
#endif

template <class Model>
void with_law(fuzz::input& in, const std::vector<double>& y)
{
    const unsigned law = in.byte() % 4;
    if constexpr (every_law<Model>) {
        if (law == 1) return fit<Model, garch::student_t>(in, y);
        if (law == 2) return fit<Model, garch::ged>(in, y);
        if (law == 3) return fit<Model, garch::skewed_t>(in, y);
    }
    fit<Model, garch::normal>(in, y);
}

template <class... Models>
void with_model(std::size_t which, fuzz::input& in, const std::vector<double>& y)
{
    std::size_t i = 0;
    ((i++ == which ? with_law<Models>(in, y) : void()), ...);
}

} // namespace

SMIRK_FUZZ_TARGET(garch)
{
    fuzz::input in(data, size);
    const std::size_t which = in.below(13);
    const auto y = read_returns(in);
    with_model<garch::garch11, garch::gjr, garch::tgarch, garch::egarch, garch::aparch, garch::nagarch, garch::igarch,
               garch::arch<3>, garch::harch<1, 5, 22>, garch::figarch, garch::garch_in_mean,
               garch::variance_targeted<garch::garch11>, garch::variance_targeted<garch::gjr>>(which, in, y);
    return 0;
}
