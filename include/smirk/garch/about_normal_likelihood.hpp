// SPDX-License-Identifier: BSL-1.0
// The likelihood of models that read E|z|: that of the recursion about sqrt(2/pi), which no law moves.
#pragma once
#include <smirk/garch/likelihood.hpp>

namespace smirk::inline SMIRK_ABI::garch {

/// The log-likelihood and its gradient.
///
///     l(theta) = l'(theta'),   omega' = omega - alpha (E|z| - sqrt(2/pi)),   dl/dtheta = J' dl'/dtheta',   J = dtheta'/dtheta
template <law_centred_model Model, class Law>
class likelihood<Model, Law> {
    using recursion = likelihood<about_normal<Model>, Law>;

public:
    static constexpr std::size_t size = size_of<Model, Law>;
    using vector = std::array<double, size>;

    likelihood(strided<double> returns, const presample_value& before, lane_width width = lane_width::widest)
        : recursion_(returns, before, width)
    {
    }

    double operator()(const vector& theta, vector& gradient) { return evaluate(theta, gradient); }

    /// What with<> takes.
    double operator()(const vector& theta, vector& gradient, internal::linear_terms& terms)
    {
        return evaluate(theta, gradient, terms);
    }
    void set_returns(const std::vector<double>& returns, const presample_value& before)
    {
        recursion_.set_returns(returns, before);
    }

    /// The information matrix: J' I' J.
    detail::matrix_of<size> information(const vector& theta)
        requires requires(recursion& r, const vector& x) { r.information(x); }
    {
        const auto [at, slope] = about_normal_of(theta);
        detail::matrix_of<size> j{}, transposed{};
        for (std::size_t i = 0; i < size; ++i) j[i][i] = 1;
        j[omega] = slope;
        for (std::size_t i = 0; i < size; ++i)
            for (std::size_t k = 0; k < size; ++k) transposed[i][k] = j[k][i];
        return detail::times(transposed, detail::times(recursion_.information(at), j));
    }
    [[nodiscard]] const presample_value& before() const { return recursion_.before(); }
    [[nodiscard]] lane_width width() const { return recursion_.width(); }

private:
    static constexpr std::size_t omega = 1;

    struct about {
        vector theta, slope_of_omega; // theta', d omega' / d theta
    };
    static about about_normal_of(const vector& theta)
    {
        using number = detail::dual<double, size>;
        const auto x = [&] {
            std::array<number, size> variables;
            for (std::size_t i = 0; i < size; ++i) variables[i] = number::variable(theta[i], i);
            return variables;
        }();
        const auto p = internal::from_array<typename Model::template parameters<number>>(x);
        const auto law =
            Law::shape_of(internal::from_array<typename Law::template parameters<number>, model_size<Model>>(x));
        const number moved = x[omega] - internal::centre_shift<Model>(p, law);
        about r{theta, {}};
        r.theta[omega] = moved.value;
        for (std::size_t i = 0; i < size; ++i) r.slope_of_omega[i] = moved.d[i];
        return r;
    }
    template <class... Terms>
    double evaluate(const vector& theta, vector& gradient, Terms&... terms)
    {
        const about moved = about_normal_of(theta);
        const double value = recursion_(moved.theta, gradient, terms...);
        const double by_omega = gradient[omega];
        gradient[omega] = 0;
        for (std::size_t i = 0; i < size; ++i) gradient[i] += by_omega * moved.slope_of_omega[i];
        return value;
    }

    recursion recursion_;
};

} // namespace smirk::inline SMIRK_ABI::garch
