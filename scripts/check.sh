#!/bin/sh
# Style, types of the pure cores, the floors; stops at the first that fails.
set -eu
cd "$(dirname "$0")/.."
.venv/bin/ruff check --quiet --output-format concise .
.venv/bin/ruff format --check --quiet . || {
    echo "این فایل‌ها را با .venv/bin/ruff format مرتب کنید:" >&2
    echo "Bring these files into shape with .venv/bin/ruff format:" >&2
    .venv/bin/ruff format --check . >&2
    exit 1
}
.venv/bin/mypy --no-error-summary
.venv/bin/lint-imports --no-logo >build/logs/floors.log || { cat build/logs/floors.log >&2; exit 1; }
echo "style, types and floors: well"
