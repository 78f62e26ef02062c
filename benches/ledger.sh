#!/usr/bin/env bash
# What it costs to add reports to a ledger: time, peak memory, size, and what was found.
# usage: benches/ledger.sh REPORTS...      (needs GNU time)
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || { sed -n '2,3p' "$0" >&2; exit 2; }
cargo build --release --quiet
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
/usr/bin/time -f "%e s, %U s of CPU, %M KiB at most" \
    target/release/detente add "$@" --ledger "$folder/bench.db"
echo "ledger: $(stat -c %s "$folder/bench.db") bytes"
target/release/detente query --ledger "$folder/bench.db" \
    "SELECT modality, count(*) AS events, sum(reports) AS reports FROM event GROUP BY modality"
target/release/detente verify --ledger "$folder/bench.db"
