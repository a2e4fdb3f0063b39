# SPDX-License-Identifier: BSL-1.0
import signal
import threading
import time

import numpy as np
import pytest

import smirk


def test_forecasts_are_those_of_single_fits(returns):
    y = returns[:600]
    r = smirk.rolling_fit_garch(y, "gjr", "student_t", window=500, every=40, horizon=5, warm_run=1)
    assert len(r) == 3 and r.end.tolist() == [500, 540, 580] and r.first.tolist() == [0, 40, 80]
    assert np.isnan(r.variance[:500]).all() and not np.isnan(r.variance[500:]).any()
    loss = r.value_at_risk(0.05)
    for i, (first, end) in enumerate(zip(r.first, r.end)):
        f = smirk.fit_garch(y[first:end], "gjr", "student_t")
        assert r.status[i] == f.status and r.log_likelihood[i] == pytest.approx(f.log_likelihood)
        assert {n: v[i] for n, v in r.parameters.items()} == pytest.approx(f.parameters)
        assert r.variance[end] == pytest.approx(f.forecast(1)[0]) and r.mean[end] == pytest.approx(f.forecast_mean(1)[0])
        assert r.variance_of_sum[end] == pytest.approx(f.forecast(5).sum())
        assert loss[end] == pytest.approx(f.value_at_risk(0.05)["value_at_risk"])
    # warm starts find the same maximum, threads the same digits
    warm = smirk.rolling_fit_garch(y, "gjr", "student_t", window=500, every=40, warm_run=2)
    np.testing.assert_allclose(warm.log_likelihood, r.log_likelihood, atol=1e-5)
    two = smirk.rolling_fit_garch(y, "gjr", "student_t", window=500, every=40, warm_run=2, threads=2)
    np.testing.assert_array_equal(warm.variance, two.variance)


def test_expanding_windows_start_at_the_first_return(returns):
    r = smirk.rolling_fit_garch(returns[:600], window=500, every=50, expanding=True, fixed={"mu": 0.0})
    assert r.first.tolist() == [0, 0] and (r.parameters["mu"] == 0).all()


@pytest.mark.parametrize("threads", [1, 2])
def test_progress_comes_from_the_calling_thread(returns, threads):
    calls, callers = [], set()

    def progress(done, all):
        calls.append((done, all))
        callers.add(threading.get_ident())

    smirk.rolling_fit_garch(returns, "aparch", "skewed_t", window=500, every=20, threads=threads, progress=progress)
    assert callers == {threading.get_ident()}
    done = [c[0] for c in calls]
    assert calls[-1] == (125, 125) and done == sorted(set(done))


def test_what_progress_raises_ends_the_work(returns):
    def progress(done, all):
        raise RuntimeError(f"seen {done} of {all}")

    begin = time.perf_counter()
    with pytest.raises(RuntimeError, match="seen .* of 2500"):
        smirk.rolling_fit_garch(returns, "aparch", "skewed_t", window=500, progress=progress)
    assert time.perf_counter() - begin < long_work(returns) / 2


@pytest.mark.parametrize("threads", [1, 2])
def test_control_c_ends_the_work(returns, threads):
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs start with it ignored
    begin = time.perf_counter()
    timer = threading.Timer(0.2, signal.raise_signal, [signal.SIGINT])
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        smirk.rolling_fit_garch(returns, "aparch", "skewed_t", window=500, threads=threads)
    assert time.perf_counter() - begin < long_work(returns) / 2


def long_work(returns):
    """Seconds that all of it would take, from a fiftieth."""
    begin = time.perf_counter()
    smirk.rolling_fit_garch(returns, "aparch", "skewed_t", window=500, every=50)
    return 50 * (time.perf_counter() - begin)


def test_other_threads_run_meanwhile(returns):
    stop, ticks = threading.Event(), [0]

    def tick():
        while not stop.wait(0.001):
            ticks[0] += 1

    other = threading.Thread(target=tick)
    other.start()
    try:
        before = ticks[0]
        smirk.rolling_fit_garch(returns, "aparch", "skewed_t", window=500, every=10)
        assert ticks[0] - before > 10
    finally:
        stop.set()
        other.join()


def test_mistakes_are_exceptions(returns):
    with pytest.raises(ValueError, match="window, every, horizon and warm_run of at least 1, got 0"):
        smirk.rolling_fit_garch(returns, window=0)
    with pytest.raises(ValueError, match="model: expected one of 'garch11'"):
        smirk.rolling_fit_garch(returns, "garch")
