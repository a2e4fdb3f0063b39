# Sourced: `python_environment FOLDER` makes a virtual environment there unless there is one, builds the module into it,
# and puts it first on the path.
python_environment() {
    [ -x "$1/bin/python" ] || python3 -m venv "$1"
    PATH=$1/bin:$PATH
    export PATH
    python -m pip install --quiet --upgrade pip
    python -m pip install --quiet scikit-build-core nanobind numpy ninja
    echo 'Building the Python module; the first time takes some minutes.'
    # Without isolation the compiler's products stay where they are and are used again.
    python -m pip install --quiet --no-build-isolation --no-deps "$(dirname "$0")/../python"
}
