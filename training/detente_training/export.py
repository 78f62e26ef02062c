"""Writes the file of a trained coder, as `detente_events::encoder::Model` reads it.

`export(state, config, out)` takes the float weights by name and the settings. The weights of the encoder become int8, those
of dense layers one scale for each output and those of word pieces one for each piece; everything else stays float32.
A float weight of a dense layer is taken to between -64 and 64: two products of such a weight with an eight-bit activation
fit into sixteen bits, so that no machine saturates. Matrices of the heads are stored as inputs by outputs."""
import json

import numpy as np
from safetensors.numpy import save_file

LARGEST_WEIGHT = 64
LARGEST_PIECE = 127
PLACES = 192
ATTRIBUTES = ("modality", "mode", "reciprocal", "background")


def quantise(rows, largest):
    """Each row as int8 with its own scale."""
    rows = np.asarray(rows, np.float32)
    highest = np.abs(rows).max(axis=1)
    scale = np.where(highest > 0, highest / np.float32(largest), 1).astype(np.float32)
    return np.clip(np.rint(rows / scale[:, None]), -largest, largest).astype(np.int8), scale


def dense(tensors, name, weight, bias):
    tensors[f"{name}.weight"], tensors[f"{name}.scale"] = quantise(weight, LARGEST_WEIGHT)
    tensors[f"{name}.bias"] = bias


def norm(tensors, name, state, source):
    tensors[f"{name}.weight"] = state[f"{source}.weight"]
    tensors[f"{name}.bias"] = state[f"{source}.bias"]


def embeddings(tensors, state):
    source = "encoder.embeddings"
    words = quantise(state[f"{source}.word_embeddings.weight"], LARGEST_PIECE)
    tensors["embeddings.words"], tensors["embeddings.words.scale"] = words
    places = state[f"{source}.position_embeddings.weight"][:PLACES]
    tensors["embeddings.positions"] = places + state[f"{source}.token_type_embeddings.weight"][0]
    norm(tensors, "embeddings.norm", state, f"{source}.LayerNorm")


def layer(tensors, state, at):
    source, name = f"encoder.encoder.layer.{at}", f"layers.{at}"
    mixed = [f"{source}.attention.self.{part}" for part in ("query", "key", "value")]
    join = lambda kind: np.concatenate([state[f"{part}.{kind}"] for part in mixed])
    dense(tensors, f"{name}.attention.mixed", join("weight"), join("bias"))
    for target, part in (("attention.output", "attention.output"), ("dense.widened", "intermediate"), ("dense.narrowed", "output")):
        part = f"{source}.{part}.dense"
        dense(tensors, f"{name}.{target}", state[f"{part}.weight"], state[f"{part}.bias"])
    norm(tensors, f"{name}.attention.norm", state, f"{source}.attention.output.LayerNorm")
    norm(tensors, f"{name}.dense.norm", state, f"{source}.output.LayerNorm")


def single(weight, bias):
    """Two logits for no and yes as one: their difference."""
    return (weight[1:] - weight[:1], bias[1:] - bias[:1]) if len(bias) == 2 else (weight, bias)


def heads(tensors, state):
    for name in ("tag", *(f"attr.{name}" for name in ATTRIBUTES)):
        weight, bias = state[f"{name}.weight"], state[f"{name}.bias"]
        if name in ("attr.reciprocal", "attr.background"):
            weight, bias = single(weight, bias)
        tensors[f"{name}.weight"], tensors[f"{name}.bias"] = weight.T, bias
    for name in ("role.a", "role.b", "role.v", "home.a", "home.b", "home.v", "pair.a", "pair.b", "pair.m", "pair.v"):
        tensors[name] = state[name].T
    for name in ("role.bias", "role.distance", "role.c", "home.bias", "home.distance", "home.c", "pair.bias", "pair.c"):
        tensors[name] = state[name]


def export(state, config, out):
    """Writes to `out` the weights `state` (name to float array) with the settings `config`, which hold name, version,
    layers, hidden, heads, ffn, epsilon, max_pieces, types, modalities, modes, roles, temperature and thresholds."""
    tensors = {}
    embeddings(tensors, state)
    for at in range(config["layers"]):
        layer(tensors, state, at)
    heads(tensors, state)
    for name, values in tensors.items():
        if values.dtype != np.int8:
            values = values.astype(np.float32)
        tensors[name] = np.ascontiguousarray(values)
    save_file(tensors, out, metadata={"config": json.dumps(config, sort_keys=True)})
