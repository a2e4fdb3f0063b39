#!/bin/sh
# Compiler launcher: runs the compiler, then writes what it took (the output of `times`) to OBJECT.cost.
set -eu
"$@"
while [ $# -gt 1 ]; do
    if [ "$1" = -o ]; then times >"$2.cost"; fi
    shift
done
