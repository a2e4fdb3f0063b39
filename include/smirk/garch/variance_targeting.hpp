// SPDX-License-Identifier: BSL-1.0
// Variance targeting: the long-run variance is that of the sample, and omega follows.
#pragma once
#include <smirk/garch/search.hpp>

namespace smirk::inline SMIRK_ABI::garch {

/// A model fitted with its long-run variance held at the variance of the sample.
///
///     omega = v (1 - P),   v = mean (y_t - ybar)^2,   P the persistence under a symmetric law
///
///     garch::fit<garch::variance_targeted<garch::garch11>>(returns)
///
/// Model   one whose expected variance is omega + P h, with mu, omega and P as its first coordinates: garch11, gjr,
///         nagarch
///
/// One parameter less to search, and forecasts that revert to what the sample saw. Robust standard errors, the default,
/// have the error of v in them; the others take v as known. The persistence stays below 1 - 10^-4.
///
/// source  Engle and Mezrich, Risk 9(8), 1996, 36-40; Francq, Horváth and Zakoian, Journal of Financial Econometrics
///         9(4), 2011, 619-656
template <class Model>
struct variance_targeted : Model {
    static constexpr std::size_t size = sizeof(typename Model::template parameters<double>) / sizeof(double);
    static_assert(Model::state_is_variance && Model::constant_mean && size >= 4,
                  "smirk::garch::variance_targeted: expected garch11, gjr or nagarch, or a model of their form");
    static constexpr std::size_t held_coordinate = 1; // of omega; the search sees returns of variance 1

    template <class R>
    static typename Model::template parameters<R> from_search(const std::array<R, size>& x)
    {
        auto p = Model::from_search(x);
        const R shocks_and_past = Model::first(p, R(1.0)) - p.omega; // first(p, b) = omega + P b
        p.omega = 1.0 - shocks_and_past;
        return p;
    }
    static std::array<search_range, size> ranges()
    {
        auto r = Model::ranges();
        r[1].lower = r[1].upper = 0;
        r[2].upper = search::coordinate_of_persistence(1 - 1e-4);
        r[2].at_upper = "the persistence is 0.9999: the variance of the sample is hardly a target";
        return r;
    }
};

} // namespace smirk::inline SMIRK_ABI::garch
