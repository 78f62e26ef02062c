"""From the heads' answers to events, as the program does it."""

import random

import torch

from .fit import batches, encode
from .labels import ATTRIBUTES, MODALITIES, MODES, ROLES, TYPES


def runs(flags):
    """Maximal runs of true words as (begin, end)."""
    begin = None
    for at, flag in enumerate(list(flags) + [False]):
        if flag and begin is None:
            begin = at
        elif not flag and begin is not None:
            yield begin, at
            begin = None


@torch.no_grad()
def answers(model, items, pieces=3000):
    """Per item: tag distributions and a function that asks the heads about a run of words."""
    model.eval()
    out = {}
    for batch in batches(items, pieces, random.Random(0)):
        vectors = encode(model, batch).float()
        for b, item in enumerate(batch):
            n = len(item.spans)
            out[item.name] = (torch.softmax(model.tag(vectors[b, :n]), -1).numpy(), vectors[b, :n])
    return out


@torch.no_grad()
def ask(model, vectors, words):
    act = vectors[words[0] : words[1]].mean(0)[None]
    roles = torch.softmax(model.role(act, vectors[None], torch.tensor([words[0]]))[0], -1).numpy()
    return roles, {n: torch.softmax(h(act)[0], -1).numpy() for n, h in model.attr.items()}


def decode(model, item, answer, threshold):
    """Events as dictionaries with byte spans."""
    tags, vectors = answer
    events = []
    for begin, end in runs(tags[:, 0] < 1 - threshold):
        kind = TYPES[1 + int(tags[begin:end, 1:].sum(0).argmax())]
        roles, attributes = ask(model, vectors, (begin, end))
        allowed = [i for i, m in enumerate(MODES) if i == 0 or m.startswith(kind + ".")]
        mode = MODES[max(allowed, key=lambda i: attributes["mode"][i])]
        spans = lambda names: [
            [item.spans[a][0], item.spans[b - 1][1]]
            for a, b in runs(sum(roles[:, ROLES.index(r)] for r in names) > 0.5)
        ]
        events.append({
            "words": (begin, end), "trigger": [item.spans[begin][0], item.spans[end - 1][1]], "type": kind,
            "score": float(1 - tags[begin:end, 0].min()),
            "mode": None if mode == "none" else mode.split(".")[1],
            "modality": MODALITIES[int(attributes["modality"].argmax())],
            "reciprocal": bool(attributes["reciprocal"][1] > 0.5), "background": bool(attributes["background"][1] > 0.5),
            "source": spans(["source", "source+said_by"]), "target": spans(["target"]),
            "said_by": spans(["said_by", "source+said_by"]), "when": spans(["when"]),
            "roles": roles, "attributes": attributes,
        })
    return events
