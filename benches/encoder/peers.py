"""The encoder and ONNX Runtime on the same weights, sentences and core, in turns.

    peers.py export FOLDER OUT.onnx                  the float encoder in FOLDER (HuggingFace) as ONNX; needs torch, transformers
    peers.py measure MODEL.onnx BENCH MODEL VOCABULARY SENTENCES
                                                     float and dynamic int8 of onnxruntime, and the bench beside this file (the
                                                     binary BENCH with its three arguments), three rounds; needs onnxruntime, onnx

Sentences per second of processor time, tokenisation included, one thread; the best of all rounds. ONNX Runtime gets batches
of like length, 32 to a batch, so that it pads next to nothing."""
import pathlib
import re
import subprocess
import sys
import tempfile
import time

ROUNDS, BATCH = 3, 32
NAMES = ("input_ids", "attention_mask", "token_type_ids")


def export(folder, out):
    import torch
    from transformers import AutoModel

    class Encoder(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.model = AutoModel.from_pretrained(folder, attn_implementation="eager").eval()

        def forward(self, *inputs):
            return self.model(**dict(zip(NAMES, inputs))).last_hidden_state

    example = torch.ones((2, 8), dtype=torch.int64)
    axes = {name: {0: "batch", 1: "length"} for name in (*NAMES, "hidden")}
    torch.onnx.export(
        Encoder(), (example, example, example * 0), out, input_names=list(NAMES), output_names=["hidden"], dynamic_axes=axes, opset_version=17, dynamo=False
    )


def session(path):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def encode(running, tokenizer, sentences):
    import numpy as np

    encodings = sorted(tokenizer.encode_batch(sentences), key=lambda encoding: len(encoding.ids))
    for start in range(0, len(encodings), BATCH):
        batch = encodings[start : start + BATCH]
        length = len(batch[-1].ids)
        ids, mask = np.zeros((2, len(batch), length), np.int64)
        for at, encoding in enumerate(batch):
            ids[at, : len(encoding.ids)] = encoding.ids
            mask[at, : len(encoding.ids)] = 1
        running.run(None, dict(zip(NAMES, (ids, mask, ids * 0))))


def rate(running, tokenizer, sentences):
    start = time.process_time()
    encode(running, tokenizer, sentences)
    return len(sentences) / (time.process_time() - start)


def measure(onnx, bench, model, vocabulary, sentences):
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from tokenizers import BertWordPieceTokenizer

    tokenizer = BertWordPieceTokenizer(vocabulary, lowercase=True)
    lines = pathlib.Path(sentences).read_text(encoding="utf-8").splitlines()
    with tempfile.TemporaryDirectory() as folder:
        small = pathlib.Path(folder) / "int8.onnx"
        quantize_dynamic(onnx, small, weight_type=QuantType.QInt8, per_channel=True)
        peers = {"onnxruntime float": session(onnx), "onnxruntime int8": session(small)}
    best = dict.fromkeys((*peers, "detente"), 0.0)
    for _ in range(ROUNDS):
        for name, running in peers.items():
            best[name] = max(best[name], rate(running, tokenizer, lines))
        told = subprocess.run([bench, model, vocabulary, sentences], capture_output=True, text=True, check=True).stdout
        best["detente"] = max(best["detente"], float(re.search(r"(\d+) sentences per second", told).group(1)))
    for name, sentences_a_second in best.items():
        print(f"{name:18} {sentences_a_second:7.0f} sentences per second of processor time")


if __name__ == "__main__":
    {"export": export, "measure": measure}[sys.argv[1]](*sys.argv[2:])
