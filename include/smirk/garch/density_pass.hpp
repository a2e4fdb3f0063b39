// SPDX-License-Identifier: BSL-1.0
// Log-densities in lanes, with their derivatives: of residuals and variances that are given.
#pragma once
#include <smirk/detail/affine_scan.hpp>
#include <smirk/detail/dispatch.hpp>
#include <smirk/garch/filter.hpp>

namespace smirk::inline SMIRK_ABI::garch::internal {

/// An aggregate whose members are constants, or where First >= 0 the variables number First, First + 1, ...
template <class Aggregate, std::ptrdiff_t First, class R, std::size_t N>
SMIRK_LANE_INLINE Aggregate lift(const std::array<double, N>& x)
{
    std::array<R, N> r;
    for (std::size_t i = 0; i < N; ++i) {
        r[i] = R(x[i]);
        if constexpr (First >= 0) r[i].d[static_cast<std::size_t>(First) + i] = 1.0;
    }
    return from_array<Aggregate>(r);
}

template <std::size_t N, class F>
SMIRK_LANE_INLINE void unrolled(const F& f)
{
    [&]<std::size_t... I>(std::index_sequence<I...>) SMIRK_LANE_LAMBDA { (f(I), ...); }(std::make_index_sequence<N>{});
}

/// 1 for the periods t, t + 1, ... of a vector that lie before n, 0 for the others.
template <class V>
SMIRK_LANE_INLINE V inside(std::size_t t, std::size_t n)
{
    V r(0.0);
    for (std::size_t i = 0; i < std::size_t{V::width}; ++i) r.v[i] = t + i < n ? 1.0 : 0.0;
    return r;
}

/// The shape of a law, with its derivatives in the parameters of the law: theta from element `First` on.
template <class Law, std::size_t First>
struct shape_with_slopes {
    static constexpr std::size_t law_n = law_size<Law>, shape_n = shape_size<Law>;
    std::array<double, shape_n> value{};
    std::array<std::array<double, law_n == 0 ? 1 : law_n>, shape_n> slope{};

    template <std::size_t N>
    explicit shape_with_slopes(const std::array<double, N>& theta)
    {
        if constexpr (law_n > 0) {
            using number = detail::dual<double, law_n>;
            std::array<number, law_n> p;
            for (std::size_t i = 0; i < law_n; ++i) p[i] = number::variable(theta[First + i], i);
            const auto shape = Law::shape_of(from_array<typename Law::template parameters<number>>(p));
            const auto numbers = std::bit_cast<std::array<number, shape_n>>(shape);
            for (std::size_t i = 0; i < shape_n; ++i) {
                value[i] = numbers[i].value;
                for (std::size_t k = 0; k < law_n; ++k) slope[i][k] = numbers[i].d[k];
            }
        }
    }
};

/// Log-densities of given residuals and variances, with their derivatives in both and in the parameters of the law.
template <class Model, class Law>
class density_pass {
    static constexpr std::size_t law_n = law_size<Law>, shape_n = shape_size<Law>;

public:
    std::vector<double> residuals, by_residual, by_variance; // e_t, dl_t/de_t, dl_t/dh_t

    density_pass(std::size_t n, lane_width width)
        : residuals((n + 7) / 8 * 8), by_residual(residuals.size()), by_variance(residuals.size()), n_(n), width_(width)
    {
    }
    [[nodiscard]] std::size_t padded_size() const { return residuals.size(); }

    /// sum_t l_t, and its gradient in the parameters of the law.
    template <std::size_t N>
    double operator()(const std::vector<double>& h, const std::array<double, N>& theta, std::array<double, N>& gradient)
    {
        const shape_with_slopes<Law, model_size<Model>> shape(theta);
        std::array<double, shape_n> by_shape{};
        double value = 0;
        detail::dispatch(width_, kernel{}, this, &h, &shape.value, &by_shape, &value);
        for (std::size_t k = 0; k < law_n; ++k) {
            gradient[model_size<Model> + k] = 0;
            for (std::size_t j = 0; j < shape_n; ++j)
                gradient[model_size<Model> + k] += by_shape[j] * shape.slope[j][k];
        }
        return value;
    }

private:
    struct kernel {
        template <class V>
        SMIRK_LANE_INLINE void operator()(density_pass* pass, const std::vector<double>* h,
                                          const std::array<double, shape_n>* shape,
                                          std::array<double, shape_n>* by_shape, double* value) const
        {
            *value = pass->template run<V>(*h, *shape, *by_shape);
        }
    };
    template <class V>
    SMIRK_LANE_INLINE double run(const std::vector<double>& h, const std::array<double, shape_n>& shape,
                                 std::array<double, shape_n>& by_shape)
    {
        using number = detail::dual<V, 2 + shape_n>;
        const auto law = lift<typename Law::template shape<number>, 2, number>(shape);
        constexpr std::size_t width = V::width;
        V total(0.0), not_positive(0.0), of_shape[shape_n + 1];
        for (auto& g : of_shape) g = V(0.0);
        for (std::size_t t = 0; t < residuals.size(); t += width) {
            const V variance = V::load(&h[t]);
            number l =
                Law::log_density(law, number::variable(V::load(&residuals[t]), 0), number::variable(variance, 1));
            if (t + width > n_) l = l * inside<V>(t, n_);
            total = total + l.value;
            not_positive = not_positive + (abs(variance) - variance);
            l.d[0].store(&by_residual[t]);
            l.d[1].store(&by_variance[t]);
            unrolled<shape_n>([&](std::size_t k) SMIRK_LANE_LAMBDA { of_shape[k] = of_shape[k] + l.d[2 + k]; });
        }
        for (std::size_t k = 0; k < shape_n; ++k) by_shape[k] = detail::sum(of_shape[k]);
        return detail::sum(not_positive) == 0 ? detail::sum(total) : std::numeric_limits<double>::quiet_NaN();
    }

    std::size_t n_;
    lane_width width_;
};

} // namespace smirk::inline SMIRK_ABI::garch::internal
