#!/usr/bin/env python3
"""Changes the training clips and asks the teacher what it hears then, so that student and teacher hear the same.

    python3 make_variants.py DATA TEACHER.pt OUTPUT [SHARE/OF [SOURCE...]]

DATA is the folder that join_lists.py made (manifest.csv, teacher.npy and what the manifest names). OUTPUT/clips/*.wav are
at most 5.12 s at 16 kHz: one clip alone, two mixed or several in a row, each cut, played faster or slower, filtered, in a
room, in noise, louder or quieter. The label is the teacher's logits on exactly that, and what it heard beyond 8 kHz in the
clips themselves (Listener). A share 1/2, 2/2, ... makes a part only; sources named after it (formula, esc10, ...) are the
only ones whose clips are changed, though others may be mixed into them. OUTPUT/part-I.csv and part-I.npy are for join_lists.py.
Needs numpy, torch and the program ffmpeg.
"""
import csv
import pathlib
import subprocess
import sys
import wave

import numpy as np
import torch

from make_formula_clips import write_wav
from teacher import Teacher

RATE = 16000
LONGEST = int(5.12 * RATE)
PASSES = {"formula": 2, "esc10": 8}  # how often a clip is drawn, by its source; others: 3


def decoded(path):
    run = subprocess.run(["ffmpeg", "-v", "error", "-threads", "1", "-i", path, "-f", "f32le", "-ac", "1", "-ar", str(RATE), "-"],
                         capture_output=True, check=True)
    return np.frombuffer(run.stdout, np.float32)


def doubled(sound):
    """16 to 32 kHz by padding the spectrum."""
    return np.fft.irfft(np.fft.rfft(sound), 2 * len(sound)) * 2


def filtered(sound, response):
    spectrum = np.fft.rfft(sound, len(sound) + RATE // 4)
    return np.fft.irfft(spectrum * response(np.fft.rfftfreq(len(sound) + RATE // 4, 1 / RATE)))[:len(sound)]


def tone_control(rng):
    """A smooth random response of up to about 9 dB each way, on a logarithmic frequency axis."""
    knots = np.log(np.array([30, 120, 500, 1500, 4000, 8000.0]))
    decibels = rng.normal(0, 4, len(knots))
    return lambda f: 10 ** (np.interp(np.log(np.maximum(f, 20)), knots, decibels) / 20)


def in_a_room(rng, sound):
    length = np.exp(rng.uniform(np.log(0.1), np.log(1.2)))
    t = np.arange(int(length * RATE)) / RATE
    response = rng.standard_normal(len(t)) * 10 ** (-3 * t / length)
    response *= rng.uniform(0.1, 0.8) / np.sqrt(np.sum(response ** 2))
    size = len(sound) + len(response)
    return sound + np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(response, size), size)[:len(sound)]


def speed_changed(rng, sound):
    speed = np.exp(rng.normal(0, 0.12))
    return np.interp(np.arange(0, len(sound) - 1, speed), np.arange(len(sound)), sound) if len(sound) > 2 else sound


def changed(rng, sound):
    if rng.uniform() < 0.5:
        sound = speed_changed(rng, sound)
    if rng.uniform() < 0.4:
        sound = filtered(sound, tone_control(rng))
    if rng.uniform() < 0.08:  # a telephone
        sound = filtered(sound, lambda f: 1 / (1 + (300 / np.maximum(f, 1)) ** 8) / (1 + (f / 3400) ** 12))
    if rng.uniform() < 0.25:
        sound = in_a_room(rng, sound)
    return sound


def cut(rng, sound, longest=LONGEST):
    start = rng.integers(0, max(1, len(sound) - longest + 1))
    return sound[start:start + longest]


def level(sound):
    return max(float(np.sqrt(np.mean(sound ** 2))), 1e-5)


def finished(rng, sound):
    """On a bed of noise now and then, at some level, never clipped except rarely and then on purpose."""
    if rng.uniform() < 0.3:
        slope = rng.uniform(-1, 0)
        bed = filtered(rng.standard_normal(len(sound)), lambda f: (np.maximum(f, 40) / 1000) ** slope)
        sound = sound + bed / level(bed) * level(sound) * 10 ** rng.uniform(-2, -0.25)
    peak = max(float(np.max(np.abs(sound))), 1e-6)
    sound = sound * min(10 ** rng.normal(-0.1, 0.25), (3.0 if rng.uniform() < 0.03 else 0.99) / peak)
    return np.clip(sound, -1, 1)


class Clips:
    """The training rows; those that are not plain WAV are decoded once, into DATA/decoded.npz."""

    def __init__(self, data):
        self.data = data
        with open(data / "manifest.csv", newline="", encoding="utf-8") as file:
            self.rows = list(csv.DictReader(file))
        self.stored = np.load(data / "teacher.npy").astype(np.float32)
        self.train = [i for i, row in enumerate(self.rows) if row["split"] == "train"]
        coded = [i for i in self.train if not self.rows[i]["path"].endswith(".wav")]
        cache = data / "decoded.npz"
        if not cache.exists():
            sounds = [decoded(data / self.rows[i]["path"]) for i in coded]
            np.savez(cache, ends=np.cumsum([len(s) for s in sounds]), samples=np.concatenate(sounds).astype(np.float16))
        file = np.load(cache)
        self.samples, ends = file["samples"], file["ends"]
        self.place = dict(zip(coded, zip([0, *ends[:-1]], ends)))

    def sound(self, number):
        row = self.train[number]
        if row in self.place:
            start, end = self.place[row]
            return self.samples[start:end].astype(np.float32)
        with wave.open(str(self.data / self.rows[row]["path"])) as file:
            return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32) / 32768

    def source(self, number):
        return self.rows[self.train[number]]["source"]


def mixed(rng, first, second):
    if len(second) > len(first):
        first, second = second, first
    out = first.copy()
    start = rng.integers(0, len(first) - len(second) + 1)
    gain = 10 ** rng.uniform(-0.6, 0.6)
    out[start:start + len(second)] += second * (level(first) / level(second) * gain)
    return out


def in_a_row(rng, sounds):
    parts = []
    for sound in sounds:
        parts += [sound * (0.1 / level(sound) * 10 ** rng.uniform(-0.3, 0.3)), np.zeros(int(rng.exponential(0.2) * RATE))]
    return cut(rng, np.concatenate(parts))


class Listener:
    """The teacher on 16 kHz sound. It heard the clips themselves at a higher rate and without loss: what that took from
    its logits on a whole clip is given back to every part and change of it."""

    def __init__(self, weights, clips):
        self.teacher, self.clips, self.missed = Teacher(weights), clips, {}

    def heard(self, sound):
        return self.teacher(torch.from_numpy(doubled(sound).astype(np.float32))[None])[0].numpy()

    def source(self, number):
        """(what the teacher hears in the whole clip, what it misses in it at this rate)"""
        if number not in self.missed:
            heard = self.heard(self.clips.sound(number))
            missed = self.clips.stored[self.clips.train[number]] - heard
            self.missed[number] = (heard.astype(np.float16), np.clip(missed, -3, 3).astype(np.float16))
        return self.missed[number]

    def logits(self, sound, sources):
        """Each class's loss is that of the source in which it is heard most."""
        heard, missed = (np.stack(part).astype(np.float32) for part in zip(*map(self.source, sources)))
        return self.heard(sound) + np.take_along_axis(missed, heard.argmax(0)[None], 0)[0]


def made(rng, clips, number, listener):
    """(sound, logits)"""
    def part(which, longest=LONGEST):
        return cut(rng, changed(rng, clips.sound(which)), longest)

    kind, own = rng.uniform(), part(number)
    if kind < 0.5:
        sources, sound = [number], own
    elif kind < 0.8:
        sources = [number, rng.integers(len(clips.train))]
        sound = mixed(rng, own, part(sources[1]))
    else:
        sources = [number, *rng.integers(len(clips.train), size=rng.integers(1, 4))]
        sound = in_a_row(rng, [own] + [part(which, LONGEST // 2) for which in sources[1:]])
    sound = finished(rng, sound)
    return sound, listener.logits(sound, sources)


def main():
    data, weights, output = map(pathlib.Path, sys.argv[1:4])
    share, shares = map(int, (sys.argv[4] if len(sys.argv) > 4 else "1/1").split("/"))
    torch.set_num_threads(1)
    clips = Clips(data)
    listener = Listener(weights, clips)
    (output / "clips").mkdir(parents=True, exist_ok=True)
    rows, logits = [], []
    for number in range(share - 1, len(clips.train), shares):
        if sys.argv[5:] and clips.source(number) not in sys.argv[5:]:
            continue
        for turn in range(PASSES.get(clips.source(number), 3)):
            sound, heard = made(np.random.default_rng([number, turn]), clips, number, listener)
            if len(sound) < 800 or not np.isfinite(heard).all():
                continue
            name = f"clips/{number:05}-{turn}.wav"
            write_wav(output / name, sound)
            rows.append([name, f"{len(sound) / RATE:.3f}", "variant", "", "", "train", name])
            logits.append(heard.astype(np.float16))
    part = "-".join([f"part-{share}", *sys.argv[5:]])
    np.save(output / f"{part}.npy", np.stack(logits))
    with open(output / f"{part}.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    main()
