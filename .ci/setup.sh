#!/usr/bin/env bash
# Prepares this folder for `make run` or `make test`: virtual environment, hashed requirements, system packages.
# Safe to run twice; the second run only compares a stamp. Needs no home folder and no terminal.
set -euo pipefail
cd "$(dirname "$0")/.."

kind=${1:?say run or test}
stamp=.venv/.installed
run_packages=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
test_packages=(chromium fonts-noto-cjk poppler-utils gettext)

stop() { echo "$*" >&2; exit 1; }
any_command() { for name in "$@"; do if command -v "$name" >/dev/null; then return 0; fi; done; return 1; }

find_python() {
    for candidate in python3.11 python3 python; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    stop "Python 3.11 is needed and was not found; on Debian 12: apt-get install python3 python3-venv"
}

make_environment() {
    # A virtual environment holds its own address, so one that was moved or copied is made anew.
    if [ -x .venv/bin/python ] && [ "$(sed -n 1p $stamp 2>/dev/null)" = "$PWD" ]; then return; fi
    local python
    python=$(find_python)
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        stop "Python 3.11 is here but cannot make virtual environments; on Debian 12: apt-get install python3-venv"
    echo "Making the virtual environment in .venv"
    "$python" -m venv --clear .venv
    echo "$PWD" >$stamp
}

install_requirements() {
    local file=requirements/base.txt wanted installed
    if [ "$kind" = test ]; then file=requirements/dev.txt; fi
    wanted="$file $(cksum <"$file")"
    installed=$(sed 1d $stamp)
    if grep -qxF "$wanted" <<<"$installed"; then return; fi
    echo "Installing $(grep -c '==' "$file") Python packages from $file (about a minute)"
    # The file names every package there is to install. Left to look for dependencies itself, pip asks for the newest
    # release of `coverage[toml]` and stumbles over the pinned one on the day a newer appears.
    .venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check --no-deps --require-hashes -r "$file"
    # Everything in base.txt is in dev.txt too, so after the larger one both are in place.
    { echo "$PWD"; echo "$wanted"; if [ "$kind" = test ]; then echo "requirements/base.txt $(cksum <requirements/base.txt)"; fi; } >$stamp
}

have() {
    case $1 in
        chromium) any_command chromium chromium-browser google-chrome ;;
        poppler-utils) any_command pdftoppm ;;
        gettext) any_command xgettext ;;
        *) [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ] ;;
    esac
}

install_system_packages() {
    local wanted=("${run_packages[@]}") missing=()
    if [ "$kind" = test ]; then wanted+=("${test_packages[@]}"); fi
    for package in "${wanted[@]}"; do if ! have "$package"; then missing+=("$package"); fi; done
    if [ ${#missing[@]} -eq 0 ]; then return; fi
    if [ "$(id -u)" = 0 ] && any_command apt-get; then
        echo "Installing system packages: ${missing[*]}"
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq </dev/null
        apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >/dev/null
        return
    fi
    local sentence="Please install these system packages: sudo apt-get install -y ${missing[*]}"
    if [ "$kind" = test ]; then stop "$sentence"; fi
    echo "$sentence (the site runs without them, but cannot make certificates)" >&2
}

make_environment
install_requirements
install_system_packages
.venv/bin/python .ci/catalogs.py compile
