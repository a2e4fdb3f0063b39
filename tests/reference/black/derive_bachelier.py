# SPDX-License-Identifier: BSL-1.0
"""The start of the Bachelier implied vol: coefficients of detail::bachelier_total_vol in include/smirk/black/bachelier.hpp.

With z = |F - K| / (sigma sqrt T), p the time value and a = ln(1 + |F - K| / p), fits

    a^2 / z^2 = (2 pi + a (n1 + a (n2 + a (n3 + a n4)))) / (1 + a (d1 + a (d2 + a d3)))

which is exact at a = 0, to the least greatest relative error in z on 1e-3 < z < 54 (a < 1460), by reweighted least
squares on the logarithm. Python 3.11, numpy 2, scipy 1.17, mpmath 1.3:  python derive_bachelier.py
"""
import mpmath as mp
import numpy as np
from scipy.optimize import least_squares

mp.mp.dps = 40
a, target = [], []
for i in range(800):
    z = mp.mpf(10) ** (mp.mpf(-3) + mp.mpf(i) * mp.mpf("4.7324") / 799)
    price = mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi) / z - mp.erfc(z / mp.sqrt(2)) / 2  # p / |F - K|
    ai = mp.log1p(1 / price)
    a.append(float(ai))
    target.append(float(mp.log(ai * ai / z / z)))
a, target = np.array(a), np.array(target)


def error(logs):
    n1, n2, n3, n4, d1, d2, d3 = np.exp(logs)
    num = 2 * np.pi + a * (n1 + a * (n2 + a * (n3 + a * n4)))
    den = 1 + a * (d1 + a * (d2 + a * d3))
    return 0.5 * (np.log(num / den) - target)


logs = np.log([1.103, 0.185, 0.01202, 4.0e-5, 0.1749, 0.02299, 8.0e-5])
weight, best = np.ones_like(a), (1.0, logs)
for _ in range(200):
    logs = least_squares(lambda x: weight * error(x), logs, xtol=1e-15, ftol=1e-15, gtol=1e-15).x
    e = np.abs(error(logs))
    if e.max() < best[0]:
        best = (e.max(), logs)
    weight *= (0.2 + e / e.max()) ** 0.5
    weight /= weight.mean()
print("greatest relative error", best[0])
for name, value in zip(("n1", "n2", "n3", "n4", "d1", "d2", "d3"), np.exp(best[1])):
    print(name, f"{value:.12g}")
