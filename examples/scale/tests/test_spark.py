# SPDX-License-Identifier: BSL-1.0
"""The job on clusters of worker processes, one of which is killed."""

import io
import os
import pathlib
import random
import signal
import threading
import time

import pyarrow as pa
import pyarrow.parquet
import pytest
from conftest import SHARDS, in_order, same_digits

import expiry_job
import smirk


def executors(spark) -> set[int]:
    """Process ids of the workers' executors: the children of the driver's Java process."""
    driver = spark.sparkContext._gateway.proc.pid
    found = set()
    for folder in pathlib.Path("/proc").iterdir():
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == driver and b"CoarseGrainedExecutorBackend" in (folder / "cmdline").read_bytes():
                found.add(int(folder.name))
        except (OSError, ValueError, IndexError):
            continue
    return found


@pytest.fixture
def cluster():
    running = []

    def start(workers):
        running.append(expiry_job.session(f"local-cluster[{workers},1,1024]"))
        return running[-1]

    yield start
    for spark in running:
        spark.stop()


def run(spark, chains, **options) -> pa.Table:
    return in_order(expiry_job.expiry_table(spark, str(chains / "*.parquet"), SHARDS, **options).toArrow())


@pytest.mark.parametrize("workers", [1, 3])
def test_same_digits_on_any_number_of_workers(cluster, chains, expected, workers):
    spark = cluster(workers)
    deadline = time.monotonic() + 60
    while len(executors(spark)) < workers and time.monotonic() < deadline:
        time.sleep(0.1)
    assert len(executors(spark)) == workers
    assert same_digits(run(spark, chains), expected)


def test_files_of_whole_days_need_no_shuffle(cluster, chains, expected):
    spark = cluster(2)
    table = expiry_job.expiry_table_of_files(spark, str(chains / "*.parquet"), SHARDS)
    assert same_digits(in_order(table.toArrow()), expected)


def test_a_worker_killed_midway_loses_nothing(cluster, chains, expected, tmp_path):
    spark = cluster(2)
    runs = str(tmp_path)

    def slow_shard(batches):  # leaves a mark of every attempt, and takes long enough to be hit
        import pathlib
        import time
        import uuid

        from pyspark import TaskContext

        mark = pathlib.Path(runs) / f"{TaskContext.get().partitionId()}-{uuid.uuid4().hex}"
        mark.with_suffix(".begun").touch()
        for result in expiry_job.fit_shard(batches):
            time.sleep(0.02)
            yield result
        time.sleep(1)
        mark.with_suffix(".done").touch()

    killed = []

    def kill_one():
        while not (len(list(tmp_path.glob("*.done"))) >= 2 and len(executors(spark)) == 2):
            time.sleep(0.05)
        killed.append(min(executors(spark)))
        os.kill(killed[0], signal.SIGKILL)

    threading.Thread(target=kill_one, daemon=True).start()
    result = run(spark, chains, work=slow_shard)

    assert killed and killed[0] not in executors(spark)
    begun = [f.name.partition("-")[0] for f in tmp_path.glob("*.begun")]
    assert len(set(begun)) == SHARDS and len(begun) > SHARDS  # every shard was run, and some again
    assert same_digits(result, expected)


def test_bad_data_ends_the_job_with_the_name_of_the_column(cluster, chains, tmp_path):
    table = pa.parquet.read_table(next(chains.glob("*.parquet")))
    bid = pa.array([None] + table.column("bid").to_pylist()[1:], type=pa.float64())
    pa.parquet.write_table(table.set_column(5, "bid", bid), tmp_path / "bad.parquet")
    spark = cluster(1)
    with pytest.raises(Exception, match="column 'bid' has a null in row 0"):
        run(spark, tmp_path)


def test_progress_is_shown_on_a_terminal_and_nowhere_else(cluster, chains):
    class terminal(io.StringIO):
        def isatty(self):
            return True

    spark = cluster(1)
    shown, quiet = terminal(), io.StringIO()
    with expiry_job.Progress(spark, shown), expiry_job.Progress(spark, quiet):
        run(spark, chains)
    assert f"of {SHARDS} tasks" in shown.getvalue()
    assert quiet.getvalue() == ""


def test_days_stay_whole_wherever_spark_cuts(chains, expected):
    files = sorted(chains.glob("*.parquet"))
    whole = pa.concat_tables(pa.parquet.read_table(f) for f in files).combine_chunks().to_batches()[0]
    generator = random.Random(5)
    for longest in (100, 400, 30_000):
        parts, first = [], 0
        while first < whole.num_rows:
            n = generator.randint(0, longest)
            parts.append(whole.slice(first, n))
            first += n
        days = list(expiry_job.whole_days(iter(parts)))
        assert sum(d.num_rows for d in days) == whole.num_rows
        result = pa.Table.from_batches([pa.record_batch(smirk.expiry_rows(d)) for d in days])
        assert same_digits(in_order(result), expected)
    assert list(expiry_job.whole_days(iter([whole.slice(0, 0)]))) == []
