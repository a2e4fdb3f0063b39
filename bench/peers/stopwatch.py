# SPDX-License-Identifier: BSL-1.0
"""One clock for the Python programs of this folder."""
import time

import numpy as np


def report(job, program, run, per, value):
    """Median of five calls or more after one that may compile; value shows that the same job was done."""
    run()
    times, begin = [], time.perf_counter()
    while len(times) < 5 or (time.perf_counter() - begin < 1 and len(times) < 500):
        start = time.perf_counter()
        result = run()
        times.append(time.perf_counter() - start)
    print(f"{job},{program},{1e9 * float(np.median(times)) / per:.6g},{value(result):.10g}", flush=True)
