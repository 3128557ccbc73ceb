#!/usr/bin/env python3
"""Settles the head of a trained model: its first tag is the teacher's more often, and it claims less of quiet and noise.

    python3 synthesis/make_quiet_clips.py quiet
    dass eval --data corpus/manifest.csv --labels LABELS --teacher corpus/teacher_logits_f16.npy --model MODEL \\
        --precision fp32 --outputs clips.safetensors
    dass eval --data quiet/list.csv --labels LABELS --model MODEL --precision fp32 --outputs quiet.safetensors
    python3 settle_head.py OUT.safetensors MODEL clips.safetensors corpus/teacher_logits_f16.npy corpus/manifest.csv \\
        quiet.safetensors quiet/list.csv

LABELS is corpus/class_labels_indices.csv, MODEL a folder that `dass convert` wrote. Two steps, each with one optimum:

1. Binary cross-entropy teaches how likely a tag is by itself, and a network that has seen its clips often is surer of
   them than of others. Softmax cross-entropy over the training clips, with the class that the teacher puts first as the
   target, finds one number a class that is added to its bias. It changes the order of the classes within a clip only.
2. The classes that gain by it would be claimed of silence and noise, too. A change of the head's weights takes them back
   on the quiet clips and moves the logits of the training clips as little as it can: ridge regression.

Needs numpy.
"""
import csv
import json
import pathlib
import sys

import numpy as np

from tensors import read, write

SURENESS = 1.25   # of the logits, against those of clips that were not trained on: larger values move the biases less
DECAY = 1e-3      # keeps the bias of a class that hardly occurs where it is
LEAST = -0.3      # no class is taken back further: by itself its probability should go on saying what it said
STEPS = 150
RATE = 0.02
QUIET_SHARE = 0.1  # what the quiet clips weigh in the regression, against 1 for the training clips
CLAIM = 0.05       # what a quiet clip may be given of a tag that it does not bear
WANTED = {"Silence": 0.9, "White noise": 0.6, "Pink noise": 0.6, "Sine wave": 0.8}
FAINT = 0.3        # in place of that for a noise that is merely soft
UNTOUCHED = ("Silence", "Noise", "Static", "White noise", "Pink noise", "Sine wave", "Chirp tone", "Tuning fork", "Hum", "Tick")


def read_list(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def logit(probability):
    return np.log(probability / (1 - probability))


def softmax(logits):
    powers = np.exp(logits - logits.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)


def bias_moves(logits, first):
    """What to add to each class's logit; Adam on the whole set, the rate falling to nothing."""
    logits = logits * np.float32(SURENESS)
    wanted = np.bincount(first, minlength=logits.shape[1]) / len(first)
    move = np.zeros(logits.shape[1], np.float32)
    mean, square = np.zeros_like(move), np.zeros_like(move)
    for step in range(1, STEPS + 1):
        slope = softmax(logits + move).mean(0) - wanted + DECAY * move
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope * slope
        move -= RATE * (1 - step / STEPS) * (mean / (1 - 0.9 ** step)) / (np.sqrt(square / (1 - 0.99 ** step)) + 1e-9)
        move = np.maximum(move, np.float32(LEAST * SURENESS))
    return (move / SURENESS).astype(np.float32)


def quiet_moves(logits, clips, names, mids):
    """By how much each logit of the quiet clips should change."""
    moves = np.minimum(logit(CLAIM) - logits, 0)
    moves[:, [names.index(name) for name in UNTOUCHED]] = 0
    for row, clip in enumerate(clips):
        if clip["labels"]:
            label = mids.index(clip["labels"])
            faint = clip["path"].startswith("noise") and names[label] == "Silence"
            moves[row, label] = max(logit(FAINT if faint else WANTED[names[label]]) - logits[row, label], 0)
    return moves


def embeddings(logits, weight, bias):
    """What the head was given, [clips, channels] and a column of ones: its logits say it, for it has more classes than channels."""
    found = (logits - bias).astype(np.float64) @ np.linalg.pinv(weight.astype(np.float64)).T
    return np.concatenate([found, np.ones((len(found), 1))], 1)


def main():
    if len(sys.argv) != 8:
        sys.exit(__doc__)
    target, model, outputs, teacher, manifest, quiet_outputs, quiet_list = sys.argv[1:]
    config = json.loads((pathlib.Path(model) / "config.json").read_text(encoding="utf-8"))
    names, mids = ([config[key][str(index)] for index in range(config["num_classes"])] for key in ("id2label", "id2mid"))
    tensors = read(pathlib.Path(model) / "model.safetensors")
    weight, bias = tensors["head.weight"], tensors["head.bias"]

    logits = read(outputs)["logits"]
    rows = [row for row, clip in enumerate(read_list(manifest)) if clip["split"] == "train" and np.isfinite(logits[row]).all()]
    logits = logits[rows]
    first = np.load(teacher)[rows].astype(np.float32).argmax(1)
    bias_move = bias_moves(logits, first)

    quiet = read(quiet_outputs)["logits"]
    clips_in, quiet_in = embeddings(logits, weight, bias), embeddings(quiet, weight, bias)
    moves = quiet_moves(quiet + bias_move, read_list(quiet_list), names, mids)
    kept = clips_in.T @ clips_in / len(clips_in)
    gram = kept + QUIET_SHARE * quiet_in.T @ quiet_in / len(quiet_in) + 1e-6 * np.trace(kept) / len(kept) * np.eye(len(kept))
    change = np.linalg.solve(gram, QUIET_SHARE * quiet_in.T @ moves / len(quiet_in)).astype(np.float32)

    tensors["head.weight"] = weight + change[:-1].T
    tensors["head.bias"] = bias + bias_move + change[-1]
    write(target, tensors)
    after = logits + bias_move + clips_in.astype(np.float32) @ change
    print(f"{len(rows)} clips; first tag {100 * (logits.argmax(1) == first).mean():.1f} % before, "
          f"{100 * (after.argmax(1) == first).mean():.1f} % after; biases moved by {bias_move.min():.2f} to {bias_move.max():.2f}")


if __name__ == "__main__":
    main()
