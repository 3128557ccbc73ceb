#!/usr/bin/env python3
"""Puts the clips that make_formula_clips.py or make_variants.py made behind the corpus's: OUTPUT/manifest.csv, teacher.npy and what they hold.

    python3 join_lists.py CORPUS OUTPUT [--parts-only | --twice KIND...]

With --parts-only, what make_variants.py made takes the place of the corpus's training clips; with --twice, formula clips
of these kinds are listed once more.
"""
import csv
import os
import pathlib
import sys

import numpy as np


def main():
    corpus, output = map(pathlib.Path, sys.argv[1:3])
    with open(corpus / "manifest.csv", newline="", encoding="utf-8") as file:
        header, *rows = list(csv.reader(file))
    path, split = header.index("path"), header.index("split")
    for row in rows:
        row[path] = "corpus/" + row[path]
        if sys.argv[3:] == ["--parts-only"] and row[split] == "train":
            row[split] = "unchanged"
    logits = [np.load(corpus / "teacher_logits_f16.npy")]
    for part in sorted(output.glob("part-*.csv")):
        with open(part, newline="", encoding="utf-8") as file:
            rows += list(csv.reader(file))
        logits.append(np.load(part.with_suffix(".npy")))
    if sys.argv[3:4] == ["--twice"]:
        source, kind = header.index("source"), header.index("label_text")
        again = [i for i, row in enumerate(rows) if row[source] == "formula" and row[kind] in sys.argv[4:]]
        rows += [rows[i] for i in again]
        logits.append(np.concatenate(logits)[again])
    with open(output / "manifest.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([header] + rows)
    np.save(output / "teacher.npy", np.concatenate(logits))
    if not (output / "corpus").exists():
        os.symlink(os.path.relpath(corpus, output), output / "corpus")


if __name__ == "__main__":
    main()
