# SPDX-License-Identifier: BSL-1.0
"""Chebyshev fits at 50 digits, and the C++ tables made of them."""
from mpmath import cos, erfc, exp, mp, mpf, pi, sqrt

mp.dps = 50


def nodes(n):
    """The n Chebyshev nodes of the first kind on [-1, 1]."""
    return [cos(pi * (2 * k + 1) / (2 * n)) for k in range(n)]


def series(values):
    """Chebyshev coefficients of a function known at nodes(len(values))."""
    n = len(values)
    return [mpf(2 if j else 1) / n * sum(values[k] * cos(pi * j * (2 * k + 1) / (2 * n)) for k in range(n))
            for j in range(n)]


def series_2d(values):
    """Coefficients [i in x][j in y] of values[x node][y node]."""
    rows = [series(row) for row in values]
    columns = [series([row[j] for row in rows]) for j in range(len(rows[0]))]
    return [[column[i] for column in columns] for i in range(len(values))]


def powers(c):
    """Chebyshev coefficients to powers of the same variable."""
    before, now, out = [mpf(1)], [mpf(0), mpf(1)], [mpf(0)] * len(c)
    for k, ck in enumerate(c):
        for i, t in enumerate(before if k == 0 else now):
            out[i] += ck * t
        if k > 0:
            after = [mpf(0)] + [2 * t for t in now]
            for i, t in enumerate(before):
                after[i] -= t
            before, now = now, after
    return out


def cut(c, tolerance):
    """c without the tail that stays below tolerance times its largest coefficient."""
    least = tolerance * max(abs(x) for x in c)
    return c[:max(i for i, x in enumerate(c) if abs(x) > least) + 1]


def fit(f, lo, hi, n=48, tolerance=mpf("2e-17")):
    """Powers of the variable that runs from -1 to 1 as the argument of f runs from lo to hi."""
    return powers(cut(series([f((lo + hi) / 2 + x * (hi - lo) / 2) for x in nodes(n)]), tolerance))


def normal_pdf(z):
    return exp(-z * z / 2) / sqrt(2 * pi)


def normal_tail(z):
    return erfc(z / sqrt(mpf(2))) / 2


def number(x):
    return repr(float(x))


def table(name, values, comment):
    """One constexpr array, a few numbers a line."""
    body, line = [], "   "
    for v in values:
        text = " " + number(v) + ","
        if len(line) + len(text) > 118:
            body.append(line)
            line = "   "
        line += text
    body.append(line)
    return f"/// {comment}\ninline constexpr double {name}[{len(values)}] = {{\n" + "\n".join(body) + "\n};\n"


def constant(name, value, comment):
    return f"inline constexpr double {name} = {number(value)}; // {comment}\n"


def header(purpose, script, parts):
    return ("// SPDX-License-Identifier: BSL-1.0\n" + purpose + f"// Made by tests/reference/black/{script}, Chebyshev fits "
            "at 50 digits; not edited by hand.\n// clang-format off\n#pragma once\n#include <smirk/config.hpp>\n\n"
            "namespace smirk::inline SMIRK_ABI::detail {\n\n" + "\n".join(parts) +
            "\n} // namespace smirk::inline SMIRK_ABI::detail\n")
