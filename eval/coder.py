#!/usr/bin/env python3
"""What eval/coder.md tells of the coder beyond the scorer's figures.

    coder.py confusion GOLD SYSTEM            types told against types annotated
    coder.py reliability GOLD SYSTEM OUT.svg  confidence against how often it was right, as a picture
    coder.py modality GOLD SYSTEM             modalities told against modalities annotated; recall of what is no fact
    coder.py errors GOLD SYSTEM SEED COUNT    wrong events, drawn by a seed, for reading
    coder.py robust DETENTE GOLD REGISTER     names changed, letters swapped, capitals, stops left out
    coder.py swap DETENTE ITEMS REGISTER      the names of source and target exchanged, in items without annotation
    coder.py pairs DETENTE GOLD               `relate` on the pairs of parties with an act between them and those without, or on
                                              those of eval/relations.tsv
    coder.py held-out UNLABELLED ANNOTATED    items annotated for this program that nothing is learnt from, as a GOLD

UNLABELLED is the file of items without annotation, ANNOTATED training/data/annotated.jsonl. GOLD is a file of annotated items (one JSON object a line), SYSTEM what `detente annotate` printed of it, DETENTE the program,
REGISTER the folder resources/actors."""

import collections
import csv
import gzip
import hashlib
import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

FACT = ("happened", "ongoing")
QUADS = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2, "REQUEST": 3, "ACCUSE": 3,
    "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}


def rows(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


def matched(gold, system):
    """Pairs of events with overlapping triggers, those of the same type first."""
    pairs, taken = {}, set()
    for same in (True, False):
        for i, g in enumerate(gold):
            for j, s in enumerate(system):
                if i not in pairs and j not in taken and overlap(g["trigger"], s["trigger"]):
                    if g["type"] == s["type"] or not same:
                        pairs[i] = j
                        taken.add(j)
    return pairs


def twins(gold_path, system_path):
    """Each item with its events and ours and which are the same."""
    system = {row["id"]: row for row in rows(system_path)}
    for item in rows(gold_path):
        events = system.get(item["id"], {}).get("events", [])
        yield item, events, matched(item["events"], events)


def table(counts, names):
    lines = ["| annotated \\ told | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    for row in names:
        lines.append(f"| {row} | " + " | ".join(str(counts[row, column] or "") for column in names) + " |")
    return "\n".join(lines)


def crossed(gold_path, system_path, field):
    counts = collections.Counter()
    for item, events, pairs in twins(gold_path, system_path):
        for i, g in enumerate(item["events"]):
            counts[g[field], events[pairs[i]][field] if i in pairs else "-"] += 1
        for j, s in enumerate(events):
            if j not in pairs.values():
                counts["-", s[field]] += 1
    return counts


def confusion(gold, system):
    print(table(crossed(gold, system, "type"), [*QUADS, "-"]))


def modality(gold, system):
    counts = crossed(gold, system, "modality")
    names = ["happened", "ongoing", "planned", "hypothetical", "denied", "demanded"]
    print(table(counts, [*names, "-"]))
    other = [n for n in names if n not in FACT]
    all_of = sum(v for (g, _), v in counts.items() if g in other)
    told = sum(v for (g, s), v in counts.items() if g in other and s in other)
    print(f"\nannotated as no fact: {all_of}, told as no fact: {told}, recall {told / max(1, all_of):.3f}")


def reliability(gold, system, out):
    bins = [[0, 0, 0.0] for _ in range(10)]
    for item, events, pairs in twins(gold, system):
        right = {j for i, j in pairs.items() if item["events"][i]["type"] == events[j]["type"]}
        for j, event in enumerate(events):
            at = bins[min(9, int(event["confidence"] * 10))]
            at[0] += 1
            at[1] += j in right
            at[2] += event["confidence"]
    points = [(total / n, hits / n, n) for n, hits, total in bins if n]
    print("| confidence | events | right |\n|---|---|---|")
    for told, hit, n in points:
        print(f"| {told:.2f} | {n} | {hit:.2f} |")
    n = sum(p[2] for p in points)
    print(f"\nexpected calibration error {sum(abs(t - h) * k for t, h, k in points) / n:.3f} over {n} events")
    x, y = lambda v: 50 + v * 300, lambda v: 330 - v * 300
    marks = "".join(f'<circle cx="{x(t):.1f}" cy="{y(h):.1f}" r="{2 + k ** 0.5 / 2:.1f}"/>' for t, h, k in points)
    ticks = "".join(
        f'<text x="{x(v / 5):.0f}" y="348" text-anchor="middle">{v / 5}</text>'
        f'<text x="42" y="{y(v / 5) + 4:.0f}" text-anchor="end">{v / 5}</text>' for v in range(6)
    )
    Path(out).write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 380 380" font-family="sans-serif" font-size="11">'
        '<rect width="380" height="380" fill="#fff"/>'
        f'<path d="M{x(0)} {y(1)}V{y(0)}H{x(1)}" fill="none" stroke="#444"/><path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="#bbb"/>'
        f'<g fill="#1f6f8b">{marks}</g>{ticks}<text x="200" y="368" text-anchor="middle">confidence told</text>'
        '<text x="14" y="180" text-anchor="middle" transform="rotate(-90 14 180)">act and type right</text></svg>\n',
        encoding="utf-8",
    )


def errors(gold, system, seed, count):
    wrong = []
    for item, events, pairs in twins(gold, system):
        text = item["text"].encode()
        show = lambda span: text[span[0]:span[1]].decode()
        for i, g in enumerate(item["events"]):
            if i not in pairs:
                wrong.append(("missed", show(g["trigger"]), g["type"], "", item["text"]))
            elif g["type"] != events[pairs[i]]["type"]:
                wrong.append(("type", show(g["trigger"]), g["type"], events[pairs[i]]["type"], item["text"]))
            elif g["modality"] != events[pairs[i]]["modality"]:
                wrong.append(("modality", show(g["trigger"]), g["modality"], events[pairs[i]]["modality"], item["text"]))
        for j, s in enumerate(events):
            if j not in pairs.values():
                wrong.append(("invented", show(s["trigger"]), "", s["type"], item["text"]))
    random.Random(int(seed)).shuffle(wrong)
    for row in wrong[: int(count)]:
        print(*row, sep=" | ")


def held_out(unlabelled, annotated):
    marks = {row["id"]: row for row in rows(annotated) if row.get("held_out")}
    with gzip.open(unlabelled, "rt", encoding="utf-8") as lines:
        for item in map(json.loads, lines):
            mark = marks.get(item["id"])
            if mark and mark["sha256"] == hashlib.sha256(item["text"].encode()).hexdigest()[:16]:
                print(json.dumps({**mark, "date": item["date"], "text": item["text"]}, ensure_ascii=False))


def annotate(program, items, field="events"):
    """The events, or other marks, of items, by identifier."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for item in items:
            file.write(json.dumps({k: item[k] for k in ("id", "date", "text")}) + "\n")
        file.flush()
        out = subprocess.run([program, "annotate", file.name, "--quiet"], capture_output=True, check=False)
    return {row["id"]: row[field] for row in map(json.loads, out.stdout.decode().splitlines())}


def state_names(register):
    """Names of states, one each, by code."""
    names = {}
    for path in sorted(Path(register).glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            field = line.split("\t")
            if field[0] == "name" and field[2] == "Name" and re.fullmatch("[A-Z]{3}", field[3]) and " " not in field[1]:
                names.setdefault(field[3], field[1])
    return {name: code for code, name in names.items() if name[0].isupper() and name.isalpha()}


def replaced(text, moves):
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, moves)) + r")\b")
    return pattern.sub(lambda m: moves[m.group()], text)


def slipped(text, rng):
    swap = lambda m: m[0] if rng.random() > 0.08 else m[0][:2] + m[0][3] + m[0][2] + m[0][4:]
    return re.sub(r"\b[a-z]{5,}\b", swap, text)


def f1(gold, found, key):
    hit = told = wanted = 0
    for item in gold:
        events = found.get(item["id"], [])
        pairs = matched(item["events"], events)
        told += len(events)
        wanted += len(item["events"])
        hit += sum(key(item["events"][i], events[j]) for i, j in pairs.items())
    return 2 * hit / max(1, told + wanted)


def robust(program, gold_path, register):
    gold, names, rng = rows(gold_path), state_names(register), random.Random(1)
    word = re.compile(r"\b[A-Z][a-z]+\b")
    told = lambda item: sorted({w for w in word.findall(item["text"]) if w in names})
    kinds = lambda events: [e["type"] for e in events]
    plain = annotate(program, gold)

    choices = sorted(names)
    moved = []
    for item in gold:
        if told(item):
            others = rng.sample(choices, len(told(item)))
            moved.append(dict(item, text=replaced(item["text"], dict(zip(told(item), others)))))
    renamed = annotate(program, moved)
    all_of = sum(len(plain[i["id"]]) for i in moved)
    lost = sum(sum((collections.Counter(kinds(plain[i["id"]])) - collections.Counter(kinds(renamed[i["id"]]))).values()) for i in moved)
    print(f"names changed: {lost} of {all_of} types change ({lost / max(1, all_of):.3f})")

    kind = lambda g, s: g["type"] == s["type"]
    base = f1(gold, plain, kind)
    print(f"type F1 as it stands {base:.3f}")
    for name, change in (
        ("two letters of one word in twelve change places", lambda t: slipped(t, rng)),
        ("ALL CAPS", str.upper),
        ("no full stops", lambda t: re.sub(r"\.(?=\s|$)", "", t)),
    ):
        items = [dict(i, text=change(i["text"])) for i in gold]
        kept = [i for i, c in zip(gold, items) if len(i["text"].encode()) == len(c["text"].encode()) or name == "no full stops"]
        found = annotate(program, [c for c in items if any(k["id"] == c["id"] for k in kept)])
        if name == "no full stops":
            hits = lambda f: sum(sum((collections.Counter(kinds(i["events"])) & collections.Counter(kinds(f.get(i["id"], [])))).values()) for i in kept)
            size = lambda f: sum(len(i["events"]) + len(f.get(i["id"], [])) for i in kept)
            before, after = 2 * hits(plain) / size(plain), 2 * hits(found) / size(found)
            print(f"{name}: types told {before:.3f} -> {after:.3f}")
        else:
            print(f"{name}: {f1(kept, plain, kind):.3f} -> {f1(kept, found, kind):.3f}")


def swap(program, items_path, register):
    """Items that name two states once each and nobody else of any state, as the whole source and the whole target of an act:
    with the names exchanged the sides should be. The first 200."""
    items, names = rows(items_path), state_names(register)
    word = re.compile(r"\b[A-Z][a-z]+\b")
    told = lambda item: [w for w in word.findall(item["text"]) if w in names]
    two = [item for item in items if len(told(item)) == 2 == len(set(told(item)))]
    marks = annotate(program, two, "mentions")
    states = lambda m: [c for c, s in zip(m["countries"], m["sectors"]) if s != "MED" and c not in ("---", "IGO", "NGO", "IMG", "MNC")]
    two = [item for item in two if sum(map(len, map(states, marks[item["id"]]))) == 2]
    sides = lambda e: [[p["country"] for p in e[side]] for side in ("source", "target")]
    plain = annotate(program, two)
    asked = []
    for item in two:
        a, b = told(item)
        wanted = ([[names[a]], [names[b]]], [[names[b]], [names[a]]])
        asked += [(item, a, b, e) for e in plain[item["id"]] if not e["reciprocal"] and sides(e) in wanted][:1]
    asked = asked[:200]
    turned = annotate(program, [dict(i, text=replaced(i["text"], {a: b, b: a})) for i, a, b, _ in asked])
    same = sum(any(x["type"] == e["type"] and sides(x) == sides(e)[::-1] for x in turned[i["id"]]) for i, _, _, e in asked)
    moved = sum(any(sides(x) == sides(e)[::-1] for x in turned[i["id"]]) for i, _, _, e in asked)
    print(f"{len(asked)} items: sides swapped in {moved / len(asked):.3f}, and the type kept in {same / len(asked):.3f}")


def sides_of(event):
    """Who does it to whom: ordered pairs of parties."""
    if event["reciprocal"]:
        return [(a, b) for a in event["source"] for b in event["source"] if a is not b]
    return [(a, b) for a in event["source"] for b in event["target"]]


def asked_of(item):
    """The first pair of each act, with its type, and every pair of the item's parties between which nothing is annotated."""
    text = item["text"].encode()
    words = lambda party: text[party["span"][0]:party["span"][1]].decode()
    links = [[(words(a), words(b)) for a, b in sides_of(event)] for event in item["events"]]
    known = {link for of in links for link in of}
    parties = sorted({words(p) for e in item["events"] for side in ("source", "target") for p in e[side]})
    free = [(a, b) for a in parties for b in parties if a != b and (a, b) not in known]
    typed = [(of[0], event["type"]) for of, event in zip(links, item["events"]) if of]
    return [((item["text"].replace("\t", " "), *link), kind) for link, kind in typed + [(link, None) for link in free]]


def written(path):
    """The pairs of a table of sentence, source, target and type."""
    with open(path, encoding="utf-8") as lines:
        cut = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
    return [(tuple(row[:3]), row[3]) for row in cut[1:]]


def related(program, asked):
    """What `relate` tells of rows of sentence, source and target."""
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t")
        writer.writerow(["sentence", "source", "target"])
        writer.writerows(asked)
        file.flush()
        out = subprocess.run([program, "relate", file.name, "--quiet"], capture_output=True, check=False)
    return [json.loads(line)["type"] for line in out.stdout.decode().splitlines()]


def macro_f1(right):
    scores = []
    for of in sorted({w for w, _ in right}, key=str):
        hit = sum(w == t == of for w, t in right)
        scores.append(2 * hit / max(1, sum(w == of for w, _ in right) + sum(t == of for _, t in right)))
    return sum(scores) / len(scores)


def pairs(program, gold_path):
    """Types between two marked parties, in the benchmark's form: CONCEDE and RETREAT are one root, "nothing" is wrong. Then how
    often nothing is told where nothing is annotated."""
    asked = written(gold_path) if gold_path.endswith(".tsv") else [row for item in rows(gold_path) for row in asked_of(item)]
    told = related(program, [row for row, _ in asked])
    acts = [(wanted, t) for (_, wanted), t in zip(asked, told) if wanted]
    root = lambda kind: "YIELD" if kind in ("CONCEDE", "RETREAT") else kind
    quad = lambda kind: QUADS.get("RETREAT" if root(kind) == "YIELD" else kind)
    for name, of in (("root", root), ("quad", quad), ("binary", lambda kind: quad(kind) and quad(kind) > 2)):
        right = [(of(w), of(t)) for w, t in acts]
        print(f"{name}: accuracy {sum(w == t for w, t in right) / len(acts):.3f}, macro F1 {macro_f1(right):.3f} ({len(acts)} pairs)")
    none = [t for (_, wanted), t in zip(asked, told) if wanted is None]
    print(f"nothing told: {sum(t is None for _, t in acts)} of {len(acts)} acts, {sum(t is None for t in none)} of {len(none)} pairs without")


if __name__ == "__main__":
    steps = {f.__name__.replace("_", "-"): f for f in (confusion, reliability, modality, errors, robust, swap, pairs, held_out)}
    if len(sys.argv) < 3 or sys.argv[1] not in steps:
        sys.exit(__doc__)
    steps[sys.argv[1]](*sys.argv[2:])
