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
h, daily = 1e-4, np.empty(days)
for t in range(days):  # GJR: bad news weighs more
    daily[t] = np.sqrt(h)
    e = np.sqrt(h) * random.standard_normal()
    h = 3e-6 + 0.03 * e * e + 0.09 * e * e * (e < 0) + 0.89 * h
paths = np.cumsum(daily[:, None] / np.sqrt(ticks) * random.standard_normal((days, ticks)), axis=1)
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

# %% Which GARCH?
returns = 100 * np.diff(np.log(bars.close))
fits = [smirk.fit_garch(returns, m, l) for m in ("garch11", "gjr", "egarch") for l in ("normal", "student_t")]
print("\nfits by AIC")
for f in sorted(fits, key=lambda f: f.aic):
    print(f"{f.aic:9.2f}  {f}")
best = min(fits, key=lambda f: f.aic)
month = np.sqrt(best.forecast(21).mean() * 252)
print(f"next month: {month:.1f} % a year ({best.model}); implied {100 * iv.iloc[-1]:.1f} %")

# %% A chain as an Arrow batch, and its smile
years, forward, rate = 30 / 365, 4100.0, 0.04
strike = np.arange(3000.0, 5001.0, 25.0)
k = np.log(strike / forward)
vol = np.sqrt(0.035 - 0.09 * k + 0.35 * k * k)
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
