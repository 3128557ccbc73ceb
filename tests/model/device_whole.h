#pragma once

// A recording as one input on a device that is main memory.

#include "core/model/tiled_dass.h"
#include "tests/model/device_model.h"

#include <algorithm>
#include <span>
#include <vector>

namespace dass {

class DeviceWhole : public DeviceModelTest
{
protected:
    static constexpr std::int64_t kFrames = 301; // 76, 38, 19 and 10 columns
    static constexpr std::int64_t kTile = 64;    // 16 columns: 5, 3, 2 tiles and 1

    std::vector<float> frames = syntheticSpectrogram(kFrames, 3);
    std::vector<double> told; // of progress

    struct Answer
    {
        std::vector<float> logits = std::vector<float>(10, 42.F);
        std::vector<float> embedding = std::vector<float>(64);
    };
    Answer wantedAnswer(Pooling pooling = Pooling::Mean) const
    {
        Answer wanted;
        cpu->logits(frames, 1, static_cast<std::int64_t>(frames.size()) / 128, pooling, wanted.logits,
                    wanted.embedding);
        return wanted;
    }
    WholeOptions options(Pooling pooling = Pooling::Mean)
    {
        WholeOptions whole;
        whole.pooling = pooling;
        whole.tileFrames = kTile;
        whole.scratchFolder = m_folder.path();
        whole.framesExpected = kFrames;
        whole.progress = [this](double fraction) { told.push_back(fraction); };
        return whole;
    }
    Answer answerOf(WholeModel& model, const WholeOptions& whole) const
    {
        const auto input = model.beginWhole(whole);
        for (auto rest = std::span(frames); !rest.empty();) { // as they come
            const auto part = rest.first(std::min<std::size_t>(rest.size(), 100 * 128));
            input->add(part);
            rest = rest.subspan(part.size());
        }
        Answer answer;
        EXPECT_TRUE(input->finish(answer.logits, answer.embedding));
        return answer;
    }
    static void expectEqual(const Answer& found, const Answer& wanted, float tolerance = 1e-4F)
    {
        expectClose(found.logits, wanted.logits, tolerance);
        EXPECT_THAT(found.embedding, testing::Pointwise(testing::FloatNear(tolerance), wanted.embedding));
    }
    void keepNothingThere() { plan.freeBytes = 0; }
};

} // namespace dass
