"""Reads and writes the tensors of a safetensors file, as numpy's arrays of float32 by name. Needs numpy."""
import json
import struct

import numpy as np

TYPES = {"F16": np.float16, "F32": np.float32}


def read(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    header.pop("__metadata__", None)
    return {name: np.frombuffer(data[slice(*info["data_offsets"])], TYPES[info["dtype"]]).reshape(info["shape"]).astype(np.float32)
            for name, info in header.items()}


def write(path, tensors):
    header, at = {}, 0
    for name in sorted(tensors):
        header[name] = {"dtype": "F32", "shape": list(tensors[name].shape), "data_offsets": [at, at + tensors[name].nbytes]}
        at += tensors[name].nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for name in sorted(tensors):
            file.write(tensors[name].tobytes())
