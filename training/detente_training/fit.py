"""Training: batches, losses, steps."""

import math
import random
import time

import numpy as np
import torch
from torch.nn import functional as F

from .labels import ATTRIBUTES


def batches(items, pieces, rng):
    """Batches of similar length with at most `pieces` padded pieces each, in random order."""
    order = sorted(range(len(items)), key=lambda i: (len(items[i].pieces) + rng.uniform(-4, 4)))
    groups, group = [], []
    for i in order:
        if group and len(items[i].pieces) * (len(group) + 1) > pieces:
            groups.append(group)
            group = []
        group.append(items[i])
    groups.append(group)
    rng.shuffle(groups)
    return groups


def padded(rows, fill=0):
    width = max(len(r) for r in rows)
    return torch.tensor([list(r) + [fill] * (width - len(r)) for r in rows])


def encode(model, batch):
    pieces = padded([i.pieces for i in batch])
    mask = padded([[1] * len(i.pieces) for i in batch])
    first = padded([i.first for i in batch])
    return model.words(pieces, mask, first)


def soft_loss(logits, wanted):
    """Cross-entropy against a distribution, per row."""
    return -(wanted * F.log_softmax(logits.float(), -1)).sum(-1)


def or_none(logits):
    """Logits of "no word" and of each word from those of the head that names a party's state."""
    return F.pad(logits[..., 0], (1, 0))


def home_loss(logits, named):
    """Cross-entropy of any of the words that name the state, of "no word" where none does."""
    wanted = torch.zeros_like(logits, dtype=torch.bool)
    for row, words in enumerate(named):
        wanted[row, [1 + w for w in words] or [0]] = True
    return -torch.logsumexp(F.log_softmax(logits.float(), -1).masked_fill(~wanted, -1e9), -1)


def mean_of(vectors, words):
    return vectors[words].mean(0)


def means(vectors, places):
    """The mean vector of each (row of the batch, words)."""
    return torch.stack([mean_of(vectors[b], words) for b, words in places])


def tag_loss(model, vectors, batch):
    flat = torch.cat([vectors[b, : len(item.spans)] for b, item in enumerate(batch)])
    wanted = torch.from_numpy(np.concatenate([item.tags for item in batch if item.spans]))
    weight = torch.tensor([item.weight for item in batch for _ in item.spans])
    return (soft_loss(model.tag(flat), wanted) * weight).sum()


def act_losses(model, vectors, batch):
    """Losses of the acts' words and attributes, by name."""
    acts = [(b, item.weight, act) for b, item in enumerate(batch) for act in item.acts]
    if not acts:
        return {}
    asked = means(vectors, [(b, act.words) for b, _, act in acts])
    weight = torch.tensor([weight for _, weight, _ in acts])
    wanted = torch.zeros(len(acts), vectors.shape[1], acts[0][2].roles.shape[1])
    for row, (_, _, act) in enumerate(acts):
        wanted[row, : len(act.roles)] = torch.from_numpy(act.roles)
    logits = model.role(asked, vectors[[b for b, _, _ in acts]], torch.tensor([act.words[0] for _, _, act in acts]))
    losses = {"role": (soft_loss(logits, wanted) * weight[:, None]).sum()}
    for name, head in model.attr.items():
        wanted = torch.from_numpy(np.stack([act.attributes[name] for _, _, act in acts]))
        rare = (wanted * RARE[name]).sum(-1) if name in RARE else 1.0
        losses[name] = (soft_loss(head(asked), wanted) * weight * rare).sum()
    return losses


def home_losses(model, vectors, batch):
    parties = [(b, item, words, named) for b, item in enumerate(batch) for words, named in item.homes]
    if not parties:
        return {}
    rows = [b for b, _, _, _ in parties]
    begins = torch.tensor([words[0] for _, _, words, _ in parties])
    logits = model.home(means(vectors, [(b, words) for b, _, words, _ in parties]), vectors[rows], begins)
    length = torch.tensor([len(item.spans) for _, item, _, _ in parties])
    beyond = torch.arange(logits.shape[1])[None] >= length[:, None]
    loss = home_loss(or_none(logits.masked_fill(beyond[..., None], -1e4)), [named for _, _, _, named in parties])
    return {"home": (loss * torch.tensor([item.weight for _, item, _, _ in parties])).sum()}


def pair_losses(model, vectors, batch):
    pairs = [(b, item, *pair) for b, item in enumerate(batch) for pair in item.pairs]
    if not pairs:
        return {}
    whole = {b: vectors[b, : len(item.spans)].mean(0) for b, item, *_ in pairs}
    source, target = (means(vectors, [(pair[0], pair[side]) for pair in pairs]) for side in (2, 3))
    logits = model.pair(source, target, torch.stack([whole[b] for b, *_ in pairs]))
    wanted = torch.from_numpy(np.stack([kind for *_, kind in pairs]))
    return {"pair": (soft_loss(logits, wanted) * torch.tensor([item.weight for _, item, *_ in pairs])).sum()}


def loss_of(model, batch, weights):
    vectors = encode(model, batch).float()
    losses = {"tag": tag_loss(model, vectors, batch)}
    for each in (act_losses, home_losses, pair_losses):
        losses.update(each(model, vectors, batch))
    return sum(weights[name] * loss for name, loss in losses.items()) / len(batch)


# Happened is told nine times in ten; what is no fact counts for more.
RARE = {"modality": torch.tensor([1.0, 1.5, 2.0, 2.5, 3.0, 3.0])}
WEIGHTS = {"tag": 1.0, "role": 0.6, "modality": 1.0, "mode": 0.5, "reciprocal": 0.3, "background": 0.3, "pair": 0.3, "home": 0.3}


def optimizer_of(model, rate, head_rate, decay=0.01):
    body = [p for n, p in model.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": body, "lr": rate}, {"params": heads, "lr": head_rate}]
    return torch.optim.AdamW(groups, weight_decay=decay, fused=True)


def fit(model, items_of, epochs, rate, head_rate, pieces=700, seed=1, log=print, weights=WEIGHTS, reduced=False, each=None):
    """Trains in place on the items that `items_of` gives for each epoch; `reduced` computes in bfloat16 where it can. `each` is called after every epoch."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    optimizer = optimizer_of(model, rate, head_rate)
    steps = epochs * len(batches(items_of(0), pieces, random.Random(seed)))
    shape = lambda s: min(1.0, (s + 1) / (0.1 * steps)) * max(0.02, 1 - s / (steps * 1.02))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, shape)
    for epoch in range(epochs):
        model.train()
        start, seen, total = time.time(), 0, 0.0
        for batch in batches(items_of(epoch), pieces, rng):
            with torch.autocast("cpu", torch.bfloat16, enabled=reduced):
                loss = loss_of(model, batch, weights)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach()) * len(batch)
            seen += len(batch)
        log(f"epoch {epoch + 1}/{epochs} loss {total / max(1, seen):.3f} {time.time() - start:.0f} s")
        if each:
            each(epoch)
    return model
