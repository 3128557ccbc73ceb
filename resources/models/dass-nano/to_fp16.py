#!/usr/bin/env python3
"""Rounds the weights of a safetensors file to float16: to_fp16.py OUT.safetensors IN.safetensors [KEPT...]

Tensors named as KEPT are written as float32. Needs numpy.
"""
import json
import struct
import sys

import numpy as np


def main():
    target, source, *kept = sys.argv[1:]
    with open(source, "rb") as file:
        length, = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    metadata = header.pop("__metadata__", {})
    out, blocks, end = {"__metadata__": metadata}, [], 0
    for name, entry in sorted(header.items()):
        first, last = entry["data_offsets"]
        values = np.frombuffer(data[first:last], {"F32": np.float32, "F16": np.float16}[entry["dtype"]])
        block = values.astype(np.float32 if name in kept else np.float16).tobytes()
        out[name] = {"dtype": "F32" if name in kept else "F16", "shape": entry["shape"], "data_offsets": [end, end + len(block)]}
        end += len(block)
        blocks.append(block)
    text = json.dumps(out, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(target, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(blocks))


if __name__ == "__main__":
    main()
