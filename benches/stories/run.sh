#!/usr/bin/env bash
# How well and how fast copies are found again, beside rensa, datasketch and gaoya: markdown tables.
# usage: benches/stories/run.sh SIZE...      such as 1000 10000 100000 1000000 (needs cargo, python3 with venv, the network once)
# TOOLS=detente,rensa chooses tools, INCREMENT=0 leaves out the ledger, DETENTE=PROGRAM measures a program that is built already.
set -euo pipefail
cd "$(dirname "$0")"
[ $# -gt 0 ] || { sed -n '2,4p' "$0" >&2; exit 2; }
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/../../target}
out=${OUT:-$CARGO_TARGET_DIR/stories-bench}
mkdir -p "$out"
cargo build --release --quiet --locked --bins
[ -n "${DETENTE:-}" ] || cargo build --release --quiet --locked --manifest-path ../../Cargo.toml -p detente
if [ ! -x "$out/venv/bin/python" ]; then
    python3 -m venv "$out/venv"
    "$out/venv/bin/pip" install --quiet --requirement requirements.txt
fi
exec "$out/venv/bin/python" bench.py "$CARGO_TARGET_DIR/release" \
    "${DETENTE:-$CARGO_TARGET_DIR/release/detente}" "$out" "$@"
