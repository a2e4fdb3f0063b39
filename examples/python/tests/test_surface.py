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


def test_density_and_deltas_of_a_smile():
    s, years = smirk.Svi(0.01, 0.05, -0.4, 0.02, 0.1), 0.25
    k = np.linspace(-3, 3, 20001)
    below = np.cumsum(s.density(k)) * (k[1] - k[0])
    assert below[-1] == pytest.approx(1, abs=1e-6)
    np.testing.assert_allclose(s.distribution(k), below - s.density(k) * (k[1] - k[0]) / 2, atol=1e-5)
    forward = np.sum(np.exp(k) * s.density(k)) * (k[1] - k[0])
    assert forward == pytest.approx(1, abs=1e-5)  # a martingale
    for side in ("put", "call"):
        at, vol = s.at_delta(side, 0.25, years)
        assert vol == pytest.approx(s.vol(at, years)[0], rel=1e-12)
        assert abs(smirk.greeks(side, 100.0, 100 * np.exp(at), years, vol)["delta"][0]) == pytest.approx(0.25, rel=1e-9)
    with pytest.raises(ValueError, match="0 < delta < 1"):
        s.at_delta("call", 25, years)


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


def quotes_of_a_surface(times=(0.25, 0.5, 1.0), bump=0.0):
    years, k = np.meshgrid(times, np.linspace(-0.6, 0.5, 25), indexing="ij")
    vol = np.sqrt(total_variance(k, **SVI)) + bump
    return [np.ascontiguousarray(x).ravel() for x in (k, years, vol)]


def test_certificates():
    s, later = smirk.Svi(**SVI), smirk.Svi(**{**SVI, "a": 0.02, "b": 0.12})
    proof = s.butterfly_certificate()
    assert proof and proof.verdict == "proven" and proof.boxes > 0
    assert s.calendar_certificate(later) and s.calendar_certificate(later).least > 0.01
    assert later.calendar_certificate(s).verdict == "refuted"
    vogt = smirk.Svi(a=-0.0410, b=0.1331, m=0.3586, rho=0.3060, sigma=0.4153)
    refuted = vogt.butterfly_certificate()
    assert not refuted and refuted.verdict == "refuted"
    (low, high), *_ = vogt.butterfly_arbitrage()["violations"]
    assert low < refuted.where < high


def test_arbitrage_and_stress_of_a_surface():
    f = smirk.fit_surface(*quotes_of_a_surface())
    report = f.arbitrage()
    assert report["arbitrage_free"] and f.interpolation == "total_variance"
    assert len(report["butterfly"]) == 3 and len(report["calendar"]) == 2
    assert [b["verdict"] for b in report["between"]] == ["proven", "proven"]
    assert f.butterfly_certificate(0.7)
    mild = f.stress_arbitrage(level=0.01)
    assert not mild["created"] and mild["free_before"] == "proven"
    harsh = f.stress_arbitrage(inversion=0.5)  # the front goes up, the back down
    assert harsh["created"] and harsh["free_after"] == "refuted"
    assert not all(c["arbitrage_free"] for c in harsh["after"]["calendar"])
    prices = smirk.fit_surface(*quotes_of_a_surface(), interpolation="price")
    assert prices.interpolation == "price" and prices.arbitrage()["between"] == []


def test_warm_starts_lead_to_the_same_fit():
    yesterday = smirk.fit_surface(*quotes_of_a_surface())
    cold = smirk.fit_surface(*quotes_of_a_surface(bump=0.01))
    warm = smirk.fit_surface(*quotes_of_a_surface(bump=0.01), start=yesterday)
    assert warm and warm.rmse == pytest.approx(cold.rmse, abs=1e-9)
    k = np.linspace(-0.6, 0.5, 25)
    w = total_variance(k, **SVI) + 0.001 * np.cos(9 * k)
    cold, first = smirk.fit_svi(k, w), smirk.fit_svi(k, 1.02 * w)
    warm = smirk.fit_svi(k, w, start=first)
    assert warm.rmse == pytest.approx(cold.rmse, rel=1e-6)
    with pytest.raises(TypeError):
        smirk.fit_svi(k, w, start=first.smile)


def test_vanna_volga():
    k, vol = [-0.1, 0.005, 0.1], [0.115, 0.10, 0.108]
    for form, error in (("exact", 1e-9), ("second_order", 1e-12)):
        s = smirk.VannaVolga(k, vol, 0.5, form)
        np.testing.assert_allclose(s.vol(np.array(k)), vol, atol=error)  # through the three
        assert np.isfinite(s.vol(0.05)).all() and s.years == 0.5
    # the price of the hedge, once more in NumPy: weights that match vega, vanna and volga at the middle vol
    x, t, forward = 0.05, 0.5, 1.0
    exact = smirk.VannaVolga(k, vol, t)
    strikes, middle = np.exp(np.array(k)), vol[1]

    def vega(strike):
        d1 = (np.log(forward / strike) + middle**2 * t / 2) / (middle * np.sqrt(t))
        return forward * np.sqrt(t) * np.exp(-d1 * d1 / 2) / np.sqrt(2 * np.pi)

    log = np.log(strikes)
    y = [np.prod([(log[j] - x) / (log[j] - log[i]) for j in range(3) if j != i]) for i in range(3)]
    over = smirk.prices("call", forward, strikes, t, np.array(vol)) - smirk.prices("call", forward, strikes, t, middle)
    price = smirk.prices("call", forward, np.exp(x), t, middle)[0] + vega(np.exp(x)) * np.sum(y * over / vega(strikes))
    implied = smirk.implied_vols("call", np.array([price]), forward, np.exp(x), t)[0]
    np.testing.assert_allclose(exact.vol(x), implied, rtol=1e-9)

    fx = smirk.VannaVolga.from_fx(0.10, 0.02, 0.003, 0.5)
    assert fx.butterflies() == [] or all(low < high for low, high in fx.butterflies())
    atm = 0.5 * 0.10**2 * 0.5  # k of the delta-neutral straddle, w / 2
    np.testing.assert_allclose(fx.vol(atm), 0.10, rtol=1e-9)
    assert smirk.VannaVolga([-0.5, 0.0, 0.5], [0.5, 0.2, 0.5], 0.1).butterflies()  # far too steep
    with pytest.raises(ValueError, match="expected ascending k"):
        smirk.VannaVolga([0.1, 0.0, -0.1], vol, 0.5)
    with pytest.raises(ValueError, match="form: expected one of 'exact', 'second_order'"):
        smirk.VannaVolga(k, vol, 0.5, "first_order")
    with pytest.raises(ValueError, match="expected the exact form"):
        smirk.VannaVolga(k, vol, 0.5, "second_order").butterflies()


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
