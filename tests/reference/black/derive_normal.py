# SPDX-License-Identifier: BSL-1.0
"""Coefficients of the scaled tail Q(z) = e^(z^2/2) N(-z), z >= 0, and of its slope -Q'(z) = n(0) - z Q(z).

With w = (z - 5) / (z + 5) both (z + 1) Q(z) and (z + 1)^2 (n(0) - z Q(z)) are smooth on [-1, 1), z = infinity included.
Their values at both ends are taken out, so that rounding in the polynomials hardly counts:

    (z + 1) Q(z)             = a + b w + (1 - w^2) p(w),   a - b = 1/2, a + b = n(0) = 1/sqrt(2 pi)
    (z + 1)^2 (n(0) - z Q)   = n(0) + (1 - w^2) q(w)

    pip install mpmath gmpy2
    python3 tests/reference/black/derive_normal.py > include/smirk/detail/normal_table.hpp
"""
from chebyshev import constant, exp, fit, header, mp, mpf, normal_tail, pi, sqrt, table


def scaled_tail(z):
    if z < 25:
        return normal_tail(z) * exp(z * z / 2)
    f = mpf(0)
    for k in range(300, 0, -1):
        f = k / (z + f)
    return n0 / (z + f)


def slope(z):
    with mp.workdps(90):
        return 1 / sqrt(2 * pi) - z * scaled_tail(z)


def z_of(w):
    return 5 * (1 + w) / (1 - w)


def tail_fit(w):
    z = z_of(w)
    return ((z + 1) * scaled_tail(z) - centre - tilt * w) / (1 - w * w)


def slope_fit(w):
    z = z_of(w)
    return ((z + 1)**2 * slope(z) - n0) / (1 - w * w)


with mp.workdps(90):
    n0 = 1 / sqrt(2 * pi)
centre, tilt = (n0 + mpf("0.5")) / 2, (n0 - mpf("0.5")) / 2
print(header("// Coefficients of the normal tail without its exponential, and of its slope.\n", "derive_normal.py", [
    constant("normal_n0", n0, "n(0) = 1 / sqrt(2 pi)") + constant("tail_centre", centre, "a,") +
    constant("tail_tilt", tilt, "b,"),
    table("tail_table", fit(tail_fit, mpf(-1), mpf(1)),
          "p of (z + 1) Q(z) = a + b w + (1 - w^2) p(w), w = (z - 5) / (z + 5), Q(z) = e^(z^2/2) N(-z)"),
    table("tail_slope_table", fit(slope_fit, mpf(-1), mpf(1)),
          "q of (z + 1)^2 (n(0) - z Q(z)) = n(0) + (1 - w^2) q(w)"),
]), end="")
