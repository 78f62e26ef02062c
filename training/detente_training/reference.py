"""The arithmetic of `detente_events::encoder` in numpy, bit for bit, to hold the Rust against.

    python3 -m detente_training.reference MODEL VOCABULARY SENTENCES VECTORS       VECTORS: what the bench under benches/encoder prints with `vectors`
    python3 -m detente_training.reference MODEL VOCABULARY SENTENCES VECTORS FLOAT FLOAT: a folder with the float model, for the cosine to it

SENTENCES holds one sentence a line. Prints the largest difference of a word's vector, and how close the vectors of all
words come to those of the float model."""
import json
import sys

import numpy as np
from safetensors import safe_open
from tokenizers import BertWordPieceTokenizer

F = np.float32
LANES = 16
ROUNDER = F(12582912.0)
ABOVE = [F(v) for v in (-2.0231435e-7, 9.7636264e-5, 0.00840445, 0.056000486, 0.79792935)]
BELOW = [F(v) for v in (0.0014095658, 0.024857901, 0.23702535, 1.0)]
SERIES = [F(1) / F(720), F(1) / F(120), F(1) / F(24), F(1) / F(6), F(0.5), F(1), F(1)]


def round_even(x):
    return (x + ROUNDER) - ROUNDER


def polynomial(factors, x):
    total = np.zeros_like(x) + factors[0]
    for factor in factors[1:]:
        total = total * x + factor
    return total


def exp(x):
    x = np.clip(x, F(-87), F(88))
    power = round_even(x * F(1.4426950408889634))
    rest = (x - power * F(0.6933594)) - power * F(-2.1219444e-4)
    return polynomial(SERIES, rest) * ((power.astype(np.int32) + 127) << 23).view(F)


def gelu(x):
    inside = np.clip(x, F(-5), F(5))
    square = inside * inside
    return F(0.5) * x * (F(1) + inside * polynomial(ABOVE, square) / polynomial(BELOW, square))


def total(rows):
    """The sum of each row, in lanes."""
    chunks = rows.reshape(len(rows), -1, LANES)
    lanes = np.zeros((len(rows), LANES), F)
    for at in range(chunks.shape[1]):
        lanes = lanes + chunks[:, at]
    while lanes.shape[1] > 1:
        half = lanes.shape[1] // 2
        lanes = lanes[:, :half] + lanes[:, half:]
    return lanes


def product(left, right):
    """Products of matrices whose sums run from the start of the inner dimension to its end."""
    out = np.zeros((*left.shape[:-1], right.shape[-1]), F)
    for at in range(left.shape[-1]):
        out += left[..., at : at + 1] * right[..., at : at + 1, :]
    return out


class Model:
    def __init__(self, path):
        with safe_open(path, "numpy") as file:
            self.config = json.loads(file.metadata()["config"])
            self.tensors = {name: file.get_tensor(name) for name in file.keys()}

    def norm(self, name, rows):
        count = F(rows.shape[1])
        apart = rows - total(rows) / count
        inverse = F(1) / np.sqrt(total(apart * apart) / count + F(self.config["epsilon"]))
        return apart * inverse * self.tensors[f"{name}.weight"] + self.tensors[f"{name}.bias"]

    def dense(self, name, rows):
        low = np.minimum(rows.min(axis=1, keepdims=True), F(0))
        high = np.maximum(rows.max(axis=1, keepdims=True), F(0))
        spread = np.maximum(high - low, F(np.finfo(F).tiny))
        inverse = F(255) / spread
        zero = round_even(-low * inverse)
        quantised = round_even(np.clip(rows * inverse + zero, F(0), F(255)))
        # Sums of products of integers are exact in 64-bit floats.
        sums = (quantised - zero).astype(np.float64) @ self.tensors[f"{name}.weight"].T.astype(np.float64)
        values = sums.astype(np.int32).astype(F) * (spread / F(255))
        return values * self.tensors[f"{name}.scale"] + self.tensors[f"{name}.bias"]

    def attend(self, mixed):
        count, heads = len(mixed), self.config["heads"]
        query, key, value = mixed.reshape(count, 3, heads, -1).transpose(1, 2, 0, 3)
        scores = product(query, key.transpose(0, 2, 1))
        scores = exp((scores - scores.max(axis=2, keepdims=True)) * (F(1) / np.sqrt(F(query.shape[2]))))
        padded = np.pad(scores, ((0, 0), (0, 0), (0, -count % LANES)))
        inverse = F(1) / total(padded.reshape(heads * count, -1)).reshape(heads, count, 1)
        return (product(scores, value) * inverse).transpose(1, 0, 2).reshape(count, -1)

    def layer(self, at, rows):
        name = f"layers.{at}"
        context = self.attend(self.dense(f"{name}.attention.mixed", rows))
        rows = self.norm(f"{name}.attention.norm", rows + self.dense(f"{name}.attention.output", context))
        middle = gelu(self.dense(f"{name}.dense.widened", rows))
        return self.norm(f"{name}.dense.norm", rows + self.dense(f"{name}.dense.narrowed", middle))

    def encode(self, pieces):
        """The vector of each piece of one text."""
        tensors = self.tensors
        rows = tensors["embeddings.words"][pieces].astype(F) * tensors["embeddings.words.scale"][pieces][:, None]
        rows = self.norm("embeddings.norm", rows + tensors["embeddings.positions"][: len(pieces)])
        for at in range(self.config["layers"]):
            rows = self.layer(at, rows)
        return rows


def cut(tokenizer, sentence, most):
    """Pieces of a sentence, and for each word (byte span) the number of its first piece."""
    encoding = tokenizer.encode(sentence)
    words = encoding.word_ids
    ends = [at for at in range(1, len(words)) if at == len(words) - 1 or words[at] != words[at - 1]]
    end = max(at for at in ends if at < most)
    firsts = [at for at in range(1, end) if words[at] != words[at - 1]]
    return encoding.ids[:end] + encoding.ids[-1:], firsts


def read_vectors(path):
    found = {}
    for line in open(path, encoding="utf-8"):
        number, _, _, *values = line.split()
        found.setdefault(int(number), []).append([F(value) for value in values])
    return found


def float_encoder(folder):
    import torch
    from transformers import AutoModel

    model = AutoModel.from_pretrained(folder).eval()

    def encode(pieces):
        with torch.no_grad():
            return model(torch.tensor([pieces])).last_hidden_state[0].numpy()

    return encode


def cosine(a, b):
    return (a * b).sum(1) / np.sqrt((a * a).sum(1) * (b * b).sum(1))


def main(model, vocabulary, sentences, vectors, floats=None):
    model = Model(model)
    tokenizer = BertWordPieceTokenizer(vocabulary, lowercase=True)
    found = read_vectors(vectors)
    true = float_encoder(floats) if floats else None
    apart, equal, count, cosines = 0.0, 0, 0, []
    for number, sentence in enumerate(open(sentences, encoding="utf-8")):
        pieces, firsts = cut(tokenizer, sentence, model.config["max_pieces"])
        rows = model.encode(pieces)[firsts]
        got = np.array(found[number])
        assert rows.shape == got.shape, f"line {number}: {rows.shape[0]} words, not {got.shape[0]}"
        apart, equal, count = max(apart, float(np.abs(rows - got).max())), equal + int((rows == got).all(1).sum()), count + len(rows)
        if true:
            cosines.extend(cosine(got.astype(float), true(pieces)[firsts].astype(float)))
    print(f"{count} words, {equal} equal to the last bit, largest difference {apart:.3g}")
    if cosines:
        print(f"cosine to the float model: mean {np.mean(cosines):.5f}, least {np.min(cosines):.5f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
