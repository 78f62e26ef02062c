"""Figures of the register of actors, and spot checks of it against its sources.

    python3 eval/actors.py figures
    python3 eval/actors.py spot DETENTE DATA_DIR

DETENTE is the program, DATA_DIR the folder with the sources from which `cargo xtask actors` makes the register.
"""

import csv
import json
import random
import subprocess
import sys
import unicodedata
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

SEED = 1945
REGISTER = Path(__file__).resolve().parent.parent / "resources" / "actors"


def rows():
    for file in sorted(REGISTER.glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                yield line.split("\t")


def figures():
    records = defaultdict(list)
    for row in rows():
        records[row[0]].append(row)
    print({kind: len(found) for kind, found in sorted(records.items())})
    people = {row[1] for row in records["person"]}
    print("| decade | member states | people in office | of them heads or leaders | roles | organisations in office |")
    print("|---|---|---|---|---|---|")
    heads = ("president", "prime minister", "king", "queen", "leader", "supreme leader", "general secretary",
             "chancellor", "emir", "emperor", "sultan", "head of state", "prince")
    for first in [1945, *range(1950, 2021, 10)]:
        last = 1949 if first == 1945 else first + 9
        begin, end = f"{first}-01-01", f"{last}-12-31"
        meets = lambda a, b: a <= end and (not b or b >= begin)
        states = [s for s in records["state"]
                  if any(meets(*stay.partition("/")[::2]) for stay in s[5].split(";") if stay)]
        roles = [r for r in records["role"] if meets(r[4], r[5])]
        holders = {r[1] for r in roles if r[1] in people}
        leading = {r[1] for r in roles if r[1] in people and r[2] in heads}
        bodies = {r[1] for r in roles} - people
        print(f"| {first}-{last} | {len(states)} | {len(holders)} | {len(leading)} | {len(roles)} | {len(bodies)} |")


def words(name):
    plain = unicodedata.normalize("NFKD", name.lower().replace("ø", "o"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return {w for w in "".join(c if c.isalnum() else " " for c in plain).split() if len(w) > 2}


def drawn(data):
    """Rows of sources as (source, state code or number, name, first day, a day in office)."""
    spells = []
    with open(data / "reign_leaderlist_3_21.csv", encoding="utf-8", errors="replace") as file:
        for row in csv.reader(file):
            try:
                begin = date(int(row[6]), int(row[5]), int(row[4]))
                end = date(int(row[8]), int(row[7]), 1) if row[8] else date(2021, 3, 1)
            except ValueError:
                continue
            if begin.year >= 1945 and end > begin:
                spells.append(("reign", row[1], row[3], begin, begin + (end - begin) / 2))
    draw = random.Random(SEED)
    chosen = draw.sample(sorted(spells), 25)
    north = []
    with open(data / "north_korea_holders.csv", encoding="utf-8") as file:
        for row in csv.reader(file):
            if len(row[3]) == 10 and row[0] in ("Premier", "Supreme Leader", "Minister of Foreign Affairs"):
                begin = date.fromisoformat(row[3])
                north.append(("north_korea", "PRK", row[1], begin, begin + timedelta(days=30)))
    chosen += draw.sample(sorted(north), min(5, len(north)))
    now = []
    for country in json.loads((data / "2026-08-22.json").read_text())["countries"].values():
        for position in country.get("positions", {}).values():
            holder = position.get("current_holder") or {}
            if holder.get("since"):
                begin = date.fromisoformat(holder["since"])
                code = country["country"].get("iso_code3") or country["country"]["name_en"]
                now.append(("snapshot", code, holder["name_en"], begin, begin + timedelta(days=30)))
    chosen += draw.sample(sorted(now), 10)
    return chosen


def spot(detente, data):
    wrong = 0
    for source, state, name, begin, day in drawn(Path(data)):
        answer = subprocess.run([detente, "actors", "show", state, "--on", str(day), "--format", "json", "--quiet"],
                                capture_output=True, text=True, check=False)
        found = [held for actor in json.loads(answer.stdout)["actors"] for held in actor["holders"]]
        same = [held for held in found if words(name) <= words(held["actor_name"] + " " + held["actor"])]
        apart = min((abs((date.fromisoformat(held["from"]) - begin).days) for held in same), default=None)
        good = apart is not None and apart <= 31
        wrong += not good
        told = "; ".join(f"{held['office']} {held['actor_name']} from {held['from']}" for held in (same or found)[:4])
        print(f"| {'yes' if good else '**no**'} | {source} | {state} | {name} | {begin} | {told or 'no one'} |")
    print(f"{wrong} of 40 differ")


if __name__ == "__main__":
    if sys.argv[1:] == ["figures"]:
        figures()
    elif len(sys.argv) == 4 and sys.argv[1] == "spot":
        spot(sys.argv[2], sys.argv[3])
    else:
        sys.exit(__doc__)
