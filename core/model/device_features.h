#pragma once

#include "core/model/accelerator.h"
#include "core/model/front_end_model.h"
#include "core/ops/fbank.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

namespace dass {

// Features of sound on a device: made there, or, where its plugin has no filterbank or that fails, on the CPU and
// brought there. One thread at a time.
class DeviceFeatures
{
public:
    using Tell = std::function<void(const std::string&)>; // a word for the person

    // The device outlives this. Throws what torch throws.
    DeviceFeatures(Accelerator& device, Tell tell);

    // Whether they are made there. Says once why not.
    bool areMadeThere();

    // Inputs of a model on the device, [clips, frames, 128]. Throws Error(InvalidArgument) for clips outside the sound,
    // std::bad_alloc, and what torch throws where the device fails or its memory runs out.
    at::Tensor of(std::span<const float> sound, std::span<const SoundClip> clips, std::int64_t frames);

    // That such clips, without gaps between them, take of the device's memory beside the result, bytes, at most.
    static std::int64_t soundBytes(std::int64_t clips, std::int64_t frames);

private:
    at::Tensor madeThere(std::span<const float> sound, std::span<const SoundClip> clips, std::int64_t frames);
    void giveUp(const std::string& reason);

    Accelerator& m_device;
    Tell m_tell;
    std::optional<ops::Fbank> m_fbank; // nothing: on the CPU
    std::string m_untold;              // why, to be said when somebody asks
};

} // namespace dass
