#!/bin/sh
# Lines and branches of the headers that the tests reach, by room and by file: sh tests/coverage.sh [BUILD_FOLDER]
# g++, without optimisation. Safe to run again: it builds what has changed and counts from zero.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
build=${1:-$root/build/coverage}

. "$root/cmake/require_packages.sh"
require_packages g++ cmake ninja-build libeigen3-dev libboost-dev catch2 gcovr python3

# Only functions of the library count, or numbers of fifty digits would take most of the time. Threads count as one.
cmake -S "$root" -B "$build" -G Ninja -DCMAKE_CXX_COMPILER=g++ -DCMAKE_BUILD_TYPE=Debug -DSMIRK_BUILD_EXAMPLES=OFF \
    -DCMAKE_CXX_FLAGS_DEBUG="-O0 --coverage -fprofile-update=atomic -fprofile-filter-files=include/smirk/"
build=$(cd "$build" && pwd)
# The tests of the example programs are not about the headers.
targets=$(cmake --build "$build" --target help | sed -n 's/^\(test_[a-z]*\|fuzz_replay\): phony$/\1/p' | grep -v examples)
cmake --build "$build" --target $targets
find "$build" -name '*.gcda' -exec rm {} +
ctest --test-dir "$build" --output-on-failure --parallel "$(nproc)" \
    --exclude-regex '^(examples|compile_cost|compile_fail.*|docs[.].*|packaging.*)$'

# gcov writes where it stands. An exception that may leave a call is no branch of the code.
cd "$build"
gcovr --root "$root" --filter "$root/include/" --exclude-throw-branches --exclude-unreachable-branches \
    --json coverage.json .
python3 "$root/tests/coverage.py" coverage.json
