# SPDX-License-Identifier: BSL-1.0
# job,program,nanoseconds,value  ->  a table with the ratio to the library
function time(ns) {
    return ns < 1000 ? sprintf("%.1f ns", ns) : ns < 1e6 ? sprintf("%.1f us", ns / 1e3) : sprintf("%.2f ms", ns / 1e6)
}
BEGIN {
    FS = ","
    print "| job | program | time | ratio | value |\n|---|---|---|---|---|"
}
$2 == "smirk" { own[$1] = $3; jobs[++n] = $1; line[$1] = sprintf("| %s | this library | %s | | %s |\n", $1, time($3), $4) }
$2 != "smirk" && $1 in own {
    line[$1] = line[$1] sprintf("| | %s | %s | %.3g | %s |\n", $2, time($3), $3 / own[$1], $4)
}
END { for (i = 1; i <= n; ++i) printf "%s", line[jobs[i]] }
