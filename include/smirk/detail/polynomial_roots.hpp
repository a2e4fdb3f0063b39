// SPDX-License-Identifier: BSL-1.0
// The positive roots of a polynomial, and whether it is negative at some positive argument. Both decide by the
// Bernstein form, which encloses the polynomial, so nothing between two points can be missed.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/bracketed_root.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace smirk::inline SMIRK_ABI::detail {

/// p(t) q(t); a polynomial is its coefficients, c[0] + c[1] t + c[2] t^2 + ...
template <std::size_t A, std::size_t B>
[[nodiscard]] constexpr std::array<double, A + B - 1> multiply(const std::array<double, A>& p,
                                                               const std::array<double, B>& q)
{
    std::array<double, A + B - 1> product{};
    for (std::size_t i = 0; i < A; ++i)
        for (std::size_t j = 0; j < B; ++j) product[i + j] += p[i] * q[j];
    return product;
}

template <std::size_t A>
[[nodiscard]] constexpr std::array<double, A - 1> derivative(const std::array<double, A>& p)
{
    std::array<double, A - 1> slope{};
    for (std::size_t i = 1; i < A; ++i) slope[i - 1] = static_cast<double>(i) * p[i];
    return slope;
}

template <std::size_t A>
[[nodiscard]] constexpr double evaluate(const std::array<double, A>& p, double t)
{
    double value = 0;
    for (std::size_t i = A; i-- > 0;) value = value * t + p[i];
    return value;
}

/// Bernstein coefficients on [0, 1]:  beta_i = sum_{j <= i} binom(i, j) / binom(n, j) c_j.
template <std::size_t A>
[[nodiscard]] constexpr std::array<double, A> bernstein(const std::array<double, A>& c)
{
    std::array<double, A> beta{};
    double binomial_n = 1; // binom(n, j)
    for (std::size_t j = 0; j < A; ++j) {
        double binomial_i = 1; // binom(i, j)
        for (std::size_t i = j; i < A; ++i) {
            beta[i] += binomial_i / binomial_n * c[j];
            binomial_i *= static_cast<double>(i + 1) / static_cast<double>(i + 1 - j);
        }
        binomial_n *= static_cast<double>(A - 1 - j) / static_cast<double>(j + 1);
    }
    return beta;
}

/// Splits the Bernstein form at the middle of its interval (de Casteljau): beta becomes the right half.
template <std::size_t A>
[[nodiscard]] constexpr std::array<double, A> split_left(std::array<double, A>& beta)
{
    std::array<double, A> left{};
    for (std::size_t level = 0; level < A; ++level) {
        left[level] = beta[0];
        for (std::size_t i = 0; i + level + 1 < A; ++i) beta[i] = 0.5 * (beta[i] + beta[i + 1]);
    }
    return left;
}

/// As deep as the halving of an interval goes; what is not decided by then is a multiple root, to rounding.
inline constexpr int bernstein_depth = 48;

template <std::size_t A>
[[nodiscard]] constexpr bool negative_in_unit_interval(std::array<double, A> beta, int depth)
{
    if (beta.front() < 0 || beta.back() < 0) return true;
    if (std::all_of(beta.begin(), beta.end(), [](double b) { return b >= 0; }) || depth == 0) return false;
    const auto left = split_left(beta);
    return negative_in_unit_interval(left, depth - 1) || negative_in_unit_interval(beta, depth - 1);
}

/// Whether the polynomial is negative for some t > 0.
///
/// cost  nothing where all coefficients are positive; else some n^2 operations for each halving
template <std::size_t A>
[[nodiscard]] constexpr bool negative_somewhere(const std::array<double, A>& c)
{
    if (std::all_of(c.begin(), c.end(), [](double x) { return x >= 0; })) return false;
    auto reversed = c;
    std::reverse(reversed.begin(), reversed.end());
    return negative_in_unit_interval(bernstein(c), bernstein_depth) ||
           negative_in_unit_interval(bernstein(reversed), bernstein_depth);
}

/// Room for the roots of a polynomial, in no order.
template <std::size_t A>
struct root_list {
    std::array<double, A> root{};
    std::size_t size = 0;

    constexpr void add(double t)
    {
        if (size < A) root[size++] = t;
    }
    [[nodiscard]] constexpr const double* begin() const { return root.data(); }
    [[nodiscard]] constexpr const double* end() const { return root.data() + size; }
};

template <std::size_t A, class Found>
void roots_in_unit_interval(const std::array<double, A>& c, std::array<double, A> beta, double low, double width,
                            int depth, const Found& found)
{
    int variations = 0;
    double last = 0;
    for (double b : beta) {
        if (b == 0) continue;
        variations += last != 0 && (b > 0) != (last > 0);
        last = b;
    }
    if (variations == 0) return;
    if (variations == 1) {
        found(bracketed_root([&](double t) { return evaluate(c, t); }, low, low + width));
    } else if (depth == 0) {
        found(low + 0.5 * width);
    } else {
        const auto left = split_left(beta);
        roots_in_unit_interval(c, left, low, 0.5 * width, depth - 1, found);
        if (beta.front() == 0) found(low + 0.5 * width);
        roots_in_unit_interval(c, beta, low + 0.5 * width, 0.5 * width, depth - 1, found);
    }
}

/// The roots t > 0 of the polynomial, ascending. Descartes' rule on the Bernstein form isolates each, so all simple
/// roots are found; roots closer than rounding can tell apart come out as one, or, where they touch, not at all.
///
/// source  Rouillier and Zimmermann, J. Computational and Applied Mathematics 162, 2004, 33-50
template <std::size_t A>
[[nodiscard]] root_list<A> positive_roots(const std::array<double, A>& c)
{
    root_list<A> roots;
    auto reversed = c;
    std::reverse(reversed.begin(), reversed.end());
    const auto beta = bernstein(c);
    roots_in_unit_interval(c, beta, 0, 1, bernstein_depth, [&](double t) {
        if (t > 0) roots.add(t);
    });
    if (beta.back() == 0) roots.add(1);
    const auto up_to_one = static_cast<std::ptrdiff_t>(roots.size);
    roots_in_unit_interval(reversed, bernstein(reversed), 0, 1, bernstein_depth, [&](double t) {
        if (t > 0) roots.add(1 / t);
    });
    std::reverse(roots.root.begin() + up_to_one, roots.root.begin() + static_cast<std::ptrdiff_t>(roots.size));
    return roots;
}

} // namespace smirk::inline SMIRK_ABI::detail
