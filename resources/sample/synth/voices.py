"""Speech by espeak-ng, in several voices and languages."""
import subprocess

import numpy as np

from .signal import RATE, background, band, levelled, room, shaped


def _spoken(voice, text, words_per_minute=150, pitch=50):
    command = ["espeak-ng", "-v", voice, "-s", str(words_per_minute), "-p", str(pitch), "--stdout", text]
    wav = subprocess.run(command, check=True, capture_output=True).stdout
    # A streamed header holds no length: 44 bytes of it, then 16-bit samples at the rate in bytes 24 to 27.
    rate = int.from_bytes(wav[24:28], "little")
    samples = np.frombuffer(wav[44:len(wav) - len(wav) % 2], "<i2") / 32768
    # To RATE through the spectrum, which is exact for a signal without content at the Nyquist frequency.
    size = int(round(len(samples) * RATE / rate))
    spectrum = np.zeros(size // 2 + 1, complex)
    part = np.fft.rfft(samples)
    spectrum[:len(part)] = part
    return np.fft.irfft(spectrum, size) * size / len(samples)


def speech(rng, seconds, lines):
    """Lines of (voice, text, words a minute, pitch) one after the other in one room; cut or padded to seconds."""
    gap = np.zeros(int(0.3 * RATE))
    spoken = [part for line in lines for part in (levelled(_spoken(*line), 1.0), gap)]
    dry = np.concatenate(spoken)[:int(seconds * RATE)]
    dry = np.pad(dry, (0, int(seconds * RATE) - len(dry)))
    wet = room(rng, shaped(dry, band(90, 9000, 1)), 0.35, 0.2, 5000)[:len(dry)]
    return levelled(wet, 0.6) + background(rng, seconds, 0.002)
