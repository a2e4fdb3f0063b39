# SPDX-License-Identifier: BSL-1.0
"""Fits every expiry of every underlying and day on Apache Spark.

    python expiry_job.py CHAINS RESULT --master local-cluster[2,1,1024]

Spark hands each task Arrow record batches (mapInArrow); smirk.expiry_rows() works on that memory and hands Arrow memory
back. All rows of an underlying are one task's, sorted, so that a result does not depend on how many workers there are.
Tasks of a worker that dies are run again elsewhere, up to four times each.

With --whole-files the files already hold whole days, their rows side by side, as those of synthesise.py do: then a task
reads its files by itself, and Spark neither shuffles nor sorts.
"""

import argparse
import os
import pathlib
import sys
import threading
import time
from collections.abc import Iterator

import pyarrow as pa

RESULT = (
    "underlying string, day date, years double, options int, quotes int, forward double, rate double, atm_vol double, "
    "risk_reversal double, a double, b double, rho double, m double, sigma double, rmse double, status string"
)


def whole_days(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The same rows, cut between days: Spark cuts where it likes, a fit needs all quotes of its day."""
    held: list[pa.RecordBatch] = []
    for batch in batches:
        if batch.num_rows == 0:
            continue
        days, names = batch.column("day"), batch.column("underlying")
        cut = batch.num_rows  # where the last (underlying, day) of the batch begins
        last = (names[-1], days[-1])
        while cut > 0 and days[cut - 1] == last[1] and names[cut - 1] == last[0]:
            cut -= 1
        new_day = held and (held[-1].column("underlying")[-1], held[-1].column("day")[-1]) != (names[0], days[0])
        if new_day or cut > 0:
            done = held + [batch.slice(0, cut)]
            held = []
            yield from _joined(done)
        held.append(batch.slice(cut))
    yield from _joined(held)


def _joined(parts: list[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    parts = [part for part in parts if part.num_rows]
    if len(parts) == 1:
        yield parts[0]  # a slice, no copy
    elif parts:
        yield pa.Table.from_batches(parts).combine_chunks().to_batches()[0]


def fit_shard(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """What a task does."""
    import smirk

    for batch in whole_days(batches):
        yield pa.record_batch(smirk.expiry_rows(batch))


def fit_files(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The same for a task that is given the names of its files."""
    from pyarrow import fs, parquet

    for batch in batches:
        for uri in batch.column("file").to_pylist():
            filesystem, path = fs.FileSystem.from_uri(uri)
            with filesystem.open_input_file(path) as file:
                yield from fit_shard(parquet.ParquetFile(file).iter_batches())


def session(master: str | None):
    from pyspark.sql import SparkSession

    # Workers import this file and the module from the interpreter that runs it.
    here = str(pathlib.Path(__file__).resolve().parent)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))
    builder = SparkSession.builder
    if master:
        builder = builder.master(master)
        if master.startswith("local"):  # a cluster of processes on this machine
            os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
            builder = builder.config("spark.ui.enabled", "false").config("spark.executor.memory", "768m")
    spark = (
        builder.appName("expiry_rows")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.executorEnv.PYTHONPATH", os.environ["PYTHONPATH"])
        .config("spark.sql.adaptive.enabled", "false")  # a task is a shard, whatever its size
        .config("spark.task.maxFailures", "4")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "20000")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def expiry_table(spark, chains: str, shards: int, work=fit_shard):
    """The job as a DataFrame: rows of an underlying in one shard, in the order underlying, day, expiry."""
    quotes = spark.read.parquet(chains)
    order = ["underlying", "day", "years", "strike", "type"]
    return quotes.repartition(shards, "underlying").sortWithinPartitions(*order).mapInArrow(work, schema=RESULT)


def expiry_table_of_files(spark, chains: str, shards: int, work=fit_files):
    """The same where no file holds a part of a day."""
    files = sorted(spark.read.parquet(chains).inputFiles())
    named = spark.createDataFrame([(name,) for name in files], "file string")
    return named.repartition(min(shards, len(files))).mapInArrow(work, schema=RESULT)


class Progress(threading.Thread):
    """Tasks done, on the terminal; quiet when piped."""

    def __init__(self, spark, stream=sys.stderr):
        super().__init__(daemon=True)
        self._tracker = spark.sparkContext.statusTracker()
        self._stream = stream
        self._done = threading.Event()

    def run(self) -> None:
        while not self._done.wait(0.2):
            for stage in self._tracker.getActiveStageIds():
                info = self._tracker.getStageInfo(stage)
                if info:
                    failed = f", {info.numFailedTasks} failed and run again" if info.numFailedTasks else ""
                    print(
                        f"\rstage {stage}: {info.numCompletedTasks} of {info.numTasks} tasks{failed}   ",
                        end="",
                        file=self._stream,
                        flush=True,
                    )

    def __enter__(self):
        if self._stream.isatty():
            self.start()
        return self

    def __exit__(self, *_):
        self._done.set()
        if self.is_alive():
            self.join()
            print(file=self._stream)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("chains", help="folder of Parquet files, e.g. from synthesise.py")
    parser.add_argument("result", help="folder for the result, Parquet; replaced if it is there")
    parser.add_argument("--master", help="e.g. local-cluster[2,1,1024]; without it where spark-submit says")
    parser.add_argument("--shards", type=int, default=64, help="number of tasks")
    parser.add_argument("--whole-files", action="store_true", help="the files hold whole days, sorted: no shuffle")
    a = parser.parse_args()
    spark = session(a.master)
    try:
        start = time.perf_counter()
        with Progress(spark):
            table = expiry_table_of_files if a.whole_files else expiry_table
            table(spark, a.chains, a.shards).write.mode("overwrite").parquet(a.result)
        seconds = time.perf_counter() - start
        options = spark.read.parquet(a.chains).count()
        rows = spark.read.parquet(a.result).count()
        print(f"{options} options, {rows} expiries, {seconds:.1f} s, {options / seconds:.0f} options a second")
    finally:
        spark.stop()


if __name__ == "__main__":
    main()
