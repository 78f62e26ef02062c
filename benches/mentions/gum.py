"""Mentions of people, places and organisations, and who is whom, against the GUM corpus.

usage: gum.py FOLDER texts > ITEMS.jsonl            the texts, one item a line: `detente annotate ITEMS.jsonl > SYSTEM.jsonl`
       gum.py FOLDER score SYSTEM.jsonl             P, R and F1 of detection; MUC, B3, CEAF-e and their mean
       gum.py FOLDER score SYSTEM.jsonl --errors    the same behind what was missed and what was false
       gum.py FOLDER spacy PACKAGE                  detection of names by the spaCy pipeline in that package

Gold: entities of type person, place, organization and, where they are named, animate. A mention is named if its head
(the first words without a gap of GUM's minspan) holds a proper noun, pronominal if it is one pronoun, else nominal. The extent of a mention differs by
design (GUM's reach over relative clauses and hold the article), so a mention counts as found if ours covers half of its
head, or is the name that ends it, one to one, the closest extent first. GUM marks no adjectives ("Afghan"): those that match
nothing do not count as false, for spaCy (NORP) as for detente. For coreference the mentions on both sides are those of GUM that are matched and
those that are not: what is missed or false costs, as in the shared task of 2012."""
import collections
import glob
import json
import os
import re
import sys

KINDS = ("person", "place", "organization")


def read(path):
    """Text, byte span of each sentence, tokens (start, end, tag) and mentions of one document."""
    text, tokens, mentions, stack = "", [], [], []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newpar") and text:
            text = text.rstrip() + "\n\n"
        cells = line.split("\t")
        if len(cells) != 10 or "-" in cells[0] or "." in cells[0]:
            continue
        tokens.append((len(text.encode()), len((text + cells[1]).encode()), cells[4]))
        text += cells[1] + ("" if "SpaceAfter=No" in cells[9] else " ")
        entity = re.search(r"(?:^|\|)Entity=([^|]*)", cells[9])
        if entity:
            mark(entity.group(1), len(tokens) - 1, stack, mentions)
    return text, tokens, mentions


def mark(value, at, stack, mentions):
    """Opens and closes what one token opens and closes: `(1-person-...`, `1)`, `(2-place-...)`."""
    for opened, closed, ended in re.findall(r"\((\d+-[^()]*)|(\d+)\)|(\))", value):
        if opened:
            number, kind, _, _, _, head, *_ = opened.split("-")
            stack.append((number, kind, head, at))
            continue
        place = len(stack) - 1
        if closed:
            place = max(n for n, (number, *_) in enumerate(stack) if number == closed)
        number, kind, head, first = stack.pop(place)
        mentions.append((number, kind, head, first, at + 1))


def gold(tokens, mentions):
    found = []
    for number, kind, head, first, end in mentions:
        if kind not in KINDS:
            continue
        heads = [first + int(n) - 1 for n in re.findall(r"\d+", head)]
        heads = [n for n in heads if n < end] or [first]
        heads = [n for place, n in enumerate(heads) if n == heads[0] + place]
        tags = [tokens[n][2] for n in heads]
        form = "named" if any(tag.startswith("NNP") for tag in tags) else "nominal"
        if end - first == 1 and tokens[first][2] in ("PRP", "PRP$"):
            form = "pronominal"
        core = [(tokens[n][0], tokens[n][1]) for n in heads]
        found.append({"entity": number, "kind": kind, "form": form, "span": (tokens[first][0], tokens[end - 1][1]),
                      "core": (min(c[0] for c in core), max(c[1] for c in core))})
    return found


def documents(folder):
    for path in sorted(glob.glob(os.path.join(folder, "*.conllu"))):
        text, tokens, mentions = read(path)
        yield os.path.basename(path)[:-7], text, gold(tokens, mentions)


def shared(a, b):
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def covers_head(span, want):
    return 2 * shared(span, want["core"]) >= want["core"][1] - want["core"][0]


def names_bearer(span, want):
    """"Ann Lee" in "Professor Ann Lee", whose head GUM takes to be the title."""
    inside = shared(span, want["span"]) == span[1] - span[0]
    return want["form"] == "named" and inside and want["span"][1] - span[1] <= len("'s ")


def match(wanted, found):
    """Pairs of indices, the closest extents first; bearers of titles once all heads are covered."""
    gold_used, found_used, result = set(), set(), []
    for rule in (covers_head, names_bearer):
        free = [(g, f) for g, want in enumerate(wanted) for f, span in enumerate(found)
                if g not in gold_used and f not in found_used and rule(span, want)]
        for g, f in sorted(free, key=lambda pair: (-closeness(found[pair[1]], wanted[pair[0]]["span"]), pair)):
            if g not in gold_used and f not in found_used:
                gold_used.add(g)
                found_used.add(f)
                result.append((g, f))
    return result


def closeness(a, b):
    return shared(a, b) / (max(a[1], b[1]) - min(a[0], b[0]))


def f1(p, r):
    return 2 * p * r / (p + r) if p + r else 0.0


def line(label, hit, guessed, wanted):
    p, r = hit / max(guessed, 1), hit / max(wanted, 1)
    print(f"{label:28} P {p:.3f}  R {r:.3f}  F1 {f1(p, r):.3f}   {hit} of {wanted}, {guessed} marked")


def muc(keys, responses):
    owner = {m: n for n, chain in enumerate(responses) for m in chain}
    links = sum(len(chain) - len({owner.get(m, ("none", m)) for m in chain}) for chain in keys)
    return links, sum(len(chain) - 1 for chain in keys)


def b_cubed(keys, responses):
    owner = {m: chain for chain in responses for m in chain}
    total = sum(len(chain & owner.get(m, set())) / len(chain) for chain in keys for m in chain)
    return total, sum(map(len, keys))


def ceaf_e(keys, responses):
    """Entities aligned greedily by their similarity; a greedy alignment never flatters."""
    phi = [(2 * len(k & r) / (len(k) + len(r)), i, j) for i, k in enumerate(keys) for j, r in enumerate(responses) if k & r]
    used_k, used_r, total = set(), set(), 0.0
    for value, i, j in sorted(phi, reverse=True):
        if i not in used_k and j not in used_r:
            used_k.add(i)
            used_r.add(j)
            total += value
    return total


def chains(labels):
    groups = collections.defaultdict(set)
    for mention, label in labels:
        groups[label].add(mention)
    return [chain for chain in groups.values() if len(chain) > 1]


def label_of(mention):
    """Same actors, same chain; whoever is not known goes by name, country and sector."""
    actors, names = mention["actors"], mention["names"]
    if not names:
        return None
    return tuple(sorted(actors)) if len(actors) == len(names) else tuple(sorted(zip(names, mention["countries"])))


ADJECTIVES = ("name/adjective", "name/compound")


def is_ours(mention):
    return mention["usage"] != "modifier" or mention["kind"] == "name"


def score(folder, system_path, *options):
    system = {r["id"]: r for r in (json.loads(l) for l in open(system_path, encoding="utf-8") if l.strip())}
    want, hit, marked, coref = collections.Counter(), collections.Counter(), collections.Counter(), collections.Counter()
    for name, text, wanted in documents(folder):
        found = [m for m in system[name]["mentions"] if is_ours(m)]
        matched = {f for _, f in match(wanted, [m["span"] for m in found])}
        found = [m for f, m in enumerate(found) if f in matched or m["found_by"] not in ADJECTIVES]
        pairs = match(wanted, [m["span"] for m in found])
        want.update((g["form"], g["kind"]) for g in wanted)
        hit.update((wanted[g]["form"], wanted[g]["kind"]) for g, _ in pairs)
        # What is false has no gold form: it counts against the form that it claims.
        claimed = {"name": "named", "pronoun": "pronominal", "description": "nominal"}
        taken = {f: wanted[g]["form"] for g, f in pairs}
        marked.update(taken.get(f, claimed[m["kind"]]) for f, m in enumerate(found))
        ids = {f: ("g", g) for g, f in pairs}
        labels = [(ids.get(f, ("f", f)), label_of(m) or ("alone", f)) for f, m in enumerate(found)]
        keys = chains((("g", n), g["entity"]) for n, g in enumerate(wanted))
        responses = chains(labels)
        for key, value in zip(("muc_r", "muc_rn"), muc(keys, responses)):
            coref[key] += value
        for key, value in zip(("muc_p", "muc_pn"), muc(responses, keys)):
            coref[key] += value
        for key, value in zip(("b3_r", "b3_rn"), b_cubed(keys, responses)):
            coref[key] += value
        for key, value in zip(("b3_p", "b3_pn"), b_cubed(responses, keys)):
            coref[key] += value
        both = ceaf_e(keys, responses)
        for key, value in (("ceaf_p", both), ("ceaf_pn", len(responses)), ("ceaf_r", both), ("ceaf_rn", len(keys))):
            coref[key] += value
        if "--errors" in options:
            raw = text.encode()
            shown = lambda s: " ".join(raw[s[0]:s[1]].decode().split())[:70]
            for n, g in enumerate(wanted):
                if g["form"] != "nominal" and n not in {p[0] for p in pairs}:
                    print("missed", g["form"], g["kind"], "|", shown(g["span"]), "|", name)
            for f, m in enumerate(found):
                if f not in taken:
                    print("false", m["found_by"], "|", shown(m["span"]), "|", name)
    for form in ("named", "pronominal", "nominal"):
        total = sum(want[form, kind] for kind in KINDS)
        line(form, sum(hit[form, kind] for kind in KINDS), marked[form], total)
        for kind in KINDS:
            print(f"  {kind:26} R {hit[form, kind] / max(want[form, kind], 1):.3f}   of {want[form, kind]}")
    two = [sum(hit[f, k] for k in KINDS) for f in ("named", "pronominal")]
    line("named and pronominal", sum(two), marked["named"] + marked["pronominal"],
         sum(want[f, k] for f in ("named", "pronominal") for k in KINDS))
    scores = []
    for measure in ("muc", "b3", "ceaf"):
        p, r = coref[measure + "_p"] / max(coref[measure + "_pn"], 1), coref[measure + "_r"] / max(coref[measure + "_rn"], 1)
        scores.append(f1(p, r))
        print(f"{measure:28} P {p:.3f}  R {r:.3f}  F1 {f1(p, r):.3f}")
    print(f"{'mean of the three':28} {sum(scores) / 3:.3f}")


LABELS = {"PERSON": "person", "GPE": "place", "LOC": "place", "FAC": "place", "ORG": "organization", "NORP": "organization"}


def spacy_names(folder, package):
    import importlib
    model = importlib.import_module(package).load()
    hits, want, marked = collections.Counter(), collections.Counter(), 0
    for _, text, wanted in documents(folder):
        named = [g for g in wanted if g["form"] == "named"]
        at = lambda n: len(text[:n].encode())
        entities = [(at(e.start_char), at(e.end_char), e.label_) for e in model(text).ents if e.label_ in LABELS]
        matched = {f for _, f in match(named, entities)}
        found = [e for f, e in enumerate(entities) if f in matched or e[2] != "NORP"]
        pairs = match(named, found)
        hits.update(named[g]["kind"] for g, _ in pairs)
        want.update(g["kind"] for g in named)
        marked += len(found)
    line("named", sum(hits.values()), marked, sum(want.values()))
    for kind in KINDS:
        print(f"  {kind:26} R {hits[kind] / max(want[kind], 1):.3f}   of {want[kind]}")


def texts(folder):
    for name, text, _ in documents(folder):
        print(json.dumps({"id": name, "text": text}, ensure_ascii=False))


if __name__ == "__main__":
    {"texts": texts, "score": score, "spacy": spacy_names}[sys.argv[2]](sys.argv[1], *sys.argv[3:])
