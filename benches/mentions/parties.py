"""Whether the parties of annotated events are found as mentions of actors.

usage: parties.py GOLD.jsonl SYSTEM.jsonl [--errors] [--spacy PACKAGE]

GOLD: items with "events", each with "source" and "target": [{"span", "text", "country", "sector"}]. A span that several
events share counts once. SYSTEM: what `detente annotate GOLD.jsonl` prints.
  found     a mention shares a byte with the gold span
  country   the best of those mentions has the gold country among those of its actors
  sector    the same of the sector
By kind of party: governments (named, sector GOV), bodies (named, of parties, armed groups, firms, the press and bodies of
several states), others that are named, and those that are described. With --spacy the share found by the names that the
spaCy pipeline in that package marks stands beside it.
Of several mentions the one that covers most of the gold span, and least beside it, is the best: one answer a party."""
import collections
import json
import sys


def load(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def parties(item):
    found = {}
    for event in item["events"]:
        for party in event["source"] + event["target"]:
            found.setdefault(tuple(party["span"]), party)
    return [found[span] for span in sorted(found)]


def closeness(mention, span):
    start, end = mention["span"]
    shared = min(end, span[1]) - max(start, span[0])
    return shared / (max(end, span[1]) - min(start, span[0]))


def best(mentions, span):
    near = [m for m in mentions if closeness(m, span) > 0]
    return max(near, key=lambda m: (closeness(m, span), -m["span"][0]), default=None)


BODIES = ("IGO", "NGO", "REB", "PTY", "BUS", "MED")
NAMES = ("PERSON", "GPE", "LOC", "FAC", "ORG", "NORP")


def kind(party):
    if not any(word[0].isupper() for word in party["text"].split()):
        return "described"
    return "government" if party["sector"] == "GOV" else "body" if party["sector"] in BODIES else "other named"


def spacy_names(package):
    """For a text, the spans in bytes of what the pipeline names."""
    import importlib
    model = importlib.import_module(package).load()

    def names(text):
        at = lambda place: len(text[:place].encode())
        return [{"span": [at(e.start_char), at(e.end_char)]} for e in model(text).ents if e.label_ in NAMES]
    return names


def main(gold_path, system_path, *options):
    system = {record["id"]: record for record in load(system_path)}
    count, errors = collections.Counter(), []
    peer = spacy_names(options[options.index("--spacy") + 1]) if "--spacy" in options else lambda text: []
    for item in load(gold_path):
        mentions, named = system[item["id"]]["mentions"], peer(item["text"])
        for party in parties(item):
            mention = best(mentions, party["span"])
            right = {"found": mention is not None}
            for key, field in (("country", "countries"), ("sector", "sectors")):
                right[key] = mention is not None and party[key] in (mention[field] or ["---"])
            count["parties"] += 1
            count[kind(party), "all"] += 1
            count[kind(party), "found"] += right["found"]
            count[kind(party), "spaCy"] += best(named, party["span"]) is not None
            count.update(key for key in right if right[key])
            errors += [(key, party, mention, item) for key in right if not right[key]][:1]
    if "--errors" in options:
        for key, party, mention, item in errors:
            said = mention and (mention["names"], mention["countries"], mention["sectors"], mention["found_by"])
            print(key, "|", party["text"], "|", party["country"], party["sector"], "|", said, "|", item["text"][:160])
    print(f"{'parties':10}{count['parties']:6}")
    for key in ("found", "country", "sector"):
        print(f"{key:10}{count[key] / max(count['parties'], 1):6.3f}")
    for group in ("government", "body", "other named", "described"):
        whole = max(count[group, "all"], 1)
        beside = f"  spaCy {count[group, 'spaCy'] / whole:.3f}" if "--spacy" in options else ""
        print(f"  {group:12} found {count[group, 'found'] / whole:.3f}{beside}   of {count[group, 'all']}")


if __name__ == "__main__":
    main(*sys.argv[1:])
