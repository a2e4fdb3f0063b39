#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""py_vollib and its vectorised form, on the options that smirk.cpp wrote. usage: vollib_peers.py FOLDER"""
import sys
import warnings

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")
from py_vollib.black.implied_volatility import implied_volatility  # before the next line replaces it
import py_vollib_vectorized as vectorised
from stopwatch import report

o = pd.read_csv(f"{sys.argv[1]}/options.csv")
flag = np.where(o["side"] > 0, "c", "p")
p, F, K, T, v = (o[name].to_numpy() for name in ("price", "forward", "strike", "years", "vol"))


def one_by_one():
    rows = zip(p[:500].tolist(), F[:500].tolist(), K[:500].tolist(), [0.0] * 500, T[:500].tolist(), flag[:500].tolist())
    return [implied_volatility(*row) for row in rows]


mean = lambda x: float(np.nanmean(x))
report("implied vol", "py_vollib (of 500)", one_by_one, 500, mean)
name = "py_vollib_vectorized"
report("implied vol", name,
       lambda: vectorised.vectorized_implied_volatility_black(p, F, K, 0, T, flag, return_as="numpy"), len(p), mean)
report("price", name, lambda: vectorised.vectorized_black(flag, F, K, T, 0, v, return_as="numpy"), len(p), mean)
# without a rate the spot is the forward
greeks = ("delta", "gamma", "vega", "theta")
report("delta gamma vega theta", name,
       lambda: [getattr(vectorised, f"vectorized_{g}")(flag, F, K, T, 0, v, model="black_scholes", return_as="numpy")
                for g in greeks], len(p), lambda g: mean(g[0]))
