# SPDX-License-Identifier: BSL-1.0
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import smirk


@pytest.fixture
def bars():
    random = np.random.default_rng(2)
    n, steps = 600, 50
    paths = np.cumsum(0.01 / np.sqrt(steps) * random.standard_normal((n, steps)), axis=1)
    start = np.concatenate([[0], np.cumsum(paths[:-1, -1] + 0.003 * random.standard_normal(n - 1))])
    logs = np.log(100) + start[:, None] + np.concatenate([np.zeros((n, 1)), paths], axis=1)
    return pd.DataFrame(
        {"open": np.exp(logs[:, 0]), "high": np.exp(logs.max(1)), "low": np.exp(logs.min(1)), "close": np.exp(logs[:, -1])}
    )


def test_close_to_close_is_what_pandas_says(bars):
    ours = smirk.rolling_volatility("close_to_close", bars, 21)
    theirs = np.log(bars.close).diff().rolling(21).std() * np.sqrt(252)
    np.testing.assert_allclose(ours, theirs, rtol=1e-9)  # the rounding of pandas' running sums; NaN in the same rows
    series = smirk.rolling_volatility("close_to_close", bars.close, 21)
    np.testing.assert_array_equal(ours, series)


def test_parkinson_and_yang_zhang_are_what_pandas_says(bars):
    n = 21
    hl = np.log(bars.high / bars.low)
    theirs = np.sqrt((hl**2).rolling(n).mean() / (4 * np.log(2)) * 252)
    np.testing.assert_allclose(smirk.rolling_volatility("parkinson", bars, n), theirs, rtol=1e-9)

    o, c = np.log(bars.open / bars.close.shift()), np.log(bars.close / bars.open)
    u, d = np.log(bars.high / bars.open), np.log(bars.low / bars.open)
    rs = (u * (u - c) + d * (d - c)).where(o.notna())  # the same windows for all three
    k = 0.34 / (1.34 + (n + 1) / (n - 1))
    v = o.rolling(n).var() + k * c.where(o.notna()).rolling(n).var() + (1 - k) * rs.rolling(n).mean()
    np.testing.assert_allclose(smirk.rolling_volatility("yang_zhang", bars, n), np.sqrt(252 * v), rtol=1e-9)


def test_log_range_is_its_formula(bars):
    n = 21
    log_range = np.log(np.log(bars.high / bars.low))
    # E ln R of a Brownian range: 0.4257 (Alizadeh, Brandt and Diebold, Journal of Finance 57(3), 2002, table I: 0.43)
    theirs = np.sqrt(252 * np.exp(2 * (log_range.rolling(n).mean() - 0.42567606092807832)))
    np.testing.assert_allclose(smirk.rolling_volatility("log_range", bars, n), theirs, rtol=1e-9)


def test_variance_of_a_day_from_its_prices():
    random = np.random.default_rng(6)
    n = 23400
    p = np.concatenate([[0], np.cumsum(0.01 / np.sqrt(n) * random.standard_normal(n))])
    noisy = p + 2e-4 * random.standard_normal(n + 1)
    with_jump = noisy + 0.01 * (np.arange(n + 1) >= n // 2)
    assert smirk.realized_variance(np.diff(p)) == pytest.approx(np.sum(np.diff(p) ** 2), rel=1e-12)
    bridge = p - p[0] - np.arange(n + 1) / n * (p[-1] - p[0])
    assert smirk.kunitomo_variance(p) == pytest.approx(6 / np.pi**2 * np.ptp(bridge) ** 2, rel=1e-9)

    def subsampled(x, k):
        return np.sum((x[k:] - x[:-k]) ** 2) / k

    ratio = ((n - 299) / 300) / n
    two_scale = (subsampled(noisy, 300) - ratio * subsampled(noisy, 1)) / (1 - ratio)
    assert smirk.two_scale_variance(noisy, 300) == pytest.approx(two_scale, rel=1e-9)
    assert smirk.realized_variance(np.diff(noisy)) > 10 * 1e-4  # ten times the variance is noise
    # a day has about 78 such returns: an error of a fifth is one standard deviation and a bit
    assert smirk.robust_two_scale_variance(noisy) == pytest.approx(1e-4, rel=0.5)
    assert smirk.two_scale_variance(with_jump, 300) > 1.7e-4
    assert smirk.robust_two_scale_variance(with_jump) == pytest.approx(smirk.robust_two_scale_variance(noisy), rel=0.2)
    with pytest.raises(ValueError, match="kunitomo_variance: expected 3 prices or more, got 2"):
        smirk.kunitomo_variance([0.0, 0.1])


def test_jumps_within_a_day():
    r = 0.01 / np.sqrt(390) * np.random.default_rng(15).standard_normal(390)
    bv = np.pi / 2 * 390 / 389 * np.sum(np.abs(r[1:] * r[:-1]))
    assert smirk.bipower_variance(r) == pytest.approx(bv, rel=1e-12)
    assert smirk.realized_quarticity(r) == pytest.approx(130 * np.sum(r**4), rel=1e-12)
    quiet = smirk.jump_test(r)
    assert quiet["jump_share"] == pytest.approx(1 - bv / np.sum(r**2)) and quiet["p_value"] > 0.01
    r[200] += 0.01
    assert smirk.jump_test(r)["p_value"] < 1e-6


def test_a_cone_is_the_quantiles_of_rolling_volatility(bars):
    cone = smirk.volatility_cone("yang_zhang", bars, [10, 21])
    for i, n in enumerate((10, 21)):
        vol = pd.Series(smirk.rolling_volatility("yang_zhang", bars, n)).dropna()
        names = ("minimum", "lower_quartile", "median", "upper_quartile", "maximum")
        np.testing.assert_allclose([cone[k][i] for k in names], vol.quantile([0, 0.25, 0.5, 0.75, 1]), rtol=1e-12)
        assert (cone["periods"][i], cone["windows"][i], cone["latest"][i]) == (n, len(vol), vol.iloc[-1])


def test_last_window_is_the_estimator_itself(bars):
    for name in ("garman_klass", "rogers_satchell", "yang_zhang", "meilijson", "garman_klass_yang_zhang"):
        rolling = smirk.rolling_volatility(name, bars, 21)
        before = 1 if "yang" in name else 0
        assert rolling[-1] == pytest.approx(smirk.volatility(name, bars[-21 - before :]), rel=1e-12)
        assert np.isnan(rolling[: 20 + before]).all() and np.isfinite(rolling[20 + before :]).all()


def test_ewma_is_what_pandas_says(bars):
    r2 = np.log(bars.close).diff()[1:] ** 2
    theirs = np.sqrt(252 * r2.ewm(alpha=0.06, adjust=False).mean())
    np.testing.assert_allclose(smirk.ewma_volatility(bars.close, 0.94)[1:], theirs, rtol=1e-12)


def test_dicts_frames_and_batches_are_all_tables(bars):
    expected = smirk.rolling_volatility("yang_zhang", bars, 21)
    for table in (bars.to_dict("series"), pa.RecordBatch.from_pandas(bars), pa.table(dict(bars)), bars.astype({"open": "f8"})):
        np.testing.assert_array_equal(smirk.rolling_volatility("yang_zhang", table, 21), expected)


def test_mistakes_are_exceptions(bars):
    with pytest.raises(ValueError, match="no column 'low'"):
        smirk.volatility("parkinson", bars.drop(columns="low"))
    with pytest.raises(ValueError, match="no column 'low' among 'high'"):
        smirk.volatility("parkinson", pa.RecordBatch.from_pandas(bars[["high"]]))
    with pytest.raises(ValueError, match="expected one of 'close_to_close', 'parkinson'.*got 'parkinsons'"):
        smirk.volatility("parkinsons", bars)
    with pytest.raises(ValueError, match="expected 1 period or more"):
        smirk.rolling_volatility("parkinson", bars, 0)
    with pytest.raises(ValueError, match="'low' has 2 rows, expected 3"):
        smirk.volatility("parkinson", {"high": np.ones(3), "low": np.ones(2)})
    with pytest.raises(ValueError, match="column 'high' has a null in row 1"):
        smirk.volatility("parkinson", pa.record_batch({"high": [2.0, None], "low": [1.0, 1.0]}))
    with pytest.raises(TypeError, match="high: .*float32"):
        smirk.volatility("parkinson", bars.astype("float32"))
