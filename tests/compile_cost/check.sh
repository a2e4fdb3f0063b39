#!/bin/sh
# Compares the compile time of every header, as the launcher wrote it, with its budget.
# usage: check.sh FOLDER FACTOR      FOLDER holds NAME.cpp.o.cost; a header may cost FACTOR times its budget
set -eu
find "$1" -name '*.cost' | sort | while read -r cost; do
    header=$(basename "$cost" .cpp.o.cost)
    # the second line of `times` is the children's: 0m0.310000s 0m0.040000s
    sed -n 2p "$cost" | tr 'ms' '  ' | awk -v header="$header" '{ print header, $1 * 60 + $2 + $3 * 60 + $4 }'
done | awk -v factor="$2" '
    # budgets in seconds at -O0: rooms and what draws on most of a room, what needs Eigen, <thread> or <chrono>, the rest
    function budget(header) {
        if (header ~ /^smirk_[a-z]*_hpp$/) return 2.2
        if (header ~ /^smirk_(signals_market_|interop_eigen|surface_fit)/) return 1.3
        if (header ~ /^smirk_(signals|replication|surface|garch|black|detail)_/) return 0.6
        return 0.4
    }
    {
        seconds[$1] = $2; total += $2; ++headers
        if ($2 > factor * budget($1)) { printf "%s: %.2f s, budget %.1f s\n", $1, $2, budget($1); ++over }
    }
    END {
        printf "%d headers, %.1f s together, %d over %g times the budget\n", headers, total, over, factor
        exit headers == 0 || over > 0
    }'
