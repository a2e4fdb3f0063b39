#!/bin/sh
# Builds and runs the main job on the sample that ships with the project: prices and options in, a report out.
# Safe to run again: it builds only what has changed.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
build=${SMIRK_BUILD_DIR:-$root/build/examples}
data=$root/examples/data

. "$root/cmake/require_packages.sh"
require_packages g++ cmake ninja-build libeigen3-dev libcli11-dev

cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DSMIRK_BUILD_TESTS=OFF
cmake --build "$build" --target vol_report
"$build/examples/vol_report" --prices "$data/sample_prices.csv" --options "$data/sample_chain.csv" \
    --before "$data/sample_chain_before.csv" --iv-history "$data/sample_iv_history.csv" --out "$root/build/report"
