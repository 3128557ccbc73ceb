#!/usr/bin/env python3
"""Makes babble.opus, the babble that hides needles when no speech of one's own is given.

    python3 resources/niah/make_babble.py

Sixteen synthetic voices speak at once in eight languages, each as loud as the others, none to be understood. Needs
Debian's espeak-ng and ffmpeg; building and running the program needs neither.
"""
import pathlib
import subprocess
import tempfile

FOLDER = pathlib.Path(__file__).resolve().parent
SECONDS = 45

TEXTS = {
    "en-us": "When we came down to the river the boats had gone, and nobody knew who had untied them in the night. "
             "My brother laughed, sat on the wall and began to count the swallows under the bridge. ",
    "en-gb": "The shop on the corner sells candles, string, and a soup that is better than it looks. On Thursdays the "
             "owner plays chess with the postman, and the door stays shut until one of them gives up. ",
    "de": "Am Morgen lag Nebel über den Wiesen, und die Kühe standen still wie Steine. Erst gegen Mittag kam der Wind "
          "vom See herauf und trug das Läuten der Glocken bis zu uns. ",
    "fr-fr": "Dans la cuisine, la radio parlait toute seule pendant que le café montait. On attendait la pluie depuis "
             "des semaines, et les géraniums penchaient la tête vers la fenêtre. ",
    "es": "La plaza estaba llena de gente que no se conocía y que hablaba como si se conociera. Un perro dormía bajo la "
          "mesa y soñaba, moviendo las patas, con un conejo más lento que él. ",
    "it": "Il treno partì con venti minuti di ritardo, e nessuno se ne accorse perché il controllore raccontava una "
          "storia lunghissima su suo zio e una capra. ",
    "pt": "No fim da rua há uma casa azul onde ninguém mora, mas todas as noites alguém acende a luz da cozinha e lava "
          "três copos. ",
    "nl": "Achter de dijk begint het land van mijn grootvader, dat vroeger water was en dat ooit weer water zal zijn, "
          "zoals hij elke zondag zei. ",
}
# Voice, variant, words a minute, pitch.
VOICES = [("en-us", "m3", 165, 38), ("en-us", "f2", 175, 60), ("en-gb", "m1", 150, 45), ("en-gb", "f4", 160, 62),
          ("de", "m2", 155, 40), ("de", "f3", 165, 58), ("fr-fr", "m4", 170, 42), ("fr-fr", "f1", 160, 55),
          ("es", "m5", 175, 44), ("es", "f5", 170, 64), ("it", "m6", 165, 36), ("it", "f2", 175, 57),
          ("pt", "m7", 155, 46), ("pt", "f3", 165, 61), ("nl", "m1", 150, 41), ("nl", "f4", 160, 59)]


def main():
    with tempfile.TemporaryDirectory() as folder:
        inputs = []
        for number, (voice, variant, speed, pitch) in enumerate(VOICES):
            file = f"{folder}/{number}.wav"
            text = TEXTS[voice] * 8
            text = text[37 * number % len(TEXTS[voice]):]  # they do not all begin with the same sentence
            subprocess.run(["espeak-ng", "-v", f"{voice}+{variant}", "-s", str(speed), "-p", str(pitch), "-w", file,
                            text], check=True)
            inputs += ["-i", file]
        # Each voice from the same loudness, a little room around all of them.
        levelled = "".join(f"[{i}:a]atrim=end={SECONDS},aformat=channel_layouts=mono,loudnorm=I=-23:TP=-3,"
                           f"aresample=16000,aformat=channel_layouts=mono[v{i}];"
                           for i in range(len(VOICES)))
        mixed = "".join(f"[v{i}]" for i in range(len(VOICES)))
        graph = (f"{levelled}{mixed}amix=inputs={len(VOICES)}:normalize=0,volume=0.22,"
                 "aecho=0.9:0.7:37|61:0.25|0.15[out]")
        subprocess.run(["ffmpeg", "-v", "error", "-y", *inputs, "-filter_complex", graph, "-map", "[out]",
                        "-ac", "1", "-ar", "16000", "-c:a", "libopus", "-b:a", "32k", "-fflags", "+bitexact",
                        "-flags:a", "+bitexact", str(FOLDER / "babble.opus")], check=True)


if __name__ == "__main__":
    main()
