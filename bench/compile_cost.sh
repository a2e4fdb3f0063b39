#!/bin/sh
# Compile cost of each public header: user + system seconds at -O0 of one file that includes one header, best of three.
# usage: sh bench/compile_cost.sh [COMPILER]     default: g++
set -eu
compiler=${1:-g++}
cd "$(dirname "$0")/../include"
eigen=$(pkg-config --cflags-only-I eigen3 | sed 's/-I/-isystem /')
source=$(mktemp --suffix=.cpp)
trap 'rm -f "$source"' EXIT

find smirk -name '*.hpp' -not -path '*/detail/*' | sort | while read -r header; do
    echo "#include <$header>" >"$source"
    for _ in 1 2 3; do
        TIMEFORMAT='%U %S' LC_ALL=C bash -c 'time "$@"' - "$compiler" -std=c++20 -O0 -I . $eigen -c "$source" -o /dev/null
    done 2>&1 | awk -v header="$header" \
        '{ s = $1 + $2; if (NR == 1 || s < best) best = s } END { printf "%-50s %5.2f s\n", header, best }'
done
