#!/bin/sh
# This library beside what people would use instead: the same jobs, one after the other on one core, and a table of
# ratios. Installs what it can (Debian and PyPI packages), and says what it leaves out.
# usage: sh bench/peers/run.sh [FOLDER]      programs, data and Python environments go to FOLDER (default build/peers)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=${1:-$root/build/peers}
mkdir -p "$work"
say() { echo "$*" >&2; }
one_core() { if command -v taskset >/dev/null; then taskset -c 1 "$@"; else "$@"; fi; }

. "$root/cmake/require_packages.sh"
require_packages g++ pkg-config libeigen3-dev python3-venv
(require_packages libquantlib0-dev) || say "left out: QuantLib (libquantlib0-dev)"
(require_packages r-base-core r-cran-ttr r-cran-fgarch) || say "left out: TTR and fGarch (r-cran-ttr, r-cran-fgarch)"

flags="-std=c++20 -O2 -w -I $here -I $root/include $(pkg-config --cflags-only-I eigen3 | sed 's/-I/-isystem /')"
g++ $flags "$here/smirk.cpp" -o "$work/smirk"
one_core "$work/smirk" "$work" >"$work/smirk.csv"

: >"$work/peers.csv"
if [ -e /usr/include/ql/version.hpp ]; then
    g++ $flags "$here/quantlib.cpp" -lQuantLib -o "$work/quantlib"
    one_core "$work/quantlib" "$work" >>"$work/peers.csv" || say "left out: QuantLib does not run"
fi

# environment NAME SCRIPT PACKAGE...
environment() {
    name=$1 script=$2
    shift 2
    if [ ! -x "$work/$name/bin/python" ]; then
        python3 -m venv "$work/$name" && "$work/$name/bin/pip" install --quiet "$@" ||
            { say "left out: $name (no packages)"; rm -rf "$work/$name"; return 0; }
    fi
    one_core "$work/$name/bin/python" "$here/$script" "$work" >>"$work/peers.csv" || say "left out: $name does not run"
}
environment arch python_peers.py arch pandas
# the last versions of py_vollib that its vectorised form takes
environment vollib vollib_peers.py 'numpy<2' 'numba<0.60' 'pandas<2.3' setuptools py_lets_be_rational==1.0.1 \
    py_vollib==1.0.1 py_vollib_vectorized==0.1.1
if command -v Rscript >/dev/null; then
    one_core Rscript "$here/r_peers.R" "$work" >>"$work/peers.csv" || say "left out: R does not run"
fi

cat "$work/smirk.csv" "$work/peers.csv" | awk -f "$here/table.awk"
