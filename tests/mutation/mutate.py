#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Breaks the headers one operator at a time and reports which mutants the tests miss.

    python3 tests/mutation/mutate.py black/price.hpp garch/gjr.hpp      these headers
    python3 tests/mutation/mutate.py --sample 8 signals                 eight mutants of each header of a room
    python3 tests/mutation/mutate.py --sample 8 --seed 2 --out found.txt surface

A mutant is killed if a test of the header fails, crashes, or runs ten times as long as usual. One that does not compile
is not counted. The tests of a header are tests/ROOM/NAME.cpp and every test that includes it by name, the smallest
first; the first that fails decides. What survives is printed with its line: either a test is missing, or the mutant
computes the same (a bound that no input reaches, a step that only saves time)."""
import argparse
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEADERS = ROOT / "include" / "smirk"
FLAGS = ["-std=c++20", "-O0", "-ffp-contract=off", "-w", "-isystem", "/usr/include/eigen3",
         f'-DSMIRK_SHARED_DATA_DEFAULT="{ROOT.parent / "shared" / "data"}"',
         f'-DSMIRK_TEST_DATA="{ROOT / "tests" / "data"}"', f'-DSMIRK_EXAMPLE_DATA="{ROOT / "examples" / "data"}"']

# operator as it stands in the code (clang-format puts blanks around binary ones) -> what it becomes
SWAPS = {" + ": [" - "], " - ": [" + "], " * ": [" / "], " / ": [" * "], " < ": [" <= ", " > "], " > ": [" >= ", " < "],
         " <= ": [" < "], " >= ": [" > "], " == ": [" != "], " != ": [" == "], " && ": [" || "], " || ": [" && "],
         " += ": [" -= "], " -= ": [" += "], "++": ["--"], "true": ["false"], "false": ["true"],
         "std::min(": ["std::max("], "std::max(": ["std::min("], "0.5": ["0.25"], "2 * ": ["3 * "], "1 - ": ["2 - "]}
OPERATOR = re.compile("|".join(re.escape(s) for s in sorted(SWAPS, key=len, reverse=True)))
NO_CODE = re.compile(r'^\s*(#|//|template|requires|using|static_assert|concept|throw\b)|^\s*std::to_string|operator\W')


def mutants(text):
    """(line number, column, old, new) of every operator in the code, comments and messages left out."""
    found = []
    for number, line in enumerate(text.split("\n")):
        code = line.split("//")[0]
        if NO_CODE.search(code) or "to_string" in code or '"' in code or "requires" in code:
            continue
        for match in OPERATOR.finditer(code):
            found += [(number, match.start(), match.group(), new) for new in SWAPS[match.group()]]
    return found


def tests_of(header):
    """Tests of a header: that of the same path first, then those that include it, the small ones first."""
    own = ROOT / "tests" / pathlib.Path(header).with_suffix(".cpp")
    line = f"#include <smirk/{header}>"
    others = [t for t in (ROOT / "tests").glob("*/*.cpp") if t != own and line in t.read_text()]
    others.sort(key=lambda t: t.stat().st_size)
    return ([own] if own.exists() else []) + others


class bench:
    """A copy of the headers that may be broken, and the programs that test it."""

    def __init__(self, compiler):
        self.compiler = compiler
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="mutants"))
        shutil.copytree(ROOT / "include", self.folder / "include")
        shutil.copytree(ROOT / "tests" / "support", self.folder / "tests" / "support")
        self.includes = ["-I", str(self.folder / "include"), "-I", str(self.folder / "tests"),
                         "-I", str(ROOT / "tests"), "-I", str(ROOT / "examples")]
        self.main = self.folder / "main.o"
        self.run([compiler, *FLAGS, *self.includes, "-c", str(ROOT / "tests/support/catch_main.cpp"), "-o",
                  str(self.main)], check=True)
        header = self.folder / "tests/support/catch.hpp"
        self.run([compiler, *FLAGS, *self.includes, "-x", "c++-header", str(header), "-o", f"{header}.gch"], check=True)

    @staticmethod
    def run(command, timeout=None, check=False):
        return subprocess.run(command, timeout=timeout, check=check, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL).returncode

    def build(self, test):
        """The program of a test, None if it does not compile."""
        program = self.folder / "program"
        source = ["-include", str(self.folder / "tests/support/catch.hpp"), str(test)]
        ok = self.run([self.compiler, *FLAGS, *self.includes, *source, str(self.main), "-o", str(program)]) == 0
        return program if ok else None

    def seconds(self, test):
        """How long a test takes with sound headers; None where it does not pass."""
        program, begin = self.build(test), time.monotonic()
        if program is None or self.run([str(program)]) != 0:
            return None
        return time.monotonic() - begin

    def verdict(self, tests):
        """'killed', 'survived', or 'invalid' for headers that do not compile."""
        for test, usual in tests:
            program = self.build(test)
            if program is None:
                return "invalid"
            try:
                if self.run([str(program)], timeout=10 * usual + 5) != 0:
                    return "killed"
            except subprocess.TimeoutExpired:
                return "killed"
        return "survived"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="+", help="headers or rooms, relative to include/smirk")
    parser.add_argument("--sample", type=int, help="at most so many mutants a header, drawn at random")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tests", type=int, default=2, help="at most so many tests a header (default 2)")
    parser.add_argument("--compiler", default="g++")
    parser.add_argument("--out", help="append the survivors to this file as well")
    arguments = parser.parse_args()

    headers = []
    for what in arguments.what:
        path = HEADERS / what
        if not path.exists():
            sys.exit(f"mutate.py: {what} is not under include/smirk")
        headers += sorted(path.glob("*.hpp")) if path.is_dir() else [path]
    work = bench(arguments.compiler)
    total = {"killed": 0, "survived": 0, "invalid": 0}
    for path in headers:
        header = path.relative_to(HEADERS).as_posix()
        text = path.read_text()
        found = mutants(text)
        if arguments.sample and len(found) > arguments.sample:
            found = sorted(random.Random(f"{arguments.seed} {header}").sample(found, arguments.sample))
        tests = [(t, s) for t in tests_of(header)[:arguments.tests] if (s := work.seconds(t)) is not None]
        if not found or not tests:
            print(f"{header}: {'no operator' if tests else 'NO TEST THAT PASSES'}", flush=True)
            continue
        count = {"killed": 0, "survived": 0, "invalid": 0}
        copy, lines = work.folder / "include/smirk" / header, text.split("\n")
        survivors = []
        for number, column, old, new in found:
            line = lines[number]
            broken = line[:column] + new + line[column + len(old):]
            copy.write_text("\n".join(lines[:number] + [broken] + lines[number + 1:]))
            verdict = work.verdict(tests)
            count[verdict] += 1
            if verdict == "survived":
                survivors.append(f"    {header}:{number + 1}: '{old.strip()}' -> '{new.strip()}':  {line.strip()}")
        copy.write_text(text)
        for key in total:
            total[key] += count[key]
        report = [f"{header}: {count['killed']} of {count['killed'] + count['survived']} killed"] + survivors
        print("\n".join(report), flush=True)
        if arguments.out:
            with open(arguments.out, "a") as out:
                out.write("\n".join(report) + "\n")
    shutil.rmtree(work.folder)
    counted = total["killed"] + total["survived"]
    print(f"{total['killed']} of {counted} killed, {100 * total['killed'] / max(counted, 1):.1f} %"
          f" ({total['invalid']} did not compile)")


if __name__ == "__main__":
    main()
