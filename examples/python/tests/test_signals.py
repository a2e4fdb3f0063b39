# SPDX-License-Identifier: BSL-1.0
import datetime

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from chains import chain

import smirk


@pytest.fixture
def iv():
    random = np.random.default_rng(4)
    return pd.Series(np.round(20 + np.cumsum(random.standard_normal(800)), 1)).abs() / 100  # with ties


def test_rank_and_percentile_are_what_pandas_says(iv):
    low, high = iv.rolling(252).min(), iv.rolling(252).max()
    np.testing.assert_allclose(smirk.rolling_iv_rank(iv), 100 * (iv - low) / (high - low), rtol=1e-12)
    today = iv.rolling(253).apply(lambda w: 100 * np.mean(w[:-1] < w[-1]), raw=True)
    np.testing.assert_allclose(smirk.rolling_iv_percentile(iv), today, rtol=1e-13)
    half = iv.rolling(252).rank(method="average").sub(0.5).div(2.52)
    np.testing.assert_allclose(smirk.rolling_iv_percentile(iv, ties="half", include_today=True), half, rtol=1e-12)


def test_single_values_are_the_last_of_the_rolling_ones(iv):
    year = iv[-253:].to_numpy()
    assert smirk.iv_percentile(year) == smirk.rolling_iv_percentile(iv)[-1]
    assert smirk.iv_rank(year[1:]) == smirk.rolling_iv_rank(iv)[-1]


def test_missing_days_poison_unless_allowed(iv):
    iv = iv.copy()
    iv[700] = np.nan
    assert np.isnan(smirk.rolling_iv_rank(iv)[-1])
    assert np.isfinite(smirk.rolling_iv_rank(iv, min_valid=200)[-1])


def test_windows_of_the_calendar_are_what_pandas_says(iv):
    day = pd.bdate_range("2020-01-01", periods=len(iv)).delete(range(300, 330))  # with a gap
    iv = iv[: len(day)]
    x = pd.Series(iv.to_numpy(), day)
    known = day >= day[0] + pd.Timedelta(days=364)
    low, high = x.rolling("365D").min(), x.rolling("365D").max()
    rank = (100 * (x - low) / (high - low)).where(known)
    np.testing.assert_allclose(smirk.calendar_iv_rank(iv, day), rank, rtol=1e-12)
    percentile = x.rolling("365D").apply(lambda w: 100 * np.sum(w[:-1] < w[-1]) / max(len(w) - 1, 1), raw=True)
    percentile = percentile.where(known)
    np.testing.assert_allclose(smirk.calendar_iv_percentile(iv, day), percentile, rtol=1e-12)
    for same in (day.to_numpy(), pd.Series(day), [d.date() for d in day], day.strftime("%Y-%m-%d").to_numpy(dtype="U"), pa.array(day.date)):
        np.testing.assert_array_equal(smirk.calendar_iv_rank(iv, same), smirk.calendar_iv_rank(iv, day))
    with pytest.raises(ValueError, match="row 1 does not"):
        smirk.calendar_iv_rank(iv, day[::-1])
    with pytest.raises(ValueError, match="tz_localize"):
        smirk.calendar_iv_rank(iv, day.tz_localize("Asia/Tokyo"))
    with pytest.raises(ValueError, match="a date is missing"):
        smirk.calendar_iv_rank([0.1, 0.2], [datetime.date(2024, 1, 2), None])
    with pytest.raises(TypeError, match="day: expected dates, got ndarray of float64"):
        smirk.calendar_iv_rank(iv, iv)
    with pytest.raises(ValueError, match="expected a day a value"):
        smirk.calendar_iv_rank(iv, day[1:])


def test_spot_and_vol_are_what_pandas_says(iv):
    random = np.random.default_rng(12)
    spot = pd.Series(100 * np.exp(np.cumsum(0.01 * random.standard_normal(len(iv)) - 0.5 * iv.diff().fillna(0))))
    r = np.log(spot).diff()
    np.testing.assert_allclose(smirk.spot_vol_correlation(spot, iv, 63), r.rolling(63).corr(iv.diff()), rtol=1e-8)
    v = np.log(iv).diff()
    beta = r.rolling(63).cov(v) / r.rolling(63).var()
    np.testing.assert_allclose(smirk.spot_vol_beta(spot, iv, 63), beta, rtol=1e-8)


def test_tables_of_rules():
    assert {"premium_states", "spot_vol_regimes", "decision_matrix"} <= set(smirk.decision_tables())
    for name in smirk.decision_tables():
        table = smirk.decision_table(name)
        assert table and all(r.when and all(low < high for _, low, high in r.when) for r in table)
        assert not smirk.evaluate(table, {}).matching
    table = smirk.decision_table("premium_states")
    assert [f.name for f in smirk.evaluate(table, {"nvrp": 1.5}).matching] == ["high"]
    assert [f.name for f in smirk.evaluate(table, {"nvrp": 0.8}).matching] == ["negative"]

    table = smirk.decision_table("spot_vol_regimes")
    day = {"spot return": 0.01, "iv change": 0.02, "risk reversal": -0.01, "spot-vol correlation": None}
    found = smirk.evaluate(table, day)
    assert [f.name for f in found.matching] == ["inverted"]
    assert {f.name for f in found.undecided} == {"normal", "crash"} and "spot-vol correlation" in found.missing
    quantity, low, high, value, holds = found.matching[0].because[0]
    assert (quantity, high, value, holds) == ("spot return", np.inf, 0.01, "yes") and low > 0


def test_tables_can_be_changed_and_extended():
    table = smirk.decision_table("premium_states")
    table[0].when = [("nvrp", 2.0, np.inf)]
    table.append(smirk.Rule("cheap", [("iv rank", 0, 20), ("nvrp", -np.inf, 1.1)], "buy"))
    found = smirk.evaluate(table, {"nvrp": 1.05, "iv rank": 10.0}).matching
    assert [(f.name, f.row, f.note) for f in found][0] == ("cheap", 3, "buy")  # the more specific first
    assert not any(f.name == "high" for f in smirk.evaluate(table, {"nvrp": 1.5}).matching)
    with pytest.raises(ValueError, match="rule 'odd' expects 'nvrp' in"):
        smirk.evaluate([smirk.Rule("odd", [("nvrp", 2, 1)])], {"nvrp": 1.0})
    with pytest.raises(ValueError, match="name: expected one of 'premium_states'.*got 'premia'"):
        smirk.decision_table("premia")
    with pytest.raises(TypeError, match="nvrp: expected a number, got str"):
        smirk.evaluate(table, {"nvrp": "high"})


def test_premiums(iv):
    rv = iv.to_numpy() * 0.8
    np.testing.assert_allclose(smirk.ex_ante_vrp(iv, rv), iv - rv, rtol=1e-13)
    np.testing.assert_allclose(smirk.ex_ante_vrp(iv, rv, "variance"), iv**2 - rv**2, rtol=1e-12)
    np.testing.assert_allclose(smirk.ex_post_vrp(iv, rv, 21), iv - pd.Series(rv).shift(-21), rtol=1e-13)
    assert smirk.expected_move(400, 0.16, 30 / 365) == pytest.approx(400 * 0.16 * np.sqrt(30 / 365))


def test_dealer_gamma():
    quotes = chain(0.1, 0.2)
    quotes["call_open_interest"] = np.where(quotes.strike == 105, 100.0, 0.0)
    quotes["put_open_interest"] = np.where(quotes.strike == 95, 100.0, 0.0)
    d = smirk.dealer_gamma(smirk.ChainSlice(quotes, 0.1), np.full(len(quotes), 0.2), 100.0)
    gamma = smirk.greeks("call", 100.0, np.array([95.0, 105.0]), 0.1, 0.2)["gamma"]
    assert d["gamma_shares"] == pytest.approx(100 * 100 * (gamma[1] - gamma[0]))
    assert 95 < d["zero_gamma"] < 105 and d["positions"] == 2


def test_mistakes_are_exceptions(iv):
    with pytest.raises(ValueError, match="window"):
        smirk.rolling_iv_rank(iv, 0)
    with pytest.raises(ValueError, match="ties: expected one of 'below', 'at_or_below', 'half', got 'mean'"):
        smirk.rolling_iv_percentile(iv, ties="mean")
    with pytest.raises(ValueError, match="as many iv as rv"):
        smirk.ex_ante_vrp(iv, iv[1:])
    with pytest.raises(ValueError, match="iv_rank: expected one value or more"):
        smirk.iv_rank([])
