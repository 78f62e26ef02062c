"""The peers of PyPI: `peers.py TOOL TOKENS THRESHOLD FILE.jsonl`; prints one group a line.

TOOL is rensa, rensa-rho (which tells only which documents have a likeness, one a line) or datasketch;
TOKENS is words (`str.split`, as in rensa's documentation) or shingles (runs of five words in lower case).
128 hashes. A candidate counts when the estimated similarity reaches the threshold, as rensa's deduplicator does it; a group is
what hangs together by such pairs.
"""

import itertools
import json
import sys

HASHES = 128
BATCH = 2_000
# Bands of rensa: eight as in its own benchmark at 0.8; at 0.5 so many that a pair there is met nine times of ten.
BANDS = {0.8: 8, 0.5: 32}


def words(text):
    return text.split()


def shingles(text):
    words = text.lower().split()
    return [" ".join(words[i : i + 5]) for i in range(max(1, len(words) - 4))]


def documents(path, tokens):
    """Identifier and tokens of each document."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            yield item["id"], tokens(item["text"])


def batches(path, tokens):
    read = documents(path, tokens)
    while batch := list(itertools.islice(read, BATCH)):
        yield [name for name, _ in batch], [tokens for _, tokens in batch]


def rensa(path, tokens, threshold):
    from rensa import RMinHash, RMinHashLSH

    names, sketches = [], []
    lsh = RMinHashLSH(threshold=threshold, num_perm=HASHES, num_bands=BANDS[threshold])
    for batch, token_sets in batches(path, tokens):
        made = RMinHash.from_token_sets(token_sets, num_perm=HASHES, seed=42)
        lsh.insert_many(made, start_key=len(names))
        names += batch
        sketches += made
    groups = Groups(len(names))
    for start in range(0, len(names), BATCH):
        for at, found in enumerate(lsh.query_all(sketches[start : start + BATCH]), start):
            for other in found:
                if other < at and groups.apart(at, other):
                    if sketches[at].jaccard(sketches[other]) >= threshold:
                        groups.join(at, other)
    groups.print(names)


def rensa_rho(path, tokens, threshold):
    from rensa import RMinHash, RMinHashLSH

    start = 0
    lsh = RMinHashLSH(threshold=threshold, num_perm=HASHES, num_bands=BANDS[threshold])
    for names, token_sets in batches(path, tokens):
        matrix = RMinHash.digest_matrix_from_token_sets_rho(token_sets, num_perm=HASHES, seed=42)
        flags = lsh.insert_matrix_and_query_duplicate_flags(matrix, start_key=start)
        for name in itertools.compress(names, flags):
            print(json.dumps(name))
        start += len(names)


def datasketch(path, tokens, threshold):
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=threshold, num_perm=HASHES)
    names, sketches, pairs = [], [], []
    for at, (name, token_set) in enumerate(documents(path, tokens)):
        sketch = MinHash(num_perm=HASHES)
        sketch.update_batch([token.encode() for token in token_set])
        found = lsh.query(sketch)
        pairs += [(at, other) for other in found if sketch.jaccard(sketches[other]) >= threshold]
        lsh.insert(at, sketch)
        names.append(name)
        sketches.append(sketch)
    groups = Groups(len(names))
    for a, b in pairs:
        groups.join(a, b)
    groups.print(names)


class Groups:
    """Disjoint sets."""

    def __init__(self, size):
        self.parent = list(range(size))

    def root(self, number):
        parent = self.parent
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    def apart(self, a, b):
        return self.root(a) != self.root(b)

    def join(self, a, b):
        a, b = self.root(a), self.root(b)
        self.parent[max(a, b)] = min(a, b)

    def print(self, names):
        groups = {}
        for number, name in enumerate(names):
            groups.setdefault(self.root(number), []).append(name)
        for group in groups.values():
            if len(group) > 1:
                print(json.dumps(group))


def main():
    tool, tokens, threshold, path = sys.argv[1:]
    tools = {"rensa": rensa, "rensa-rho": rensa_rho, "datasketch": datasketch}
    tools[tool](path, {"words": words, "shingles": shingles}[tokens], float(threshold))


if __name__ == "__main__":
    main()
