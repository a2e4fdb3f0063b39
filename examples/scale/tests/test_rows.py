# SPDX-License-Identifier: BSL-1.0
"""The line-oriented program: same digits, and what it does with files it cannot use."""

import io
import shutil
import subprocess

import numpy as np
import pandas as pd
import pytest

NUMBERS = ["years", "forward", "rate", "atm_vol", "risk_reversal", "a", "b", "rho", "m", "sigma", "rmse"]


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, **options)


def table_of(text: str) -> pd.DataFrame:
    table = pd.read_csv(io.StringIO(text), dtype=str)
    table = table.astype({name: float for name in NUMBERS} | {"options": int, "quotes": int})
    return table.sort_values(["underlying", "day", "years"], ignore_index=True)


def check(text: str, expected) -> None:
    found, wanted = table_of(text), expected.to_pandas()
    for name in NUMBERS:
        np.testing.assert_array_equal(found[name].to_numpy(), wanted[name].to_numpy(), err_msg=name)  # every digit
    assert list(found.day) == [str(d) for d in wanted.day]
    for name in ("underlying", "options", "quotes", "status"):
        assert list(found[name]) == list(wanted[name])


def test_digits_are_those_of_the_arrow_door(rows_program, chains, expected):
    files = sorted(map(str, chains.glob("*.csv")))
    check(run(rows_program, *files, check=True).stdout, expected)
    check(run(rows_program, input="\n".join(files), check=True).stdout, expected)


@pytest.mark.parametrize("tool", [["xargs", "-P", "2", "-n", "1"], ["parallel", "-j", "2"]])
def test_many_at_once(rows_program, chains, expected, tool):
    if not shutil.which(tool[0]):
        pytest.skip(f"{tool[0]} is not installed")
    files = "\n".join(map(str, chains.glob("*.csv"))) + "\n"
    header = run(rows_program, input="", check=True).stdout
    done = run(*tool, rows_program, "--no-header", input=files, check=True)
    check(header + done.stdout, expected)


@pytest.mark.parametrize(
    "content, says",
    [
        ("", "is empty"),
        ("a,b\n", "line 1: expected the header underlying,day"),
        ("U,2024-01-02,0.1,100,1,1.0,x\n", "line 2: ask: expected a number, got 'x'"),
        ("U,2024-01-02,0.1,100,1,1.0\n", "line 2: no ask"),
        ("U,2024-01-02,0.1,100,1,1.0,1.1,7\n", "line 2: more fields than columns"),
        ("U,2024-13-02,0.1,100,1,1.0,1.1\n", "line 2: day: expected year-month-day, got '2024-13-02'"),
        ("U,2024-01-02,0.1,100,0,1.0,1.1\n", "line 2: type: expected 1 for a call"),
    ],
)
def test_a_bad_file_is_named_and_the_others_are_done(rows_program, chains, tmp_path, content, says):
    bad = tmp_path / "bad.csv"
    header = "underlying,day,years,strike,type,bid,ask\n"
    bad.write_text(header + content if content.startswith("U,") else content)
    good = str(sorted(chains.glob("*.csv"))[0])
    done = run(rows_program, str(bad), good, str(tmp_path / "absent.csv"))
    assert done.returncode == 1
    assert f"{bad}: {says}" in done.stderr and "absent.csv: cannot be opened" in done.stderr
    assert done.stdout == run(rows_program, good).stdout


def test_days_come_back_as_they_went_in(rows_program, tmp_path):
    days = ["1969-12-31", "1970-01-01", "2000-02-29", "2024-02-29", "2024-12-31", "2100-03-01"]
    file = tmp_path / "days.csv"
    lines = [f"U,{d},0.5,100,{t},5,6" for d in days for t in (1, -1)]
    file.write_text("underlying,day,years,strike,type,bid,ask\n" + "\n".join(lines) + "\n")
    found = pd.read_csv(io.StringIO(run(rows_program, str(file), check=True).stdout))
    assert list(found.day) == days and set(found.status) == {"no_forward"} and set(found.options) == {2}


def test_help_and_mistakes(rows_program):
    assert run(rows_program, "--help").returncode == 0
    wrong = run(rows_program, "--heder")
    assert wrong.returncode == 2 and "unknown option --heder" in wrong.stderr and wrong.stdout == ""
