# SPDX-License-Identifier: BSL-1.0
"""Terms of the mean, regressors and variance targets."""

import arch
import numpy as np
import pytest
from arch.univariate import GARCH, HARX, LS

import smirk

ONE_STATE = ["garch11", "gjr", "egarch", "aparch", "tgarch", "nagarch"]


def next_variance(model, p, e, h, shift=0.0):
    """The recursions once more; shift is added to the state. EGARCH: normal errors."""
    omega = p["omega"] + shift
    if model == "garch11":
        return omega + p["alpha"] * e**2 + p["beta"] * h
    if model == "gjr":
        return omega + p["alpha"] * e**2 + p["gamma"] * e**2 * (e < 0) + p["beta"] * h
    if model == "egarch":
        z = e / np.sqrt(h)
        return np.exp(omega + p["alpha"] * (np.abs(z) - np.sqrt(2 / np.pi)) + p["gamma"] * z + p["beta"] * np.log(h))
    if model == "aparch":
        d = p["delta"]
        return (omega + p["alpha"] * (np.abs(e) - p["gamma"] * e) ** d + p["beta"] * h ** (d / 2)) ** (2 / d)
    if model == "tgarch":
        return (omega + p["alpha"] * np.abs(e) + p["gamma"] * np.maximum(-e, 0) + p["beta"] * np.sqrt(h)) ** 2
    return omega + p["alpha"] * (e - p["theta"] * np.sqrt(h)) ** 2 + p["beta"] * h


def normal_log_likelihood(f):
    h = f.conditional_variance
    return -0.5 * np.sum(np.log(2 * np.pi * h) + f.residuals**2 / h)


def check_recursion(f, model, shift=0.0):
    e, h = f.residuals, f.conditional_variance
    np.testing.assert_allclose(h[1:], next_variance(model, f.parameters, e[:-1], h[:-1], shift), rtol=1e-10)
    assert f.log_likelihood == pytest.approx(normal_log_likelihood(f), rel=1e-10)


@pytest.mark.parametrize("model", ONE_STATE)
def test_an_autoregressive_mean_in_every_model(returns, model):
    f = smirk.fit_garch(returns, model, mean="ar")
    p = f.parameters
    assert f and f.conditioned_on == 1
    np.testing.assert_allclose(f.residuals, returns[1:] - p["mu"] - p["ar_1"] * returns[:-1], atol=1e-12)
    check_recursion(f, model)
    heavy = smirk.fit_garch(returns, model, "student_t", mean="ar")
    assert heavy and heavy.log_likelihood > f.log_likelihood + 10  # the returns have nu = 7


@pytest.mark.parametrize("model", ONE_STATE)
def test_a_regressor_of_the_mean_in_every_model(returns, model):
    x = np.random.default_rng(8).standard_normal(len(returns))
    f = smirk.fit_garch(returns + 0.3 * x, model, mean_regressor=x)
    p = f.parameters
    assert f and p["mean_slope_1"] == pytest.approx(0.3, abs=0.06)  # four standard errors
    np.testing.assert_allclose(f.residuals, returns + 0.3 * x - p["mu"] - p["mean_slope_1"] * x, atol=1e-12)
    check_recursion(f, model)


@pytest.mark.parametrize("model", ONE_STATE)
def test_a_regressor_of_the_variance_in_every_model(model):
    random = np.random.default_rng(9)
    x, y, h = random.uniform(0, 1, 3000), np.empty(3000), np.empty(3000)
    for t in range(3000):
        h[t] = 0.05 + 0.3 * x[t] + (0.08 * y[t - 1] ** 2 + 0.85 * h[t - 1] if t else 3.0)
        y[t] = np.sqrt(h[t]) * random.standard_normal()
    f = smirk.fit_garch(y, model, variance_regressor=x)
    assert f, f.reason
    check_recursion(f, model, f.parameters["variance_slope_1"] * x[1:])
    plain = smirk.fit_garch(y, model)
    assert 2 * (f.log_likelihood - plain.log_likelihood) > 3.84  # chi-square of one, 5 %
    if model == "garch11":
        p, w = f.parameters, 0.94 ** np.arange(75)
        before = w @ (y[:75] - y.mean()) ** 2 / w.sum()
        first = p["omega"] + p["variance_slope_1"] * x[0] + (p["alpha"] + p["beta"]) * before
        assert f.conditional_variance[0] == pytest.approx(first, rel=1e-9)
        assert f.parameters["variance_slope_1"] == pytest.approx(0.3, abs=3 * f.standard_errors()["variance_slope_1"])


@pytest.mark.parametrize("model", ["garch11", "gjr", "egarch"])
def test_a_har_mean(returns, model):
    f = smirk.fit_garch(returns, model, mean="har")
    p = f.parameters
    assert f and f.conditioned_on == 22
    mean = [np.convolve(returns, np.full(m, 1 / m))[21 : len(returns) - 1] for m in (1, 5, 22)]
    fitted = p["mu"] + sum(p[f"har_{i + 1}"] * mean[i] for i in range(3))
    np.testing.assert_allclose(f.residuals, returns[22:] - fitted, atol=1e-12)
    check_recursion(f, model)


@pytest.mark.parametrize("model", ["garch11", "gjr", "nagarch"])
def test_variance_targets(returns, model):
    f = smirk.fit_garch(returns, model, variance_targeting=True)
    assert f and f.long_run_variance == pytest.approx(returns.var(), rel=1e-9)
    assert f.log_likelihood < smirk.fit_garch(returns, model).log_likelihood + 1e-6


def test_an_autoregressive_mean_agrees_with_arch(returns):
    ours = smirk.fit_garch(returns, "gjr", "student_t", mean="ar")
    theirs = arch.arch_model(returns, mean="AR", lags=1, o=1, dist="t").fit(disp="off", tol=1e-10)
    assert ours and ours.conditioned_on == 1 and len(ours.residuals) == len(returns) - 1
    assert ours.log_likelihood == pytest.approx(theirs.loglikelihood, abs=1e-3)
    assert ours.parameters["ar_1"] == pytest.approx(theirs.params["y[1]"], abs=1e-3)
    m, a = ours.parameters["mu"], ours.parameters["ar_1"]
    ahead = [m + a * returns[-1]]
    ahead += [m + a * ahead[0]]
    np.testing.assert_allclose(ours.forecast_mean(2), ahead, rtol=1e-12)


def test_a_har_mean_agrees_with_arch(returns):
    series = np.log(0.5 + np.abs(returns))
    ours = smirk.fit_garch(series, mean="har")
    theirs = HARX(series, lags=[1, 5, 22], volatility=GARCH()).fit(disp="off", tol=1e-10)
    assert ours and ours.conditioned_on == 22
    assert ours.log_likelihood == pytest.approx(theirs.loglikelihood, abs=1e-3)
    found = [ours.parameters[f"har_{i}"] for i in (1, 2, 3)]
    np.testing.assert_allclose(found, theirs.params.to_numpy()[1:4], atol=2e-3)


def test_a_regressor_of_the_mean_agrees_with_arch(returns):
    x = np.random.default_rng(8).standard_normal(len(returns))
    y = returns + 0.3 * x
    ours = smirk.fit_garch(y, mean_regressor=np.append(x, [1.0, -1.0]))
    theirs = LS(y, x=x[:, None], volatility=GARCH()).fit(disp="off", tol=1e-10)
    assert ours.log_likelihood == pytest.approx(theirs.loglikelihood, abs=1e-3)
    slope, mu = ours.parameters["mean_slope_1"], ours.parameters["mu"]
    assert slope == pytest.approx(theirs.params["x0"], abs=1e-3)
    ahead = ours.forecast_mean(3)  # two rows beyond the sample are known
    np.testing.assert_allclose(ahead[:2], [mu + slope, mu - slope], rtol=1e-12)
    assert np.isnan(ahead[2])


def test_the_variance_of_returns_with_an_autoregressive_mean_agrees_with_arch(returns):
    y = np.empty(len(returns))
    y[0] = returns[0]
    for t in range(1, len(y)):
        y[t] = 0.4 * y[t - 1] + returns[t]
    ours = smirk.fit_garch(y, mean="ar")
    theirs = arch.arch_model(y, mean="AR", lags=1).fit(disp="off", tol=1e-10).forecast(horizon=5)
    np.testing.assert_allclose(ours.forecast_return_variance(5), theirs.variance.to_numpy()[-1], rtol=5e-3)
    np.testing.assert_allclose(ours.forecast(5), theirs.residual_variance.to_numpy()[-1], rtol=5e-3)


@pytest.mark.parametrize("model", ["garch(2,1)", "egarch(2,1,1)", "component", "figarch"])
def test_models_that_take_no_additions_are_named(returns, model):
    name = model.replace("(", r"\(").replace(")", r"\)")
    for argument in (dict(mean="ar"), dict(mean="har"), dict(variance_regressor=returns)):
        with pytest.raises(ValueError, match=f"model with .*expected one of 'garch11', 'gjr'.*got '{name}'; models of several states take no additions"):
            smirk.fit_garch(returns, model, **argument)


def test_mistakes_are_exceptions(returns):
    with pytest.raises(ValueError, match="got several"):
        smirk.fit_garch(returns, mean="ar", variance_targeting=True)
    with pytest.raises(ValueError, match="mean_regressors"):
        smirk.fit_garch(returns, mean_regressor=returns[1:])
    with pytest.raises(ValueError, match="law: this model comes with 'normal' and 'student_t'"):
        smirk.fit_garch(returns, "gjr", "ged", mean="ar")
