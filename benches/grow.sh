#!/usr/bin/env bash
# What it costs to add a few more reports to a ledger: time and peak memory.
# usage: benches/grow.sh REPORTS.jsonl HELD COUNT...      such as 10000 1 100 1000 (needs GNU time)
# The ledger holds the first HELD reports; to a copy of it each time the COUNT reports behind them are added.
# DETENTE=PROGRAM measures a program that is built already.
set -euo pipefail
[ $# -gt 2 ] || { sed -n '2,5p' "$0" >&2; exit 2; }
reports=$(realpath "$1") held=$2
shift 2
cd "$(dirname "$0")/.."
[ -n "${DETENTE:-}" ] || cargo build --release --quiet --locked
program=$(realpath "${DETENTE:-${CARGO_TARGET_DIR:-target}/release/detente}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
add() { /usr/bin/time -f "$1: %e s, %U s of CPU, %M KiB at most" "$program" --quiet add "$2" --ledger "$3"; }
head -n "$held" "$reports" > held.jsonl
add "$held reports into a fresh ledger" held.jsonl held.db
for count in "$@"; do
    sed -n "$((held + 1)),$((held + count))p;$((held + count))q" "$reports" > more.jsonl
    cp held.db more.db
    add "$count more" more.jsonl more.db
done
