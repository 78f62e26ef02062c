"""Whether the parties of annotated events are found as mentions of actors.

usage: parties.py GOLD.jsonl SYSTEM.jsonl [--errors]

GOLD: items with "events", each with "source" and "target": [{"span", "text", "country", "sector"}]. A span that several
events share counts once. SYSTEM: what `detente annotate GOLD.jsonl` prints.
  found     a mention shares a byte with the gold span
  country   the best of those mentions has the gold country among those of its actors
  sector    the same of the sector
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


def main(gold_path, system_path, *options):
    system = {record["id"]: record for record in load(system_path)}
    count, errors = collections.Counter(), []
    for item in load(gold_path):
        mentions = system[item["id"]]["mentions"]
        for party in parties(item):
            mention = best(mentions, party["span"])
            right = {"found": mention is not None}
            for key, field in (("country", "countries"), ("sector", "sectors")):
                right[key] = mention is not None and party[key] in (mention[field] or ["---"])
            count["parties"] += 1
            count.update(key for key in right if right[key])
            errors += [(key, party, mention, item) for key in right if not right[key]][:1]
    if "--errors" in options:
        for key, party, mention, item in errors:
            said = mention and (mention["names"], mention["countries"], mention["sectors"], mention["found_by"])
            print(key, "|", party["text"], "|", party["country"], party["sector"], "|", said, "|", item["text"][:160])
    print(f"{'parties':10}{count['parties']:6}")
    for key in ("found", "country", "sector"):
        print(f"{key:10}{count[key] / max(count['parties'], 1):6.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
