# SPDX-License-Identifier: BSL-1.0
"""What follows from a fit: risk, simulation, diagnostics, news impact, option prices, warm starts."""

import arch
import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.diagnostic import acorr_ljungbox
from statsmodels.stats.stattools import jarque_bera

import smirk

DISTRIBUTIONS = {"normal": ("normal", []), "student_t": ("t", ["nu"]), "skewed_t": ("skewt", ["nu", "lambda"]), "ged": ("ged", ["nu"])}


@pytest.fixture(scope="module")
def gjr(returns):
    return smirk.fit_garch(returns, "gjr")


@pytest.mark.parametrize("law", DISTRIBUTIONS)
def test_value_at_risk_by_the_distributions_of_arch(returns, law):
    f = smirk.fit_garch(returns, "gjr", law)
    dist, names = DISTRIBUTIONS[law]
    law_of_arch = arch.arch_model(returns, dist=dist).distribution
    shape = np.array([f.parameters[n] for n in names])
    q = float(np.squeeze(law_of_arch.ppf(0.025, shape)))
    tail = law_of_arch.partial_moment(1, q, shape) / 0.025
    mean, sigma = f.forecast_mean(1)[0], np.sqrt(f.forecast(1)[0])
    risk = f.value_at_risk(0.025)
    assert risk["value_at_risk"] == pytest.approx(-(mean + sigma * q), rel=1e-7)
    assert risk["expected_shortfall"] == pytest.approx(-(mean + sigma * tail), rel=1e-6)
    expected = -(f.parameters["mu"] + np.sqrt(f.conditional_variance) * q)
    np.testing.assert_allclose(f.value_at_risk_in_sample(0.025), expected, rtol=1e-7)


def test_historical_simulation_draws_the_residuals(gjr):
    one = gjr.historical_simulation(1, 2000, seed=5)
    possible = gjr.parameters["mu"] + np.sqrt(gjr.forecast(1)[0]) * gjr.standardised_residuals
    possible.sort()
    at = np.searchsorted(possible, one).clip(1, len(possible) - 1)
    assert np.minimum(np.abs(possible[at] - one), np.abs(possible[at - 1] - one)).max() < 1e-12
    np.testing.assert_array_equal(one, gjr.historical_simulation(1, 2000, seed=5))
    assert (one != gjr.historical_simulation(1, 2000, seed=6)).any()
    ten = gjr.historical_simulation(10, 100_000)
    # the residuals' second moment is one to 2 %, and the sample's variance to 1 %
    assert ten.var() == pytest.approx(gjr.forecast(10).sum(), rel=0.05)
    risk, x = smirk.tail_risk(ten, 0.05), np.sort(ten)
    assert risk["value_at_risk"] == -x[4999] and risk["expected_shortfall"] == pytest.approx(-x[:5000].mean())


def test_diagnostics_agree_with_statsmodels(gjr):
    z, d = gjr.standardised_residuals, gjr.diagnose(10)
    for name, x in (("ljung_box", z), ("ljung_box_of_squares", z**2)):
        expected = acorr_ljungbox(x, lags=[10])
        assert d[name]["statistic"] == pytest.approx(expected["lb_stat"].iloc[0], rel=1e-9)
        assert d[name]["p_value"] == pytest.approx(expected["lb_pvalue"].iloc[0], rel=1e-9)
    lagged = sm.add_constant(np.column_stack([z[10 - k : -k] ** 2 for k in range(1, 11)]))
    lm = len(lagged) * sm.OLS(z[10:] ** 2, lagged).fit().rsquared
    assert d["arch_lm"]["statistic"] == pytest.approx(lm, rel=1e-8)
    jb, p, skewness, kurtosis = jarque_bera(z)
    assert d["jarque_bera"]["statistic"] == pytest.approx(jb, rel=1e-9)
    assert d["jarque_bera"]["skewness"] == pytest.approx(skewness, rel=1e-9)
    assert d["jarque_bera"]["kurtosis"] == pytest.approx(kurtosis, rel=1e-9)
    assert 0 <= d["sign_bias"]["p_value"] <= 1 and d["sign_bias"]["degrees_of_freedom"] == 3


def test_news_impact_is_the_recursion(gjr):
    p, e = gjr.parameters, np.linspace(-3, 3, 7)
    expected = p["omega"] + p["alpha"] * e**2 + p["gamma"] * e**2 * (e < 0) + p["beta"] * 2.0
    np.testing.assert_allclose(gjr.news_impact(e, 2.0), expected, rtol=1e-12)
    np.testing.assert_allclose(gjr.news_impact(e), expected + p["beta"] * (gjr.long_run_variance - 2), rtol=1e-12)


def test_options_keep_parity_and_come_near_black(gjr):
    strike = np.array([90.0, 100.0, 110.0])
    o = gjr.option_prices(strike, 21, forward=100.0, discount=0.99, unit=0.01, paths=50_000)
    np.testing.assert_allclose(o["call"] - o["put"], 0.99 * (100 - strike), atol=1e-10)
    vols, _ = smirk.implied_vols("put", o["put"], 100.0, strike, 21 / 252, 0.99)
    np.testing.assert_allclose(o["vol"], vols, rtol=1e-6)
    # one month at the money: the root of the mean variance, less a little for its own variance
    assert o["vol"][1] == pytest.approx(np.sqrt(gjr.forecast(21).mean() * 252) / 100, rel=0.03)
    assert o["vol"][0] > o["vol"][1] + 5 * o["vol_error"][1]  # falls raise the variance
    again = gjr.option_prices(strike, 21, forward=100.0, discount=0.99, unit=0.01, paths=50_000, threads=2)
    np.testing.assert_array_equal(o["call"], again["call"])


def test_what_a_model_has_not_is_named(returns):
    with pytest.raises(ValueError, match="news_impact: not for a model of weighted sums"):
        smirk.fit_garch(returns, "harch").news_impact([1.0])
    with pytest.raises(ValueError, match="option_prices: not for a model with additions"):
        smirk.fit_garch(returns, mean="ar").option_prices(100.0, 21, forward=100.0)
    with pytest.raises(ValueError, match="value_at_risk: not for realized_garch"):
        smirk.fit_realized_garch(returns, returns**2 + 0.1).value_at_risk()


def test_a_backtest_by_hand(gjr, returns):
    var = gjr.value_at_risk_in_sample(0.01)
    b = smirk.backtest_value_at_risk(returns, var, 0.01)
    hit = returns < -var
    n, x = len(hit), int(hit.sum())
    assert (b["periods"], b["exceedances"]) == (n, x) and b["rate"] == x / n

    def l(hits, misses, p):
        return hits * np.log(p) + misses * np.log1p(-p)

    uc = 2 * (l(x, n - x, x / n) - l(x, n - x, 0.01))
    assert b["unconditional"]["statistic"] == pytest.approx(uc)
    assert b["unconditional"]["p_value"] == pytest.approx(stats.chi2.sf(uc, 1))
    after = hit[1:][hit[:-1]]
    assert after.sum() > 0
    h1, h0, m1, m0 = after.sum(), hit[1:][~hit[:-1]].sum(), (~after).sum(), (~hit[1:])[~hit[:-1]].sum()
    ind = l(h0, m0, h0 / (h0 + m0)) + l(h1, m1, h1 / (h1 + m1)) - l(h0 + h1, m0 + m1, (h0 + h1) / (n - 1))
    assert b["independence"]["statistic"] == pytest.approx(2 * ind)
    assert b["conditional"]["p_value"] == pytest.approx(stats.chi2.sf(uc + 2 * ind, 2))


def test_a_warm_start_ends_where_a_cold_one_does(returns):
    before = smirk.fit_garch(returns[:-1], "gjr", "student_t")
    cold = smirk.fit_garch(returns, "gjr", "student_t")
    warm = smirk.fit_garch(returns, "gjr", "student_t", start=before)
    assert warm.log_likelihood == pytest.approx(cold.log_likelihood, abs=1e-6)
    assert warm.iterations < cold.iterations
    with pytest.raises(ValueError, match="start: expected a fit of tgarch with student_t, got gjr with student_t"):
        smirk.fit_garch(returns, "tgarch", "student_t", start=before)
    with pytest.raises(ValueError, match="start: expected a fit with the same parameters"):
        smirk.fit_garch(returns, "gjr", "student_t", mean="ar", start=before)
