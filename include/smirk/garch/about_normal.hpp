// SPDX-License-Identifier: BSL-1.0
// Models that read E|z| of the law of the errors: the same recursion with the E|z| of the normal law.
//
//     ln h_{t+1} = omega + alpha (|z_t| - E|z|) + ... = omega' + alpha (|z_t| - sqrt(2/pi)) + ...
//     omega' = omega - alpha (E|z| - sqrt(2/pi))
//
// Seen so, no law enters the recursion, and the shocks before a sample, at their mean, are sqrt(2/pi) under every law:
// this is how samples are run, as Python arch and R's packages do. Such a model states, besides what model.hpp lists,
//
//   needs_law           true
//   size_weight(p)      the sum of the alphas; omega follows mu among the parameters
#pragma once
#include <smirk/garch/normal.hpp>

namespace smirk::inline SMIRK_ABI::garch {

template <class Model>
concept law_centred_model = !extended_model<Model> && Model::needs_law;

/// The model with sqrt(2/pi) for E|z|, whatever the law.
template <law_centred_model Model>
struct about_normal : Model {
    static constexpr bool needs_law = false;

    template <class P, class S, class E, class Law>
    SMIRK_MODEL_FUNCTION S next(const P& p, const S& s, const E& e, const Law&)
    {
        return Model::next(p, s, e, normal::shape<double>{});
    }
};

namespace internal {

/// omega - omega'
template <class Model, class P, class Shape>
auto centre_shift(const P& p, const Shape& law)
{
    return Model::size_weight(p) * (law.mean_abs - normal::shape<double>::mean_abs);
}

template <class Model>
struct recursion {
    using type = Model;
};
template <law_centred_model Model>
struct recursion<Model> {
    using type = about_normal<Model>;
};

/// The model whose recursion runs through a sample, and its parameters.
template <class Model>
using recursion_of = typename recursion<Model>::type;
template <class Model, class P, class Shape>
P recursion_parameters(P p, const Shape& law)
{
    if constexpr (law_centred_model<Model>) p.omega = p.omega - centre_shift<Model>(p, law);
    return p;
}

} // namespace internal
} // namespace smirk::inline SMIRK_ABI::garch
