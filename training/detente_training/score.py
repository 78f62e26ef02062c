"""Figures on annotated items: triggers, types, modality, parties by span; facts and silence."""


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


def pairs_of(gold, system):
    pairs, used, done = [], set(), set()
    for same in (True, False):
        for i, g in enumerate(gold):
            for j, s in enumerate(system):
                if i not in done and j not in used and overlap(g["trigger"], s["trigger"]):
                    if g["type"] == s["type"] or not same:
                        pairs.append((g, s)); used.add(j); done.add(i)
    return pairs


def same_side(gold, system):
    """Every gold span is met by one of ours and every one of ours meets a gold span."""
    met = all(any(overlap(g, s) for s in system) for g in gold)
    return met and all(any(overlap(g, s) for g in gold) for s in system)


def figures(rows, found):
    n = dict.fromkeys("gold system trigger type modality mode who full asserted hit empty quiet notfact notfact_hit".split(), 0)
    for row in rows:
        events = found[row["id"]]
        n["gold"] += len(row["events"]); n["system"] += len(events)
        if not row["events"]:
            n["empty"] += 1; n["quiet"] += not events
        pairs = pairs_of(row["events"], events)
        for g, s in pairs:
            sides = [[p["span"] for p in g[k]] for k in ("source", "target")]
            if g["reciprocal"] or s["reciprocal"]:
                who = same_side(sides[0] + sides[1], s["source"] + s["target"])
            else:
                who = same_side(sides[0], s["source"]) and same_side(sides[1], s["target"])
            ok = dict(trigger=True, type=g["type"] == s["type"], modality=g["modality"] == s["modality"], who=who,
                      mode=g["mode"] == s["mode"])
            for k, v in ok.items():
                n[k] += v
            n["full"] += ok["type"] and ok["modality"] and who
        fact = ("happened", "ongoing")
        for g in row["events"]:
            if g["modality"] not in fact:
                n["notfact"] += 1
                twin = next((s for q, s in pairs if q is g), None)
                n["notfact_hit"] += bool(twin) and twin["modality"] not in fact
        for s in events:
            if s["modality"] in fact:
                n["asserted"] += 1
                twin = next((g for g, t in pairs if t is s), None)
                n["hit"] += bool(twin) and twin["modality"] in fact
    f = {k: round(2 * n[k] / max(1, n["gold"] + n["system"]), 3) for k in ("trigger", "type", "modality", "mode", "who", "full")}
    f["p"] = round(n["trigger"] / max(1, n["system"]), 3); f["r"] = round(n["trigger"] / max(1, n["gold"]), 3)
    f["asserted"] = round(n["hit"] / max(1, n["asserted"]), 3); f["quiet"] = round(n["quiet"] / max(1, n["empty"]), 3)
    f["notfact"] = round(n["notfact_hit"] / max(1, n["notfact"]), 3)
    return f
