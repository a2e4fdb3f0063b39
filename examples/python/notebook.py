# SPDX-License-Identifier: BSL-1.0
# %% [markdown]
# Smirk from Python: is volatility cheap, which GARCH, what does the surface say? Cells run one after the other in any
# editor that knows `# %%`, or all at once: python notebook.py

# %%
import time

import numpy as np
import pandas as pd
import pyarrow as pa

import smirk

print(f"smirk {smirk.__version__}")

# %% Three years of bars and of a 30-day implied vol, made with a fixed seed
random = np.random.default_rng(7)
days, ticks = 756, 100
h, daily, paths = 1e-4, np.empty(days), np.empty((days, ticks))
for t in range(days):  # GJR: bad news weighs more
    daily[t] = np.sqrt(h)
    paths[t] = np.cumsum(daily[t] / np.sqrt(ticks) * random.standard_normal(ticks))
    e = paths[t, -1]
    h = 3e-6 + 0.03 * e * e + 0.12 * e * e * (e < 0) + 0.88 * h
start = np.log(4000) + np.concatenate([[0], np.cumsum(paths[:-1, -1])])
bars = pd.DataFrame(
    {
        "open": np.exp(start),
        "high": np.exp(start + np.maximum(paths.max(axis=1), 0)),
        "low": np.exp(start + np.minimum(paths.min(axis=1), 0)),
        "close": np.exp(start + paths[:, -1]),
    },
    index=pd.bdate_range("2022-01-03", periods=days),
)
iv = pd.Series(daily * np.sqrt(252) * 1.15 + 0.01 * random.standard_normal(days), bars.index).clip(0.05)

# %% Realized vol: six ways to read the same month
estimators = ["close_to_close", "parkinson", "garman_klass", "rogers_satchell", "yang_zhang", "meilijson"]
realized = pd.DataFrame({e: smirk.rolling_volatility(e, bars, 21) for e in estimators}, bars.index)
print("\nrealized vol of 21 days, last rows\n", realized.tail(3).round(4).to_string())
print("standard deviation of the estimates around the true vol")
true = np.sqrt(pd.Series(daily**2, bars.index).rolling(21).mean() * 252)
print((realized.sub(true, axis=0)).std().round(4).to_string())

# %% Is volatility cheap?
table = pd.DataFrame(
    {
        "iv": iv,
        "rank": smirk.rolling_iv_rank(iv, 252),
        "percentile": smirk.rolling_iv_percentile(iv, 252),
        "premium": smirk.ex_ante_vrp(iv, realized.yang_zhang),
    }
)
print("\nimplied vol\n", table.tail(3).round(3).to_string())
paid = smirk.ex_post_vrp(iv, realized.close_to_close, 21)
print(f"the seller of volatility was paid on {100 * np.nanmean(paid[np.isfinite(paid)] > 0):.0f} % of the days")

# %% What kind of day was it?
readings = {
    "nvrp": iv.iloc[-1] / realized.yang_zhang.iloc[-1],
    "spot return": np.log(bars.close.iloc[-1] / bars.close.iloc[-2]),
    "iv change": iv.iloc[-1] - iv.iloc[-2],
    "spot-vol correlation": smirk.spot_vol_correlation(bars.close, iv, 63)[-1],
}
for name in ("premium_states", "spot_vol_regimes"):
    found = smirk.evaluate(smirk.decision_table(name), readings)
    print(f"{name}: {[f.name for f in found.matching]}, open: {[f.name for f in found.undecided]}, missing: {found.missing}")

# %% Which GARCH?
returns = 100 * np.diff(np.log(bars.close))
fits = [smirk.fit_garch(returns, m, l) for m in ("garch11", "gjr", "egarch") for l in ("normal", "student_t")]
print("\nfits by AIC")
for f in sorted(fits, key=lambda f: f.aic):
    print(f"{f.aic:9.2f}  {f}")
best = min(fits, key=lambda f: f.aic)
month = np.sqrt(best.forecast(21).mean() * 252)
print(f"next month: {month:.1f} % a year ({best.model}); implied {100 * iv.iloc[-1]:.1f} %")

# %% Out of sample: refits through the series, a month at a time, and what they are good for
print("what is left:", {name: round(test["p_value"], 2) for name, test in best.diagnose(10).items()})
rolled = smirk.rolling_fit_garch(returns, best.model, best.law, window=504, every=21, threads=2)
day = (100 * smirk.rolling_volatility("parkinson", bars, 1)[1:]) ** 2 / 252  # realized, in the unit of the returns
month_before = (100 * realized.parkinson[:-1].to_numpy()) ** 2 / 252
scores = smirk.compare_forecasts(day, {best.model: rolled.variance, "last month": month_before})
print(pd.DataFrame(scores).T[["qlike", "mse", "slope", "qlike_to_first"]].round(3).to_string())
test = smirk.backtest_value_at_risk(returns, rolled.value_at_risk(0.05), 0.05)
print(f"5 % value at risk: exceeded on {test['exceedances']} of {test['periods']} days, p {test['conditional']['p_value']:.2f}")
risk = smirk.tail_risk(best.historical_simulation(10), 0.01)
print(f"ten days ahead, 1 %: {risk['value_at_risk']:.1f} %, {risk['expected_shortfall']:.1f} % beyond")

# %% A chain as an Arrow batch, and its smile
years, forward, rate = 30 / 365, 4100.0, 0.04
strike = np.arange(3000.0, 5001.0, 25.0)
k = np.log(strike / forward)
w = years * (0.01 + 0.25 * (-0.6 * (k - 0.02) + np.sqrt((k - 0.02) ** 2 + 0.01)))
vol = np.sqrt(w / years)
quotes = {"strike": strike}
for side in ("call", "put"):
    price = smirk.prices(side, forward, strike, years, vol, np.exp(-rate * years))
    quotes[f"{side}_bid"] = np.maximum(np.round(price * 0.99 - 0.05, 2), 0)
    quotes[f"{side}_ask"] = np.round(price * 1.01 + 0.05, 2)
chain = smirk.ChainSlice(pa.record_batch(quotes), years)
q = smirk.smile_quotes(chain)
fit = smirk.fit_svi(q.k, q.total_variance, q.weight, years=years)
print(f"\nforward {q.forward:.3f}, discount {q.discount:.5f}, {len(q)} quotes used, {len(q.dropped)} dropped")
print(f"{fit.smile}\n{fit.status}, rmse {fit.rmse:.5f}, free of butterflies: {fit.smile.butterfly_arbitrage()['arbitrage_free']}")
proof = fit.smile.butterfly_certificate()
print(f"for all strikes: {proof.verdict}, in {proof.boxes} intervals")
print(f"25-delta risk reversal {fit.smile.risk_reversal(years):.4f}, butterfly {fit.smile.butterfly(years):.4f}")
v = smirk.cboe_variance(smirk.ChainSlice(quotes, years, rate))
print(f"30-day index of the strip {100 * np.sqrt(v.variance):.3f}, of the smile {100 * np.sqrt(fit.smile.fair_variance(years)):.3f}")
print(f"share of the puts {100 * v.put_share:.0f} %")

# %% Speed, on one thread
n = 1_000_000
many = np.exp(0.1 * random.standard_normal(n)) * 100
price = smirk.prices("call", 100.0, many, 0.5, 0.2)
begin = time.perf_counter()
vols, statuses = smirk.implied_vols("call", price, 100.0, many, 0.5)
seconds = time.perf_counter() - begin
print(f"\n{n} implied vols in {1e3 * seconds:.0f} ms, {1e9 * seconds / n:.0f} ns each; {np.sum(statuses > 1)} without")

# %% [markdown]
# Output:
#
#     smirk 0.1.0
#
#     realized vol of 21 days, last rows
#                  close_to_close  parkinson  garman_klass  rogers_satchell  yang_zhang  meilijson
#     2024-11-21          0.1085     0.1056        0.1037           0.1057      0.1061     0.1044
#     2024-11-22          0.1076     0.1033        0.1014           0.1038      0.1043     0.1025
#     2024-11-25          0.1081     0.1036        0.1018           0.1053      0.1057     0.1027
#     standard deviation of the estimates around the true vol
#     close_to_close     0.0260
#     parkinson          0.0125
#     garman_klass       0.0121
#     rogers_satchell    0.0136
#     yang_zhang         0.0120
#     meilijson          0.0114
#
#     implied vol
#                     iv    rank  percentile  premium
#     2024-11-21  0.124  13.212      13.095    0.018
#     2024-11-22  0.143  21.412      32.937    0.038
#     2024-11-25  0.142  21.102      32.143    0.036
#     the seller of volatility was paid on 70 % of the days
#     premium_states: ['high'], open: [], missing: []
#     spot_vol_regimes: [], open: [], missing: []
#
#     fits by AIC
#       2207.28  GarchFit(gjr, normal, mu=-0.00313062, omega=0.0165248, alpha=0, gamma=0.117294, beta=0.928123, log_likelihood=-1098.64, at bound)
#       2209.30  GarchFit(gjr, student_t, mu=-0.00296009, omega=0.016519, alpha=0, gamma=0.117352, beta=0.928094, nu=500, log_likelihood=-1098.65, at bound)
#       2214.17  GarchFit(egarch, normal, mu=-0.00414612, omega=0.000599203, alpha=0.165346, gamma=-0.0740316, beta=0.974394, log_likelihood=-1102.08, converged)
#       2215.47  GarchFit(garch11, normal, mu=0.02397, omega=0.0297887, alpha=0.111033, beta=0.86515, log_likelihood=-1103.74, converged)
#       2216.20  GarchFit(egarch, student_t, mu=-0.00406504, omega=0.000524255, alpha=0.16488, gamma=-0.0741716, beta=0.974494, nu=500, log_likelihood=-1102.1, at bound)
#       2217.54  GarchFit(garch11, student_t, mu=0.0239605, omega=0.0297007, alpha=0.110806, beta=0.865454, nu=500, log_likelihood=-1103.77, at bound)
#     next month: 11.3 % a year (gjr); implied 14.2 %
#     what is left: {'ljung_box': 0.03, 'ljung_box_of_squares': 0.21, 'arch_lm': 0.2, 'sign_bias': 0.4, 'jarque_bera': 0.76}
#                 qlike    mse  slope  qlike_to_first
#     gjr         0.223  0.489  0.745             NaN
#     last month  0.238  0.513  0.779           1.146
#     5 % value at risk: exceeded on 12 of 251 days, p 0.57
#     ten days ahead, 1 %: 5.5 %, 6.7 % beyond
#
#     forward 4099.999, discount 0.99672, 71 quotes used, 10 dropped
#     Svi(a=0.0008200635420825423, b=0.02055002042657628, rho=-0.600017722876243, m=0.01999498882773016, sigma=0.10008705935835416)
#     converged, rmse 0.00003, free of butterflies: True
#     for all strikes: proven, in 26 intervals
#     25-delta risk reversal 0.0385, butterfly 0.0043
#     30-day index of the strip 21.153, of the smile 21.164
#     share of the puts 59 %
#
#     1000000 implied vols in 28 ms, 28 ns each; 0 without
