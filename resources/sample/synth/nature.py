"""Rain, thunder, birds and a dog, by formula."""
import numpy as np

from .signal import (RATE, add_at, background, band, curve, faded, harmonics, levelled, resonances, room, shaped,
                     slow_noise, tilt, times)


def rain(rng, seconds):
    """A hiss of unresolved drops on the ground around, over it near drops as taps on leaves."""
    hiss = shaped(rng.standard_normal(len(times(seconds))), lambda f: tilt(-5)(f) * band(500, 5000, 1)(f))
    t = times(0.012)
    taps = np.zeros(len(hiss))
    for _ in range(int(seconds * 460)):
        tap = rng.standard_normal(len(t)) * np.exp(-t * rng.uniform(750, 2250))
        add_at(taps, rng.uniform(0, seconds), tap, rng.exponential(1.0) ** 1.3)
    taps = shaped(taps, lambda f: tilt(-4)(f) * band(2400, 9000)(f))
    out = hiss / np.std(hiss) * (1 + 0.02 * slow_noise(rng, seconds, 2)) + 0.22 * taps / np.std(taps)
    return levelled(faded(out, 1.0, 1.5), 0.85)


def thunder(rng, seconds):
    """A distant crack, then rolling low noise whose level wanders as the echoes come in."""
    noise = rng.standard_normal(len(times(seconds)))
    roll = 0.5 + 0.5 * np.abs(slow_noise(rng, seconds, 4))
    low = shaped(noise, lambda f: tilt(-8, 100)(f) * band(35, 3000)(f))
    low *= roll * curve(seconds, [(0, 0), (0.25, 0.7), (0.9, 1), (2.2, 0.6), (4, 0.4), (seconds, 0)])
    high = shaped(noise, band(150, 1200, 1)) * roll
    high *= curve(seconds, [(0, 0), (0.2, 1), (1.0, 0.35), (2.5, 0.1), (seconds, 0)])
    out = low / np.std(low) + 0.3 * high / np.std(high)
    return levelled(room(rng, out, 2.5, 0.6, 900)[:len(out)], 0.7) + background(rng, seconds)


def _chirp(low, high, seconds, bend, trill=0.0, rate=30.0):
    t = times(seconds)
    sweep = low + (high - low) * (t / seconds) ** bend
    frequency = sweep * (1 + trill * np.sin(2 * np.pi * rate * t))
    tone = harmonics(frequency, [1, 0.06, 0.02])
    return tone * np.sin(np.pi * t / seconds) ** 0.7


def birds(rng, seconds):
    """Three singers at different distances, each with phrases of its own: whistles, trills and sweeps."""
    out = np.zeros(len(times(seconds)))
    for base, gain, phrases in ((2900, 1.0, 0.55), (4300, 0.6, 0.8), (5600, 0.4, 0.7)):
        at = rng.uniform(0, 1.0)
        while at < seconds - 1:
            kind = rng.integers(4)
            start, end = base * rng.uniform(0.85, 1.2), base * rng.uniform(0.85, 1.35)
            for _ in range(int(rng.integers(3, 9))):
                if kind == 0:
                    note = _chirp(start, end, 0.09, 1.0)
                elif kind == 1:
                    note = _chirp(start, start * 1.02, 0.16, 1.0, 0.06, 45)
                elif kind == 2:
                    note = _chirp(end * 1.2, start, 0.06, 0.6)
                else:
                    note = _chirp(start, end, 0.22, 2.0, 0.02, 25)
                add_at(out, at, note, gain * rng.uniform(0.6, 1))
                at += len(note) / RATE + rng.uniform(0.015, 0.06)
            at += rng.exponential(phrases) + 0.15
    out = room(rng, out, 0.9, 0.25, 9000)[:len(out)]
    leaves = shaped(rng.standard_normal(len(out)), band(300, 4000, 1))
    return levelled(faded(out + 0.012 * leaves / np.std(leaves), 0.3, 0.8), 0.5)


def _bark(rng):
    """A voiced burst: pitch that jumps up and falls, rough voice, formants of a large dog and a breath of noise."""
    seconds = 0.167 * rng.uniform(0.9, 1.1)
    top = 490 * rng.uniform(0.93, 1.07)
    pitch = curve(seconds, [(0, 0.4 * top), (0.3 * seconds, top), (0.5 * seconds, top), (seconds, 0.9 * top)])
    pitch *= 1 + 0.05 * slow_noise(rng, seconds, 200)
    voice = harmonics(pitch, [n ** -0.66 for n in range(1, 25)])
    voice *= 1 + 0.29 * slow_noise(rng, seconds, 130)
    breath = 1.15 * np.std(voice) * rng.standard_normal(len(voice))
    mouth = resonances([(700, 380, 1.41), (1460, 510, 1.0), (2415, 890, 0.8), (4070, 1900, 0.32)])
    envelope = curve(seconds, [(0, 0), (0.28 * seconds, 1), (0.55 * seconds, 0.8), (seconds, 0)])
    return levelled(shaped(voice + breath, mouth) * envelope, 1.0)


def dog(rng, seconds):
    """Barks in groups of one to three, outdoors."""
    out = np.zeros(len(times(seconds)))
    at = 0.2
    while at < seconds - 0.8:
        for _ in range(int(rng.integers(1, 4))):
            add_at(out, at, _bark(rng), rng.uniform(0.75, 1))
            at += rng.uniform(0.46, 0.64)
        at += rng.uniform(0.3, 0.8)
    return levelled(room(rng, out, 0.44, 0.1, 5000)[:len(out)], 0.8) + background(rng, seconds, 0.001)
