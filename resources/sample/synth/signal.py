"""Building blocks: noise, filters and envelopes on arrays of float samples at RATE."""
import numpy as np

RATE = 32000


def times(seconds):
    return np.arange(int(round(seconds * RATE))) / RATE


def shaped(noise, gain):
    """Noise with its spectrum multiplied by gain(frequency in Hz)."""
    spectrum = np.fft.rfft(noise)
    frequencies = np.fft.rfftfreq(len(noise), 1 / RATE)
    return np.fft.irfft(spectrum * gain(frequencies), len(noise))


def band(low, high, slope=2):
    """Gain of a smooth band pass with edges in Hz; low or high may be None."""

    def gain(frequencies):
        result = np.ones_like(frequencies)
        if low:
            result /= 1 + (low / np.maximum(frequencies, 1e-3)) ** (2 * slope)
        if high:
            result /= 1 + (frequencies / high) ** (2 * slope)
        return result

    return gain


def tilt(decibels, reference=1000):
    """Gain that falls (or rises) by so many decibels an octave, 1 at the reference in Hz; level below 30 Hz."""
    return lambda frequencies: (np.maximum(frequencies, 30) / reference) ** (decibels / 6.02)


def background(rng, seconds, level=0.004):
    """The soft noise that every real recording has: room, traffic far away, the microphone itself."""
    noise = shaped(rng.standard_normal(len(times(seconds))), lambda f: tilt(-4)(f) * band(40, None)(f))
    return noise * (level / np.std(noise))


def resonances(formants):
    """Gain of a sum of resonances: (centre in Hz, width in Hz, gain)."""

    def gain(frequencies):
        result = np.zeros_like(frequencies)
        for centre, width, level in formants:
            result += level / (1 + ((frequencies - centre) / (width / 2)) ** 2)
        return result

    return gain


def phase(frequency):
    """Running phase in radians of an array of frequencies in Hz."""
    return 2 * np.pi * np.cumsum(frequency) / RATE


def harmonics(frequency, levels):
    """Sum of harmonics of an array of frequencies in Hz; partials above the Nyquist frequency are left out."""
    angle = phase(frequency)
    out = np.zeros(len(frequency))
    for number, level in enumerate(levels, start=1):
        out += level * np.sin(number * angle) * (number * frequency < 0.45 * RATE)
    return out


def curve(seconds, points):
    """Piecewise linear curve through (second, value) points."""
    at, values = zip(*points)
    return np.interp(times(seconds), at, values)


def slow_noise(rng, seconds, per_second):
    """Smooth random curve about 0 with unit deviation that changes per_second times a second."""
    count = int(seconds * per_second) + 3
    knots = rng.standard_normal(count)
    position = times(seconds) * per_second
    index = position.astype(int)
    part = position - index
    weight = (1 - np.cos(np.pi * part)) / 2
    return knots[index] * (1 - weight) + knots[index + 1] * weight


def add_at(target, start, sound, gain=1.0):
    """Adds sound to target from a second on; what reaches past the end is cut."""
    first = int(round(start * RATE))
    length = min(len(sound), len(target) - first)
    if length > 0:
        target[first:first + length] += gain * sound[:length]


def room(rng, sound, seconds=0.6, level=0.25, damping=5000):
    """The sound with the reverberation of a room: exponentially fading noise as impulse response."""
    t = times(seconds)
    response = shaped(rng.standard_normal(len(t)), band(120, damping, 1)) * 10 ** (-3 * t / seconds)
    response *= level / np.sqrt(np.sum(response ** 2))
    size = len(sound) + len(response)
    wet = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(response, size), size)
    wet[:len(sound)] += sound
    return wet


def faded(sound, rise=0.01, fall=0.05):
    """The sound with raised-cosine edges."""
    out = sound.copy()
    for seconds, edge in ((rise, slice(None)), (fall, slice(None, None, -1))):
        count = min(int(seconds * RATE), len(out))
        out[edge][:count] *= (1 - np.cos(np.pi * np.arange(count) / max(count, 1))) / 2
    return out


def levelled(sound, peak=0.5):
    return sound * (peak / np.max(np.abs(sound)))
