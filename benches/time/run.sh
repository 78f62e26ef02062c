#!/usr/bin/env bash
# How well and how fast temporal expressions are found, beside HeidelTime and dateparser: markdown tables.
# usage: benches/time/run.sh [SHARED]      (needs cargo, python3 with venv, java and perl for HeidelTime, the network once)
# SHARED is the folder with the corpora and the scorer (../shared). TOOLS=detente,dateparser chooses tools,
# DETENTE=PROGRAM measures a program that is built already.
set -euo pipefail
shared=$(cd "${1:-$(dirname "$0")/../../../shared}" 2>/dev/null && pwd) || { echo "the corpora are absent" >&2; exit 0; }
cd "$(dirname "$0")"
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/../../target}
out=${OUT:-$CARGO_TARGET_DIR/time-bench}
mkdir -p "$out"
cargo build --release --quiet --locked
[ -n "${DETENTE:-}" ] || cargo build --release --quiet --locked --manifest-path ../../Cargo.toml -p detente
if [ ! -x "$out/venv/bin/python" ]; then
    python3 -m venv "$out/venv"
    "$out/venv/bin/pip" install --quiet --requirement requirements.txt
fi
binaries=$CARGO_TARGET_DIR/release
exec "$out/venv/bin/python" bench.py "$binaries/detente-bench-time" "${DETENTE:-$binaries/detente}" "$shared" "$out"
