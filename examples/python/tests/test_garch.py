# SPDX-License-Identifier: BSL-1.0
import arch
import numpy as np
import pytest
from arch.univariate import GARCH, ARCHInMean

import smirk


# The same presample variance, so the same likelihood; what remains is how close to the maximum arch's optimiser stops.
@pytest.mark.parametrize("law, dist", [("normal", "normal"), ("student_t", "t"), ("skewed_t", "skewt"), ("ged", "ged")])
@pytest.mark.parametrize("model, vol", [("garch11", dict(o=0)), ("gjr", dict(o=1)), ("egarch", dict(vol="EGARCH", o=1))])
def test_fits_agree_with_arch(returns, model, vol, law, dist):
    ours = smirk.fit_garch(returns, model, law)
    theirs = arch.arch_model(returns, p=1, q=1, dist=dist, **vol).fit(disp="off", tol=1e-10)
    assert ours, ours.reason
    # arch takes E|z| of the normal law for every law: of no matter except to the first variance, held at its value
    first = 0.05 if model == "egarch" and law != "normal" else 1e-3
    assert ours.log_likelihood == pytest.approx(theirs.loglikelihood, abs=first)
    names = {"mu": "mu", "omega": "omega", "alpha": "alpha[1]", "gamma": "gamma[1]", "beta": "beta[1]"}
    for name, value in ours.parameters.items():
        if name in names and not (model == "egarch" and name == "omega"):
            error = ours.standard_errors("hessian")[name]
            if not np.isfinite(error):
                continue
            assert value == pytest.approx(theirs.params[names[name]], abs=0.02 * error)
    if model != "egarch":
        np.testing.assert_allclose(np.sqrt(ours.conditional_variance), theirs.conditional_volatility, rtol=1e-3)
        ahead = theirs.forecast(horizon=10).variance.to_numpy()[-1]
        np.testing.assert_allclose(ours.forecast(10), ahead, rtol=2e-3)


def test_standard_errors_agree_with_arch(returns):
    ours = smirk.fit_garch(returns)
    theirs = arch.arch_model(returns).fit(disp="off", tol=1e-10)
    for value, expected in zip(ours.standard_errors("robust").values(), theirs.std_err):
        assert value == pytest.approx(expected, rel=0.02)  # arch differentiates numerically
    se = np.sqrt(np.diag(ours.covariance_matrix("robust")))
    np.testing.assert_allclose(se, list(ours.standard_errors().values()), rtol=1e-14)


@pytest.mark.parametrize("model", ["garch11", "gjr", "egarch", "aparch", "tgarch", "nagarch", "igarch", "figarch", "component", "harch", "garch_in_mean"])
@pytest.mark.parametrize("law", ["normal", "student_t", "skewed_t", "ged"])
def test_every_model_with_every_law(returns, model, law):
    f = smirk.fit_garch(returns, model, law)
    assert f, f.reason
    assert len(f.conditional_variance) == len(returns) and (f.conditional_variance > 0).all()
    np.testing.assert_allclose(f.residuals / np.sqrt(f.conditional_variance), f.standardised_residuals, rtol=1e-14)
    assert f.log_likelihood > smirk.fit_garch(returns, model).log_likelihood - 0.5 or law == "normal"
    assert model in repr(f)


ORDERS = {
    "garch(2,1)": dict(p=2, q=1),
    "garch(1,2)": dict(p=1, q=2),
    "garch(2,2)": dict(p=2, q=2),
    "gjr(2,1,1)": dict(p=2, o=1, q=1),
    "egarch(2,1,1)": dict(vol="EGARCH", p=2, o=1, q=1),
    "harch": dict(vol="HARCH", p=[1, 5, 22]),
}


@pytest.mark.parametrize("model", ORDERS)
def test_orders_and_harch_agree_with_arch(returns, model):
    ours = smirk.fit_garch(returns, model)
    theirs = arch.arch_model(returns, **ORDERS[model]).fit(disp="off", tol=1e-10)
    assert ours, ours.reason
    # where the maximum lies on an edge, arch's search may end beside it, never above
    assert theirs.loglikelihood - 1e-3 < ours.log_likelihood < theirs.loglikelihood + 0.5
    if abs(ours.log_likelihood - theirs.loglikelihood) < 1e-4:
        np.testing.assert_allclose(np.sqrt(ours.conditional_variance), theirs.conditional_volatility, rtol=5e-3)


def test_garch_in_mean_agrees_with_arch(returns):
    ours = smirk.fit_garch(returns, "garch_in_mean")
    theirs = ARCHInMean(returns, form="vol", volatility=GARCH()).fit(disp="off", tol=1e-10)
    assert ours and ours.log_likelihood > theirs.loglikelihood - 1e-2
    assert ours.parameters["kappa"] == pytest.approx(theirs.params["kappa"], abs=0.1 * theirs.std_err["kappa"])


def backcast(y):
    w = 0.94 ** np.arange(75)
    return w @ (y[:75] - y.mean()) ** 2 / w.sum()


def log_likelihood(e, h):
    return -0.5 * np.sum(np.log(2 * np.pi * h) + e**2 / h)


def test_component_is_its_equations(returns):
    f = smirk.fit_garch(returns, "component")
    p = f.parameters
    e, h, q = returns - p["mu"], np.empty(len(returns)), backcast(returns)
    h[0] = q
    for t in range(1, len(returns)):
        q_next = p["omega"] + p["rho"] * q + p["phi"] * (e[t - 1] ** 2 - h[t - 1])
        h[t] = q_next + p["alpha"] * (e[t - 1] ** 2 - q) + p["beta"] * (h[t - 1] - q)
        q = q_next
    np.testing.assert_allclose(f.conditional_variance[200:], h[200:], rtol=1e-4)  # whatever stands before the sample


def test_variance_targeting_and_fixed_parameters(returns):
    free = smirk.fit_garch(returns, "gjr", "student_t")
    targeted = smirk.fit_garch(returns, "gjr", variance_targeting=True)
    assert targeted.long_run_variance == pytest.approx(returns.var(), rel=1e-9)
    held = smirk.fit_garch(returns, "gjr", "student_t", fixed={"nu": 8, "mu": 0.0})
    assert held.parameters["nu"] == 8 and held.parameters["mu"] == 0
    assert held.log_likelihood < free.log_likelihood
    assert held.aic == pytest.approx(2 * 4 - 2 * held.log_likelihood)
    assert np.isnan(held.standard_errors()["nu"])
    with pytest.raises(ValueError, match="fixed: expected a parameter of the model: mu omega .* got kappa = 1"):
        smirk.fit_garch(returns, fixed={"kappa": 1.0})


def test_forecasts_of_volatility_are_annualised_sums(returns):
    f = smirk.fit_garch(returns)
    assert f.forecast_volatility(21) == pytest.approx(np.sqrt(f.forecast(21).mean() * 252), rel=1e-12)


@pytest.mark.parametrize("law", ["normal", "student_t"])
def test_realized_garch_is_its_equations(law):
    random = np.random.default_rng(10)
    n, s = 2500, 0.0
    y, x = np.empty(n), np.empty(n)
    for t in range(n):
        z = random.standard_normal()
        y[t] = np.exp(s / 2) * z
        x[t] = np.exp(-0.2 + s - 0.07 * z + 0.07 * (z**2 - 1) + 0.4 * random.standard_normal())
        s = 0.06 + 0.55 * s + 0.41 * np.log(x[t])
    f = smirk.fit_realized_garch(y, x, law)
    p = f.parameters
    assert f and isinstance(f, smirk.GarchFit) and f.model == "realized_garch"
    assert p["gamma"] == pytest.approx(0.41, abs=4 * f.standard_errors()["gamma"])
    e, log_h = y - p["mu"], np.empty(n)
    log_h[0] = np.log(np.mean(e**2))
    for t in range(1, n):
        log_h[t] = p["omega"] + p["beta"] * log_h[t - 1] + p["gamma"] * np.log(x[t - 1])
    np.testing.assert_allclose(f.conditional_variance, np.exp(log_h), rtol=1e-9)
    z = e / np.exp(log_h / 2)
    u = np.log(x) - p["xi"] - p["phi"] * log_h - p["tau1"] * z - p["tau2"] * (z**2 - 1)
    np.testing.assert_allclose(f.measurement_residuals, u, atol=1e-9)
    of_measures = -0.5 * np.sum(np.log(2 * np.pi * p["sigma_u"] ** 2) + u**2 / p["sigma_u"] ** 2)
    assert f.log_likelihood - f.partial_log_likelihood == pytest.approx(of_measures, rel=1e-10)
    if law == "normal":
        assert f.partial_log_likelihood == pytest.approx(log_likelihood(e, np.exp(log_h)), rel=1e-10)
        assert f.forecast(1)[0] == pytest.approx(np.exp(f.forecast_log_variance(1)[0]), rel=1e-12)
    else:
        with pytest.raises(ValueError, match="normal errors only"):
            f.forecast(5)


def test_views_outlive_the_fit(returns):
    h = smirk.fit_garch(returns).conditional_variance
    total = h.sum()
    _ = [smirk.fit_garch(returns[:500]).conditional_variance for _ in range(20)]
    assert h.sum() == total
    with pytest.raises(ValueError, match="read-only"):
        h[0] = 1


def test_data_that_cannot_be_fitted_is_false_and_says_why():
    f = smirk.fit_garch(np.zeros(500))
    assert not f and f.status == "invalid input" and "no variance" in f.reason
    f = smirk.fit_garch([0.1, 0.2, -0.1])
    assert not f and f.status == "too few observations"


def test_mistakes_are_exceptions(returns):
    with pytest.raises(ValueError, match="model: expected one of 'garch11'.*got 'garch'"):
        smirk.fit_garch(returns, "garch")
    with pytest.raises(ValueError, match="law: this model comes with 'normal' and 'student_t'"):
        smirk.fit_garch(returns, "garch(2,1)", "ged")
    with pytest.raises(ValueError, match="one realized variance a return"):
        smirk.fit_realized_garch(returns, returns[1:] ** 2)
    with pytest.raises(ValueError, match="information"):
        smirk.fit_garch(returns, "garch11", "ged").standard_errors("information")
    with pytest.raises(TypeError, match="returns: expected .* got ndarray of float32"):
        smirk.fit_garch(returns.astype("f4"))
