#!/bin/sh
# The whole suite with 1 % of the proof's counts: checks, SQLite, then PostgreSQL where one answers.
# BARZAN_COVERAGE=1 (`make coverage`) measures which lines and branches run on SQLite, which takes half as long again.
# BARZAN_TEST_POSTGRES names a server (default: one on this machine); BARZAN_TEST_WORKERS the processes (default 2).
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
workers=${BARZAN_TEST_WORKERS:-2}
postgres=${BARZAN_TEST_POSTGRES:-postgresql://postgres@127.0.0.1/postgres}
# Nothing of the developer's own installation or wishes reaches the tests.
unset BARZAN_DATABASE_URL BARZAN_HOME BARZAN_KEYS BARZAN_LANG BARZAN_DEBUG BARZAN_HTTPS BARZAN_HOSTS BARZAN_ADDRESS BARZAN_OIDC_URL
BARZAN_HOME=$PWD/build/test-home
export BARZAN_HOME

scripts/check.sh
echo "SQLite: the whole suite"
if [ "${BARZAN_COVERAGE:-}" = 1 ]; then
    mkdir -p build/coverage
    rm -f build/coverage/*
    $bin/coverage run -m pytest -q -n "$workers" --dist loadfile --no-loadscope-reorder "$@"
    $bin/coverage combine --quiet
    $bin/coverage report >build/coverage/report.txt || { tail -n 4 build/coverage/report.txt; exit 1; }
    grep TOTAL build/coverage/report.txt
    exit
fi
$bin/pytest -q -n "$workers" --dist loadfile --no-loadscope-reorder "$@"

if $bin/python -c 'import sys, psycopg; psycopg.connect(sys.argv[1], connect_timeout=3)' "$postgres" 2>/dev/null; then
    echo "PostgreSQL: what touches the database"
    BARZAN_DATABASE_URL=$postgres $bin/pytest -q -n "$workers" --dist loadfile --no-loadscope-reorder --only-database "$@"
else
    echo "SKIPPED: no PostgreSQL answers at BARZAN_TEST_POSTGRES; the tests of the database ran on SQLite only."
fi
