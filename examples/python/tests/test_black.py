# SPDX-License-Identifier: BSL-1.0
import subprocess
import sys
import threading
import time

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from scipy.stats import norm

import smirk


def black_call(forward, strike, years, vol, discount):
    s = vol * np.sqrt(years)
    d1 = np.log(forward / strike) / s + s / 2
    return discount * (forward * norm.cdf(d1) - strike * norm.cdf(d1 - s))


@pytest.fixture
def options():
    random = np.random.default_rng(1)
    n = 1003  # no multiple of a vector's width
    return pd.DataFrame(
        {
            "strike": random.uniform(60, 160, n),
            "years": random.uniform(0.05, 2, n),
            "vol": random.uniform(0.1, 0.6, n),
        }
    )


def test_prices_are_those_of_the_formula(options):
    calls = smirk.prices("call", 100.0, options.strike, options.years, options.vol, 0.97)
    expected = black_call(100, options.strike, options.years, options.vol, 0.97)
    np.testing.assert_allclose(calls, expected, rtol=1e-9, atol=1e-12)  # the formula cancels far out of the money
    puts = smirk.prices("put", 100.0, options.strike, options.years, options.vol, 0.97)
    np.testing.assert_allclose(calls - puts, 0.97 * (100 - options.strike), atol=1e-12)


def test_implied_vols_bring_the_vols_back(options):
    side = np.where(options.strike > 100, 1, -1).astype(np.int8)
    price = smirk.prices(side, 100.0, options.strike, options.years, options.vol)
    vols, statuses = smirk.implied_vols(side, price, 100.0, options.strike, options.years)
    np.testing.assert_allclose(vols, options.vol, rtol=1e-11)
    assert (statuses == smirk.ImpliedVolStatus.CONVERGED).all()
    again, _ = smirk.implied_vols(side, price, 100.0, options.strike, options.years, threads=2)
    assert (again == vols).all()  # digits do not depend on the threads


def test_what_has_no_vol_is_nan_and_says_why():
    vols, statuses = smirk.implied_vols("call", np.array([101.0, 5.0, np.nan]), 100.0, np.array([100.0, 90.0, 100.0]), 1.0)
    assert np.isnan(vols).all()
    assert [smirk.ImpliedVolStatus(s).name for s in statuses] == ["ABOVE_MAXIMUM", "BELOW_INTRINSIC", "INVALID_INPUT"]


def test_greeks_agree_with_differences(options):
    g = smirk.greeks("put", 100.0, options.strike, options.years, options.vol, 0.97)
    h = 1e-4
    up, down = (smirk.prices("put", 100.0 + d, options.strike, options.years, options.vol, 0.97) for d in (h, -h))
    np.testing.assert_allclose(g["delta"], (up - down) / (2 * h), atol=1e-8)
    up, down = (smirk.prices("put", 100.0, options.strike, options.years, options.vol + d, 0.97) for d in (h, -h))
    np.testing.assert_allclose(g["vega"], (up - down) / (2 * h), atol=1e-5)
    assert set(g) == {"price", "delta", "gamma", "vega", "theta", "rho"}


@pytest.mark.parametrize("type_", [["call", "put"], np.array(["C", "P"]), np.array([1, -1]), pd.Series(["Call", "Put"])])
def test_types_in_words_and_numbers(type_):
    prices = smirk.prices(type_, 100.0, np.array([100.0, 100.0]), 1.0, 0.2)
    assert prices[0] == pytest.approx(prices[1])


def test_mistakes_are_exceptions():
    x = np.array([100.0, 110.0])
    with pytest.raises(ValueError, match="expected 2 rows"):
        smirk.prices("call", x, np.array([100.0, 110.0, 120.0]), 1.0, 0.2)
    with pytest.raises(ValueError, match="'call' or 'put', got 'straddle'"):
        smirk.prices("straddle", 100.0, x, 1.0, 0.2)
    with pytest.raises(ValueError, match="got 0 in row 1"):
        smirk.prices(np.array([1, 0], dtype=np.int8), 100.0, x, 1.0, 0.2)
    with pytest.raises(TypeError, match="strike: expected a one-dimensional array of float64, got ndarray of int64"):
        smirk.prices("call", 100.0, np.array([100, 110]), 1.0, 0.2)
    with pytest.raises(TypeError, match="strike: .* with ndim 2"):
        smirk.prices("call", 100.0, np.ones((2, 2)), 1.0, 0.2)
    with pytest.raises(TypeError, match="strike"):
        smirk.prices("call", 100.0, "100", 1.0, 0.2)


def test_arrow_columns_with_nulls_are_refused_by_name():
    with pytest.raises(ValueError, match="column 'price' has a null in row 1"):
        smirk.implied_vols("call", pa.array([5.0, None]), 100.0, 100.0, 1.0)
    with pytest.raises(ValueError, match="price has nulls"):
        smirk.implied_vols("call", pa.chunked_array([[5.0], [None, 3.0]], type=pa.float64()), 100.0, 100.0, 1.0)
    with pytest.raises(ValueError, match="column 'price' is float32, expected float64"):
        smirk.implied_vols("call", pa.array([5.0], type=pa.float32()), 100.0, 100.0, 1.0)


def test_all_kinds_of_memory_give_the_same(options):
    strike = options.strike.to_numpy()
    expected = smirk.prices("call", 100.0, strike, 1.0, 0.2)
    table = np.zeros(len(strike), dtype=[("strike", "f8"), ("other", "f8")])
    table["strike"] = strike
    frozen = strike.copy()
    frozen.flags.writeable = False
    for same in (
        np.repeat(strike, 3)[::3],  # strided
        np.stack([strike, strike], axis=1)[:, 0],
        strike[::-1][::-1],
        table["strike"],  # a member of records
        frozen,
        options.strike,
        pa.array(strike),
        pa.array(np.concatenate([[0.0], strike]))[1:],  # with an offset
        list(strike),
    ):
        assert (smirk.prices("call", 100.0, same, 1.0, 0.2) == expected).all()
    assert (smirk.prices("call", 100.0, strike[::-1], 1.0, 0.2) == expected[::-1]).all()
    crooked = np.zeros(3, dtype=[("flag", "i1"), ("strike", "f8")])["strike"]  # 9 bytes apart
    with pytest.raises((TypeError, ValueError)):
        smirk.prices("call", 100.0, crooked, 1.0, 0.2)


@pytest.mark.parametrize("convert", ["np.asarray", "pa.array", "(lambda x: pd.Series(x, copy=False))"])
def test_memory_is_not_copied(convert):
    """A hundred megabytes of columns, and a fresh process grows by the result alone."""
    code = f"""
import resource, numpy as np, pandas as pd, pyarrow as pa, smirk
columns = [{convert}(np.full(4_000_000, x)) for x in (100.0, 100.0, 1.0, 0.2)]
smirk.prices("call", *(c[:8] for c in columns))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
out = smirk.prices("call", *columns)
grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
assert 0.5 * out.nbytes < grown < 1.5 * out.nbytes, grown
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_long_work_lets_other_threads_run():
    n = 3_000_000
    price = np.full(n, 8.0)
    ticks, done = [], threading.Event()

    def tick():
        while not done.is_set():
            ticks.append(time.perf_counter())
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    start = time.perf_counter()
    smirk.implied_vols("call", price, 100.0, 100.0, 1.0)
    end = time.perf_counter()
    done.set()
    thread.join()
    # With the lock held there would be none between the first and the last millisecond.
    assert sum(start + 0.002 < t < end - 0.002 for t in ticks) >= 3
