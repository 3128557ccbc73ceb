#include "core/model/device_features.h"

#include "core/base/error.h"
#include "core/features/fbank_constants.h"
#include "core/model/device_batches.h"
#include "core/model/tagging_support.h"
#include "core/ops/has_kernel.h"

#include <ATen/ATen.h>

#include <new>
#include <utility>
#include <vector>

namespace dass {

namespace {

std::int64_t samplesOf(std::int64_t frames)
{
    return frames == 0 ? 0 : (frames - 1) * fbank::kFrameShift + fbank::kFrameLength;
}

} // namespace

DeviceFeatures::DeviceFeatures(Accelerator& device, Tell tell) : m_device(device), m_tell(std::move(tell))
{
    if (ops::hasKernel("fbank", device.device()))
        m_fbank.emplace(device.device());
    else
        giveUp("the CUDA plugin is older than this program and has no filterbank");
}

bool DeviceFeatures::areMadeThere()
{
    if (!m_untold.empty())
        m_tell(std::exchange(m_untold, {}));
    return m_fbank.has_value();
}

void DeviceFeatures::giveUp(const std::string& reason)
{
    m_fbank.reset();
    m_untold = m_device.title() + " (" + m_device.name() + "): " + reason + "; the CPU makes the features";
}

std::int64_t DeviceFeatures::soundBytes(std::int64_t clips, std::int64_t frames)
{
    return clips * samplesOf(frames) * static_cast<std::int64_t>(sizeof(float));
}

at::Tensor DeviceFeatures::of(std::span<const float> sound, std::span<const SoundClip> clips, std::int64_t frames)
{
    if (areMadeThere()) {
        const at::Tensor made = madeThere(sound, clips, frames);
        if (made.defined())
            return made;
        areMadeThere(); // no more, and why
    }
    const std::vector<float> features = spectrogramsOf(sound, clips, frames);
    return m_device.upload(viewOf(features, {static_cast<std::int64_t>(clips.size()), frames, fbank::kMelBins}));
}

// Undefined where the filterbank, and nothing else, failed.
at::Tensor DeviceFeatures::madeThere(std::span<const float> sound, std::span<const SoundClip> clips,
                                     std::int64_t frames)
{
    const ClipSamples samples = ClipSamples::of(sound, clips, frames);
    std::vector<std::int64_t> starts;
    std::vector<std::int64_t> counts;
    for (const SoundClip& clip : clips) {
        starts.push_back(clip.frames == 0 ? 0 : (clip.firstFrame - samples.firstFrame) * fbank::kFrameShift);
        counts.push_back(samplesOf(clip.frames));
    }
    const at::Tensor there = m_device.upload(viewOf(samples.sound, {static_cast<std::int64_t>(samples.sound.size())}));
    try {
        return (*m_fbank)(there, starts, counts, frames);
    } catch (const Error&) {
        throw;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& error) {
        if (isOutOfMemory(error))
            throw;
        giveUp("its filterbank failed: " + describe(error));
    }
    return {};
}

} // namespace dass
