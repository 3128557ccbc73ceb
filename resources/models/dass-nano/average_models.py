#!/usr/bin/env python3
"""Writes the mean of the weights of models with the same tensors, all float32: average_models.py OUT IN IN…"""
import array
import struct
import sys


def read(path):
    with open(path, "rb") as file:
        length = file.read(8)
        header = file.read(struct.unpack("<Q", length)[0])
        return length + header, array.array("f", file.read())


if len(sys.argv) < 4:
    sys.exit(__doc__)
models = [read(path) for path in sys.argv[2:]]
if any(header != models[0][0] for header, _ in models):
    sys.exit("the models do not hold the same tensors")
mean = array.array("f", (sum(values) / len(models) for values in zip(*(values for _, values in models))))
with open(sys.argv[1], "wb") as file:
    file.write(models[0][0])
    mean.tofile(file)
