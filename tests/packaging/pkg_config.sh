#!/bin/sh
# usage: pkg_config.sh COMPILER PREFIX VERSION. Builds and runs the consumer by what pkg-config says, and asks that the
# version is the one of the headers.
set -eu
export PKG_CONFIG_PATH="$2/share/pkgconfig"
[ "$(pkg-config --modversion smirk)" = "$3" ]
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
source=$(dirname "$0")/source
"$1" -std=c++20 $(pkg-config --cflags smirk) "$source/main.cpp" "$source/other_unit.cpp" -o "$out/consumer" $(pkg-config --libs smirk)
"$out/consumer"
