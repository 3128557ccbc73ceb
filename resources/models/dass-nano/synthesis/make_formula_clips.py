#!/usr/bin/env python3
"""Adds sounds made by formula (sounds.py), with the teacher's outputs on them, to the corpus's training clips.

    python3 make_formula_clips.py CORPUS TEACHER.pt OUTPUT [SHARE/OF [KIND...]]

OUTPUT/clips/*.wav are 10 s at 16 kHz, OUTPUT/part-I.csv and part-I.npy their manifest and the teacher's logits, which
join_lists.py puts behind the corpus's. A share 1/2, 2/2, ... makes a part only, for several processes; kinds named after
it are the only ones made. Of three tries (eight for idling engines, five for cars) the first is kept on which the teacher hears what was
meant at 0.3 or more, otherwise the best of them. Needs numpy and torch.
"""
import csv
import pathlib
import sys
import wave
import zlib

import numpy as np
import torch

FOLDER = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parents[2] / "sample"))
import sounds  # noqa: E402
from teacher import Teacher  # noqa: E402

SECONDS = 10.0
TRIES = {"idling": 8, "car": 5}  # others: 3
MEANT = {
    "siren": "Siren", "engine": "Engine|Idling|Accelerating, revving, vroom|Motorcycle|Truck|Lawn mower|Chainsaw|Engine starting",
    "idling": "Engine|Idling", "car": "Engine|Idling", "passing": "Car passing by|Car|Motor vehicle (road)|Vehicle", "rotor": "Helicopter|Propeller, airscrew|Aircraft|Mechanical fan",
    "bell": "Church bell|Bell|Bicycle bell|Cowbell|Jingle bell|Chime", "telephone": "Telephone|Ringtone|Dial tone|Busy signal",
    "clock": "Clock|Tick|Tick-tock", "alarm": "Alarm|Beep, bleep|Buzzer|Smoke detector, smoke alarm|Alarm clock|Car alarm",
    "horn": "Vehicle horn, car horn, honking|Air horn, truck horn|Train horn|Toot", "thunder": "Thunder|Thunderstorm",
    "weather": "Rain|Wind|Stream|Ocean|Waves, surf|Water", "fire": "Fire|Crackle", "blasts": "Gunshot, gunfire|Explosion|Fireworks",
    "insects": "Insect|Cricket|Bee, wasp, etc.|Mosquito", "whistle": "Whistle|Whistling|Steam whistle",
    "taps": "Knock|Tap|Hammer|Walk, footsteps|Typing|Wood", "clapping": "Clapping|Applause", "applause": "Applause|Clapping", "plain": ""}


def decimated(sound):
    """32 to 16 kHz by cutting the spectrum."""
    spectrum = np.fft.rfft(sound)
    return np.fft.irfft(spectrum[:len(sound) // 4 + 1], len(sound) // 2) / 2


def made(rng, make, teacher, wanted, tries):
    best = None
    for _ in range(tries if wanted else 1):
        sound = sounds.clip(rng, make, SECONDS).astype(np.float32)
        logits = teacher(torch.from_numpy(sound)[None])[0].numpy()
        heard = logits[wanted].max() if wanted else 0.0
        if best is None or heard > best[0]:
            best = (heard, sound, logits)
        if heard > -0.85:  # 0.3
            break
    return best[1], best[2]


def write_wav(path, samples):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16000)
        file.writeframes(np.clip(np.round(samples * 32767), -32768, 32767).astype("<i2").tobytes())


def main():
    corpus, weights, output = map(pathlib.Path, sys.argv[1:4])
    share, shares = map(int, (sys.argv[4] if len(sys.argv) > 4 else "1/1").split("/"))
    torch.set_num_threads(1)
    teacher = Teacher(weights)
    with open(corpus / "class_labels_indices.csv", encoding="utf-8") as file:
        names = [row["display_name"] for row in csv.DictReader(file)]
    (output / "clips").mkdir(parents=True, exist_ok=True)
    rows, logits = [], []
    for kind, (make, count) in sounds.KINDS.items():
        if sys.argv[5:] and kind not in sys.argv[5:]:
            continue
        wanted = [names.index(name) for name in MEANT[kind].split("|") if name in names]
        for number in range(share - 1, count, shares):
            rng = np.random.default_rng([zlib.crc32(kind.encode()), number])
            sound, heard = made(rng, make, teacher, wanted, TRIES.get(kind, 3))
            write_wav(output / "clips" / f"{kind}-{number:03}.wav", decimated(sound))
            rows.append([f"clips/{kind}-{number:03}.wav", f"{SECONDS}", "formula", "", kind, "train", f"formula-{kind}-{number}"])
            logits.append(heard.astype(np.float16))
    np.save(output / f"part-{share}.npy", np.stack(logits))
    with open(output / f"part-{share}.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    main()
