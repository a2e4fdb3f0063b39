#!/bin/sh
# Sets up Spark and the module in a virtual environment under build/, builds the line-oriented program, tests both, and
# runs a year of chains of 20 underlyings on two workers. Safe to run again: it builds only what has changed.
# With --measure it measures the figures of README.md as well, which takes some minutes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$root/cmake/require_packages.sh"
require_packages g++ cmake ninja-build libeigen3-dev python3 python3-venv python3-dev
command -v java >/dev/null 2>&1 || require_packages default-jre-headless

. "$root/examples/python/environment.sh"
python_environment "$root/build/python/venv"
python -m pip install --quiet 'pyspark>=4.0,<4.2' pyarrow pandas pytest
work=$root/build/scale
mkdir -p "$work"
g++ -std=c++20 -O2 -I "$root/include" "$here/rows.cpp" -o "$work/rows"

ROWS=$work/rows python -m pytest -q -p no:cacheprovider "$here/tests"
[ -d "$work/chains" ] || python "$here/synthesise.py" "$work/chains" --csv
python "$here/expiry_job.py" "$work/chains/*.parquet" "$work/expiries" --master 'local-cluster[2,1,1024]'
ls "$work"/chains/*.csv | "$work/rows" >"$work/expiries.csv"
echo "$(wc -l <"$work/expiries.csv") lines in $work/expiries.csv"
if [ "${1:-}" = --measure ]; then python "$here/measure.py" "$work/chains" "$work/rows"; fi
