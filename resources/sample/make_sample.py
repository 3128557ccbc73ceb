#!/usr/bin/env python3
"""Makes sample.flac, the recording that the program opens when it is given none, and sample_timeline.csv.

    python3 resources/sample/make_sample.py

Everything in it is synthesised. Needs Debian's python3-numpy, espeak-ng, fluidsynth, fluid-soundfont-gm and ffmpeg;
building and running the program needs none of them. The same versions give the same samples.
"""
import csv
import pathlib
import subprocess
import sys

import numpy as np

from synth import machines, music, nature, voices
from synth.signal import RATE, add_at

FOLDER = pathlib.Path(__file__).resolve().parent
FILE_RATE = 16000  # what the model hears; a higher one would only make the file larger

WELCOME = [("en-us", "Welcome to DASS Studio. This recording was made by a computer, "
                     "so that you have something to try.", 150, 38),
           ("en-us", "Press run, and look at what is heard when.", 150, 38)]
GUESTS = [("de+f3", "Guten Morgen. Die Vögel singen schon im Garten.", 140, 60),
          ("fr-fr+f2", "Bonjour. Bientôt les cloches vont sonner.", 140, 55)]
FAREWELL = [("en-gb", "That was the last sound. Now drop a recording of your own on the window.", 150, 45)]

# Start and end in seconds, AudioSet label, what makes it. Overlaps are meant: speech over birds, thunder over rain.
SCENES = [
    (0.5, 11.5, "Speech", "a man welcomes, in English", lambda rng, s: voices.speech(rng, s, WELCOME)),
    (12.5, 25.0, "Piano", "a waltz in A minor", music.piano),
    (26.0, 48.0, "Bird", "three birds in a garden", nature.birds),
    (38.0, 47.5, "Speech", "two women, in German and French", lambda rng, s: 0.9 * voices.speech(rng, s, GUESTS)),
    (49.0, 63.0, "Church bell", "two bells in turn", machines.church_bells),
    (64.0, 86.0, "Rain", "rain on the ground and on leaves", nature.rain),
    (76.0, 84.0, "Thunder", "one clap, rolling on", nature.thunder),
    (87.0, 100.0, "Engine", "a car idles and is revved a little", machines.car),
    (100.0, 113.0, "Siren", "an emergency vehicle passes", machines.siren),
    (114.0, 125.0, "Dog", "a large dog barks", nature.dog),
    (126.0, 137.0, "Telephone bell ringing", "an old telephone", machines.telephone),
    (138.0, 149.0, "Tick-tock", "a wall clock", machines.clock),
    (150.0, 168.0, "Music", "guitars, bass and drums", music.band),
    (168.0, 178.0, "Applause", "a hall claps", machines.applause),
    (178.5, 184.5, "Speech", "a man says goodbye, in English", lambda rng, s: voices.speech(rng, s, FAREWELL)),
]
LENGTH = 185.0


def main():
    out = np.zeros(int(LENGTH * RATE))
    for number, (start, end, label, what, make) in enumerate(SCENES):
        print(f"{start:6.1f} to {end:6.1f} s  {label}: {what}", file=sys.stderr)
        add_at(out, start, make(np.random.default_rng(1000 + number), end - start))
    # Never wholly silent, as no recording is: 60 dB below full scale and less.
    out += np.random.default_rng(1).standard_normal(len(out)) * 3e-4
    samples = np.clip(np.round(out * 32767), -32768, 32767).astype("<i2")
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i", "-",
                    "-af", f"aresample={FILE_RATE}:filter_size=64", "-sample_fmt", "s16", "-c:a", "flac",
                    "-compression_level", "12", "-fflags", "+bitexact", "-flags:a", "+bitexact",
                    FOLDER / "sample.flac"],
                   input=samples.tobytes(), check=True)
    with open(FOLDER / "sample_timeline.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["start_s", "end_s", "label", "what"])
        writer.writerows([f"{start:.1f}", f"{end:.1f}", label, what] for start, end, label, what, _ in SCENES)


if __name__ == "__main__":
    main()
