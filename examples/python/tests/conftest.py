# SPDX-License-Identifier: BSL-1.0
import numpy as np
import pytest


@pytest.fixture(scope="session")
def returns():
    """GARCH(1,1) with leverage and Student t errors, 3000 periods, in per cent."""
    random = np.random.default_rng(3)
    h, y = 1.0, np.empty(3000)
    for t in range(len(y)):
        y[t] = 0.03 + np.sqrt(h) * random.standard_t(7) * np.sqrt(5 / 7)
        e = y[t] - 0.03
        h = 0.02 + 0.05 * e**2 + 0.08 * e**2 * (e < 0) + 0.88 * h
    return y
