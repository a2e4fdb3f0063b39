# SPDX-License-Identifier: BSL-1.0
"""Makes option chains to work on: any number of underlyings and days, the same ones for the same seed.

Smiles are SSVI slices whose level follows a mean-reverting walk; quotes are Black prices of them, rounded to ticks, with
a spread. One Parquet file an underlying and quarter, rows in the order underlying, day, expiry, strike, type; with --csv
the same rows, the same doubles, as text for the line-oriented program.
"""

import argparse
import datetime
import pathlib
import sys

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

import smirk

SCHEMA = pa.schema(
    [
        ("underlying", pa.string()),
        ("day", pa.date32()),
        ("years", pa.float64()),
        ("strike", pa.float64()),
        ("type", pa.int8()),
        ("bid", pa.float64()),
        ("ask", pa.float64()),
    ]
)
EPOCH = datetime.date(1970, 1, 1)


def business_days(count: int) -> list[datetime.date]:
    days, day = [], datetime.date(2023, 1, 2)
    while len(days) < count:
        if day.weekday() < 5:
            days.append(day)
        day += datetime.timedelta(days=1)
    return days


def third_fridays(first: datetime.date, count: int) -> list[datetime.date]:
    fridays, year, month = [], first.year, first.month
    while len(fridays) < count:
        start = datetime.date(year, month, 1)
        friday = start + datetime.timedelta(days=(4 - start.weekday()) % 7 + 14)
        if (friday - first).days >= 7:
            fridays.append(friday)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return fridays


def chains(name: str, number: int, days: list[datetime.date], expiries: int, strikes: int, seed: int):
    """A record batch a day."""
    random = np.random.default_rng([seed, number])  # of its own: no underlying depends on how many there are
    spot, level = random.uniform(50, 500), np.log(random.uniform(0.15, 0.5))
    mean_level, rho = level, random.uniform(-0.8, -0.4)
    rate = 0.04
    for day in days:
        level += 0.05 * (mean_level - level) + 0.05 * random.standard_normal()
        atm = np.exp(level)
        spot *= np.exp(atm / np.sqrt(252) * random.standard_normal())
        columns = {field.name: [] for field in SCHEMA}
        for expiry in third_fridays(day, expiries):
            years = (expiry - day).days / 365
            forward, discount = spot * np.exp(rate * years), np.exp(-rate * years)
            width = atm * np.sqrt(years)
            k = np.linspace(-5 * width, 3.5 * width, strikes)
            step = 0.5 if spot < 100 else 1.0
            strike = np.unique(np.maximum(np.round(forward * np.exp(k) / step) * step, step))
            k = np.log(strike / forward)
            theta = width**2
            phi = 0.7 / np.sqrt(theta) / (1 + np.sqrt(theta))
            w = theta / 2 * (1 + rho * phi * k + np.sqrt((phi * k + rho) ** 2 + 1 - rho**2))
            vol = np.sqrt(w / years)
            for side in (1, -1):
                kind = np.full(len(strike), side, dtype=np.int8)
                mid = smirk.prices(kind, forward, strike, years, vol, discount)
                half = np.maximum(0.01, 0.01 * mid) * random.uniform(0.5, 1.5, len(strike))
                columns["strike"].append(strike)
                columns["type"].append(kind)
                columns["bid"].append(np.round(np.maximum(mid - half, 0), 2))
                columns["ask"].append(np.round(mid + half + 0.005, 2))
                columns["years"].append(np.full(len(strike), years))
        data = {key: np.concatenate(parts) for key, parts in columns.items() if parts}
        order = np.lexsort((data["type"], data["strike"], data["years"]))
        n = len(order)
        yield pa.record_batch(
            [
                pa.array([name]).take(pa.array(np.zeros(n, dtype=np.int64))),
                pa.array(np.full(n, (day - EPOCH).days, dtype=np.int32)).cast(pa.date32()),
                *(pa.array(data[key][order]) for key in ("years", "strike", "type", "bid", "ask")),
            ],
            schema=SCHEMA,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--underlyings", type=int, default=20)
    parser.add_argument("--days", type=int, default=252)
    parser.add_argument("--expiries", type=int, default=8)
    parser.add_argument("--strikes", type=int, default=40, help="of an expiry, each with a call and a put")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--csv", action="store_true", help="the same rows as text as well")
    a = parser.parse_args()
    a.folder.mkdir(parents=True, exist_ok=True)
    days, rows = business_days(a.days), 0
    for i in range(a.underlyings):
        name = f"U{i:03d}"
        batches = list(chains(name, i, days, a.expiries, a.strikes, a.seed))
        for first in range(0, len(days), 63):
            table = pa.Table.from_batches(batches[first : first + 63])
            stem = a.folder / f"{name}-{first // 63:03d}"
            pa.parquet.write_table(table, stem.with_suffix(".parquet"))
            if a.csv:
                with open(stem.with_suffix(".csv"), "wb") as text:
                    text.write((",".join(SCHEMA.names) + "\n").encode())  # Arrow would quote the names
                    options = pa.csv.WriteOptions(include_header=False, quoting_style="none")
                    pa.csv.write_csv(table, text, options)
            rows += table.num_rows
        if sys.stderr.isatty():
            print(f"\r{i + 1} of {a.underlyings} underlyings", end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    print(f"{rows} options of {a.underlyings} underlyings on {a.days} days in {a.folder}")


if __name__ == "__main__":
    main()
