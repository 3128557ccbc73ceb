"""The teacher of the bundled model, EfficientAT mn04_as, forward only, in torch: 32 kHz sound in, AudioSet logits out.

Its weights are not part of this repository; layer names are those of its published checkpoint.
"""
import numpy as np
import torch
import torch.nn.functional as F

# Blocks of MobileNetV3-large: kernel, stride, squeeze-and-excitation, hard swish instead of ReLU.
BLOCKS = [(3, 1, 0, 0), (3, 2, 0, 0), (3, 1, 0, 0), (5, 2, 1, 0), (5, 1, 1, 0), (5, 1, 1, 0), (3, 2, 0, 1), (3, 1, 0, 1),
          (3, 1, 0, 1), (3, 1, 0, 1), (3, 1, 1, 1), (3, 1, 1, 1), (5, 2, 1, 1), (5, 1, 1, 1), (5, 1, 1, 1)]
FFT, WINDOW, HOP, RATE = 1024, 800, 320, 32000


def mel_bank(low=0.0, high=15000.0, bands=128):
    def mel(frequency):
        return 1127.0 * np.log(1 + frequency / 700.0)

    step = (mel(high) - mel(low)) / (bands + 1)
    left = mel(low) + step * np.arange(bands)[:, None]
    bins = mel(np.arange(FFT // 2) * RATE / FFT)
    bank = np.zeros((bands, FFT // 2 + 1), np.float32)
    bank[:, :-1] = np.maximum(0, np.minimum((bins - left) / step, (left + 2 * step - bins) / step))
    return torch.from_numpy(bank)


class Teacher:
    def __init__(self, path):
        self.state = torch.load(path, map_location="cpu", weights_only=True)
        self.mel = mel_bank()
        self.window = torch.hann_window(WINDOW, periodic=False)

    def features(self, wave):
        emphasised = F.conv1d(wave[:, None], torch.tensor([[[-0.97, 1.0]]]))[:, 0]
        spectrum = torch.stft(emphasised, FFT, HOP, WINDOW, self.window, center=True, return_complex=True)
        return ((torch.log(self.mel @ spectrum.abs() ** 2 + 1e-5) + 4.5) / 5)[:, None]

    def convolution(self, x, name, stride=1, act=None):
        weight = self.state[f"{name}.0.weight"]
        groups = x.shape[1] if weight.shape[1] == 1 else 1
        x = F.conv2d(x, weight, None, stride, weight.shape[-1] // 2, groups=groups)
        norm = [self.state[f"{name}.1.{part}"] for part in ("running_mean", "running_var", "weight", "bias")]
        x = F.batch_norm(x, *norm, eps=1e-3)
        return act(x) if act else x

    def linear(self, x, name):
        return F.linear(x, self.state[f"{name}.weight"], self.state[f"{name}.bias"])

    @torch.inference_mode()
    def __call__(self, wave):
        """wave [batch, samples] -> logits [batch, 527]."""
        x = self.convolution(self.features(wave), "features.0", 2, F.hardswish)
        for number, (kernel, stride, squeeze, swish) in enumerate(BLOCKS, start=1):
            act = F.hardswish if swish else F.relu
            name, part, inner = f"features.{number}.block", 0, x
            if number > 1:  # the first block does not expand
                inner, part = self.convolution(inner, f"{name}.0", 1, act), 1
            inner = self.convolution(inner, f"{name}.{part}", stride, act)
            if squeeze:
                part += 1
                gate = F.relu(self.linear(inner.mean((2, 3)), f"{name}.{part}.conc_se_layers.0.fc1"))
                inner = inner * torch.sigmoid(self.linear(gate, f"{name}.{part}.conc_se_layers.0.fc2"))[:, :, None, None]
            inner = self.convolution(inner, f"{name}.{part + 1}")
            x = x + inner if x.shape == inner.shape else inner
        x = self.convolution(x, "features.16", 1, F.hardswish).mean((2, 3))
        return self.linear(F.hardswish(self.linear(x, "classifier.2")), "classifier.5")
