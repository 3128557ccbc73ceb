"""Sounds that the corpus has few of, by formula, each time with other parameters: sirens, engines, bells, telephones,
clocks, alarms, thunder, weather, insects, tones and noises. kinds() names them; each takes a generator of random numbers
and a length in seconds and returns samples at RATE.

Both this and the bundled sample recording use the building blocks of resources/sample/synth/signal.py, and both had their
engines and church bells tuned until the teacher took them for such; here they are drawn from a range around that.
"""
import numpy as np

from synth import nature
from synth.signal import (RATE, add_at, band, curve, harmonics, levelled, resonances, room, shaped, slow_noise, tilt,
                          times)


def noise(rng, seconds):
    return rng.standard_normal(len(times(seconds)))


def unit(sound):
    return sound / max(np.std(sound), 1e-9)


def falling(rng, count, low=0.4, high=1.6):
    """Levels of harmonics that fall by a random power of their number, each a little off."""
    slope = rng.uniform(low, high)
    return [n ** -slope * rng.uniform(0.4, 1.2) for n in range(1, count + 1)]


def horn(rng):
    return resonances([(rng.uniform(500, 1300), rng.uniform(300, 1200), 1.0),
                       (rng.uniform(1500, 3000), rng.uniform(600, 2000), rng.uniform(0.2, 1.0)),
                       (rng.uniform(3000, 5000), 1500, rng.uniform(0.0, 0.5))])


def siren(rng, seconds):
    """Wail, yelp, phaser, two tones or a civil-defence rotor; standing, or passing with Doppler shift."""
    t = times(seconds)
    kind = rng.integers(5)
    middle, spread = rng.uniform(650, 1250), rng.uniform(0.2, 0.5)
    if kind < 3:
        rate = (rng.uniform(0.1, 0.45), rng.uniform(2, 4), rng.uniform(8, 16))[kind]
        position = (t * rate + rng.uniform()) % 1
        rise = rng.uniform(0.2, 0.8)
        shape = np.where(position < rise, position / rise, (1 - position) / (1 - rise))
        shape = shape ** rng.uniform(0.6, 1.6) * 2 - 1
    elif kind == 3:
        shape = np.sign(np.sin(2 * np.pi * t * rng.uniform(0.4, 1.2)))
        spread = rng.uniform(0.1, 0.2)
    else:
        middle = rng.uniform(300, 600)
        shape = curve(seconds, [(0, -2), (seconds * rng.uniform(0.2, 0.5), 1), (seconds * 0.7, 1), (seconds, -1)])
    pitch = middle * (1 + spread * shape)
    loudness = 1.0
    if rng.uniform() < 0.6:
        passing = rng.uniform(-0.3, 1.3) * seconds
        nearest = rng.uniform(5, 40)
        distance = np.hypot(rng.uniform(8, 25) * (t - passing), nearest)
        pitch = pitch / (1 + np.gradient(distance, 1 / RATE) / 343)
        loudness = nearest / distance
    tone = unit(shaped(harmonics(pitch, falling(rng, 12, 0.3, 1.2)), horn(rng)))
    if rng.uniform() < 0.3:
        tone += 0.7 * unit(shaped(harmonics(pitch * rng.uniform(1.1, 1.5), falling(rng, 10)), horn(rng)))
    street = unit(shaped(noise(rng, seconds), lambda f: tilt(rng.uniform(-6, -3), 300)(f) * band(50, 4000, 1)(f)))
    return tone * loudness + rng.uniform(0.02, 0.3) * street


def rpm(rng, seconds, idle, top):
    kind = rng.integers(4)
    if kind == 0:
        return curve(seconds, [(0, idle), (seconds, idle * rng.uniform(0.95, 1.1))])
    if kind == 1:
        speed = rng.uniform(min(1.5 * idle, top), top)
        return curve(seconds, [(0, speed), (seconds, speed * rng.uniform(0.8, 1.2))])
    if kind == 2:
        start = rng.uniform(0.1, 0.4) * seconds
        shift = rng.uniform(0.5, 0.7) * seconds
        return curve(seconds, [(0, idle), (start, idle), (shift, top), (shift + 0.3, 0.6 * top), (seconds, top)])
    points, at = [(0, idle)], rng.uniform(0.3, 1.5)
    while at < seconds - 1:
        points += [(at, idle), (at + rng.uniform(0.15, 0.5), rng.uniform(0.5, 1) * top), (at + rng.uniform(0.7, 1.2), idle)]
        at += rng.uniform(1.2, 3)
    points.sort()
    return curve(seconds, points + [(seconds, idle)])


def unit_pulses(rng, speed, cylinders, uneven, jitter):
    """One pulse for each power stroke of a four-stroke engine at this speed (turns a minute)."""
    fired = np.cumsum(speed / 120 * cylinders) / RATE
    at = np.searchsorted(fired, np.arange(1, int(fired[-1])))
    own = 1 + uneven * rng.standard_normal(cylinders)
    pulses = np.zeros(len(speed))
    pulses[at] = own[np.arange(len(at)) % cylinders] * (1 + jitter * rng.standard_normal(len(at)))
    return pulses


def fading(pulses, per_second):
    """Each pulse as an envelope that falls so fast."""
    n = len(pulses)
    decay = np.exp(-per_second * times(0.06))
    return np.fft.irfft(np.fft.rfft(pulses, 2 * n) * np.fft.rfft(decay, 2 * n), 2 * n)[:n]


def rough_engine(rng, seconds):
    """One to twelve cylinders, from a ship's diesel to a chainsaw: unequal pulses through a pipe, and gas noise."""
    idle = np.exp(rng.uniform(np.log(300), np.log(2500)))
    speed = rpm(rng, seconds, idle, idle * rng.uniform(2, 6)) * (1 + rng.uniform(0.003, 0.03) * slow_noise(rng, seconds, 10))
    pulses = unit_pulses(rng, speed, int(rng.choice([1, 2, 3, 4, 4, 6, 8, 12])), rng.uniform(0, 0.4), rng.uniform(0, 0.2))
    pipe = resonances([(rng.uniform(60, 220), rng.uniform(60, 250), 1.0), (rng.uniform(250, 800), 300, rng.uniform(0.05, 0.6)),
                       (rng.uniform(1000, 3000), 1500, rng.uniform(0.01, 0.2))])
    slope = rng.uniform(-6, -2)
    exhaust = unit(shaped(pulses, lambda f: pipe(f) + rng.uniform(0.05, 0.5) * tilt(slope)(f)))
    puffs = unit(shaped(noise(rng, seconds) * fading(pulses, rng.uniform(60, 500)),
                        lambda f: tilt(rng.uniform(-4, -1))(f) * band(100, 6000, 1)(f)))
    road = unit(shaped(noise(rng, seconds), lambda f: tilt(rng.uniform(-6, -3))(f) * band(40, 5000, 1)(f)))
    out = exhaust + rng.uniform(0.1, 1.2) * puffs + rng.uniform(0.05, 0.8) * road
    return out * (1 + rng.uniform(0, 0.3) * slow_noise(rng, seconds, 1))


def idling_engine(rng, seconds):
    """A car or a lorry at idle or revved a little: even pulses, clatter of the valves, low noise of the intake."""
    idle = rng.uniform(380, 900)
    speed = rpm(rng, seconds, idle, idle * rng.uniform(1.2, 2.5)) * (1 + rng.uniform(0.002, 0.008) * slow_noise(rng, seconds, 12))
    pulses = unit_pulses(rng, speed, int(rng.integers(4, 9)), rng.uniform(0, 0.12), rng.uniform(0.05, 0.15))
    pipe = resonances([(rng.uniform(110, 220), rng.uniform(150, 300), 1.0), (rng.uniform(500, 1000), 600, rng.uniform(0.02, 0.1))])
    level, slope = rng.uniform(0.3, 0.8), rng.uniform(-6, -4)
    exhaust = unit(shaped(pulses, lambda f: pipe(f) + level * tilt(slope)(f)))
    puffs = unit(shaped(noise(rng, seconds) * fading(pulses, rng.uniform(150, 400)), lambda f: tilt(-2)(f) * band(280, 6000, 1)(f)))
    valves = rng.uniform(1200, 3000)
    clatter = unit(shaped(noise(rng, seconds) * fading(pulses, rng.uniform(80, 200)), resonances([(valves, 0.5 * valves, 1)])))
    intake = unit(shaped(noise(rng, seconds), lambda f: tilt(rng.uniform(-6, -5))(f) * band(40, 5000, 1)(f)))
    return exhaust + rng.uniform(0.1, 0.4) * puffs + rng.uniform(0.4, 1.2) * clatter + rng.uniform(0.5, 1.2) * intake


def about(rng, value, by=0.12):
    return value * np.exp(by * rng.standard_normal())


def car_engine(rng, seconds):
    """A car near the one that the teacher takes best for an engine: six cylinders, heard from the front in a street."""
    idle = about(rng, 589)
    speed = rpm(rng, seconds, idle, idle * rng.uniform(1.2, 1.8)) * (1 + about(rng, 0.0033, 0.3) * slow_noise(rng, seconds, 12))
    pulses = unit_pulses(rng, speed, 6, about(rng, 0.033, 0.4), about(rng, 0.107, 0.3))
    pipe = resonances([(about(rng, 164), about(rng, 239), 1.0), (about(rng, 814), 588, about(rng, 0.038, 0.4)),
                       (about(rng, 3960), 541, about(rng, 0.0033, 0.4))])
    exhaust = shaped(pulses, lambda f: pipe(f) + 0.58 * tilt(-4.87)(f))
    gas = shaped(noise(rng, seconds) * fading(pulses, about(rng, 248, 0.2)), lambda f: tilt(-1.9)(f) * band(282, 6000, 1)(f))
    valves = about(rng, 1865)
    clatter = shaped(noise(rng, seconds) * fading(pulses, about(rng, 103, 0.2)), resonances([(valves, 0.5 * valves, 1)]))
    intake = shaped(noise(rng, seconds), lambda f: tilt(-5.86)(f) * band(40, 5000, 1)(f))
    out = unit(exhaust) + about(rng, 0.18, 0.3) * unit(gas) + about(rng, 0.82, 0.2) * unit(clatter) + about(rng, 0.99, 0.2) * unit(intake)
    return room(rng, out, rng.uniform(0.2, 0.6), about(rng, 0.43, 0.2), 4000)[:len(out)]


def engine(rng, seconds):
    return idling_engine(rng, seconds) if rng.uniform() < 0.65 else rough_engine(rng, seconds)


def passing(rng, seconds):
    """Vehicles that drive by: tyre and wind noise that swells and fades, over a motor."""
    t = times(seconds)
    out = 0.1 * unit(shaped(noise(rng, seconds), lambda f: tilt(-5)(f) * band(40, 5000, 1)(f)))
    for _ in range(int(rng.integers(1, 4))):
        distance = np.hypot((t - rng.uniform(-0.1, 1.1) * seconds) * rng.uniform(8, 30), rng.uniform(3, 20))
        tyres = unit(shaped(noise(rng, seconds), lambda f: tilt(rng.uniform(-4, -1), 800)(f) * band(80, 5000, 1)(f)))
        pitch = rng.uniform(30, 120) * (1 - 0.05 * np.tanh(t - seconds / 2))
        motor = unit(harmonics(pitch, falling(rng, 20, 0.5, 1.2)))
        out += (tyres + rng.uniform(0, 0.8) * motor) / distance * distance.min()
    return out


def rotor(rng, seconds):
    """Blades: noise and a low tone chopped 3 to 90 times a second; helicopters, propellers, fans."""
    t = times(seconds)
    rate = np.exp(rng.uniform(np.log(8), np.log(90))) * (1 + 0.01 * slow_noise(rng, seconds, 2))
    turn = np.cumsum(rate) / RATE
    chop = np.exp(-rng.uniform(2, 14) * (turn % 1)) + 0.3 * np.exp(-6 * ((turn * 2) % 1))
    air = unit(shaped(noise(rng, seconds), lambda f: tilt(rng.uniform(-6, -3), 200)(f) * band(40, 3000, 1)(f)) * chop)
    thump = unit(shaped(chop, band(20, rng.uniform(150, 800), 1)))
    whine = unit(harmonics(np.full(len(t), rng.uniform(200, 900)), falling(rng, 8)))
    level = curve(seconds, [(0, rng.uniform(0.2, 1)), (seconds / 2, 1), (seconds, rng.uniform(0.2, 1))])
    return (air + rng.uniform(0.2, 1.5) * thump + rng.uniform(0, 0.2) * whine) * level


# Partials of a church bell: (ratio to the strike note's frequency, level).
CHURCH = ((0.5, 0.3), (1.0, 0.2), (1.19, 0.3), (1.5, 0.55), (2.0, 0.25), (2.51, 0.2), (2.66, 0.8), (3.01, 0.3), (4.17, 0.3),
          (5.43, 0.3), (6.8, 0.2), (8.2, 0.2))


def struck(rng, partials, strike, seconds, fall):
    """A sound of struck metal: partials, each a beating pair, that fade the sooner the higher they are."""
    t = times(seconds)
    out = np.zeros(len(t))
    for ratio, level in partials:
        pitch = strike * ratio * rng.uniform(0.99, 1.01)
        if pitch < 0.45 * RATE:
            pair = np.sin(2 * np.pi * pitch * t) + rng.uniform(0.2, 0.8) * np.sin(2 * np.pi * pitch * 1.002 * t + 1)
            out += level * rng.uniform(0.5, 1.3) * pair * np.exp(-t * fall * ratio ** 0.5)
    knock = shaped(noise(rng, seconds), band(800, 8000, 1)) * np.exp(-t * 120)
    return unit(out) + rng.uniform(0.1, 1) * unit(knock)


def bell(rng, seconds):
    """Church bells tolling or ringing changes, hand bells, cow bells, bicycle bells."""
    kind = rng.integers(4)
    out = np.zeros(len(times(seconds)))
    if kind < 2:
        pitches = rng.uniform(300, 750) * 2 ** (-np.arange(rng.integers(1, 6)) * rng.choice([0.5, 1, 2]) / 12)
        gap = rng.uniform(0.3, 0.9) if kind else rng.uniform(1.2, 2.6)
        for number, at in enumerate(np.arange(rng.uniform(0, 0.5), seconds - 0.5, gap)):
            add_at(out, at, struck(rng, CHURCH, pitches[number % len(pitches)], seconds, rng.uniform(1.0, 1.8)))
        return room(rng, out, rng.uniform(1.2, 3.0), rng.uniform(0.3, 1.2), 5000)[:len(out)]
    small = [(1, 1), (rng.uniform(1.5, 3), 0.6), (rng.uniform(3, 5), 0.4), (rng.uniform(5, 8), 0.2)]
    pitch = rng.uniform(600, 1500) if kind == 2 else rng.uniform(1800, 3500)
    at = rng.uniform(0, 1)
    while at < seconds - 0.3:
        for _ in range(int(rng.integers(1, 8))):
            add_at(out, at, struck(rng, small, pitch, 1.5, rng.uniform(3, 9)), rng.uniform(0.5, 1))
            at += rng.uniform(0.05, 0.35)
        at += rng.uniform(0.1, 2)
    return out


def telephone(rng, seconds):
    """Two gongs under a hammer, an electronic warble, or the tones of the line."""
    t = times(seconds)
    kind = rng.integers(3)
    ring = (t % rng.uniform(2.5, 6)) < rng.uniform(0.8, 2.2)
    if kind == 0:
        out = np.zeros(len(t))
        first = rng.uniform(1100, 2300)
        pitches = (first, first * rng.uniform(0.8, 0.95))
        gongs = [struck(rng, [(1, 1), (rng.uniform(2.4, 2.9), 0.8), (rng.uniform(4.5, 5.5), 0.2)], p, 0.4, 9) for p in pitches]
        for number, at in enumerate(np.arange(0, seconds - 0.05, 1 / rng.uniform(16, 28))):
            if ring[int(at * RATE)]:
                add_at(out, at, gongs[number % 2], rng.uniform(0.7, 1))
        return out
    if kind == 1:
        low = rng.uniform(700, 1800)
        other = low * rng.uniform(1.1, 1.4)
        pitch = np.where(np.sin(2 * np.pi * rng.uniform(8, 25) * t) > 0, low, other)
        return harmonics(pitch, falling(rng, 8, 0.5, 2)) * ring
    tones = [(350, 440), (480, 620), (440, 480), (425, 425)][rng.integers(4)]
    gate = (t % rng.uniform(0.5, 4)) < rng.uniform(0.25, 2.0) if rng.uniform() < 0.8 else 1.0
    line = band(300, 3400)
    return shaped((np.sin(2 * np.pi * tones[0] * t) + np.sin(2 * np.pi * tones[1] * t)) * gate, line)


def clock(rng, seconds):
    """A wristwatch to a grandfather clock; sometimes the hour is struck."""
    out = np.zeros(len(times(seconds)))
    period = rng.choice([0.2, 0.25, 0.4, 0.5, 0.5, 0.6, 0.75, 1.0, 1.0]) * rng.uniform(0.97, 1.03)
    cases = (rng.uniform(900, 4500), rng.uniform(800, 4000))
    t = times(0.15)
    sharp = rng.uniform(80, 500)
    contacts = rng.uniform(0, 0.05, rng.integers(1, 4))
    for number, at in enumerate(np.arange(rng.uniform(0, period), seconds - 0.2, period)):
        for delay in contacts:
            click = unit(noise(rng, 0.15) * np.exp(-t * sharp))
            click += rng.uniform(0.3, 2) * np.sin(2 * np.pi * cases[number % 2] * t) * np.exp(-t * sharp * 1.5)
            add_at(out, at + delay, click, rng.uniform(0.6, 1))
    if rng.uniform() < 0.15:
        for at in np.arange(1, seconds - 1, rng.uniform(1.2, 2)):
            add_at(out, at, struck(rng, [(1, 1), (2.7, 0.5), (5.2, 0.3)], rng.uniform(300, 700), 3, 1.5), 1.0)
    return out


def alarm(rng, seconds):
    """Beeps of alarm clocks, smoke detectors, reversing lorries, car alarms; buzzers."""
    t = times(seconds)
    kind = rng.integers(5)
    if kind == 0:
        pitch, levels = np.full(len(t), rng.uniform(2700, 3600)), [1, 0.3, 0.1]
    elif kind == 1:
        pitch, levels = np.full(len(t), rng.uniform(600, 2200)), falling(rng, 10, 0.3, 2)
    elif kind == 2:
        sweep = (t * rng.uniform(1, 6)) % 1
        pitch, levels = rng.uniform(500, 900) * (1 + rng.uniform(0.5, 2) * sweep), falling(rng, 10)
    elif kind == 3:
        pitch, levels = np.full(len(t), rng.uniform(90, 450)), falling(rng, 30, 0, 0.8)
    else:
        steps = rng.uniform(500, 2500, 4)
        pitch, levels = steps[(t * rng.uniform(3, 12)).astype(int) % 4], falling(rng, 8)
    period = rng.uniform(0.1, 1.5)
    gate = (t % period) < period * rng.uniform(0.3, 0.8)
    if rng.uniform() < 0.4:
        gate &= (t % (8 * period)) < rng.integers(2, 8) * period
    if kind == 3 and rng.uniform() < 0.5:
        gate = 1.0
    return shaped(harmonics(pitch, levels) * gate, band(200, 9000, 1))


def vehicle_horn(rng, seconds):
    """Car, lorry and train horns: chords of reeds, once, twice or held."""
    t = times(seconds)
    base = rng.choice([rng.uniform(150, 300), rng.uniform(300, 520)])
    chord = base * np.array([1, 1.26, 1.5, 1.68, 2.0])[:rng.integers(1, 6)]
    tone = sum(unit(shaped(harmonics(np.full(len(t), pitch), falling(rng, 25, 0.1, 1.0)), horn(rng))) for pitch in chord)
    gate, at = np.zeros(len(t)), rng.uniform(0.1, 2)
    while at < seconds:
        length = rng.choice([0.2, 0.5, 1.5, 3.0]) * rng.uniform(0.7, 1.3)
        gate[int(at * RATE):int((at + length) * RATE)] = 1
        at += length + rng.uniform(0.1, 3)
    gate = np.convolve(gate, np.ones(600) / 600, "same")
    return tone * gate


def thunder(rng, seconds):
    out = np.zeros(len(times(seconds)))
    at = rng.uniform(0, 2)
    while at < seconds - 2:
        length = rng.uniform(3, 9)
        add_at(out, at, nature.thunder(rng, length), rng.uniform(0.4, 1))
        at += rng.uniform(3, 8)
    wet = unit(nature.rain(rng, seconds)) if rng.uniform() < 0.6 else unit(noise(rng, seconds)) * 0.2
    return unit(out) + rng.uniform(0.02, 0.6) * wet


def weather(rng, seconds):
    """Rain, wind, streams, surf: noises that differ in colour and in how they move."""
    kind = rng.integers(4)
    if kind == 0:
        return nature.rain(rng, seconds)
    hiss = noise(rng, seconds)
    if kind == 1:
        gusts = np.exp(rng.uniform(0.3, 0.9) * slow_noise(rng, seconds, rng.uniform(0.3, 1.5)))
        low = unit(shaped(hiss, lambda f: tilt(rng.uniform(-9, -5), 200)(f) * band(30, 1500, 1)(f)))
        howl = unit(shaped(noise(rng, seconds), resonances([(rng.uniform(300, 900), rng.uniform(20, 120), 1)])))
        return low * gusts + rng.uniform(0, 0.6) * howl * gusts ** 2
    if kind == 2:
        water = unit(shaped(hiss, lambda f: tilt(rng.uniform(-4, -1))(f) * band(300, 9000, 1)(f)))
        drops = np.zeros(len(hiss))
        for _ in range(int(seconds * rng.uniform(10, 120))):
            length = rng.uniform(0.01, 0.05)
            t = times(length)
            pitch = rng.uniform(400, 2500)
            add_at(drops, rng.uniform(0, seconds), np.sin(2 * np.pi * (pitch * t + 4000 * t * t)) * np.exp(-t / length * 5),
                   rng.exponential(1))
        return rng.uniform(0.1, 1) * water + rng.uniform(0.3, 1.2) * unit(drops)
    swell = np.exp(1.2 * np.sin(2 * np.pi * times(seconds) / rng.uniform(4, 9) + rng.uniform(0, 6)))
    return unit(shaped(hiss, lambda f: tilt(rng.uniform(-5, -2), 300)(f) * band(60, 7000, 1)(f)) * swell)


def fire(rng, seconds):
    """Crackling: sparse sharp clicks of any size over a soft roar."""
    out = np.zeros(len(times(seconds)))
    for _ in range(int(seconds * rng.uniform(8, 60))):
        length = rng.uniform(0.002, 0.02)
        click = shaped(noise(rng, length), band(rng.uniform(200, 2500), 9000, 1)) * np.exp(-times(length) / length * 6)
        add_at(out, rng.uniform(0, seconds), unit(click), rng.exponential(1) ** 1.8)
    roar = unit(shaped(noise(rng, seconds), lambda f: tilt(-6, 200)(f) * band(40, 2000, 1)(f)))
    return unit(out) + rng.uniform(0.05, 0.7) * roar


def blasts(rng, seconds):
    """Gunshots, explosions, fireworks: noise that breaks off in milliseconds or rolls for seconds, outdoors."""
    out = np.zeros(len(times(seconds)))
    fast = rng.uniform() < 0.3
    at = rng.uniform(0.1, 1)
    fall, low, high = rng.uniform(2, 40), rng.uniform(30, 150), rng.uniform(800, 6000)
    while at < seconds - 0.3:
        for _ in range(int(rng.integers(3, 12)) if fast else 1):
            t = times(1.5)
            bang = unit(shaped(noise(rng, 1.5), band(low, high, 1)) * np.exp(-t * fall))
            bang += rng.uniform(0.1, 0.5) * unit(shaped(noise(rng, 1.5), band(30, 400, 1)) * np.exp(-t * 2))
            add_at(out, at, bang, rng.uniform(0.5, 1))
            at += rng.uniform(0.07, 0.13)
        at += rng.uniform(0.3, 3)
    return out


def insects(rng, seconds):
    """Crickets' trains of pulses, cicadas' buzz, a bee or a mosquito that comes and goes."""
    t = times(seconds)
    if rng.uniform() < 0.5:
        out = np.zeros(len(t))
        for _ in range(int(rng.integers(1, 6))):
            rate, chirps = rng.uniform(18, 60), rng.uniform(0.8, 4)
            pulse = np.maximum(np.sin(2 * np.pi * rate * t), 0) * (((t * chirps + rng.uniform()) % 1) < rng.uniform(0.2, 1))
            out += rng.uniform(0.2, 1) * np.sin(2 * np.pi * rng.uniform(2500, 6500) * t) * pulse
        return unit(out) + 0.1 * unit(shaped(noise(rng, seconds), band(200, 5000, 1)))
    pitch = rng.uniform(110, 700) * (1 + 0.06 * slow_noise(rng, seconds, 3))
    level = np.exp(rng.uniform(0.2, 1) * slow_noise(rng, seconds, 1))
    return unit(harmonics(pitch, falling(rng, 25, 0.2, 1))) * level + 0.03 * unit(noise(rng, seconds))


def whistle(rng, seconds):
    """Referees' whistles with a pea, steam whistles, people who whistle a tune, kettles."""
    t = times(seconds)
    kind = rng.integers(3)
    hiss = unit(noise(rng, seconds))
    if kind == 0:
        pea = 1 + 0.04 * np.sin(2 * np.pi * rng.uniform(25, 45) * t)
        gate = (t % rng.uniform(0.6, 3)) < rng.uniform(0.15, 1.2)
        return (harmonics(rng.uniform(2000, 3800) * pea, [1, 0.2, 0.1]) + 0.05 * hiss) * gate
    if kind == 1:
        chord = sum(harmonics(np.full(len(t), p), [1, 0.4, 0.3, 0.1]) for p in rng.uniform(350, 900, rng.integers(1, 4)))
        return (unit(chord) + rng.uniform(0.1, 0.8) * shaped(hiss, band(500, 6000, 1))) * ((t % rng.uniform(3, 6)) < rng.uniform(1, 3))
    notes = rng.uniform(700, 1200) * 2 ** (rng.choice([0, 2, 4, 5, 7, 9, 12], 40) / 12)
    pitch = np.convolve(notes[(t * rng.uniform(2, 5)).astype(int) % 40], np.ones(1500) / 1500, "same")
    return harmonics(np.maximum(pitch, 200) * (1 + 0.008 * np.sin(2 * np.pi * 5.5 * t)), [1, 0.08]) + 0.03 * hiss


def taps(rng, seconds):
    """Knocks on wood, footsteps, hammering, typing: struck things at even or uneven pace."""
    out = np.zeros(len(times(seconds)))
    pace, uneven = np.exp(rng.uniform(np.log(0.08), np.log(0.9))), rng.uniform(0, 0.5)
    modes = [(rng.uniform(100, 3000), rng.uniform(30, 300), rng.uniform(0.2, 1)) for _ in range(4)]
    at, fall = rng.uniform(0, 0.5), rng.uniform(15, 150)
    t = times(0.4)
    while at < seconds - 0.4:
        add_at(out, at, unit(shaped(noise(rng, 0.4), resonances(modes)) * np.exp(-t * fall)), rng.uniform(0.5, 1))
        at += pace * np.exp(uneven * rng.standard_normal())
    return out


def clapping(rng, seconds):
    out = np.zeros(len(times(seconds)))
    t = times(0.03)
    for _ in range(int(np.exp(rng.uniform(0, np.log(200))))):
        tone = rng.uniform(700, 2000)
        clap = unit(shaped(noise(rng, 0.03) * np.exp(-t * rng.uniform(80, 200)), resonances([(tone, 0.7 * tone, 1.0)])))
        at, pace, gain = rng.uniform(0, 0.5), rng.uniform(0.18, 0.4), rng.exponential(1)
        while at < seconds - 0.05:
            add_at(out, at, clap, gain)
            at += pace * rng.normal(1, 0.07)
    return out


def applause(rng, seconds):
    """A hall claps: 60 to 400 people, each with hands and a pace of his own, that begin and end about together."""
    out = np.zeros(len(times(seconds)))
    t = times(0.03)
    begin, finish = rng.uniform(0, 1.5), seconds - rng.uniform(0, 1.5)
    for _ in range(int(np.exp(rng.uniform(np.log(60), np.log(400))))):
        tone = 800 * rng.uniform(1, 2.16)
        hands = resonances([(tone, 0.68 * tone, 1.0), (2.3 * tone, tone, rng.uniform(0.2, 0.7))])
        claps = [unit(shaped(noise(rng, 0.03) * np.exp(-t * rng.uniform(90, 170)), hands)) for _ in range(3)]
        at, pace, gain = begin + rng.exponential(0.4), rng.uniform(0.19, 0.34), rng.exponential(1)
        end = min(finish - rng.exponential(0.8), seconds - 0.05)
        while at < end:
            add_at(out, at, claps[rng.integers(3)], gain * rng.uniform(0.7, 1))
            at += pace * rng.normal(1, 0.08)
    far = unit(shaped(noise(rng, seconds), band(500, 4000, 1)))
    return room(rng, unit(out) + rng.uniform(0, 0.3) * far, rng.uniform(0.8, 2.8), rng.uniform(0.2, 0.6), 6000)[:len(out)]


def plain(rng, seconds):
    """What a tagger should make little of: tones, hum, sweeps, noises, clicks, crackle, near silence."""
    t = times(seconds)
    kind = rng.integers(6)
    if kind == 0:
        return np.sin(2 * np.pi * np.exp(rng.uniform(np.log(50), np.log(9000))) * t)
    if kind == 1:
        return harmonics(np.full(len(t), rng.choice([50.0, 60.0, 100.0, 120.0])), falling(rng, 20, 0.3, 2))
    if kind == 2:
        low, high = np.exp(rng.uniform(np.log(60), np.log(8000), 2))
        return np.sin(2 * np.pi * np.cumsum(low * (high / low) ** (t / seconds)) / RATE)
    if kind == 3:
        return shaped(noise(rng, seconds), tilt(rng.choice([0.0, -3.0, -6.0]) + rng.normal(0, 0.5)))
    if kind == 4:
        out = np.zeros(len(t))
        out[rng.integers(0, len(t), int(seconds * rng.uniform(1, 50)))] = rng.standard_normal()
        return shaped(out, band(100, 9000, 1)) + 1e-4 * noise(rng, seconds)
    return 1e-3 * noise(rng, seconds)


KINDS = {"siren": (siren, 150), "engine": (engine, 180), "idling": (idling_engine, 80), "car": (car_engine, 120), "passing": (passing, 60), "rotor": (rotor, 50), "bell": (bell, 90),
         "telephone": (telephone, 100), "clock": (clock, 80), "alarm": (alarm, 90), "horn": (vehicle_horn, 70),
         "thunder": (thunder, 80), "weather": (weather, 90), "fire": (fire, 40), "blasts": (blasts, 60),
         "insects": (insects, 60), "whistle": (whistle, 50), "taps": (taps, 50), "clapping": (clapping, 60), "applause": (applause, 90),
         "plain": (plain, 80)}


def clip(rng, make, seconds):
    """One clip: the sound, perhaps starting late or ending early, in a room or the open, on a bed of noise, at some level."""
    sound = unit(make(rng, seconds))
    if rng.uniform() < 0.3:
        first, last = sorted(rng.uniform(0, seconds, 2))
        sound[:int(0.5 * first * RATE)] = 0
        sound[int((0.5 * seconds + 0.5 * last) * RATE):] = 0
    if rng.uniform() < 0.5:
        length = np.exp(rng.uniform(np.log(0.2), np.log(2.5)))
        t = times(length)
        response = shaped(rng.standard_normal(len(t)), band(120, rng.uniform(3000, 9000), 1)) * 10 ** (-3 * t / length)
        response *= rng.uniform(0.1, 1.0) / np.sqrt(np.sum(response ** 2))
        size = len(sound) + len(response)
        sound += np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(response, size), size)[:len(sound)]
    bed = unit(shaped(noise(rng, seconds), lambda f: tilt(rng.uniform(-6, 0))(f) * band(40, None)(f)))
    sound = sound + bed * 10 ** rng.uniform(-3.5, -0.8)
    return levelled(sound, 10 ** rng.uniform(-1.3, -0.05))
