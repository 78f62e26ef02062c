"""Runs detente's tagger of temporal expressions and its peers on the same files: `bench.py TAGGER DETENTE SHARED OUT_DIR`.

TAGGER is the program of this package, DETENTE that of the workspace, SHARED the folder with data/ and eval/; the corpora, answers
and results.json go to OUT_DIR. TOOLS in the environment, a list of beginnings of names with commas between them, chooses tools.
"""

import json
import os
import pathlib
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
# How often the pure tagger reads the texts in memory.
ROUNDS = 20
# Tools too slow for the whole text for speed.
SLICED = ["HeidelTime"]


def tools(tagger, detente):
    """Name, and command for a kind of text, for quality and for speed."""
    def peer(name):
        return lambda kind: [sys.executable, HERE / "peers.py", name, kind]

    yield "detente", lambda _: [tagger], lambda _: [tagger]
    yield "detente annotate", *[lambda _: [detente, "--quiet", "annotate"]] * 2
    yield "HeidelTime", peer("heideltime"), peer("heideltime")
    yield "dateparser", peer("dateparser"), peer("dateparser-plain")


def one_core():
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def measure(command, answer):
    """Seconds of CPU and of the clock, children included, and MiB of memory of the largest process, on one core."""
    start = time.perf_counter()
    with open(answer, "wb") as out:
        process = subprocess.Popen([str(part) for part in command], stdout=out, preexec_fn=one_core)
        _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"failed: {command}")
    return {
        "cpu_s": used.ru_utime + used.ru_stime,
        "wall_s": time.perf_counter() - start,
        "peak_mib": used.ru_maxrss / 1024,
    }


def scorer(shared, *arguments):
    command = [sys.executable, shared / "eval/tml.py", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def quality(name, command, corpus, shared, out):
    """Figures of the scorer for one corpus."""
    label, kind, folder = corpus
    items, answer = out / f"{label}.jsonl", out / f"{label}.{name.replace(' ', '-')}.jsonl"
    items.write_text(scorer(shared, "items", folder), encoding="utf-8")
    measure([*command(kind), items], answer)
    return json.loads(scorer(shared, "score", folder, answer).splitlines()[-1])


def megabytes(path):
    with path.open(encoding="utf-8") as lines:
        return sum(len(json.loads(line)["text"].encode()) for line in lines) / 1e6


def speed(name, command, out):
    """What a plain text costs beyond what one line costs."""
    text = out / ("slice.jsonl" if name in SLICED else "speed.jsonl")
    answer = out / f"speed.{name.replace(' ', '-')}.jsonl"
    starts = [measure([*command("news"), out / "one.jsonl"], os.devnull) for _ in range(3)]
    start = min(starts, key=lambda run: run["cpu_s"])
    whole = measure([*command("news"), text], answer)
    net = max(whole["cpu_s"] - start["cpu_s"], 1e-3)
    return {"text_mb": megabytes(text), "mb_per_cpu_s": megabytes(text) / net, "start": start, "whole": whole}


def in_memory(tagger, out):
    """MB a CPU-second of the pure tagger, reading and printing left out."""
    text = out / "speed.jsonl"
    few, many = (measure([tagger, text, str(n)], os.devnull)["cpu_s"] for n in (1, 1 + ROUNDS))
    return megabytes(text) * ROUNDS / (many - few)


def corpora(shared, out):
    """Name, kind and folder of those that are there."""
    made = [("WikiWars-test", "narrative", shared / "data/time/wikiwars-test"), ("MEANTIME", "news", out / "meantime")]
    for corpus in made:
        if corpus[2].exists():
            yield corpus
        else:
            print(f"{corpus[0]} is absent and left out", file=sys.stderr)


def quality_table(results):
    yield "| tool | extents strict | extents relaxed | type | value | strict value | expressions found |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for name, figures in results.items():
        cells = [figures[key] for key in ("strict", "relaxed", "relaxed_type", "relaxed_value", "strict_value")]
        yield f"| {name} | " + " | ".join(f"{cell:.3f}" for cell in cells) + f" | {figures['system']:,} |"


def speed_table(results):
    yield "| tool | MB a CPU-second | text MB | CPU s | peak MiB | start-up CPU s | start-up wall s | peak MiB of one line |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for name, r in results.items():
        cells = [f"{r['mb_per_cpu_s']:.3g}", f"{r['text_mb']:.1f}", f"{r['whole']['cpu_s']:.2f}", f"{r['whole']['peak_mib']:,.0f}"]
        cells += [f"{r['start']['cpu_s']:.3f}", f"{r['start']['wall_s']:.3f}", f"{r['start']['peak_mib']:,.0f}"]
        yield f"| {name} | " + " | ".join(cells) + " |"


def show(title, lines):
    print(f"\n### {title}\n")
    print("\n".join(lines), flush=True)


def chosen(name):
    return any(name.startswith(part) for part in os.environ.get("TOOLS", "").split(","))


def main():
    tagger, detente, shared, out = (pathlib.Path(part).resolve() for part in sys.argv[1:5])
    subprocess.run([sys.executable, HERE / "corpora.py", shared, out], check=True)
    picked = [tool for tool in tools(tagger, detente) if chosen(tool[0])]
    results = {}
    for corpus in corpora(shared, out):
        found = {name: quality(name, command, corpus, shared, out) for name, command, _ in picked}
        results[corpus[0]] = found
        expressions = next(iter(found.values()), {"docs": 0, "gold": 0})
        show(f"{corpus[0]}: {expressions['docs']} documents, {expressions['gold']:,} expressions", quality_table(found))
    if (out / "speed.jsonl").exists():
        results["speed"] = {name: speed(name, command, out) for name, _, command in picked}
        show("Speed, on one core", speed_table(results["speed"]))
        results["in memory"] = in_memory(tagger, out)
        print(f"\nThe tagger alone, in memory: {results['in memory']:.1f} MB a CPU-second")
    (out / "results.json").write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
