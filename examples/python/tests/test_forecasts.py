# SPDX-License-Identifier: BSL-1.0
import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

import smirk


@pytest.fixture(scope="module")
def rv():
    random, x = np.random.default_rng(14), np.zeros(900)
    for t in range(1, 900):
        x[t] = 0.95 * x[t - 1] + 0.3 * random.standard_normal()
    return np.exp(x) * random.chisquare(78, 900) / 78


def regressors(rv, horizon):
    means = pd.DataFrame({m: pd.Series(rv).rolling(m).mean() for m in (1, 5, 22)}).to_numpy()
    ahead = pd.Series(rv).rolling(horizon).mean().shift(-horizon).to_numpy()
    rows = slice(21, len(rv) - horizon)
    return ahead[rows], sm.add_constant(means[rows]), means[-1]


@pytest.mark.parametrize("horizon", [1, 5])
def test_har_agrees_with_statsmodels(rv, horizon):
    ours = smirk.har(rv, horizon=horizon, newey_west_lags=8)
    y, x, last = regressors(rv, horizon)
    theirs = sm.OLS(y, x).fit(cov_type="HAC", cov_kwds=dict(maxlags=8))
    assert ours and ours.rows == len(y) and list(ours.coefficients) == ["constant", "lag_1", "lag_5", "lag_22"]
    np.testing.assert_allclose(list(ours.coefficients.values()), theirs.params, rtol=1e-8)
    np.testing.assert_allclose(list(ours.standard_errors.values()), theirs.bse, rtol=1e-8)
    np.testing.assert_allclose(ours.residuals, theirs.resid, atol=1e-10)
    assert ours.r_squared == pytest.approx(theirs.rsquared)
    assert ours.forecast == pytest.approx(theirs.params @ [1, *last])


def test_harq_and_harj_agree_with_statsmodels(rv):
    y, x, _ = regressors(rv, 1)
    rq, bv = 1.1 * rv**2, 0.9 * rv + 0.02
    rows = slice(21, len(rv) - 1)
    of_q = (np.sqrt(rq) - np.sqrt(rq.mean())) * rv
    for argument, extra, name in (
        (dict(quarticity=rq), of_q, "quarticity"),
        (dict(bipower=bv), np.maximum(rv - bv, 0), "jump"),
    ):
        ours = smirk.har(rv, errors="classical", **argument)
        theirs = sm.OLS(y, np.column_stack([x, extra[rows]])).fit()
        assert ours.coefficients[name] == pytest.approx(theirs.params[-1], rel=1e-6)
        assert ours.standard_errors[name] == pytest.approx(theirs.bse[-1], rel=1e-6)


def test_mistakes_are_exceptions(rv):
    with pytest.raises(ValueError, match="ascending"):
        smirk.har(rv, lags=[5, 1])
    with pytest.raises(ValueError, match="quarticity or bipower, got both"):
        smirk.har(rv, quarticity=rv, bipower=rv)
    with pytest.raises(ValueError, match="as many forecasts as realized"):
        smirk.compare_forecasts(rv, {"short": rv[1:]})


def test_forecasts_side_by_side(rv):
    realized, near, far = rv[1:], rv[:-1].copy(), np.full(len(rv) - 1, rv.mean())
    near[7] = np.nan
    c = smirk.compare_forecasts(realized, {"yesterday": near, "mean": far})
    assert list(c) == ["yesterday", "mean"] and c["mean"]["rows"] == len(realized) - 1
    r, h = np.delete(realized, 7), np.delete(near, 7)
    for name, f in (("yesterday", h), ("mean", np.delete(far, 7))):
        assert c[name]["qlike"] == pytest.approx(np.mean(r / f - np.log(r / f) - 1))
        assert c[name]["mse"] == pytest.approx(np.mean((r - f) ** 2))
    line = sm.OLS(r, sm.add_constant(h)).fit()
    assert [c["yesterday"][n] for n in ("intercept", "slope", "r_squared")] == pytest.approx([*line.params, line.rsquared])
    # the sample's mean loses to yesterday where variance persists, by far
    assert c["mean"]["qlike_to_first"] > 3 and c["mean"]["qlike_to_first_p"] < 0.01
    assert np.isnan(c["yesterday"]["qlike_to_first"])
    assert pd.DataFrame(c).T.shape == (2, 11)
