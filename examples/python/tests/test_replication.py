# SPDX-License-Identifier: BSL-1.0
import gc

import numpy as np
import pytest
from chains import chain

import smirk


def test_index_of_a_flat_chain_is_its_vol():
    minutes = [24 * 1440, 37 * 1440]
    strikes = np.arange(60.0, 161.0, 0.5)
    near, next_ = (smirk.ChainSlice(chain(m / 525600, 0.2, strikes=strikes), m / 525600, 0.03) for m in minutes)
    i = smirk.cboe_index(near, next_)
    assert i and i.status == "ok"
    assert i.index == pytest.approx(20, abs=0.02)  # strikes half a point apart
    assert i.near_weight == pytest.approx(7 / 13) and i.near_weight + i.next_weight == pytest.approx(1)
    assert smirk.cboe_index(near, next_, 24).variance == pytest.approx(i.near.variance, rel=1e-12)


def test_contributions_add_up():
    v = smirk.cboe_variance(smirk.ChainSlice(chain(0.1, 0.3), 0.1, 0.03))
    c = v.contributions
    assert c["variance"].sum() - v.split_term == pytest.approx(v.variance, rel=1e-13)
    # the formula of the methodology, once more in NumPy
    dk = np.gradient(c["strike"])
    dk[0], dk[-1] = np.diff(c["strike"])[[0, -1]]
    np.testing.assert_allclose(c["variance"], 2 / 0.1 * dk / c["strike"] ** 2 * np.exp(0.003) * c["price"], rtol=1e-12)
    assert v.reference_strike <= v.forward and v.put_share > v.call_share


def test_parity():
    p = smirk.implied_forward(smirk.ChainSlice(chain(0.5, 0.2, forward=103.0, rate=0.02), 0.5))
    assert p["status"] == "ok" and p["forward"] == pytest.approx(103) and p["rate"] == pytest.approx(0.02)


def test_settlement_is_the_index_of_one_expiry_at_the_open():
    quotes = chain(30 / 365, 0.2, strikes=np.arange(60.0, 161.0, 0.5))
    for side in ("call", "put"):
        mid = quotes[f"{side}_bid"].to_numpy()
        trade = np.where(np.arange(len(mid)) % 2, mid, np.nan)  # every second option has traded
        opening = smirk.opening_prices(trade, mid * 0.9, mid * 1.1)
        np.testing.assert_allclose(opening, mid, rtol=1e-14)
        quotes[f"{side}_bid"] = quotes[f"{side}_ask"] = opening
    v = smirk.cboe_variance(smirk.ChainSlice(quotes, 30 / 365, 0.03))
    assert smirk.vix_settlement(v) == 100 * np.sqrt(v.variance) == pytest.approx(20, abs=0.02)
    assert list(smirk.opening_prices(0.0, np.array([0.0, 1.0]), np.array([0.5, 2.0]))) == [0.0, 1.5]
    with pytest.raises(ValueError, match="one length, got 2 and 3"):
        smirk.opening_prices(np.zeros(2), np.zeros(3), 1.0)


def test_between_two_expiries():
    v = smirk.forward_variance(0.04, 0.25, 0.05, 0.5)
    assert v["variance"] == pytest.approx(0.06) and v["volatility"] == pytest.approx(np.sqrt(0.06)) and v["status"] == "ok"
    v = smirk.forward_variance(0.09, 0.25, 0.04, 0.5)
    assert v["status"] == "negative" and v["variance"] == pytest.approx(-0.01) and np.isnan(v["volatility"])
    assert smirk.forward_rate(0.02, 1.0, 0.03, 2.0) == pytest.approx(0.04)
    with pytest.raises(ValueError, match="near < next years"):
        smirk.forward_rate(0.02, 1.0, 0.03, 1.0)


def test_a_slice_keeps_its_columns_alive():
    s = smirk.ChainSlice(chain(0.1, 0.3), 0.1, 0.03)
    expected = smirk.cboe_variance(s).variance
    gc.collect()
    np.full(10_000, np.nan)
    assert smirk.cboe_variance(s).variance == expected


def test_no_strip_is_false_and_says_why():
    quotes = chain(0.1, 0.3)
    quotes[["put_bid", "put_ask"]] = np.nan
    v = smirk.cboe_variance(smirk.ChainSlice(quotes, 0.1, 0.03))
    assert not v and np.isnan(v.variance) and v.status != "ok"
    with pytest.raises(ValueError, match="near.years < next.years"):
        s = smirk.ChainSlice(chain(0.1, 0.3), 0.1, 0.03)
        smirk.cboe_index(s, s)
