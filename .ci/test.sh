#!/usr/bin/env bash
# Everything that must hold before a change is taken, cheapest first; stops at the first failure.
set -euo pipefail
cd "$(dirname "$0")/.."
python=.venv/bin/python
# A developer's own database, secrets or language must not decide what the tests see.
unset DATABASE_URL VAR_DIR DJANGO_SETTINGS_MODULE PYTHONPATH
# Compiled once, read by every process of the run.
unset PYTHONDONTWRITEBYTECODE
export LANG=C.UTF-8 LC_ALL=C.UTF-8

step() {
    local title=$1 started=$SECONDS
    shift
    echo "== $title"
    "$@" || { echo "== $title: failed" >&2; exit 1; }
    echo "   $((SECONDS - started)) s"
}

# Inside a step bash does not stop at a failing command by itself: each is tied to the next by &&.
lint() {
    .venv/bin/ruff check --quiet . &&
        .venv/bin/ruff format --check --quiet . &&
        $python -m djlint --lint --quiet templates
}

contracts() { $python -c 'import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c(["--no-cache"]))'; }

deploy_check() (
    folder=$(mktemp -d)
    trap 'rm -r "$folder"' EXIT
    SECRET_KEY=$($python -c 'import secrets; print(secrets.token_urlsafe(60))') ALLOWED_HOSTS=academy.example.org \
        SITE_URL=https://academy.example.org VAR_DIR=$folder DJANGO_SETTINGS_MODULE=lms.settings.production \
        $python manage.py check --deploy --fail-level WARNING
)

# Made while the style of the code is looked at, then copied by every worker of the tests; see tests/prepared.py.
prepare() {
    TEST_PREPARED=$(mktemp -d)
    export TEST_PREPARED
    $python -m tests.prepared "$TEST_PREPARED" >"$TEST_PREPARED/log" 2>&1 &
    preparing=$!
    # The tool may be done by then, and a failing command in here would become what the whole run says.
    trap 'kill "$preparing" 2>/dev/null || true; wait "$preparing" 2>/dev/null || true; rm -r "$TEST_PREPARED"' EXIT
}

sqlite_tests() { $python -m pytest -q -n 2 --dist worksteal -m "not browser"; }
# What never asks a database has been tried by then: tests/conftest.py leaves it out.
postgres_tests() { $python .ci/postgres.py $python -m pytest -q -n 2 --dist worksteal -m "not browser"; }
# Two browsers, each with a site of its own; the tests of one file tell one story.
browser_tests() { $python -m pytest -q -n 2 --dist loadfile -m browser; }

case ${1:-all} in
    lint) step "Style of code and templates" lint ;;
    all)
        prepare
        step "Style of code and templates" lint
        step "Layers: imports point down only" contracts
        step "Types" $python -m mypy
        step "Migrations match the models" $python manage.py makemigrations --check --dry-run
        step "Production settings" deploy_check
        step "Chinese is complete: the site" $python .ci/catalogs.py check
        step "Chinese is complete: the editors' desk" $python .ci/wagtail_messages.py check
        step "Tests on SQLite" sqlite_tests
        step "Tests on PostgreSQL" postgres_tests
        step "Tests in a browser" browser_tests
        echo "== All passed in $SECONDS s"
        ;;
esac
