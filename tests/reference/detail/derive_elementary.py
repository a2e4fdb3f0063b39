# SPDX-License-Identifier: BSL-1.0
"""Coefficients of exp and log in lanes.

    exp_table   (e^r - 1 - r) / r^2 on |r| <= ln(2)/2 (a little more, for the rounding of the reduction)
    log_table   (log((1 + s) / (1 - s)) - 2 s) / (s z), z = s^2, on s <= 3 - 2 sqrt(2) (a little more)
    log_ratio_table   the same where 1 + p/q is brought near 1 by the difference of the bits of p + q and q

    pip install mpmath gmpy2
    python3 tests/reference/detail/derive_elementary.py > include/smirk/detail/elementary_table.hpp
"""
import pathlib
import sys

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "black"))
from chebyshev import header, mpf, nodes, powers, series, sqrt, table
from mpmath import log


def fit_powers(f, lo, hi, terms):
    """Polynomial of the plain variable, with that many coefficients, on [lo, hi]."""
    c = powers(series([f((lo + hi) / 2 + x * (hi - lo) / 2) for x in nodes(60)])[:terms])
    # from powers of the scaled variable to powers of the plain one
    scale, shift = 2 / (hi - lo), -(hi + lo) / (hi - lo)
    out = [mpf(0)] * terms
    for a in reversed(c):
        out = [shift * out[i] + (scale * out[i - 1] if i else 0) for i in range(terms)]
        out[0] += a
    return out


def exp_rest(r):
    return sum(r**k * mpf(1) / f for k, f in enumerate(factorials))


factorials = [mpf(2)]
for k in range(3, 60):
    factorials.append(factorials[-1] * k)


def log_rest(z):
    return sum(2 * z**k / (2 * k + 3) for k in range(60))


R = log(mpf(2)) / 2 * mpf("1.001")
Z = (3 - 2 * sqrt(mpf(2)))**2 * mpf("1.01")
Z_RATIO = mpf("0.0520")
EXP_TERMS, LOG_TERMS, RATIO_TERMS = 11, 8, 10
print(header("// Coefficients of exp and log in lanes.\n", "derive_elementary.py", [
    table("exp_table", fit_powers(exp_rest, -R, R, EXP_TERMS), "(e^r - 1 - r) / r^2 in powers of r"),
    table("log_table", fit_powers(log_rest, mpf(0), Z, LOG_TERMS), "(log((1 + s) / (1 - s)) - 2 s) / s^3 in powers of s^2"),
    table("log_ratio_table", fit_powers(log_rest, mpf(0), Z_RATIO, RATIO_TERMS), "the same for -0.172 <= s <= 0.228"),
]).replace("black/derive_elem", "detail/derive_elem"), end="")


def worst(f, c, lo, hi, weight):
    return max(abs(sum(mpf(float(a)) * x**k for k, a in enumerate(c)) - f(x)) * weight(x)
               for x in (lo + (hi - lo) * mpf(i) / 2000 for i in range(1, 2001)))


# Error of the fit relative to the result, printed beside the table.
print("exp:", float(worst(exp_rest, fit_powers(exp_rest, -R, R, EXP_TERMS), -R, R, lambda r: r * r)), "log:",
      float(worst(log_rest, fit_powers(log_rest, mpf(0), Z, LOG_TERMS), mpf(0), Z, lambda z: z / 2)), "ratio:",
      float(worst(log_rest, fit_powers(log_rest, mpf(0), Z_RATIO, RATIO_TERMS), mpf(0), Z_RATIO, lambda z: z / 2)), file=sys.stderr)
