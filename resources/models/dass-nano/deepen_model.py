#!/usr/bin/env python3
"""Puts blocks that do nothing yet behind a model's own, for more training: deepen_model.py OUT.safetensors IN.safetensors STAGE…

Each named stage (0 to 3) gets a copy of its last block whose two residual branches end in zeros: out_proj and mlp.fc2. The
model says what it said before. Weights come out as float32. Needs numpy.
"""
import re
import sys

import numpy as np

from tensors import read, write


def deepened(tensors, stage):
    blocks = re.compile(rf"(.*layers\.{stage}\.blocks\.)(\d+)\.(.*)")
    last = max(int(match[2]) for match in map(blocks.fullmatch, tensors) if match)
    added = {}
    for name, tensor in tensors.items():
        match = blocks.fullmatch(name)
        if match and int(match[2]) == last:
            silent = match[3].startswith(("op.out_proj.", "mlp.fc2."))
            added[f"{match[1]}{last + 1}.{match[3]}"] = np.zeros_like(tensor) if silent else tensor
    return tensors | added


if len(sys.argv) < 4:
    sys.exit(__doc__)
model = read(sys.argv[2])
for number in sys.argv[3:]:
    model = deepened(model, int(number))
write(sys.argv[1], model)
