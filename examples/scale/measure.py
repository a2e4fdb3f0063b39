# SPDX-License-Identifier: BSL-1.0
"""Measures what README.md says of cost: options a second on one core, by each route.

    python measure.py CHAINS ROWS_PROGRAM
"""

import argparse
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np
import pyarrow as pa
import pyarrow.parquet

import smirk

US_OPTIONS_DAY = 1_500_000


def seconds(work, repeats: int = 5) -> float:
    times = []
    for _ in range(repeats):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def spark_seconds(chains: pathlib.Path, workers: int, *options: str) -> float:
    """What the job says that it took, of which the start of the cluster is no part."""
    job = pathlib.Path(__file__).resolve().parent / "expiry_job.py"
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, job, f"{chains}/*.parquet", f"{folder}/result", *options]
        master = f"local-cluster[{workers},1,1024]"
        said = subprocess.run([*command, "--master", master], check=True, capture_output=True, text=True).stdout
    return float(re.search(r"([0-9.]+) s,", said).group(1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("chains", type=pathlib.Path)
    parser.add_argument("rows")
    a = parser.parse_args()
    files = sorted(a.chains.glob("*.parquet"))
    batches = [pa.parquet.read_table(f).combine_chunks().to_batches()[0] for f in files]
    options = sum(b.num_rows for b in batches)
    expiries = sum(pa.record_batch(smirk.expiry_rows(b)).num_rows for b in batches)
    print(f"{options} options in {expiries} expiries, {options / expiries:.0f} each")

    def show(what: str, taken: float, n: int = options) -> None:
        rate = n / taken
        print(f"{what:58} {rate:12.0f} options/s/core  {US_OPTIONS_DAY / rate:8.2f} core s a day of 1.5 million")

    show("expiry_rows() on Arrow memory", seconds(lambda: [smirk.expiry_rows(b) for b in batches]))
    show("the same, Parquet read and result collected", seconds(lambda: [
        pa.record_batch(smirk.expiry_rows(pa.parquet.read_table(f).combine_chunks().to_batches()[0])) for f in files
    ], 3))
    csv = [str(f.with_suffix(".csv")) for f in files]
    show("rows, from text to text", seconds(lambda: subprocess.run([a.rows, *csv], stdout=subprocess.DEVNULL, check=True), 3))

    batch = pa.Table.from_batches(batches).combine_chunks().to_batches()[0]
    strike, years, side = (batch.column(name) for name in ("strike", "years", "type"))
    random = np.random.default_rng(1)
    vol = random.uniform(0.1, 0.6, options)
    forward = strike.to_numpy() * np.exp(vol * np.sqrt(years.to_numpy()) * random.uniform(-2, 2, options))
    otm = np.where(strike.to_numpy() > forward, 1, -1).astype(np.int8)
    price = smirk.prices(otm, forward, strike, years, vol)
    show("implied_vols() alone", seconds(lambda: smirk.implied_vols(otm, price, forward, strike, years)))
    show("prices() alone", seconds(lambda: smirk.prices(side, forward, strike, years, vol)))

    for options in ((), ("--whole-files",)):
        for workers in (1, 2):
            taken = spark_seconds(a.chains, workers, *options)
            what = f"Spark {' '.join(options)}, {workers} worker{'s' * (workers > 1)}: {taken:.1f} s"
            show(what.replace(" ,", ","), taken * workers)


if __name__ == "__main__":
    main()
