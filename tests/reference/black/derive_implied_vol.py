# SPDX-License-Identifier: BSL-1.0
"""Coefficients of the implied vol without iteration.

h = ln(max(F, K) / min(F, K)), c = time value / min(F, K), v = total vol, and

    c = N(-h/v + v/2) - e^h N(-h/v - v/2),   a = log1p((e^h - 1) / c) = log1p(|K - F| / time value).

As v -> 0 at fixed d = h/v the price becomes Bachelier's, c/h -> B(d) = n(d)/d - N(-d), so A0(a), the root of
log1p(1 / B(A0)) = a, is a first value of d and t = h / A0 a first value of v. What remains is smooth:

    near the money   A0 = a G(a) on a in [0, 2 pi],           v/t = 1 + t^2 P(t^2, A0^2), two cells in h / a
    wings            1/A0 = u g(u), u = 1/sqrt(a), two cells, v/t = 1 + h^2 P(h^2, 1/A0^2)

The coordinates are those of volfi (https://github.com/wol-fi/volfi, BSD-3) and the paper it implements,
"An Explicit Solution to Black-Scholes Implied Volatility"; the fits are
made here. volfi's files were not used.

    pip install mpmath gmpy2
    python3 tests/reference/black/derive_implied_vol.py > include/smirk/detail/implied_vol_table.hpp
"""
from chebyshev import (constant, exp, fit, header, mpf, nodes, normal_pdf, normal_tail, pi, powers, series_2d, sqrt,
                       table)
from mpmath import expm1, log, log1p


def bachelier(d):
    return normal_pdf(d) / d - normal_tail(d)


def first_distance(a):
    """A0(a): Newton on log1p(1 / B(d)) = a."""
    d = a / sqrt(2 * pi) * mpf("0.9") if a < 6 else sqrt(2 * a) - 1
    for _ in range(60):
        b = bachelier(d)
        step = (log1p(1 / b) - a) / (normal_pdf(d) / d**2 / (b * b + b))
        if abs(step) < mpf(10)**-40 * d:
            return d
        d = d - step if step < d else d / 2
    raise ArithmeticError("no root")


def price(h, v):
    return normal_tail(h / v - v / 2) - exp(h) * normal_tail(h / v + v / 2)


def total_vol(h, c, v):
    """Newton in the logarithm of the price, from v."""
    for _ in range(80):
        p = price(h, v)
        step = log(p / c) * p / normal_pdf(h / v - v / 2)
        step = min(max(step, -v), 2 * v / 3)
        v -= step
        if abs(step) < mpf(10)**-36 * v:
            return v
    raise ArithmeticError("no root")


def correction(x_min, x_max, y_max, point, n, m, tolerance=mpf("2e-17")):
    """(v/t - 1) / x in powers of x and y scaled to [-1, 1], x outermost, each row cut where it no longer counts."""
    values = []
    for xi in nodes(n):
        row = []
        for eta in nodes(m):
            x, y = x_min + (xi + 1) / 2 * (x_max - x_min), (eta + 1) / 2 * y_max
            h, d = point(x, y)
            t = h / d
            v = total_vol(h, expm1(h) * bachelier(d), t)
            row.append((v / t - 1) / x)
        values.append(row)
    c = series_2d(values)
    width = [max([j + 1 for j in range(m) if abs(c[i][j]) * x_max > tolerance] + [0]) for i in range(n)]
    rows = max(i for i in range(n) if width[i]) + 1
    width = [max(width[i:rows]) for i in range(rows)]
    in_y = [powers([c[i][j] if j < width[i] else mpf(0) for j in range(m)]) for i in range(rows)]
    in_x = [powers([in_y[i][j] for i in range(rows)]) for j in range(m)]
    return [[in_x[j][i] for j in range(width[i])] for i in range(rows)]


def bivariate(name, rows, comment):
    lengths = ", ".join(str(len(r)) for r in rows)
    return (f"inline constexpr int {name}_widths[{len(rows)}] = {{{lengths}}};\n" +
            table(name, [x for r in rows for x in r], comment))


NEAR_A, WING_A, FAR_A, WING_H, WING_Y = 2 * pi, mpf(36), mpf(740), mpf(1), mpf("0.2")
NEAR_RATIO, MIDDLE_RATIO = mpf("0.34"), mpf("0.6")  # of h / a


def t_squared(ratio, a):
    """t^2 where h = ratio a: G(a) falls from 1/sqrt(2 pi) at 0."""
    return (ratio * (a / first_distance(a) if a else sqrt(2 * pi)))**2


NEAR_Y = first_distance(NEAR_A)**2 * mpf("1.001")
NEAR_X = t_squared(NEAR_RATIO, NEAR_A) * mpf("1.001")
MIDDLE_X = t_squared(NEAR_RATIO, 0) * mpf("0.999"), t_squared(MIDDLE_RATIO, NEAR_A) * mpf("1.001")


def near_point(x, y):
    return sqrt(x * y), sqrt(y)


def wing_point(x, y):
    return sqrt(x), 1 / sqrt(y)


def inverse_distance(lo, hi):
    return fit(lambda u: 1 / (u * first_distance(1 / u**2)), 1 / sqrt(hi), 1 / sqrt(lo))


if __name__ == "__main__":
    print(header(
        "// Coefficients of the implied vol without iteration: a = log1p(|K - F| / time value), A0 the Bachelier distance,\n"
        "// t = h / A0. Coordinates after volfi (https://github.com/wol-fi/volfi, BSD-3).\n", "derive_implied_vol.py", [
            constant("near_a_max", NEAR_A, "near the money: a below this, A0^2 below") +
            constant("near_y_max", NEAR_Y, "this; two cells,") +
            constant("near_ratio", NEAR_RATIO, "h / a below this where t^2 is below") +
            constant("near_x_max", NEAR_X, "this,") + constant("middle_ratio", MIDDLE_RATIO, "then below this,") +
            constant("middle_x_min", MIDDLE_X[0], "t^2 from this") + constant("middle_x_max", MIDDLE_X[1], "to this"),
            table("near_distance", fit(lambda a: first_distance(a) / a, mpf(0), NEAR_A, tolerance=mpf("1e-17")),
                  "A0 / a in powers of 2 a / near_a_max - 1"),
            bivariate("near_correction", correction(mpf(0), NEAR_X, NEAR_Y, near_point, 20, 20),
                      "(v/t - 1) / t^2, rows in t^2, within a row powers in A0^2"),
            bivariate("middle_correction", correction(*MIDDLE_X, NEAR_Y, near_point, 26, 24), "the same further out"),
            constant("wing_a_split", WING_A, "wings: two cells in a, near_a_max to wing_a_split,") +
            constant("wing_a_max", FAR_A, "and on to wing_a_max,") + constant("wing_h_max", WING_H, "h below this,") +
            constant("wing_y_max", WING_Y, "1/A0^2 below this"),
            table("wing_distance", inverse_distance(NEAR_A, WING_A), "sqrt(a) / A0 in powers of the cell's 1/sqrt(a)"),
            table("far_distance", inverse_distance(WING_A, FAR_A), "the same beyond wing_a_split"),
            bivariate("wing_correction", correction(mpf(0), WING_H**2, WING_Y, wing_point, 16, 24),
                      "(v/t - 1) / h^2, rows in h^2, within a row powers in 1/A0^2"),
        ]), end="")
