# SPDX-License-Identifier: BSL-1.0
import numpy as np
import pandas as pd
import pytest

import smirk


@pytest.fixture(scope="module")
def residuals():
    """DCC with a = .05, b = .93, three assets."""
    random, n = np.random.default_rng(12), 2500
    s = np.array([[1, 0.5, 0.2], [0.5, 1, 0.3], [0.2, 0.3, 1]])
    q, z = s.copy(), np.empty((n, 3))
    for t in range(n):
        d = np.sqrt(np.diag(q))
        z[t] = np.linalg.cholesky(q / np.outer(d, d)) @ random.standard_normal(3)
        q = 0.02 * s + 0.05 * np.outer(z[t], z[t]) + 0.93 * q
    return z


def dcc(z, a, b):
    """Log-likelihood and correlations, once more."""
    s = z.T @ z / len(z)
    q, value, r = s.copy(), 0.0, []
    for x in z:
        d = np.sqrt(np.diag(q))
        r.append(q / np.outer(d, d))
        value -= 0.5 * (np.linalg.slogdet(r[-1])[1] + x @ np.linalg.solve(r[-1], x) - x @ x)
        q = (1 - a - b) * s + a * np.outer(x, x) + b * q
    d = np.sqrt(np.diag(q))
    return value, np.array([*r, q / np.outer(d, d)])


def test_dcc_is_its_equations_and_at_the_maximum(residuals):
    f = smirk.fit_dcc(residuals)
    assert f and f.status == "converged"
    value, r = dcc(residuals, f.a, f.b)
    assert f.log_likelihood == pytest.approx(value, rel=1e-10)
    np.testing.assert_allclose(f.correlations, r, atol=1e-10)
    se = smirk.dcc_errors(f, residuals)
    assert abs(f.a - 0.05) < 4 * se["a"] and abs(f.b - 0.93) < 4 * se["b"]
    for da, db in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        assert dcc(residuals, f.a + da * 0.003, f.b + db * 0.003)[0] < value
    mean = f.target / np.sqrt(np.outer(np.diag(f.target), np.diag(f.target)))
    np.testing.assert_allclose(f.forecast(6), mean + (f.a + f.b) ** 5 * (f.correlations[-1] - mean), atol=1e-12)


def test_panels_of_any_layout_are_one(residuals):
    f = smirk.fit_dcc(residuals)
    wide = np.zeros((len(residuals), 6))
    wide[:, ::2] = residuals
    for same in (np.asfortranarray(residuals), wide[:, ::2], pd.DataFrame(residuals), list(residuals.T)):
        assert smirk.fit_dcc(same).a == f.a
    with pytest.raises(TypeError, match="residuals: expected a two-dimensional array of float64"):
        smirk.fit_dcc(residuals[:, 0])
    with pytest.raises(TypeError, match="float32"):
        smirk.fit_dcc(residuals.astype("f4"))
    with pytest.raises(ValueError, match="two or more series"):
        smirk.fit_dcc(residuals[:, :1])
    assert not smirk.fit_dcc(np.column_stack([residuals[:, 0], residuals[:, 0]]))


def test_ewma_covariance_agrees_with_pandas(residuals):
    y = residuals[:300, :2].copy()
    s = smirk.ewma_covariance(y, 0.9)
    assert s.shape == (300, 2, 2)
    expected = pd.Series(y[:, 0] * y[:, 1]).ewm(alpha=0.1, adjust=False).mean()
    np.testing.assert_allclose(s[:, 0, 1], expected, rtol=1e-12)
    np.testing.assert_array_equal(s[:, 0, 1], s[:, 1, 0])
    y[100, 0] = np.nan
    holed = smirk.ewma_covariance(y, 0.9)
    assert np.isnan(holed[100]).all() and not np.isnan(holed[101]).any()
    with pytest.raises(ValueError, match="0 < lambda < 1"):
        smirk.ewma_covariance(y, 1.0)
