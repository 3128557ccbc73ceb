"""Bells, clocks, telephones, engines, sirens and clapping hands, by formula."""
import numpy as np

from .signal import (RATE, add_at, background, band, curve, faded, harmonics, levelled, resonances, room, shaped,
                     slow_noise, tilt, times)

# Partials of a church bell, from hum and prime up: (ratio to the strike note's frequency, level).
BELL = ((0.5, 0.32), (1.0, 0.16), (1.19, 0.27), (1.5, 0.57), (2.0, 0.22), (2.51, 0.19), (2.66, 0.86), (3.01, 0.27),
        (4.17, 0.30), (5.43, 0.29), (6.8, 0.19), (8.2, 0.19))


def _bell(rng, strike, seconds):
    t = times(seconds)
    out = np.zeros(len(t))
    for ratio, level in BELL:
        # Two close modes a partial, as no bell is quite round: they beat. High partials die sooner.
        tone = np.sin(2 * np.pi * strike * ratio * t) + 0.6 * np.sin(2 * np.pi * strike * ratio * 1.0022 * t + 1)
        out += level * tone * 10 ** (-3 * t * ratio ** 0.48 / 4.9)
    clapper = shaped(rng.standard_normal(len(t)), band(900, 7000, 1)) * np.exp(-t * 90)
    return out + 0.93 * clapper / np.std(clapper[:RATE // 50])


def church_bells(rng, seconds):
    """Two bells in turn, in the open."""
    out = np.zeros(len(times(seconds)))
    for number, at in enumerate(np.arange(0.1, seconds - 1.5, 2.04)):
        strike = 536.0 if number % 2 == 0 else 520.0
        add_at(out, at, _bell(rng, strike, seconds - at), rng.uniform(0.85, 1))
    echoing = room(rng, out, 2.2, 1.0, 5000)[:len(out)]
    return levelled(faded(echoing, 0.001, 1.2), 0.7) + background(rng, seconds, 0.003)


def telephone(rng, seconds):
    """An old telephone in a hall: two small gongs struck in turn, 25 strokes a second, a ring every three seconds."""
    out = np.zeros(len(times(seconds)))
    t = times(0.4)
    for ring in np.arange(0.0, seconds - 1.0, 3.0):
        for number, at in enumerate(np.arange(ring, ring + 1.1, 1 / 25)):
            base = (1820, 1581)[number % 2]
            gong = sum(level * np.sin(2 * np.pi * base * ratio * t) * np.exp(-t * fall)
                       for ratio, level, fall in ((1, 1, 11.4), (2.71, 1.07, 16.6), (5.15, 0.05, 29)))
            add_at(out, max(at + rng.normal(0, 0.001), 0), gong, rng.uniform(0.8, 1))
    return levelled(faded(room(rng, out, 1.85, 0.97)[:len(out)], 0.001, 0.3), 0.7) + background(rng, seconds, 0.0005)


def clock(rng, seconds):
    """A wall clock near by: tick and tock of the escapement, three contacts each, in a wooden case."""
    out = np.zeros(len(times(seconds)))
    t = times(0.08)
    for number, at in enumerate(np.arange(0.1, seconds - 0.1, 0.56)):
        case = (1830, 1475)[number % 2]
        tick = np.zeros(len(t))
        for delay, level in ((0.0, 0.92), (0.024, 1.0), (0.043, 1.0)):
            click = rng.standard_normal(len(t)) * np.exp(-t * 200)
            click += 1.1 * np.sin(2 * np.pi * case * t) * np.exp(-t * 424)
            add_at(tick, delay, click, level)
        add_at(out, at, tick, rng.uniform(0.9, 1))
    return levelled(room(rng, out, 0.22, 0.73, 4000)[:len(out)], 0.7) + background(rng, seconds, 0.0056)


def _fading(pulses, per_second):
    """Each pulse as an envelope that falls so fast."""
    n = len(pulses)
    decay = np.exp(-per_second * times(0.06))
    return np.fft.irfft(np.fft.rfft(pulses, 2 * n) * np.fft.rfft(decay, 2 * n), 2 * n)[:n]


def car(rng, seconds):
    """A car at idle that is revved a little, heard from the front: exhaust, gas, clatter of the valves, intake."""
    n = len(times(seconds))
    idle, top = 589, 808
    speed = curve(seconds, [(0, idle), (2.5, idle), (3.6, top), (4.4, 0.7 * top), (5.5, idle), (7, idle), (7.8, 0.8 * top),
                            (9, idle), (seconds, idle)])
    speed *= 1 + 0.0033 * slow_noise(rng, seconds, 12)
    # Six cylinders fire three times a turn, each a little differently: pulses that ring in the exhaust.
    fired = np.cumsum(speed / 60 * 3) / RATE
    at = np.searchsorted(fired, np.arange(1, int(fired[-1])))
    own = 1 + 0.033 * rng.standard_normal(6)
    pulses = np.zeros(n)
    pulses[at] = own[np.arange(len(at)) % 6] * (1 + 0.107 * rng.standard_normal(len(at)))
    pipe = resonances([(164, 239, 1.0), (814, 588, 0.038), (3960, 541, 0.0033)])
    exhaust = shaped(pulses, lambda f: pipe(f) + 0.58 * tilt(-4.87)(f))
    gas = shaped(rng.standard_normal(n) * _fading(pulses, 248), lambda f: tilt(-1.9)(f) * band(282, 6000, 1)(f))
    clatter = shaped(rng.standard_normal(n) * _fading(pulses, 103), resonances([(1865, 932, 1)]))
    intake = shaped(rng.standard_normal(n), lambda f: tilt(-5.86)(f) * band(40, 5000, 1)(f))
    parts = ((exhaust, 1.0), (gas, 0.182), (clatter, 0.817), (intake, 0.991))
    out = sum(level * part / np.std(part) for part, level in parts)
    return levelled(faded(room(rng, out, 0.3, 0.43, 4000)[:n], 0.3, 1.0), 0.91)


def siren(rng, seconds):
    """An emergency vehicle's wail that comes near, passes (Doppler) and goes away, over its own engine."""
    t = times(seconds)
    wail = 1050 + 430 * np.sin(2 * np.pi * t / 3.2 - np.pi / 2)
    path = 22.0 * (t - 0.55 * seconds)
    distance = np.sqrt(path ** 2 + 12.0 ** 2)
    approach = -np.gradient(distance, 1 / RATE)
    tone = harmonics(wail / (1 - approach / 343), [1, 0.5, 0.7, 0.3, 0.35, 0.15, 0.12, 0.06])
    horn = shaped(tone, resonances([(900, 900, 1.0), (2200, 1600, 0.8), (3900, 1500, 0.3)]))
    engine = shaped(rng.standard_normal(len(t)), band(60, 500, 1))
    out = (horn / np.std(horn) + 0.25 * engine / np.std(engine)) * 12.0 / distance
    return levelled(faded(room(rng, out, 1.2, 0.35, 4000)[:len(out)], 0.8, 1.2), 0.55)


def applause(rng, seconds):
    """170 people clap, each with hands and a pace of his own; the hall answers."""
    out = np.zeros(len(times(seconds)))
    t = times(0.03)
    for _ in range(170):
        pace = rng.uniform(0.19, 0.32)
        tone = 800 * rng.uniform(1, 2.16)
        hands = resonances([(tone, 0.68 * tone, 1.0), (2.3 * tone, tone, 0.49)])
        claps = [levelled(shaped(rng.standard_normal(len(t)) * np.exp(-t * 126), hands), 1.0) for _ in range(4)]
        gain = rng.exponential(1.0)
        at = rng.uniform(0, 0.4)
        end = seconds - rng.exponential(1.2)
        while at < end:
            add_at(out, at, claps[rng.integers(4)], gain * rng.uniform(0.7, 1))
            at += pace * rng.normal(1, 0.08)
    far = shaped(rng.standard_normal(len(out)), band(500, 4000, 1))
    hall = room(rng, out / np.std(out) + 0.15 * far / np.std(far), 2.2, 0.41, 6000)[:len(out)]
    return levelled(faded(hall, 0.2, 1.5), 0.8)
