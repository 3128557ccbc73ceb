// Recording and replaying without a GPU: the recorder runs the work when it is replayed, as a graph would.
#include "core/model/graphed_network.h"

#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include <memory>
#include <stdexcept>

namespace dass {
namespace {

// Its logits are the means of the clips, plus what it is told to add.
class MeanNetwork final : public ClipNetwork
{
public:
    explicit MeanNetwork(int& calls) : m_calls(calls) {}

    Output forward(const at::Tensor& input, Pooling pooling, const std::stop_token& stop) const override
    {
        ++m_calls;
        if (stop.stop_requested())
            return {};
        const at::Tensor mean = input.mean(at::IntArrayRef{1, 2}).unsqueeze(1);
        return {pooling == Pooling::Sum ? mean * 10 : mean, mean};
    }
    at::Tensor denseLogits(const at::Tensor& input, std::int64_t, const std::stop_token&) const override
    {
        return input;
    }
    std::int64_t workingBytes(std::int64_t batch, std::int64_t frames) const override { return batch * frames; }

private:
    int& m_calls;
};

class Graphs : public testing::Test
{
protected:
    float run(std::int64_t batch, float value, Pooling pooling = Pooling::Mean, std::int64_t frames = 10)
    {
        const at::Tensor input = at::full({batch, frames, 128}, value);
        const auto output = network.forward(input, pooling, {});
        EXPECT_EQ(output.logits.size(0), batch);
        return output.logits[batch - 1][0].item<float>();
    }

    int calls = 0;
    int recorded = 0;
    int replayed = 0;
    bool fails = false;
    std::shared_ptr<int> memory = std::make_shared<int>(0); // held by each graph
    GraphedNetwork network{
        std::make_unique<MeanNetwork>(calls), [this](const at::Tensor&, const std::function<void()>& work) {
            if (fails)
                throw std::runtime_error("CUDA error: operation not permitted when stream is capturing");
            ++recorded;
            return [this, work, kept = memory] {
                ++replayed;
                work();
            };
        }};
};

TEST_F(Graphs, recordTheSecondBatchOfASizeAndReplayFromThen)
{
    for (const float value : {1.0F, 2.0F, 3.0F, 4.0F})
        EXPECT_FLOAT_EQ(run(1, value), value);
    EXPECT_EQ(recorded, 1);
    EXPECT_EQ(replayed, 3);
    EXPECT_FLOAT_EQ(run(2, 5), 5); // another size
    EXPECT_FLOAT_EQ(run(1, 6, Pooling::Sum), 60);
    EXPECT_EQ(recorded, 1);
    EXPECT_FLOAT_EQ(run(2, 7), 7);
    EXPECT_FLOAT_EQ(run(1, 8, Pooling::Sum), 80);
    EXPECT_FLOAT_EQ(run(1, 9), 9);
    EXPECT_EQ(recorded, 3);
}

TEST_F(Graphs, runOnceAsEverOnTheThreadThatRecords)
{
    run(1, 1);
    EXPECT_EQ(calls, 1);
    run(1, 2);
    EXPECT_EQ(calls, 3) << "to make it ready, and in the graph";
    run(1, 3);
    EXPECT_EQ(calls, 4);
}

TEST_F(Graphs, leaveLargeBatchesAlone)
{
    for (int i = 0; i < 3; ++i)
        EXPECT_FLOAT_EQ(run(5, 2, Pooling::Mean, 1024), 2);
    EXPECT_EQ(recorded, 0);
}

TEST_F(Graphs, keepAFew)
{
    for (int round = 0; round < 2; ++round)
        for (std::int64_t frames = 1; frames <= 5; ++frames)
            EXPECT_FLOAT_EQ(run(1, 2, Pooling::Mean, frames), 2);
    EXPECT_EQ(recorded, 0) << "each was forgotten before it came again";
    run(1, 2, Pooling::Mean, 5);
    EXPECT_EQ(recorded, 1);
}

TEST_F(Graphs, runAsEverWhereNothingCanBeRecorded)
{
    fails = true;
    for (const float value : {1.0F, 2.0F, 3.0F})
        EXPECT_FLOAT_EQ(run(1, value), value);
    fails = false;
    EXPECT_FLOAT_EQ(run(1, 4), 4);
    EXPECT_EQ(recorded, 0) << "it is not tried again and again";
}

TEST_F(Graphs, giveTheirMemoryBack)
{
    EXPECT_FALSE(network.releaseKept());
    for (const std::int64_t batch : {1, 1, 2, 2})
        run(batch, 1);
    EXPECT_GT(memory.use_count(), 2);
    EXPECT_TRUE(network.releaseKept());
    EXPECT_EQ(memory.use_count(), 1);
    EXPECT_FALSE(network.releaseKept());
    for (const float value : {1.0F, 2.0F, 3.0F})
        EXPECT_FLOAT_EQ(run(1, value), value);
    EXPECT_EQ(recorded, 2) << "where memory was short none is taken again";
}

TEST_F(Graphs, obeyAStop)
{
    run(1, 1);
    run(1, 1);
    std::stop_source stop;
    stop.request_stop();
    const at::Tensor input = at::zeros({1, 10, 128});
    EXPECT_FALSE(network.forward(input, Pooling::Mean, stop.get_token()).logits.defined());
    EXPECT_FALSE(network.forward(input, Pooling::Max, stop.get_token()).logits.defined());
}

} // namespace
} // namespace dass
