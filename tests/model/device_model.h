#pragma once

// A DASS on a device that is main memory, its operators' kernels for GPUs perhaps run there (OperatorsOnHost).

#include "core/model/accelerated_dass.h"
#include "core/model/checkpoint_info.h"
#include "core/model/dass_clip_network.h"
#include "core/model/dass_tagging_model.h"
#include "core/model/synthetic.h"
#include "tests/base/temporary_folder.h"
#include "tests/model/fake_accelerator.h"

#include <gmock/gmock.h>

#include <cmath>
#include <memory>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

namespace dass {

class DeviceModelTest : public testing::Test
{
protected:
    void SetUp() override
    {
        saveHuggingFace(m_folder.path(), config, syntheticParameters(config, 7), {});
        cpu = TaggingModel::load(m_folder.path(), {"cpu", Precision::Fp32, 1});
    }

    // The model, and the one that takes over; where there are kernels of OperatorsOnHost, after these.
    std::unique_ptr<AcceleratedDass> make(Precision precision = Precision::Fp32)
    {
        const Checkpoint checkpoint = loadCheckpoint(m_folder.path());
        const ModelInfo info = infoOf(checkpoint);
        Dass network(checkpoint.config, checkpoint.parameters);
        if (precision == Precision::Bf16)
            network = network.toBf16();
        AcceleratedModel::Parts parts{
            info, precision, std::make_unique<FakeAccelerator>(plan), std::make_unique<DassClipNetwork>(network),
            [info, checkpoint] {
                return std::make_unique<DassTaggingModel>(info, checkpoint, ModelOptions{"cpu", Precision::Fp32, 1});
            }};
        auto model = std::make_unique<AcceleratedDass>(std::move(parts), network, Precision::Fp32);
        plan.batches.clear(); // of the trial
        return model;
    }

    // A tone that glides upwards in noise, so that every frame is different and none is empty.
    static std::vector<float> soundOf(std::int64_t frames)
    {
        std::vector<float> sound(static_cast<std::size_t>((frames - 1) * 160 + 400));
        std::uint32_t state = 1;
        for (std::size_t i = 0; i < sound.size(); ++i) {
            state = state * 1664525U + 1013904223U;
            const double t = static_cast<double>(i) / 16000;
            sound[i] = static_cast<float>(0.3 * std::sin(2 * std::numbers::pi * (200 + 400 * t) * t) +
                                          0.01 * (static_cast<double>(state >> 8) / (1 << 23) - 1));
        }
        return sound;
    }

    static std::vector<float> probabilities(std::vector<float> logits)
    {
        for (float& value : logits)
            value = 1 / (1 + std::exp(-value));
        return logits;
    }

    static void expectClose(const std::vector<float>& found, const std::vector<float>& wanted, float tolerance = 1e-4F)
    {
        EXPECT_THAT(probabilities(found), testing::Pointwise(testing::FloatNear(tolerance), probabilities(wanted)));
    }

    test::TemporaryFolder m_folder;
    DassConfig config = DassConfig::of({8, 16, 32, 64}, {1, 1, 2, 1}, 10);
    std::unique_ptr<TaggingModel> cpu; // that it is compared with
    FakeAccelerator::Plan plan;
};

} // namespace dass
