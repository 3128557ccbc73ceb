"""Reads exported files with the readers that people use for them and prints, as a JSON list, what these made of them.

read_exports.py [csv FILE | audacity FILE | raven FILE]...
"""

import json
import sys

import crowsetta
import pandas


def csv(path):
    table = pandas.read_csv(path)
    return {"columns": list(table.columns), "types": [str(kind) for kind in table.dtypes],
            "rows": table.astype(object).where(table.notna(), None).values.tolist()}


def audacity(path):
    sequence = crowsetta.formats.seq.AudSeq.from_file(path).to_seq(round_times=False)
    return [[segment.onset_s, segment.offset_s, segment.label] for segment in sequence.segments]


def raven(path):
    read = crowsetta.formats.bbox.Raven.from_file(path, annot_col="Label")
    return [[box.onset, box.offset, box.low_freq, box.high_freq, box.label, confidence]
            for box, confidence in zip(read.to_bbox(), read.df["Confidence"])]


def plain(value):
    return value.item()  # of a number of NumPy's


readers = {"csv": csv, "audacity": audacity, "raven": raven}
pairs = zip(sys.argv[1::2], sys.argv[2::2])
print(json.dumps([readers[kind](path) for kind, path in pairs], default=plain))
