# SPDX-License-Identifier: BSL-1.0
"""Not run but type-checked: what an editor knows of the module."""

import numpy as np

import smirk

prices: np.ndarray = smirk.prices("call", 100.0, np.array([90.0, 110.0]), 0.5, 0.2, threads=2)
vols, statuses = smirk.implied_vols("call", prices, 100.0, np.array([90.0, 110.0]), 0.5)
names: list[str] = [smirk.ImpliedVolStatus(s).name for s in statuses]
fit: smirk.GarchFit = smirk.fit_garch(np.zeros(1000), "gjr", "student_t")
parameters: dict[str, float] = fit.parameters
delta: np.ndarray = smirk.greeks("put", 100.0, 100.0, 1.0, 0.2)["delta"]
smile: smirk.Svi = smirk.fit_svi(np.zeros(9), np.ones(9)).smile
index: float = smirk.cboe_index(smirk.ChainSlice({}, 0.1), smirk.ChainSlice({}, 0.2)).index
smooth: smirk.GarchFit = smirk.fit_garch(np.zeros(1000), "gjr", mean="ar", fixed={"mu": 0.0})
both: smirk.RealizedGarchFit = smirk.fit_realized_garch(np.zeros(1000), np.ones(1000))
rank: np.ndarray = smirk.calendar_iv_rank(np.ones(3), np.array(["2024-01-02"], dtype="datetime64[D]"), 365)
rules: list[smirk.Rule] = smirk.decision_table("premium_states")
found: list[str] = [f.name for f in smirk.evaluate(rules, {"nvrp": 1.2}).matching]
proof: str = smile.butterfly_certificate().verdict
fx: np.ndarray = smirk.VannaVolga.from_fx(0.1, 0.01, 0.002, 0.5).vol(0.0)
warm: smirk.GarchFit = smirk.fit_garch(np.zeros(1000), "gjr", start=fit)
risk: dict[str, float] = fit.value_at_risk(0.01)
month: float = smirk.tail_risk(fit.historical_simulation(21))["expected_shortfall"]
left: float = fit.diagnose()["arch_lm"]["p_value"]
calls: np.ndarray = fit.option_prices(np.ones(3), 21, forward=100.0, unit=0.01)["call"]
fits: smirk.RollingFits = smirk.rolling_fit_garch(np.zeros(1000), threads=2, progress=lambda done, all: None)
correlations: np.ndarray = smirk.fit_dcc(np.zeros((1000, 2))).correlations
slopes: dict[str, float] = smirk.har(np.ones(500), horizon=5).coefficients
scores: dict[str, dict[str, float]] = smirk.compare_forecasts(np.ones(9), {"flat": np.ones(9)}, 1)
