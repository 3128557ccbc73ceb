// Models that hear a mixture's sound in place of its spectrogram.
#include "core/audio/resampler.h"
#include "core/model/htsat_model.h"
#include "core/model/safetensors.h"
#include "core/niah/mixture_sound.h"
#include "core/niah/sound_source.h"
#include "tests/niah/run_fixture.h"

namespace dass::niah {
namespace {

namespace fs = std::filesystem;

// An HTS-AT of ten classes, of which the clips have four.
class NiahHtsat : public NiahRun
{
protected:
    static constexpr std::size_t kClasses = 10;

    void SetUp() override
    {
        NiahRun::SetUp();
        if (!fs::exists(m_htsat))
            GTEST_SKIP() << "the reference models are not here";
        const std::vector<std::string> mids{"/m/09x0r", "/m/04rlf", "/m/0bt9lr", "/m/07yv9"};
        std::string labels = "index,mid,display_name\n";
        for (std::size_t c = 0; c < kClasses; ++c)
            labels += std::to_string(c) + "," + (c < mids.size() ? mids[c] : "/m/other" + std::to_string(c)) +
                      ",Class " + std::to_string(c) + "\n";
        write("ten.csv", labels);
        m_one.threads = 1; // the same rounding everywhere
    }

    Json experiment(const Json& change = Json::object()) const
    {
        Json json = spec({{"models", {m_htsat.string()}},
                          {"labels", "ten.csv"},
                          {"lengths_frames", {1024, 1600, 2049, 3000}},
                          {"positions", {0.5}},
                          {"save_logits", true}});
        json.merge_patch(change);
        return json;
    }

    NeedleSound clip(int index) const
    {
        return needleOf(decodeSamples(m_folder / ("clip" + std::to_string(index) + ".wav"), 1 << 20, {}));
    }

    std::vector<float> heard(const std::vector<float>& samples) const
    {
        std::vector<float> upsampled;
        media::Resampler resampler(16000, 32000);
        resampler.push(samples, upsampled);
        resampler.finish(upsampled);
        std::vector<float> logits(kClasses);
        HtsatModel(m_htsat, {"cpu", Precision::Fp32, 1}).logits(upsampled, logits);
        return logits;
    }

    const fs::path m_htsat = fs::path(DASS_SHARED_DIR) / "reference/htsat_nano.ckpt";
    RunOptions m_one;
};

TEST_F(NiahHtsat, IsScoredByItsOwnRuleForLongerSound)
{
    ASSERT_EQ(run(experiment(), "out", m_one), Outcome::Finished);
    const auto cells = table("out/cells.csv");
    ASSERT_EQ(cells.size(), 8U);
    for (const auto& cell : cells) {
        const bool tooLong = cell.at("length_frames") == "3000";
        EXPECT_EQ(cell.at("needles"), tooLong ? "0" : "7");
        EXPECT_EQ(cell.at("note").find("at most 20.49 s at once") != std::string::npos, tooLong) << cell.at("note");
        EXPECT_EQ(cell.at("note").empty(), !tooLong) << cell.at("note");
    }
    const SafetensorsFile saved(m_folder / "out/logits.safetensors");
    const auto expect = [&](const std::string& cell, const auto& samplesOfClip) {
        const std::vector<float> all = floatsOf(saved.at("htsat_nano/mean/" + cell));
        ASSERT_EQ(all.size(), kClips * kClasses);
        for (int i = 0; i < kClips; ++i) {
            const std::vector<float> expected = heard(samplesOfClip(i));
            for (std::size_t c = 0; c < kClasses; ++c)
                EXPECT_NEAR(all[static_cast<std::size_t>(i) * kClasses + c], expected[c], 1e-3) << cell << ' ' << i;
        }
    };
    // Alone it hears the first 10 s, with silence behind a shorter clip.
    expect("zero/none/1024/0.5", [&](int i) {
        std::vector<float> samples = clip(i).samples;
        samples.resize(160000);
        return samples;
    });
    const Haystack white = *Haystack::make({HaystackKind::White, {}, 1, {}}, {{576, 1025}, true, {}, {}}, {});
    for (const std::int64_t frames : {1600, 2049})
        expect("white/0/" + std::to_string(frames) + "/0.5", [&](int i) {
            const NeedleSound needle = clip(i);
            const Mixture mixture(needle, white, {frames, 0.5, 0, Insertion::Spectrogram, 0});
            std::vector<float> samples(static_cast<std::size_t>(mixtureSamples(frames)));
            readMixtureSamples(mixture, 0, samples);
            return samples;
        });
}

TEST_F(NiahHtsat, SaysWhatItCannot)
{
    ASSERT_EQ(run(experiment({{"pooling", {"mean", "max"}}, {"lengths_frames", {1600}}}), "out", m_one),
              Outcome::Finished);
    for (const auto& cell : table("out/cells.csv"))
        EXPECT_EQ(cell.at("note").find("not pooled over time") != std::string::npos, cell.at("pooling") == "max");

    std::vector<float> targets(2 * kClasses, 0.0F);
    targets[0] = targets[kClasses + 1] = 1;
    writeSafetensors(m_folder / "needles.safetensors",
                     {{"input", floatTensor({2, 1024, 128}, std::vector<float>(std::size_t{2} * 1024 * 128, 0.1F))},
                      {"targets", floatTensor({2, kClasses}, targets)}});
    const Json drawn = experiment({{"needles", {{"list", nullptr}, {"spectrograms", "needles.safetensors"}}},
                                   {"haystacks", {{{"kind", "zero"}}}},
                                   {"lengths_frames", {1600}}});
    ASSERT_EQ(run(drawn, "drawn", m_one), Outcome::Finished);
    ASSERT_EQ(table("drawn/cells.csv").size(), 1U);
    const std::string note = table("drawn/cells.csv").front().at("note");
    EXPECT_NE(note.find("only the needle's spectrogram is known"), std::string::npos) << note;
}

TEST_F(NiahHtsat, ItsTimeIsPartOfTheEstimate)
{
    m_one.estimateOnly = true;
    std::optional<RunEstimate> estimate;
    const auto take = [&](const RunProgress& now) {
        if (now.estimate)
            estimate = now.estimate;
    };
    const Json silence{{"haystacks", {{{"kind", "zero"}}}}, {"bootstrap", {{"resamples", 0}}}};
    Json one = experiment(silence);
    one["lengths_frames"] = {1600};
    ASSERT_EQ(run(one, "out", m_one, {}, take), Outcome::Finished);
    ASSERT_TRUE(estimate);
    EXPECT_EQ(estimate->cells, 2);
    EXPECT_GT(estimate->seconds, 0);
    Json none = experiment(silence);
    none["lengths_frames"] = {3000}; // which it takes none of
    ASSERT_EQ(run(none, "out", m_one, {}, take), Outcome::Finished);
    EXPECT_GT(estimate->seconds, 0) << "the needles alone";
}

} // namespace
} // namespace dass::niah
