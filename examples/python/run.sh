#!/bin/sh
# Makes a virtual environment under build/, builds the module into it, runs its tests and the notebook. Safe to run
# again: it builds only what has changed. The first time takes some minutes, most of them for the GARCH fits.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$root/cmake/require_packages.sh"
require_packages g++ cmake ninja-build libeigen3-dev python3 python3-venv python3-dev

. "$here/environment.sh"
python_environment "$root/build/python/venv"
python -m pip install --quiet pytest pandas pyarrow arch statsmodels scipy mypy
cd "$here"
python -m pytest -q -p no:cacheprovider
python -m mypy --cache-dir "$root/build/python/mypy" --no-error-summary --ignore-missing-imports tests/typed.py
python notebook.py
