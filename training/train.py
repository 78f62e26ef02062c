#!/usr/bin/env python3
"""Trains the coder that ships: python3 training/train.py --events EVENTS --weights MINILM

EVENTS holds train.jsonl, dev.jsonl and unlabelled.jsonl.gz; MINILM is the folder of a MiniLM-L6 (config.json,
model.safetensors, tokenizer.json, vocab.txt). Writes resources/models/coder.safetensors and vocabulary.txt, and prints the
figures of dev.jsonl after every second epoch. Seeded; two threads."""

import argparse
import random
import shutil
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import AutoModel

from detente_training import calibrate, decode, labels, score
from detente_training.data import annotated, gathered, read_jsonl, words_of
from detente_training.export import export
from detente_training.fit import fit
from detente_training.model import Coder
from detente_training.vary import States, varied

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=ROOT / "resources" / "models")
    parser.add_argument("--checkpoint", type=Path, help="keep the float weights here as well")
    parser.add_argument("--start", type=Path, help="go on from such a checkpoint")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", nargs="*", default=[], help="parts of the data to leave out: annotated, own, variation")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


# Chosen on items that nothing is learnt from: an act is told if this certain, with less if it is no fact or the lexicon knows
# its wording; where no word is a likely party, the likelier ones are taken; a word names a party's state if one at least so
# likely does; what is so surely history has not the report's day; two spans have to do with each other unless this certainly not.
THRESHOLDS = {
    "trigger": 0.7, "unasserted": 0.5, "worded": 0.25, "party": 0.37, "home": 0.33, "history": 0.9, "unrelated": 0.97,
}


def settings(width, heads, temperature):
    return {
        "name": "detente-coder", "version": "1", "layers": 6, "hidden": width, "heads": heads, "ffn": 4 * width,
        "epsilon": 1e-12, "max_pieces": 160, "types": labels.TYPES, "modalities": labels.MODALITIES, "modes": labels.MODES,
        "roles": labels.ROLES, "temperature": temperature, "thresholds": THRESHOLDS,
    }


def main():
    args = options()
    torch.set_num_threads(args.threads)
    tokenizer = Tokenizer.from_file(str(args.weights / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    rows = gathered(args.events, HERE / "data", args.without)
    dev = read_jsonl(args.events / "dev.jsonl")
    questions = [words_of(tokenizer, row["text"], row["id"]) for row in dev]
    states = States(ROOT / "resources" / "actors")
    print(f"{len(rows)} items, {sum(len(r['events']) for r in rows)} acts", flush=True)

    def items_of(epoch):
        rng = random.Random(args.seed * 1000 + epoch)
        vary = (lambda row: row) if "variation" in args.without else (lambda row: varied(row, states, rng))
        return [annotated(tokenizer, vary(row), states, rng) for row in rows]

    torch.manual_seed(args.seed)
    model = Coder(AutoModel.from_pretrained(args.weights))
    if args.start:
        model.load_state_dict(torch.load(args.start))

    def each(epoch):
        if args.checkpoint:
            torch.save(model.state_dict(), args.checkpoint)
        if epoch % 2 or epoch + 1 == args.epochs:
            answers = decode.answers(model, questions)
            for threshold in (0.4, 0.5):
                found = {q.name: decode.decode(model, q, answers[q.name], threshold) for q in questions}
                print(threshold, score.figures(dev, found), flush=True)

    fit(model, items_of, args.epochs, args.rate, args.head_rate, seed=args.seed, reduced=True, each=each)
    temperature = calibrate.temperatures(model, [annotated(tokenizer, row, states, random.Random(0)) for row in dev])
    state = {name: values.detach().float().numpy() for name, values in model.state_dict().items()}
    config = model.encoder.config
    args.out.mkdir(parents=True, exist_ok=True)
    wanted = settings(config.hidden_size, config.num_attention_heads, temperature)
    export(state, wanted, args.out / "coder.safetensors")
    shutil.copy(args.weights / "vocab.txt", args.out / "vocabulary.txt")
    print("temperatures", temperature)


if __name__ == "__main__":
    main()
