"""Writes a small random model and what `reference.py` reads with it, for the tests of the encoder.

    python3 -m detente_training.fixture FOLDER"""
import json
import pathlib
import string
import sys

import numpy as np
from tokenizers import BertWordPieceTokenizer

from . import reference
from .export import export

WIDTH, MIDDLE, DENSE, TYPES, ROLES = 32, 16, 64, 17, 6
WORDS = "the of and in to a said talks king treaty attack attacks ruri elbo treat sign signed with by president mini ster"
ENDS = "ia nia tan ed s ing an ter ly er"
TEXTS = ("Ruritania attacks Elbonia.", "Élan — 12 talks, said the KING: “no”.", "the treaty of Ruritania, " * 12, "a")
CONFIG = {
    "name": "fixture", "version": "1", "layers": 2, "hidden": WIDTH, "heads": 2, "ffn": DENSE, "epsilon": 1e-12,
    "max_pieces": 48, "types": ["none", *(f"type {at}" for at in range(1, TYPES))], "modalities": ["happened", "planned", "denied"],
    "modes": ["none", "some"], "roles": ["none", "source", "target", "said_by", "source+said_by", "when"],
    "temperature": dict.fromkeys(("tag", "modality", "mode", "reciprocal", "background", "roles", "pair", "home"), 1.25),
    "thresholds": {"tag": 0.5},
}


def vocabulary():
    single = string.ascii_lowercase + string.digits
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *single, *(f"##{s}" for s in single), *string.punctuation, "—", "“", "”"]
    pieces += WORDS.split() + [f"##{end}" for end in ENDS.split()]
    pieces = list(dict.fromkeys(pieces))
    return pieces + [f"[unused{at}]" for at in range(200 - len(pieces))]


def weights(random):
    draw = lambda *shape: random.standard_normal(shape).astype(np.float32) / np.float32(4)
    state = {}

    def affine(name, outputs, inputs):
        state[f"{name}.weight"], state[f"{name}.bias"] = draw(outputs, inputs), draw(outputs)

    def norm(name):
        state[f"{name}.weight"], state[f"{name}.bias"] = 1 + draw(WIDTH), draw(WIDTH)

    source = "encoder.embeddings"
    for name, rows in (("word", 200), ("position", 48), ("token_type", 2)):
        state[f"{source}.{name}_embeddings.weight"] = draw(rows, WIDTH)
    norm(f"{source}.LayerNorm")
    for at in range(CONFIG["layers"]):
        layer = f"encoder.encoder.layer.{at}"
        for part in ("self.query", "self.key", "self.value", "output.dense"):
            affine(f"{layer}.attention.{part}", WIDTH, WIDTH)
        affine(f"{layer}.intermediate.dense", DENSE, WIDTH)
        affine(f"{layer}.output.dense", WIDTH, DENSE)
        norm(f"{layer}.attention.output.LayerNorm")
        norm(f"{layer}.output.LayerNorm")
    for name, outputs in (("tag", TYPES), ("attr.modality", 3), ("attr.mode", 2), ("attr.reciprocal", 2), ("attr.background", 1)):
        affine(name, outputs, WIDTH)
    for head, parts, outputs in (("role", "ab", ROLES), ("home", "ab", 1), ("pair", "abm", TYPES)):
        for part in parts:
            state[f"{head}.{part}"] = draw(MIDDLE, WIDTH)
        state[f"{head}.bias"], state[f"{head}.v"], state[f"{head}.c"] = draw(MIDDLE), draw(outputs, MIDDLE), draw(outputs)
    state["role.distance"], state["home.distance"] = draw(33, MIDDLE), draw(33, MIDDLE)
    return state


def answers(state, vectors):
    """What the heads say of the first words of a text, from the float weights."""
    end = min(2, len(vectors))
    first, last, everything = vectors[:end].mean(0), vectors[-1], vectors.mean(0)
    soft = lambda logits: (lambda e: e / e.sum(-1, keepdims=True))(np.exp(logits / 1.25 - (logits / 1.25).max(-1, keepdims=True)))
    affine = lambda name, rows: rows @ state[f"{name}.weight"].T + state[f"{name}.bias"]
    apart = np.clip(np.arange(len(vectors)), -16, 16) + 16

    def each_word(name):
        part = lambda kind: state[f"{name}.{kind}"]
        middle = part("a") @ first + vectors @ part("b").T + part("bias") + part("distance")[apart]
        return reference.gelu(middle) @ part("v").T + part("c")

    pair = state["pair.a"] @ first + state["pair.b"] @ last + state["pair.m"] @ everything + state["pair.bias"]
    return {
        "tags": soft(affine("tag", vectors)),
        "modality": soft(affine("attr.modality", first)),
        "mode": soft(affine("attr.mode", first)),
        "reciprocal": soft(affine("attr.reciprocal", first))[1],
        "background": 1 / (1 + np.exp(-affine("attr.background", first)[0] / 1.25)),
        "roles": soft(each_word("role")),
        "home": soft(np.append(np.float32(0), each_word("home")[:, 0])),
        "pair": soft(reference.gelu(pair) @ state["pair.v"].T + state["pair.c"]),
    }


def main(folder):
    folder = pathlib.Path(folder)
    (folder / "vocabulary.txt").write_text("\n".join(vocabulary()) + "\n", encoding="utf-8")
    state = weights(np.random.default_rng(1))
    export(state, CONFIG, folder / "model.safetensors")
    model = reference.Model(folder / "model.safetensors")
    tokenizer = BertWordPieceTokenizer(str(folder / "vocabulary.txt"), lowercase=True)
    with open(folder / "expected.jsonl", "w", encoding="utf-8") as out:
        for text in TEXTS:
            pieces, firsts = reference.cut(tokenizer, text, CONFIG["max_pieces"])
            vectors = model.encode(pieces)[firsts]
            found = {name: np.round(np.asarray(value, float), 7).tolist() for name, value in answers(state, vectors).items()}
            # A float32 is the same again after nine digits.
            numbers = [[float(f"{value:.9g}") for value in row] for row in vectors.tolist()]
            print(json.dumps({"text": text, "vectors": numbers, **found}, ensure_ascii=False), file=out)


if __name__ == "__main__":
    main(*sys.argv[1:])
