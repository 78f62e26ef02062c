"""The same item told of other states, without its credits, with slips of the pen: what must not change an answer."""

import re
from pathlib import Path

WORD = re.compile(r"\w+")
FORMS = ("Name", "Demonym", "Adjective")


class Names:
    """Finds names in texts, the longest where several begin."""

    def __init__(self, names):
        self.of = {}
        for name in sorted(names, key=lambda name: (-len(name), name)):
            self.of.setdefault(WORD.search(name).group(), []).append(name)

    def find(self, text):
        """(begin, end, name) in characters."""
        last = 0
        for word in WORD.finditer(text):
            for name in self.of.get(word.group(), ()):
                begin, end = word.start(), word.start() + len(name)
                if begin >= last and text.startswith(name, begin) and not text[end : end + 1].isalnum():
                    yield begin, end, name
                    last = end
                    break


class States:
    """Names and demonyms of states, from the folder of the register."""

    def __init__(self, register):
        self.forms, self.places = {}, {}
        files = sorted(Path(register).glob("*.tsv"))
        for line in (line for file in files for line in file.read_text(encoding="utf-8").splitlines()):
            fields = line.split("\t")
            if fields[0] != "name" or not re.fullmatch("[A-Z]{3}", fields[3]) or not fields[1][0].isupper():
                continue
            self.places.setdefault(fields[1], []).append(fields[3])
            if fields[2] in FORMS:
                self.forms.setdefault(fields[3], {}).setdefault(fields[2], []).append(fields[1])
        self.whole = sorted(c for c, of in self.forms.items() if "Name" in of and len(of) > 1)
        known = {name: (c, form) for c in self.whole for form, names in self.forms[c].items() for name in names}
        self.known = known
        self.moving, self.naming = Names(known), Names(self.places)

    def named(self, text):
        """Byte spans of names of states, of their people and places, with the states."""
        for begin, end, name in self.naming.find(text):
            yield [len(text[:at].encode()) for at in (begin, end)], self.places[name]

    def moves(self, text, rng):
        """For each state of the text another one; of two states that now and then the other."""
        told = list(dict.fromkeys(self.known[name][0] for _, _, name in self.moving.find(text)))
        if len(told) == 2 and rng.random() < 0.25:
            return dict(zip(told, reversed(told)))
        return {country: rng.choice(self.whole) for country in told}

    def edits(self, text, moved):
        """Replacements (begin, end, other) that move the item to the states of `moved`."""
        for begin, end, name in self.moving.find(text):
            country, form = self.known[name]
            others = self.forms[moved[country]]
            yield begin, end, others.get(form, others["Name"])[0]


def slips(text, rng):
    """Two letters of a long word change places."""
    for match in re.finditer(r"\b[a-z]{6,}\b", text):
        if rng.random() < 0.06:
            at = rng.randrange(match.start() + 1, match.end() - 1)
            yield at, at + 2, text[at + 1] + text[at]


def credits(text):
    """The outlets in brackets at the end."""
    match = re.search(r"(\s*\([^()]*\))+\s*$", text)
    if match:
        yield match.start(), match.end(), ""


def apply(row, edits, moved):
    """The item with the edits made and its byte spans and states moved along."""
    text, edits = row["text"], sorted(edits)
    byte = lambda t, at: len(t[:at].encode())
    old = text.encode()
    moves, pieces, at = [], [], 0
    for begin, end, other in edits:
        if begin < at:
            continue
        pieces += [text[at:begin], other]
        moves.append((byte(text, begin), byte(text, end), len(other.encode())))
        at = end
    new = "".join(pieces + [text[at:]])

    def move(place, is_end):
        shift = 0
        for begin, end, size in moves:
            if place >= end:
                shift += size - (end - begin)
            elif place > begin:
                return begin + shift + (size if is_end else 0)
        return place + shift

    def span(s):
        return s and [move(s[0], False), move(s[1], True)]

    def event(e):
        e = dict(e, trigger=span(e["trigger"]), when_text=span(e["when_text"]), said_by=span(e["said_by"]))
        for side in ("source", "target"):
            e[side] = [dict(p, span=span(p["span"]), country=moved.get(p["country"], p["country"])) for p in e[side]]
        return e

    return dict(row, text=new, events=[event(e) for e in row["events"]])


def varied(row, states, rng):
    """The item as an epoch sees it: half of the time as it stands."""
    edits, moved = [], {}
    if rng.random() < 0.5:
        edits += credits(row["text"])
    if rng.random() < 0.4:
        moved = states.moves(row["text"], rng)
        edits += states.edits(row["text"], moved)
    if rng.random() < 0.1:
        edits += slips(row["text"], rng)
    if rng.random() < 0.1 and row["text"].rstrip().endswith("."):
        end = len(row["text"].rstrip())
        edits.append((end - 1, len(row["text"]), ""))
    return apply(row, edits, moved) if edits else row
