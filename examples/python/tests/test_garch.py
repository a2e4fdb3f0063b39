# SPDX-License-Identifier: BSL-1.0
import arch
import numpy as np
import pytest

import smirk


@pytest.fixture(scope="module")
def returns():
    """GARCH(1,1) with leverage and Student t errors, 3000 periods, in per cent."""
    random = np.random.default_rng(3)
    h, y = 1.0, np.empty(3000)
    for t in range(len(y)):
        y[t] = 0.03 + np.sqrt(h) * random.standard_t(7) * np.sqrt(5 / 7)
        e = y[t] - 0.03
        h = 0.02 + 0.05 * e**2 + 0.08 * e**2 * (e < 0) + 0.88 * h
    return y


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


@pytest.mark.parametrize("model", ["garch11", "gjr", "egarch", "aparch", "tgarch", "nagarch", "igarch", "figarch"])
@pytest.mark.parametrize("law", ["normal", "student_t", "skewed_t", "ged"])
def test_every_model_with_every_law(returns, model, law):
    f = smirk.fit_garch(returns, model, law)
    assert f, f.reason
    assert len(f.conditional_variance) == len(returns) and (f.conditional_variance > 0).all()
    np.testing.assert_allclose(f.residuals / np.sqrt(f.conditional_variance), f.standardised_residuals, rtol=1e-14)
    assert f.log_likelihood > smirk.fit_garch(returns, model).log_likelihood - 0.5 or law == "normal"
    assert model in repr(f)


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
    with pytest.raises(ValueError, match="information"):
        smirk.fit_garch(returns, "garch11", "ged").standard_errors("information")
    with pytest.raises(TypeError, match="returns: expected .* got ndarray of float32"):
        smirk.fit_garch(returns.astype("f4"))
