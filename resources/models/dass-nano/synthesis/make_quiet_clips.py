#!/usr/bin/env python3
"""Clips that hold nothing but silence, noise, a tone or clicks, and what may be claimed of them: make_quiet_clips.py FOLDER

Makes WAV files of 10.24 s and list.csv (path, labels) in FOLDER, for settle_head.py. Needs numpy.
"""
import csv
import pathlib
import sys
import wave

import numpy as np

RATE = 16000
LENGTH = int(10.24 * RATE)
SEED = 5
SILENCE, WHITE, PINK, SINE = "/m/028v0c", "/m/0chx_", "/m/0cj0r", "/m/01v_m0"
INAUDIBLE = 0.006  # of full scale, the peak of a noise that may be called silence


def noise(random, slope):
    """Noise whose amplitude goes with frequency to the power of slope (white 0, pink -0.5, brown -1), with a peak of 1."""
    spectrum = np.fft.rfft(random.standard_normal(LENGTH))
    spectrum *= np.maximum(np.arange(len(spectrum)), 1.0) ** slope
    samples = np.fft.irfft(spectrum, LENGTH)
    return samples / np.abs(samples).max()


def noise_label(slope, peak):
    if peak <= INAUDIBLE:
        return SILENCE
    if slope == 0:
        return WHITE
    return PINK if slope <= -0.5 else ""


def clips():
    """Name, samples and label of each clip."""
    random = np.random.default_rng(SEED)
    time = np.arange(LENGTH) / RATE
    yield "silence", np.zeros(LENGTH), SILENCE
    for peak in (1e-4, 2e-4, 5e-4):
        yield f"dither-{peak:g}", peak * noise(random, 0), SILENCE
    for slope in (-1, -0.75, -0.5, -0.25, 0, 0.5, 1):
        for peak in (0.002, 0.006, 0.02, 0.06, 0.2, 0.4, 0.8):
            yield f"noise{slope:+g}-{peak:g}", peak * noise(random, slope), noise_label(slope, peak)
    for hertz in (50, 63, 100, 150, 220, 330, 523, 700, 880, 1250, 1800, 2500, 3300, 4600, 5500, 7000):
        for peak in (0.01, 0.1, 0.25, 0.5):
            yield f"tone-{hertz}-hz-{peak:g}", peak * np.sin(2 * np.pi * hertz * time), SINE
    for seconds in (0.3, 0.5, 1.5, 2):
        samples = np.zeros(LENGTH)
        samples[:: int(seconds * RATE)] = 0.7
        yield f"clicks-{seconds:g}-s", samples, ""


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    rows = [["path", "labels"]]
    for name, samples, label in clips():
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes((samples * 32767).round().astype("<i2").tobytes())
        rows.append([f"{name}.wav", label])
    with open(folder / "list.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    main()
