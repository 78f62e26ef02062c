"""Runs detente and its peers on the same corpora and prints a table each: `bench.py BIN_DIR DETENTE OUT_DIR SIZE...`.

BIN_DIR holds the programs of this package, DETENTE is the program; the corpora, answers and results.jsonl go to OUT_DIR.
TOOLS in the environment, a list of beginnings of names with commas between them, chooses tools;
INCREMENT=0 leaves out the incremental run.
"""

import json
import os
import pathlib
import resource
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
SEED = 1
# Documents that are added to a ledger that is there already.
ADDED = 1_000
# Beyond these sizes a tool, by the beginning of its name, is left out: it would take too long.
LIMITS = {"datasketch": 100_000, "rensa words .5": 100_000, "gaoya words .5": 100_000}
KINDS = ["verbatim", "truncated", "reordered", "merged", "framed", "substituted15", "substituted30"]
REFERENCE = "rensa words .8"
SETTINGS = [("words", "0.8"), ("words", "0.5"), ("shingles", "0.8"), ("shingles", "0.5")]


def tools(binaries, detente):
    """Name, ending of the answer, and command without the corpus."""
    yield "detente", "json", [detente, "--quiet", "stories", "--format", "json"]
    for peer in ("rensa", "datasketch", "gaoya"):
        start = [binaries / "gaoya"] if peer == "gaoya" else [sys.executable, HERE / "peers.py", peer]
        for tokens, threshold in SETTINGS:
            yield f"{peer} {tokens} {threshold[1:]}", "jsonl", [*start, tokens, threshold]
    rho = [sys.executable, HERE / "peers.py", "rensa-rho", "words", "0.8"]
    yield "rensa-rho words .8", "jsonl", rho


def measure(command, stdout):
    """Seconds of CPU and of the clock, and MiB of memory at most, of one process."""
    start = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=stdout)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"failed: {command}")
    cpu = used.ru_utime + used.ru_stime
    return {"cpu_s": cpu, "wall_s": wall, "peak_mib": used.ru_maxrss / 1024}


def corpus(binaries, out, size):
    """The corpus of a size and its truth, made unless they are there."""
    files = out / f"{size}.jsonl", out / f"{size}.truth.jsonl"
    if not all(file.exists() for file in files):
        subprocess.run([binaries / "corpus", str(size), str(SEED), *files], check=True)
    return files


def start_up(command, out):
    """Seconds of CPU on a corpus of one document."""
    one = out / "one.jsonl"
    one.write_text('{"id":"0","date":"2020-01-01","text":"Ministers met in the capital on Monday to sign it."}\n')
    return min(measure([*command, one], subprocess.DEVNULL)["cpu_s"] for _ in range(3))


def run(name, ending, command, binaries, out, size):
    path, truth = corpus(binaries, out, size)
    answer = out / f"{size}.{name.replace(' ', '-')}.{ending}"
    with answer.open("wb") as file:
        result = measure([*command, path], file)
    started = start_up(command, out)
    net = max(result["cpu_s"] - started, 1e-3)
    scored = subprocess.run([binaries / "score", truth, answer], check=True, capture_output=True)
    result |= {"tool": name, "size": size, "start_s": started, "per_cpu_s": size / net}
    return result | json.loads(scored.stdout)


def table(results):
    """Markdown, one row a tool."""
    reference = next((r["per_cpu_s"] for r in results if r["tool"] == REFERENCE), None)
    yield "| tool | " + " | ".join(KINDS) + " | precision | documents a CPU-second | of rensa | CPU s | wall s | peak MiB |"
    yield "|---|" + "---:|" * (len(KINDS) + 6)
    for r in results:
        recall = [f"{r['recall'].get(kind, 1):.3f}" for kind in KINDS]
        ratio = f"{r['per_cpu_s'] / reference:.2f}" if reference else "-"
        cells = [f"{r['precision']:.4f}", f"{r['per_cpu_s']:,.0f}", ratio]
        cells += [f"{r['cpu_s']:.1f}", f"{r['wall_s']:.1f}", f"{r['peak_mib']:,.0f}"]
        yield f"| {r['tool']} | " + " | ".join(recall + cells) + " |"


def wrong(results):
    """What was joined wrongly, one line a tool that did."""
    for r in results:
        if r["wrong"]:
            counts = ", ".join(f"{trap} {count:,}" for trap, count in sorted(r["wrong"].items()))
            yield f"- {r['tool']}: {counts}"


def increment(binaries, detente, out, size):
    """What it costs to add documents to a ledger that holds `size`."""
    path, _ = corpus(binaries, out, size + ADDED)
    first, more, ledger = out / "first.jsonl", out / "more.jsonl", out / "bench.db"
    for file in out.glob("bench.db*"):
        file.unlink()
    with path.open("rb") as lines, first.open("wb") as head, more.open("wb") as tail:
        for number, line in enumerate(lines):
            (head if number < size else tail).write(line)
    add = [detente, "--quiet", "add", "--ledger", ledger]
    filled, added = (measure([*add, file], subprocess.DEVNULL) for file in (first, more))
    return {"size": size, "filled": filled, "added": added, "bytes": ledger.stat().st_size}


def increments(results):
    yield "| ledger of | CPU ms a document | MiB at most | 1,000 more: CPU s | wall s | MiB at most | ledger, KiB a document |"
    yield "|---:|---:|---:|---:|---:|---:|---:|"
    for r in results:
        filled, added = r["filled"], r["added"]
        cells = [f"{r['size']:,}", f"{filled['cpu_s'] / r['size'] * 1000:.2f}", f"{filled['peak_mib']:,.0f}"]
        cells += [f"{added['cpu_s']:.1f}", f"{added['wall_s']:.1f}", f"{added['peak_mib']:,.0f}"]
        cells.append(f"{r['bytes'] / 1024 / (r['size'] + ADDED):.1f}")
        yield "| " + " | ".join(cells) + " |"


def chosen(name):
    wanted = os.environ.get("TOOLS", "")
    return any(name.startswith(part) for part in wanted.split(","))


def compare(binaries, detente, out, size):
    results = []
    for name, ending, command in tools(binaries, detente):
        if not chosen(name):
            continue
        if any(name.startswith(start) and size > limit for start, limit in LIMITS.items()):
            print(f"{name} is left out at {size:,}: it would take too long", file=sys.stderr)
            continue
        results.append(run(name, ending, command, binaries, out, size))
        with (out / "results.jsonl").open("a") as file:
            file.write(json.dumps(results[-1]) + "\n")
        print(f"{size:,} {name}: {results[-1]['cpu_s']:.1f} s of CPU", file=sys.stderr)
    copies = sum(results[0]["copies"].values()) if results else 0
    print(f"\n### {size:,} documents, {copies:,} of them copies\n")
    print("\n".join([*table(results), "", "Wrongly joined pairs, or flags:", "", *wrong(results)]), flush=True)


def main():
    binaries, detente, out = (pathlib.Path(part).resolve() for part in sys.argv[1:4])
    sizes = [int(size) for size in sys.argv[4:]]
    out.mkdir(parents=True, exist_ok=True)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for size in sizes:
        compare(binaries, detente, out, size)
    if os.environ.get("INCREMENT") != "0":
        print("\n### Adding to a ledger\n")
        print("\n".join(increments([increment(binaries, detente, out, size) for size in sizes])))


if __name__ == "__main__":
    main()
