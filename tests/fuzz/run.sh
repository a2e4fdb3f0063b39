#!/bin/sh
# Runs every libFuzzer target for so many seconds, one after the other, beginning with its seeds and with what earlier
# runs have gathered:
#
#     sh tests/fuzz/run.sh [SECONDS [TARGET...]]      60 seconds each if not told otherwise
#
# What is found lies in build/fuzz/found/TARGET; exit status 1 if anything was. Needs clang++.
set -eu
seconds=${1:-60}
[ $# -gt 0 ] && shift
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=${SMIRK_BUILD_DIR:-$root/build/fuzz}
compiler=${CXX:-clang++}

targets=${*:-$(cd "$here" && ls -- *.cpp | sed -e 's/\.cpp$//' -e '/^replay$/d')}
cmake -S "$root" -B "$build" -G Ninja -DSMIRK_FUZZ=ON -DSMIRK_BUILD_EXAMPLES=OFF -DCMAKE_CXX_COMPILER="$compiler" > /dev/null
status=0
for target in $targets; do
    cmake --build "$build" --target "fuzz_$target"
    mkdir -p "$build/corpus/$target" "$build/found/$target"
    echo "== $target, $seconds s"
    log=$build/found/$target.log
    if UBSAN_OPTIONS=print_stacktrace=1 "$build/tests/fuzz/fuzz_$target" -max_total_time="$seconds" -timeout=20 \
        -max_len=2000 -print_final_stats=1 -artifact_prefix="$build/found/$target/" \
        "$build/corpus/$target" "$here/seeds/$target" > "$log" 2>&1; then
        grep 'number_of_executed_units' "$log"
    else
        status=1
        tail -n 40 "$log"
    fi
done
exit $status
