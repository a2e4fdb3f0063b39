# SPDX-License-Identifier: BSL-1.0
import os
import pathlib
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet
import pytest

HERE = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))

import smirk  # noqa: E402

UNDERLYINGS, DAYS, SHARDS = 9, 70, 12


@pytest.fixture(scope="session")
def chains(tmp_path_factory):
    """A folder of chains, Parquet and the same as text."""
    folder = tmp_path_factory.mktemp("chains")
    size = ["--underlyings", str(UNDERLYINGS), "--days", str(DAYS), "--expiries", "4", "--strikes", "24"]
    subprocess.run([sys.executable, HERE / "synthesise.py", folder, *size, "--csv"], check=True)
    return folder


def in_order(table: pa.Table) -> pa.Table:
    return table.sort_by([("underlying", "ascending"), ("day", "ascending"), ("years", "ascending")]).combine_chunks()


def same_digits(a: pa.Table, b: pa.Table) -> bool:
    """Bit for bit, and NaN is NaN."""
    if a.num_rows != b.num_rows or a.column_names != b.column_names:
        return False
    for x, y in zip(a.columns, b.columns):
        if pa.types.is_float64(x.type):
            x, y = x.to_numpy().view("i8"), y.to_numpy().view("i8")
            if not (x == y).all():
                return False
        elif x.to_pylist() != y.to_pylist():
            return False
    return True


@pytest.fixture(scope="session")
def expected(chains):
    """The whole job in one process, without Spark."""
    parts = [
        pa.record_batch(smirk.expiry_rows(pa.parquet.read_table(f).combine_chunks().to_batches()[0]))
        for f in sorted(chains.glob("*.parquet"))
    ]
    table = in_order(pa.Table.from_batches(parts))
    assert table.num_rows == UNDERLYINGS * DAYS * 4
    good = sum(s in ("converged", "at_bound") for s in table.column("status").to_pylist())
    assert good > 0.95 * table.num_rows  # the job has something to find
    return table


@pytest.fixture(scope="session")
def rows_program():
    program = os.environ.get("ROWS")
    if not program:
        pytest.skip("ROWS does not name the program that rows.cpp becomes")
    return program
