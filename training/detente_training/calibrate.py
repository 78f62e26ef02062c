"""Temperatures: what the logits of each head are divided by so that a probability is a frequency."""

import random

import numpy as np
import torch

from .fit import batches, encode, home_loss, mean_of, or_none, soft_loss
from .labels import ATTRIBUTES

GRID = [round(0.5 + 0.05 * i, 2) for i in range(51)]


def best(logits, wanted):
    """The temperature of the least cross-entropy."""
    logits, wanted = torch.cat(logits), torch.cat(wanted)
    return min(GRID, key=lambda t: float(soft_loss(logits / t, wanted).mean()))


@torch.no_grad()
def temperatures(model, items):
    """For each head, measured on annotated items that the model has not learnt from."""
    model.eval()
    seen = {name: ([], []) for name in ("tag", "roles", "pair", *ATTRIBUTES)}

    homes = []

    def note(name, logits, wanted):
        seen[name][0].append(logits)
        seen[name][1].append(torch.from_numpy(np.asarray(wanted, np.float32)))

    for batch in batches(items, 3000, random.Random(0)):
        vectors = encode(model, batch).float()
        for b, item in enumerate(batch):
            n = len(item.spans)
            note("tag", model.tag(vectors[b, :n]), item.tags)
            for act in item.acts:
                mean = mean_of(vectors[b], act.words)[None]
                logits = model.role(mean, vectors[b, None, :n], torch.tensor([act.words[0]]))[0]
                note("roles", logits, act.roles)
                for name, head in model.attr.items():
                    note(name, head(mean), act.attributes[name][None])
            for words, named in item.homes:
                party = mean_of(vectors[b], words)[None]
                homes.append((or_none(model.home(party, vectors[b, None, :n], torch.tensor(words[:1]))), [named]))
            for source, target, kind in item.pairs:
                spans = [mean_of(vectors[b], words)[None] for words in (source, target)]
                note("pair", model.pair(*spans, vectors[b, :n].mean(0)[None]), kind[None])
    found = {name: best(*rows) for name, rows in seen.items()}
    right = [bool({int(l[0].argmax()) - 1} & set(n[0] or [-1])) for l, n in homes]
    print("home", sum(right), len(right))
    found["home"] = min(GRID, key=lambda t: sum(float(home_loss(l / t, n)) for l, n in homes))
    return found
