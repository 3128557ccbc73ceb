// Rows that must not come together in a cell: of another device, of another needle.
#include "core/model/safetensors.h"
#include "core/niah/cell_file.h"
#include "core/niah/preparation.h"
#include "core/niah/record.h"
#include "tests/niah/run_fixture.h"

#include <utility>

namespace dass::niah {
namespace {

namespace fs = std::filesystem;

struct FailingGpu
{
    bool failed = false;
    int notices = 0;
};

// A model on a GPU, whose logits are all too large by 1, until that fails and the CPU goes on.
class OnFailingGpu final : public TaggingModel
{
public:
    OnFailingGpu(const fs::path& path, FailingGpu& gpu)
        : m_model(TaggingModel::load(path, {"cpu", Precision::Fp32, 1})), m_gpu(gpu)
    {
    }

    const ModelInfo& info() const override { return m_model->info(); }
    Precision precision() const override { return m_gpu.failed ? Precision::Fp32 : Precision::Bf16; }
    std::string device() const override { return m_gpu.failed ? "cpu" : "cuda:7"; }
    void logits(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames, Pooling pooling,
                std::span<float> logits, std::span<float> embeddings) override
    {
        m_model->logits(spectrograms, batch, frames, pooling, logits, embeddings);
        for (float& logit : logits)
            logit += m_gpu.failed ? 0.0F : 1.0F;
    }
    void denseLogits(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames, std::int64_t columns,
                     std::span<float> logits) override
    {
        m_model->denseLogits(spectrograms, batch, frames, columns, logits);
    }
    void setStop(std::stop_token stop) override { m_model->setStop(std::move(stop)); }
    std::int64_t workingBytes(std::int64_t batch, std::int64_t frames) const override
    {
        return m_model->workingBytes(batch, frames);
    }
    std::vector<std::string> takeNotices() override
    {
        if (!m_gpu.failed)
            return {};
        ++m_gpu.notices;
        return {"Fake GPU failed; the CPU goes on from there"};
    }

private:
    std::unique_ptr<TaggingModel> m_model;
    FailingGpu& m_gpu;
};

class NiahMixedRows : public NiahRun
{
protected:
    static RunOptions on(FailingGpu& gpu, bool resume = false)
    {
        RunOptions options;
        options.threads = 1;
        options.resume = resume;
        options.load = [&gpu](const fs::path& path, const ModelOptions&) {
            return std::make_unique<OnFailingGpu>(path, gpu);
        };
        return options;
    }
    std::vector<float> logitsOf(const std::string& folder, const std::string& key) const
    {
        const SafetensorsFile file(m_folder / folder / "logits.safetensors");
        return floatsOf(file.at(key));
    }
    static int count(const std::string& text, const std::string& part)
    {
        int found = 0;
        for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
            ++found;
        return found;
    }

    // Two needles a call.
    const Json m_spec = spec(
        {{"haystacks", {{{"kind", "white"}}}}, {"lengths_frames", {8192}}, {"positions", {0}}, {"save_logits", true}});
    const std::string m_key = "small-model/mean/white/0/8192/0";
};

TEST_F(NiahMixedRows, ACellBeginsAnewWhereTheCpuGoesOnInItsMiddle)
{
    FailingGpu none{.failed = true, .notices = 0};
    ASSERT_EQ(run(m_spec, "cpu", on(none)), Outcome::Finished);
    m_messages.clear();
    FailingGpu gpu;
    int calls = 0;
    ASSERT_EQ(run(m_spec, "out", on(gpu), {},
                  [&](const RunProgress& now) {
                      calls += now.stage == "scoring" && now.item == m_key;
                      gpu.failed = gpu.failed || calls == 2;
                  }),
              Outcome::Finished);
    EXPECT_EQ(calls, 2 + 4) << "seven needles from the first on";
    EXPECT_EQ(logitsOf("out", m_key), logitsOf("cpu", m_key));
    EXPECT_GT(gpu.notices, 1);
    EXPECT_EQ(count(m_messages, "small-model: Fake GPU failed; the CPU goes on from there"), 1) << m_messages;
    EXPECT_EQ(count(m_messages, "goes on with fp32 in place of cuda bf16"), 1) << m_messages;

    // The record tells of each cell what made it, so that tables can be made from it.
    const Experiment experiment = readExperiment(m_folder / "out");
    for (const CellRecord& cell : experiment.cells) {
        const auto contents =
            readCell(cellPath(m_folder / "out", cell), cell.fingerprint, kClips, experiment.classes());
        ASSERT_TRUE(contents) << cell.key;
        EXPECT_TRUE(contents->complete()) << cell.key;
    }
    calls = 0;
    ASSERT_EQ(run(m_spec, "out", on(gpu, true), {},
                  [&](const RunProgress& now) { calls += now.stage == "scoring" && now.item == m_key; }),
              Outcome::Finished);
    EXPECT_EQ(calls, 0) << "the cell is the CPU's";
    EXPECT_EQ(table("out/cells.csv"), table("cpu/cells.csv")) << "the needles alone, which were the GPU's, came anew";
}

TEST_F(NiahMixedRows, ACellOfAGpuIsNotGoneOnWithByTheCpu)
{
    FailingGpu gpu;
    std::stop_source source;
    ASSERT_EQ(run(m_spec, "out", on(gpu), source.get_token(),
                  [&](const RunProgress& now) {
                      if (now.stage == "scoring" && now.item == m_key)
                          source.request_stop();
                  }),
              Outcome::Cancelled);
    gpu.failed = true;
    ASSERT_EQ(run(m_spec, "out", on(gpu, true)), Outcome::Finished);
    ASSERT_EQ(run(m_spec, "cpu", on(gpu)), Outcome::Finished);
    EXPECT_EQ(logitsOf("out", m_key), logitsOf("cpu", m_key));
    EXPECT_EQ(table("out/cells.csv"), table("cpu/cells.csv"));
}

TEST_F(NiahMixedRows, TheCpusFingerprintsNameItsPrecisionAlone)
{
    FailingGpu gpu;
    EXPECT_EQ(computingOf(OnFailingGpu(smallModel(), gpu)), "cuda bf16");
    gpu.failed = true;
    EXPECT_EQ(computingOf(OnFailingGpu(smallModel(), gpu)), "fp32") << "as those of experiments that there are";
}

// Cells of one pass whose files hold different numbers of rows when their turn comes.
TEST_F(NiahMixedRows, OnlyCellsOfAsManyRowsAreComputedTogether)
{
    Json most = m_spec;
    most["pooling"] = Json::array({"max"});
    Json both = m_spec;
    both["pooling"] = Json::array({"mean", "max"});
    ASSERT_EQ(run(most, "most"), Outcome::Finished);
    ASSERT_EQ(run(both, "straight"), Outcome::Finished);
    bool copied = false;
    ASSERT_EQ(run(both, "out", {}, {},
                  [&](const RunProgress& now) {
                      if (now.stage != "scoring" || !now.item.ends_with("baseline") || copied)
                          return; // after the folder was looked at, before the cell's turn
                      copied = true;
                      for (const auto& file : fs::directory_iterator(m_folder / "most/cells")) {
                          if (file.path().filename().string().find("8192") != std::string::npos)
                              fs::copy(file.path(), m_folder / "out/cells");
                      }
                  }),
              Outcome::Finished);
    EXPECT_TRUE(copied);
    EXPECT_EQ(table("out/cells.csv"), table("straight/cells.csv"));
    for (const std::string pooling : {"mean", "max"}) {
        const std::string key = "small-model/" + pooling + "/white/0/8192/0";
        EXPECT_EQ(logitsOf("out", key), logitsOf("straight", key));
    }
}

} // namespace
} // namespace dass::niah
