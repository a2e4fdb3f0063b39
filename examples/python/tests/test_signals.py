# SPDX-License-Identifier: BSL-1.0
import numpy as np
import pandas as pd
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
