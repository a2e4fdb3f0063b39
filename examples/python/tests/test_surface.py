# SPDX-License-Identifier: BSL-1.0
import numpy as np
import pyarrow as pa
import pytest
from chains import chain

import smirk

SVI = dict(a=0.01, b=0.1, rho=-0.5, m=0.02, sigma=0.15)


def total_variance(k, a, b, rho, m, sigma):
    return a + b * (rho * (k - m) + np.sqrt((k - m) ** 2 + sigma**2))


def test_svi_is_its_formula():
    k = np.linspace(-1, 1, 11)
    s = smirk.Svi(**SVI)
    np.testing.assert_allclose(s.total_variance(k), total_variance(k, **SVI), rtol=1e-14)
    np.testing.assert_allclose(s.vol(k, 0.5), np.sqrt(total_variance(k, **SVI) / 0.5), rtol=1e-14)
    assert s.total_variance(0.0).shape == (1,)
    assert "rho=-0.5" in repr(s)


def test_fit_svi_finds_the_slice_again():
    k = np.linspace(-0.6, 0.5, 30)
    f = smirk.fit_svi(k, total_variance(k, **SVI), years=0.5)
    assert f and f.status == "converged" and f.used == 30 and f.rmse < 1e-8
    for name, value in SVI.items():
        assert getattr(f.smile, name) == pytest.approx(value, abs=1e-6)
    assert f.smile.butterfly_arbitrage()["arbitrage_free"]


def test_fit_svi_keeps_butterflies_out_unless_told_otherwise():
    # Axel Vogt's slice, with arbitrage: Gatheral and Jacquier, Quantitative Finance 14(1), 2014, section 3.1
    vogt = dict(a=-0.0410, b=0.1331, m=0.3586, rho=0.3060, sigma=0.4153)
    k = np.linspace(-1.5, 1.5, 41)
    w = total_variance(k, **vogt)
    plain = smirk.fit_svi(k, w, butterfly_free=False)
    free = smirk.fit_svi(k, w)
    assert not plain.smile.butterfly_arbitrage()["arbitrage_free"]
    assert free.constrained and free.smile.butterfly_arbitrage()["arbitrage_free"]
    assert free.rmse > plain.rmse


def test_from_quotes_to_a_smile_and_back():
    vol = lambda k: np.sqrt(total_variance(k, **SVI) / 0.5)
    quotes = chain(0.5, vol, spread=0.005)
    for table in (quotes, pa.RecordBatch.from_pandas(quotes), quotes.to_dict("series")):
        q = smirk.smile_quotes(smirk.ChainSlice(table, 0.5))
        assert q and q.forward == pytest.approx(100, abs=1e-6) and q.discount == pytest.approx(np.exp(-0.015), rel=1e-8)
        np.testing.assert_allclose(q.mid, vol(q.k), rtol=1e-6)
        f = smirk.fit_svi(q.k, q.total_variance, q.weight, years=q.years)
        assert f and f.rmse < 1e-6
        assert f.smile.risk_reversal(0.5) > 0.02
        assert f.smile.butterfly(0.5) > 0
        assert all(why in {"cabinet", "zero_bid", "no_vol"} for _, _, why in q.dropped)
    assert len(smirk.ChainSlice(quotes, 0.5)) == len(quotes)


def test_fair_variance_of_a_flat_smile_is_its_variance():
    flat = smirk.Svi(a=0.04, b=0.0, rho=0.0, m=0.0, sigma=0.1)
    assert flat.fair_variance(1.0) == pytest.approx(0.04, rel=1e-8)


def test_surface():
    years, k = np.meshgrid([0.25, 0.5, 1.0], np.linspace(-0.6, 0.5, 25), indexing="ij")
    # linear in time at fixed k: free of arbitrage in time
    vol = np.sqrt(total_variance(k, **SVI))
    f = smirk.fit_surface(*(np.ascontiguousarray(x).ravel() for x in (k, years, vol)))
    assert f and f.arbitrage_free and f.rmse < 1e-6 and list(f.years) == [0.25, 0.5, 1.0] and all(f.slices)
    x = np.array([-0.3, 0.0, 0.2])
    np.testing.assert_allclose(f.vol(x, 0.7), np.sqrt(total_variance(x, **SVI)), rtol=1e-5)
    assert np.isfinite(f.local_vol(x, 0.7)).all()


def test_mistakes_are_exceptions():
    with pytest.raises(ValueError, match="fit_svi: expected as many w"):
        smirk.fit_svi(np.zeros(5), np.zeros(4))
    with pytest.raises(ValueError, match="no column 'put_ask'"):
        smirk.ChainSlice(chain(0.5, 0.2).drop(columns="put_ask"), 0.5)
    with pytest.raises(ValueError, match="strikes must be positive and ascend, strike.1. = "):
        smirk.implied_forward(smirk.ChainSlice(chain(0.5, 0.2)[::-1], 0.5))
    with pytest.raises(ValueError, match="one length"):
        smirk.fit_surface(np.zeros(5), np.ones(4), np.ones(5))
    few = smirk.fit_svi(np.zeros(5), np.ones(5))
    assert not few and few.status == "too_few_points"
