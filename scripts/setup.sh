#!/bin/sh
# Sets up this checkout: `scripts/setup.sh run` what serving needs, `scripts/setup.sh dev` what the tests need too.
# A step runs again only when its inputs changed (stamps in build/stamps); its output is shown only when it fails.
set -eu
cd "$(dirname "$0")/.."
export UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1 PIP_DISABLE_PIP_VERSION_CHECK=1

NEEDED_KB=2097152   # 2 GB: the virtual environment, node modules and the database of a first start
NODE_AT_LEAST=20
bin=.venv/bin
stamps=build/stamps
logs=build/logs

say() { printf '%s\n%s\n' "$1" "$2" >&2; }
refuse() { say "$1" "$2"; exit 2; }

# done_before STEP KEY: whether STEP last succeeded with the same inputs.
done_before() { [ "$(cat "$stamps/$1" 2>/dev/null)" = "$2" ]; }

# key FILE...: a key of the contents of files and folders, and of where the checkout stands.
key() { { pwd; find "$@" -type f 2>/dev/null | sort | xargs cksum 2>/dev/null; } | cksum; }

# step NAME KEY FA EN REMEDY_FA REMEDY_EN COMMAND...: runs COMMAND quietly unless it succeeded before with KEY.
step() {
    name=$1 stamp=$2 fa=$3 en=$4 remedy_fa=$5 remedy_en=$6
    shift 6
    done_before "$name" "$stamp" && return 0
    say "$fa …" "$en ..."
    if ! "$@" >"$logs/$name.log" 2>&1; then
        tail -n 25 "$logs/$name.log" >&2
        refuse "این گام انجام نشد: $fa. $remedy_fa" "This step failed: $en. $remedy_en (whole log: $logs/$name.log)"
    fi
    printf '%s\n' "$stamp" >"$stamps/$name"
}

check_disk() {
    [ -d node_modules ] && [ -x $bin/barzan ] && return 0
    free=$(df -Pk . | awk 'NR == 2 { print $4 }')
    [ "$free" -ge "$NEEDED_KB" ] || refuse \
        "جای خالی دیسک $((free / 1024)) مگابایت است و ۲ گیگابایت می‌خواهیم؛ جا باز کنید و دوباره اجرا کنید." \
        "The disk has $((free / 1024)) MB free and 2 GB are needed: make room and run again."
}

recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
complete() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

find_python() {
    old_only=yes
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        recent "$candidate" || continue
        complete "$candidate" && { command -v "$candidate"; return; }
        old_only=no
    done
    [ $old_only = no ] && refuse \
        "پایتون بدون ماژول venv نصب است؛ بستهٔ python3-venv را نصب کنید: sudo apt install python3-venv" \
        "Python lacks its venv module: install the package python3-venv (sudo apt install python3-venv)."
    refuse \
        "پایتون ۳٫۱۱ یا تازه‌تر می‌خواهیم: sudo apt install python3 python3-venv؛ یا نشانی آن را با PYTHON=… بدهید." \
        "Python 3.11 or later is needed: sudo apt install python3 python3-venv; or name one with PYTHON=..."
}

virtual_environment() {
    # A virtual environment knows its own place: one that was moved or copied is made again.
    recent $bin/python && [ -x $bin/uv ] && grep -qF "$PWD/.venv" $bin/activate && return
    python=$(find_python)
    step venv "$python" "ساختن محیط پایتون" "Making the virtual environment" \
        "پوشهٔ ‎.venv را پاک کنید و شبکه یا پراکسی را ببینید." "Remove .venv and check the network or proxy." \
        sh -c "'$python' -m venv --clear .venv && $bin/pip install --quiet uv"
}

install_packages() { $bin/uv pip install --compile-bytecode --python $bin/python -c constraints.txt -e ".[$1]"; }

packages() {
    inputs="$(key pyproject.toml constraints.txt)"
    if [ "$1" != dev ] && done_before packages-dev "$inputs"; then return; fi
    step "packages-$1" "$inputs" "نصب بسته‌های پایتون" "Installing Python packages" \
        "شبکه یا پراکسی را ببینید و دوباره اجرا کنید." "Check the network or proxy and run again." \
        install_packages "$1"
}

node_is_recent() {
    command -v npm >/dev/null 2>&1 &&
        [ "$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)" -ge $NODE_AT_LEAST ]
}

need_node() {
    node_is_recent && return
    PATH="$PWD/$bin:$PATH"
    node_is_recent && return
    step node "$(key constraints.txt)" "نصب Node درون ‎.venv" "Installing Node inside .venv" \
        "شبکه را ببینید، یا Node ۲۰ به بالا را نصب کنید." "Check the network, or install Node $NODE_AT_LEAST or later." \
        install_packages node
    hash -r
}

front_end() {
    sources="package.json package-lock.json .npmrc frontend"
    [ -d src/barzan/look/static/look/dist ] || rm -f $stamps/bundle
    [ -d node_modules ] || rm -f $stamps/npm
    if done_before npm "$(key package.json package-lock.json)" && done_before bundle "$(key $sources)"; then return; fi
    need_node
    step npm "$(key package.json package-lock.json)" "نصب بسته‌های رابط کاربری" "Installing front-end packages" \
        "شبکه یا پراکسی را ببینید و دوباره اجرا کنید." "Check the network or proxy and run again." \
        npm ci --no-audit --no-fund
    step bundle "$(key $sources)" "ساختن رابط کاربری" "Building the front end" \
        "گزارش بالا فایل و سطر را می‌گوید." "The report above names file and line." \
        npm run build
}

translations() {
    step translations "$(find src -name '*.po' | sort | xargs cksum | cksum)" \
        "ترجمه‌ها" "Compiling translations" \
        "گزارش بالا فایل و سطر را می‌گوید." "The report above names file and line." \
        $bin/python -m barzan.look.translations
}

mkdir -p $stamps $logs
check_disk
virtual_environment
case ${1:-run} in
    run) packages analysis,build,printing ;;
    dev) packages dev ;;
    *) refuse "scripts/setup.sh run یا dev" "usage: scripts/setup.sh run|dev" ;;
esac
front_end
translations
