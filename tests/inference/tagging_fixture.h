#pragma once

#include "core/inference/tagger.h"
#include "tests/base/temporary_folder.h"
#include "tests/base/wav_file.h"
#include "tests/inference/fake_model.h"

#include <gtest/gtest.h>

#include <cmath>

namespace dass {

// Tags generated recordings with the fake model.
class TaggingTest : public testing::Test
{
protected:
    Outcome tag(std::span<const float> samples, const TaggingSettings& settings)
    {
        const std::filesystem::path path = m_folder.path() / "recording.wav";
        writeWav(path, samples);
        AudioReader audio(path);
        return tagRecording(audio, m_model, settings, m_stop.get_token(), m_progress, m_result, m_gate);
    }

    // The normalised frames of a recording, made in one go.
    static std::vector<float> framesOf(std::span<const float> samples)
    {
        FbankStream stream;
        std::vector<float> frames;
        stream.push(samples, frames);
        fbank::normalise(frames);
        return frames;
    }

    static float sigmoid(float x) { return 1.0F / (1.0F + std::exp(-x)); }

    std::span<const float> row(std::int64_t index) const { return m_result.probabilities->row(index); }

    test::TemporaryFolder m_folder;
    FakeModel m_model;
    std::stop_source m_stop;
    ProgressSink<TaggingProgress> m_progress;
    TaggingResult m_result;
    PauseGate* m_gate = nullptr;
};

} // namespace dass
