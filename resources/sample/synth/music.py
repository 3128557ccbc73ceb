"""Two small pieces of the project's own, written as MIDI and played by fluidsynth with a General MIDI sound font."""
import pathlib
import subprocess
import tempfile

import numpy as np

from .signal import RATE, faded, levelled

SOUND_FONT = "/usr/share/sounds/sf2/FluidR3_GM.sf2"
TICKS = 480  # a quarter note
DRUMS = 9    # General MIDI's channel of percussion


def _number(value):
    """A MIDI variable-length number."""
    out = [value & 0x7F]
    while value > 0x7F:
        value >>= 7
        out.append(0x80 | (value & 0x7F))
    return bytes(reversed(out))


def midi(beats_per_minute, programs, notes):
    """A MIDI file: programs {channel: program}, notes (channel, start, length in beats, pitch, velocity)."""
    events = []
    for channel, start, length, pitch, velocity in notes:
        events.append((round(start * TICKS), 1, bytes([0x90 | channel, pitch, velocity])))
        events.append((round((start + length) * TICKS), 0, bytes([0x80 | channel, pitch, 0])))
    track = b"\x00\xff\x51\x03" + round(60e6 / beats_per_minute).to_bytes(3, "big")
    for channel, program in programs.items():
        track += b"\x00" + bytes([0xC0 | channel, program])
    now = 0
    for at, _, message in sorted(events):
        track += _number(at - now) + message
        now = at
    track += b"\x00\xff\x2f\x00"
    header = b"MThd" + (6).to_bytes(4, "big") + b"\0\0\0\1" + TICKS.to_bytes(2, "big")
    return header + b"MTrk" + len(track).to_bytes(4, "big") + track


def _played(data, seconds):
    with tempfile.TemporaryDirectory() as folder:
        score, raw = pathlib.Path(folder, "piece.mid"), pathlib.Path(folder, "piece.raw")
        score.write_bytes(data)
        subprocess.run(["fluidsynth", "-ni", "-q", "-g", "0.6", "-r", str(RATE), "-T", "raw", "-O", "s16", "-F", raw,
                        SOUND_FONT, score], check=True, stdout=subprocess.DEVNULL)
        stereo = np.frombuffer(raw.read_bytes(), "<i2").reshape(-1, 2)
    mono = stereo.mean(axis=1)[:int(seconds * RATE)] / 32768
    mono = np.pad(mono, (0, int(seconds * RATE) - len(mono)))
    return levelled(faded(mono, 0.01, 1.0), 0.6)


def piano(rng, seconds):
    """A slow waltz in A minor: bass and chord in the left hand, a singing right hand."""
    chords = [(45, 60, 64), (41, 57, 60), (48, 64, 67), (43, 59, 62)] * 3
    melody = [[(76, 2), (74, 1)], [(72, 1.5), (71, 0.5), (69, 1)], [(67, 1), (72, 1), (76, 1)], [(74, 3)],
              [(76, 1), (77, 1), (79, 1)], [(81, 2), (79, 1)], [(76, 1.5), (74, 0.5), (72, 1)], [(71, 3)]]
    notes = []
    for bar, (bass, low, high) in enumerate(chords):
        start = bar * 3
        notes.append((0, start, 2.8, bass, 62 + int(rng.integers(6))))
        for beat in (1, 2):
            notes += [(0, start + beat, 0.8, pitch, 48 + int(rng.integers(6))) for pitch in (low, high)]
        at = start
        for pitch, length in melody[bar % len(melody)]:
            notes.append((0, at + rng.uniform(0, 0.02), length * 0.97, pitch, 84 + int(rng.integers(10))))
            at += length
    return _played(midi(150, {0: 0}, notes), seconds)


def band(rng, seconds):
    """Drums, bass, a strummed and a lead guitar over four chords in E minor."""
    roots = [40, 36, 43, 38]
    thirds = [3, 4, 4, 4]
    lead = [76, 79, 83, 81, 79, 78, 76, 74, 71, 74, 76, 79, 78, 76, 74, 71]
    notes = []
    for bar in range(12):
        start = bar * 4
        root, third = roots[bar % 4], thirds[bar % 4]
        for step in range(8):
            at = start + step / 2
            notes.append((DRUMS, at, 0.2, 42 if step % 4 != 3 else 46, 70 + int(rng.integers(20))))
            notes.append((1, at, 0.45, root - 12 + (7 if step == 6 else 0), 100))
            if step in (0, 3, 5):
                notes.append((DRUMS, at, 0.2, 36, 110))
            if step in (2, 6):
                notes.append((DRUMS, at, 0.2, 38, 110))
            if step != 4:
                notes += [(2, at + 0.015 * k, 0.4, root + 12 + offset, 78)
                          for k, offset in enumerate((0, 7, 12, 12 + third))]
            notes.append((3, at, 0.48, lead[(bar * 8 + step) % len(lead)], 92))
        notes.append((DRUMS, start, 1, 49, 90 if bar % 4 == 0 else 1))
    return _played(midi(126, {1: 33, 2: 25, 3: 29}, notes), seconds)
