"""Annotated items as tensors: words, and per word and per act what the heads shall say."""

import gzip
import hashlib
import json
from dataclasses import dataclass, field

import numpy as np

from .labels import ATTRIBUTES, MODALITIES, ROLES, TYPES, mode_label

MAX_PIECES = 160


def read_jsonl(path):
    with (gzip.open if str(path).endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


@dataclass
class Act:
    """One act: its trigger's words, the roles of all words (distributions), its attributes (distributions)."""

    words: list
    roles: np.ndarray
    attributes: dict


@dataclass
class Item:
    """One text: its pieces, the piece that begins each word, the words' byte spans and the wanted answers."""

    name: str
    pieces: list
    first: list
    spans: list
    tags: np.ndarray = None
    acts: list = field(default_factory=list)
    pairs: list = field(default_factory=list)
    homes: list = field(default_factory=list)
    weight: float = 1.0


def words_of(tokenizer, text, name=""):
    """Cuts a text into words and pieces; spans are UTF-8 byte offsets."""
    code = tokenizer.encode(text)
    byte_at = np.concatenate([[0], np.cumsum([len(c.encode()) for c in text])])
    item = Item(name, code.ids[:MAX_PIECES], [], [])
    last = None
    for at, (word, (begin, end)) in enumerate(zip(code.word_ids, code.offsets)):
        if word is None or at >= MAX_PIECES - 1:
            continue
        if word != last:
            item.first.append(at)
            item.spans.append([int(byte_at[begin]), int(byte_at[end])])
        item.spans[-1][1] = int(byte_at[end])
        last = word
    if len(code.ids) > MAX_PIECES:
        item.pieces[-1] = code.ids[-1]
    return item


def inside(item, span):
    return [i for i, (begin, end) in enumerate(item.spans) if begin < span[1] and span[0] < end]


def one_hot(index, size):
    row = np.zeros(size, np.float32)
    row[index] = 1
    return row


def roles_of(item, event):
    role = np.zeros(len(item.spans), int)
    if event["when_text"]:
        role[inside(item, event["when_text"])] = ROLES.index("when")
    if event["said_by"]:
        role[inside(item, event["said_by"])] = ROLES.index("said_by")
    for side in ("source", "target"):
        for party in event[side]:
            at = inside(item, party["span"])
            told = (role[at] == ROLES.index("said_by")).any()
            role[at] = ROLES.index("source+said_by" if told and side == "source" else side)
    return np.eye(len(ROLES), dtype=np.float32)[role]


def attributes_of(event):
    index = {
        "modality": MODALITIES.index(event["modality"]),
        "mode": mode_label(event["type"], event["mode"]),
        "reciprocal": int(event["reciprocal"]),
        "background": int(event["background"]),
    }
    return {name: one_hot(index[name], len(ATTRIBUTES[name])) for name in ATTRIBUTES}


def pairs_of(item, events, rng):
    """Ordered pairs of parties with the type between them; as many pairs without an act."""
    kinds, spans = {}, []
    for event in events:
        sides = [[tuple(inside(item, p["span"])) for p in event[s]] for s in ("source", "target")]
        spans += [s for side in sides for s in side if s]
        if event["reciprocal"]:
            links = [(a, b) for a in sides[0] for b in sides[0] if a != b]
        else:
            links = [(a, b) for a in sides[0] for b in sides[1]]
        for a, b in links:
            if a and b and not set(a) & set(b):
                kinds.setdefault((a, b), TYPES.index(event["type"]))
    spans = sorted(set(spans))
    free = [(a, b) for a in spans for b in spans if not set(a) & set(b) and (a, b) not in kinds]
    rng.shuffle(free)
    return [(list(a), list(b), one_hot(k, len(TYPES))) for (a, b), k in kinds.items()] + [
        (list(a), list(b), one_hot(0, len(TYPES))) for a, b in free[: max(2, len(kinds))]
    ]


def homes_of(item, row, states):
    """For each party its words and those that name its state."""
    named = {}
    for span, countries in states.named(row["text"]):
        for country in countries:
            named.setdefault(country, []).extend(inside(item, span))
    parties = [p for e in row["events"] for side in ("source", "target") for p in e[side]]
    homes = {tuple(inside(item, p["span"])): named.get(p["country"], []) for p in parties}
    return [(list(words), sorted(set(names))) for words, names in homes.items() if words]


def annotated(tokenizer, row, states, rng, weight=1.0):
    """An annotated item as the heads shall answer it."""
    item = words_of(tokenizer, row["text"], row["id"])
    item.weight = weight
    tags = np.zeros(len(item.spans), int)
    for event in row["events"]:
        words = inside(item, event["trigger"])
        if not words:
            continue
        tags[words] = TYPES.index(event["type"])
        item.acts.append(Act(words, roles_of(item, event), attributes_of(event)))
    item.tags = np.eye(len(TYPES), dtype=np.float32)[tags]
    item.pairs = pairs_of(item, row["events"], rng)
    item.homes = homes_of(item, row, states)
    return item


def looked_up(events, own):
    """The items annotated by their identifiers in `own`, with the texts that the unlabelled items of `events` give them."""
    marks = {row["id"]: row for row in read_jsonl(own / "annotated.jsonl")}
    rows = []
    for item in read_jsonl(events / "unlabelled.jsonl.gz"):
        mark = marks.pop(item["id"], None)
        if mark and mark["sha256"] == hashlib.sha256(item["text"].encode()).hexdigest()[:16]:
            rows.append({**mark, "date": item["date"], "text": item["text"]})
    if marks:
        print(f"{len(marks)} annotated items are not among the unlabelled ones")
    return rows


def gathered(events, own, without=()):
    """All that is learnt from: the annotated items of `events`, those of `own` that are not held out, and the sentences
    written for this program."""
    rows = read_jsonl(events / "train.jsonl")
    if "annotated" not in without:
        rows += [row for row in looked_up(events, own) if not row.get("held_out")]
    if "own" not in without:
        rows += read_jsonl(own / "own.jsonl")
    return rows
