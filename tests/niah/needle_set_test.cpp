#include "core/base/error.h"
#include "core/model/safetensors.h"
#include "core/niah/needle_set.h"
#include "tests/base/temporary_folder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>

namespace dass::niah {
namespace {

constexpr std::int64_t kRows = 6;
constexpr std::size_t kEach = 1024 * 128;

// Needles whose spectrograms are their numbers; that of row 0 has no label.
class SpectrogramNeedles : public testing::Test
{
protected:
    void SetUp() override
    {
        m_input.resize(kRows * kEach);
        for (std::size_t i = 0; i < m_input.size(); ++i)
            m_input[i] = static_cast<float>(i / kEach);
        m_targets.assign(kRows * 3, 0.0F);
        for (std::size_t row = 1; row < kRows; ++row)
            m_targets[row * 3 + row % 3] = 1;
        write();
        m_source.spectrograms = m_folder / "needles.safetensors";
        m_options.scratchFolder = m_folder.path();
    }

    void write() const
    {
        writeSafetensors(m_folder / "needles.safetensors", {{"input", floatTensor({kRows, 1024, 128}, m_input)},
                                                            {"targets", floatTensor({kRows, 3}, m_targets)}});
    }

    NeedleSet read() const
    {
        return *NeedleSet::read(m_source, distill::LabelTable({{"/m/a", "a"}, {"/m/b", "b"}, {"/m/c", "c"}}, "labels"),
                                m_options, {});
    }

    static std::vector<std::string> namesOf(const NeedleSet& set)
    {
        std::vector<std::string> names;
        for (const Needle& needle : set.needles())
            names.push_back(needle.name);
        return names;
    }

    test::TemporaryFolder m_folder;
    std::vector<float> m_input;
    std::vector<float> m_targets;
    NeedleSource m_source;
    NeedleSet::Options m_options;
};

TEST_F(SpectrogramNeedles, OnlyChosenRowsAreRead)
{
    m_input[5 * kEach + 7] = std::numeric_limits<float>::quiet_NaN();
    write();
    EXPECT_THROW(read(), Error) << "a value of the last row is no number";
    m_source.limit = 3;
    const NeedleSet set = read();
    EXPECT_EQ(namesOf(set), (std::vector<std::string>{"needle 1", "needle 2", "needle 3"}));
    EXPECT_EQ(set.unlabelled(), 1);
    EXPECT_EQ(set.sound(1).spectrogram, std::vector<float>(kEach, 2.0F));
}

TEST_F(SpectrogramNeedles, AreDrawnByTheSeedOfTheChoice)
{
    m_source.limit = 2;
    std::set<std::vector<std::string>> choices;
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
        m_source.choiceSeed = seed;
        const NeedleSet set = read();
        EXPECT_EQ(set.size(), 2);
        EXPECT_EQ(namesOf(set), namesOf(read())) << "the same for a seed";
        for (std::int64_t i = 0; i < set.size(); ++i) { // with the sound and label of their rows
            const float row = set.sound(i).spectrogram.front();
            const Needle& needle = set.needles()[static_cast<std::size_t>(i)];
            EXPECT_EQ(needle.name, "needle " + std::to_string(std::lround(row)));
            EXPECT_EQ(needle.labels, (std::vector<std::int64_t>{std::lround(row) % 3}));
        }
        choices.insert(namesOf(set));
    }
    EXPECT_GT(choices.size(), 2U);
}

// Those of programs that knew no choice here were taken as they lie there: where all are taken that is the same
// experiment, whose cells are gone on with.
TEST_F(SpectrogramNeedles, WhereAllAreTakenNothingIsChosen)
{
    m_source.limit = 3;
    const std::string firstThree = read().fingerprint();
    m_source.limit = 0;
    const NeedleSet all = read();
    ASSERT_EQ(all.size(), kRows - 1);
    m_source.choiceSeed = 7;
    for (const std::int64_t limit : {std::int64_t{0}, kRows - 1, kRows + 3}) { // row 0 has no label
        m_source.limit = limit;
        const NeedleSet set = read();
        EXPECT_EQ(set.fingerprint(), all.fingerprint()) << limit;
        EXPECT_EQ(namesOf(set), namesOf(all)) << limit;
    }
    bool chosen = false; // of three there are others, with most seeds
    m_source.limit = 3;
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
        m_source.choiceSeed = seed;
        chosen = chosen || read().fingerprint() != firstThree;
    }
    EXPECT_TRUE(chosen);
}

TEST(Needle, IsNeitherSilentNorShorterThanAFrame)
{
    EXPECT_EQ(whyNoNeedle({}), NoNeedle::TooShort);
    EXPECT_EQ(whyNoNeedle(std::vector<float>(399, 1.0F)), NoNeedle::TooShort);
    EXPECT_EQ(whyNoNeedle(std::vector<float>(400, 0.0F)), NoNeedle::Silent);
    std::vector<float> late(400000, 0.0F);
    late.back() = 1; // behind the needle
    EXPECT_EQ(whyNoNeedle(late), NoNeedle::Silent);
    late[160000] = 1e-3F;
    EXPECT_EQ(whyNoNeedle(late), std::nullopt);
    EXPECT_EQ(wordsOf(NoNeedle::Silent, "a/dog.wav"), "a/dog.wav: is silent; choose another clip");
}

TEST_F(SpectrogramNeedles, WhatTheyTakeIsSaidBefore)
{
    std::int64_t most = 0;
    std::int64_t bytes = 0;
    m_options.begin = [&](std::int64_t needles, std::int64_t size) {
        most = needles;
        bytes = size;
    };
    m_source.limit = 4;
    const NeedleSet set = read();
    EXPECT_EQ(most, 4);
    EXPECT_EQ(bytes, 4 * static_cast<std::int64_t>(kEach * sizeof(float)));
    EXPECT_EQ(set.scratchBytes(), bytes);
    m_options.known = true;
    m_options.scratchFolder = m_folder / "gone"; // in which nothing can be written
    const NeedleSet known = read();
    EXPECT_EQ(known.fingerprint(), set.fingerprint());
    EXPECT_EQ(known.scratchBytes(), set.scratchBytes());
}

} // namespace
} // namespace dass::niah
