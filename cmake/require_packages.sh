# Sourced by examples/run.sh and tests/run.sh: `require_packages NAME...` makes sure that Debian or Ubuntu packages are
# installed. It installs what is missing where it may, and otherwise prints the names and the command, and stops.
require_packages() {
    if ! command -v dpkg-query >/dev/null 2>&1; then
        echo "This is neither Debian nor Ubuntu. What those systems call" "$@" "must be installed here; going on."
        return 0
    fi
    missing=
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
    done
    [ -z "$missing" ] && return 0
    echo "Missing packages:$missing"
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif sudo -n true 2>/dev/null; then
        as_root=sudo
    else
        echo "Install them, then run this again:"
        echo "  sudo apt-get install$missing"
        exit 1
    fi
    if ! { $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq $missing; } >/dev/null; then
        echo "Could not install:$missing"
        exit 1
    fi
}
