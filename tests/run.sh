#!/bin/sh
# Builds and runs all tests, after installing what is missing. Safe to run again: it builds only what has changed.
# Further arguments go to CMake, e.g.  sh tests/run.sh -DSMIRK_SANITIZE=address,undefined
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
build=${SMIRK_BUILD_DIR:-$root/build/tests}

. "$root/cmake/require_packages.sh"
require_packages g++ cmake ninja-build pkg-config libeigen3-dev libboost-dev catch2 libcli11-dev

cmake -S "$root" -B "$build" -G Ninja "$@"
cmake --build "$build"
ctest --test-dir "$build" --output-on-failure --parallel "$(nproc)"
