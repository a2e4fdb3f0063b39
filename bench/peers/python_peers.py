#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The jobs that pandas and arch have, on the files that smirk.cpp wrote. usage: python_peers.py FOLDER"""
import sys
import warnings

import arch
import numpy as np
import pandas as pd
from arch import arch_model
from stopwatch import report

warnings.filterwarnings("ignore")
folder = sys.argv[1]


def window_loop(f):
    """The loop over bars as one writes it with pandas: logs of quotients, rolling means, a root."""
    return lambda: f(bars["open"], bars["high"], bars["low"], bars["close"])


def yang_zhang(n):
    def f(o, h, l, c):
        night, day = np.log(o / c.shift()), np.log(c / o)
        rs = np.log(h / c) * np.log(h / o) + np.log(l / c) * np.log(l / o)
        k = 0.34 / (1.34 + (n + 1) / (n - 1))
        v = night.rolling(n).var() + k * day.rolling(n).var() + (1 - k) * rs.rolling(n).mean()
        return np.sqrt(252 * v)
    return window_loop(f)


bars = pd.read_csv(f"{folder}/bars.csv")
rows = len(bars)
program = f"pandas {pd.__version__}"
mean = lambda x: float(np.nanmean(x))
for n in (21, 252):
    report(f"rolling Yang-Zhang {n}", program, yang_zhang(n), rows, mean)
report("rolling Parkinson 21", program,
       window_loop(lambda o, h, l, c: np.sqrt(252 * (np.log(h / l)**2).rolling(21).mean() / (4 * np.log(2)))), rows, mean)
report("rolling Garman-Klass 21", program,
       window_loop(lambda o, h, l, c: np.sqrt(252 * (0.5 * np.log(h / l)**2 - (2 * np.log(2) - 1) * np.log(c / o)**2)
                                              .rolling(21).mean())), rows, mean)
report("rolling Rogers-Satchell 21", program,
       window_loop(lambda o, h, l, c: np.sqrt(252 * (np.log(h / c) * np.log(h / o) + np.log(l / c) * np.log(l / o))
                                              .rolling(21).mean())), rows, mean)
report("rolling close to close 21", program,
       window_loop(lambda o, h, l, c: np.sqrt(252) * np.log(c / c.shift()).rolling(21).std()), rows, mean)
report("rolling percentile 252", program, lambda: 100 * bars["close"].rolling(252).rank(pct=True), rows, mean)

y = pd.read_csv(f"{folder}/returns.csv")["return"].to_numpy()
program = f"arch {arch.__version__}"
models = {
    "GARCH fit": dict(vol="GARCH"),
    "GARCH-t fit": dict(vol="GARCH", dist="t"),
    "GJR fit": dict(vol="GARCH", o=1),
    "EGARCH fit": dict(vol="EGARCH", o=1),
    "APARCH fit": dict(vol="APARCH", o=1),
    "FIGARCH fit": dict(vol="FIGARCH"),
}
for job, model in models.items():
    report(job, program, lambda: arch_model(y, rescale=False, **model).fit(disp="off"), 1, lambda f: f.loglikelihood)
report("GARCH-M fit", program,
       lambda: arch.univariate.ARCHInMean(y, form="vol", volatility=arch.univariate.GARCH(), rescale=False)
       .fit(disp="off"), 1, lambda f: f.loglikelihood)
