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


def loss_of(model, batch, weights):
    vectors = encode(model, batch).float()
    total = {}

    def add(name, loss, weight):
        total.setdefault(name, []).append((loss * weight).sum())

    acts, act_words, begins, wanted_roles, row_weights, attributes = [], [], [], [], [], {n: [] for n in ATTRIBUTES}
    for b, item in enumerate(batch):
        if not item.spans:
            continue
        n = len(item.spans)
        add("tag", soft_loss(model.tag(vectors[b, :n]), torch.from_numpy(item.tags)), item.weight)
        for act in item.acts:
            acts.append(mean_of(vectors[b], act.words))
            act_words.append(vectors[b])
            begins.append(act.words[0])
            wanted = np.zeros((vectors.shape[1], act.roles.shape[1]), np.float32)
            wanted[:n] = act.roles
            wanted_roles.append(wanted)
            row_weights.append(item.weight)
            for name in ATTRIBUTES:
                attributes[name].append(act.attributes[name])
        if item.homes:
            parties = torch.stack([mean_of(vectors[b], words) for words, _ in item.homes])
            begins_of = torch.tensor([words[0] for words, _ in item.homes])
            logits = model.home(parties, vectors[b, None, :n].expand(len(parties), -1, -1), begins_of)
            add("home", home_loss(or_none(logits), [named for _, named in item.homes]), item.weight)
        if item.pairs:
            source = torch.stack([mean_of(vectors[b], s) for s, _, _ in item.pairs])
            target = torch.stack([mean_of(vectors[b], t) for _, t, _ in item.pairs])
            whole = vectors[b, :n].mean(0)[None].expand_as(source)
            wanted = torch.from_numpy(np.stack([k for _, _, k in item.pairs]))
            add("pair", soft_loss(model.pair(source, target, whole), wanted), item.weight)
    if acts:
        acts = torch.stack(acts)
        weight = torch.tensor(row_weights)
        logits = model.role(acts, torch.stack(act_words), torch.tensor(begins))
        add("role", soft_loss(logits, torch.from_numpy(np.stack(wanted_roles))), weight[:, None])
        for name, head in model.attr.items():
            wanted = torch.from_numpy(np.stack(attributes[name]))
            rare = (wanted * RARE[name]).sum(-1) if name in RARE else 1.0
            add(name, soft_loss(head(acts), wanted), weight * rare)
    return sum(weights[name] * sum(parts) for name, parts in total.items()) / len(batch)


# Happened is told nine times in ten; what is no fact counts for more.
RARE = {"modality": torch.tensor([1.0, 1.5, 2.0, 2.5, 3.0, 3.0])}
WEIGHTS = {"tag": 1.0, "role": 0.6, "modality": 1.0, "mode": 0.5, "reciprocal": 0.3, "background": 0.3, "pair": 0.3, "home": 0.3}


def optimizer_of(model, rate, head_rate, decay=0.01):
    body = [p for n, p in model.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": body, "lr": rate}, {"params": heads, "lr": head_rate}]
    return torch.optim.AdamW(groups, weight_decay=decay)


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
