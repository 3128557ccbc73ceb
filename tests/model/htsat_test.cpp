#include "core/base/error.h"
#include "core/model/htsat.h"
#include "core/model/htsat_checkpoint.h"
#include "core/model/htsat_front_end.h"
#include "core/model/htsat_model.h"
#include "core/model/synthetic.h"
#include "core/model/tensor_io.h"
#include "tests/base/temporary_folder.h"
#include "tests/model/torch_file_writer.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <gmock/gmock.h>

#include <limits>
#include <numbers>

namespace dass {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

using Tensors = std::map<std::string, at::Tensor>;

HtsatConfig tinyHtsatConfig()
{
    HtsatConfig config;
    config.width = 8;
    config.layers = {{{1, 1, 16}, {2, 2, 32}, {1, 4, 64}, {1, 8, 64}}};
    config.classes = 5;
    return config;
}

Htsat tinyHtsat()
{
    return Htsat(tinyHtsatConfig(), syntheticParameters(tinyHtsatConfig().parameters(), 3));
}

at::Tensor sound(std::int64_t samples)
{
    return at::tensor(syntheticWaveform(samples, 1)).unsqueeze(0);
}

TEST(HtsatFrontEnd, ATonePutsItsPowerIntoItsMelBin)
{
    const at::Tensor tone = at::arange(htsat::kSampleRate) * (2 * std::numbers::pi * 2000 / htsat::kSampleRate);
    const at::Tensor mel = htsat::logMel(tone.sin().unsqueeze(0));
    ASSERT_EQ(mel.sizes(), at::IntArrayRef({1, 101, 64}));
    // 66 points evenly spaced from 0.75 to 53.4 mel (50 to 14000 Hz); 2000 Hz are 25.08 mel.
    EXPECT_EQ(mel[0][50].argmax().item<std::int64_t>(), 29);
    EXPECT_LT(mel[0][50][5].item<float>(), mel[0][50][29].item<float>() - 60);
    EXPECT_EQ(htsat::logMel(at::zeros({1, 5}))[0][0][0].item<float>(), -100); // silence, and less than a frame
    EXPECT_THROW(htsat::logMel(at::zeros({1, 0})), Error);
}

TEST(HtsatFrontEnd, EachMelBinHasATriangleOfUnitArea)
{
    const at::Tensor areas = htsat::melWeights().sum(0) * (static_cast<double>(htsat::kSampleRate) / 1024);
    EXPECT_GT(areas.min().item<float>(), 0.8); // narrow ones are cut into few steps
    EXPECT_LT(areas.max().item<float>(), 1.2);
    EXPECT_NEAR(areas[60].item<float>(), 1, 5e-3);
}

TEST(TinyHtsat, HearsAnyLengthUpToItsLimit)
{
    const c10::InferenceMode inference;
    const Htsat model = tinyHtsat();
    for (const std::int64_t samples : {std::int64_t{1}, std::int64_t{513}, std::int64_t{40000}, std::int64_t{327679},
                                       std::int64_t{327680}, htsat::kMostSamples}) {
        const HtsatOutput output = model.forward(sound(samples));
        EXPECT_EQ(output.logits.sizes(), at::IntArrayRef({1, 5})) << samples;
        EXPECT_EQ(output.framewise.sizes(), at::IntArrayRef({1, 32, 5})) << samples;
        EXPECT_TRUE(at::isfinite(output.logits).all().item<bool>()) << samples;
        EXPECT_TRUE(at::allclose(output.logits.sigmoid(), output.probabilities, 0, 1e-5)) << samples;
        EXPECT_EQ(output.cropLogits.defined(), samples >= 327680) << samples; // the 1025th frame is one too many
    }
    EXPECT_THROW(model.forward(sound(htsat::kMostSamples + 1)), Error);
}

TEST(TinyHtsat, LongSoundIsTheMeanOfItsCrops)
{
    const c10::InferenceMode inference;
    const Htsat model = tinyHtsat();
    for (const auto& [samples, crops] : {std::pair{384000, 2}, std::pair{384640, 3}}) {
        const HtsatOutput output = model.forward(sound(samples));
        EXPECT_EQ(output.cropLogits.size(0), crops);
        EXPECT_TRUE(at::allclose(output.probabilities, output.cropLogits.sigmoid().mean(0)));
    }
}

TEST(TinyHtsat, ShortSoundIsStretchedOrRepeated)
{
    const c10::InferenceMode inference;
    const Htsat model = tinyHtsat();
    HtsatOptions repeat;
    repeat.shortSound = ShortSound::Repeat;
    const at::Tensor whole = sound(320000);
    EXPECT_TRUE(at::allclose(model.forward(whole).logits, model.forward(whole, repeat).logits, 0, 1e-6));
    const at::Tensor quarter = sound(80000);
    EXPECT_FALSE(at::allclose(model.forward(quarter).logits, model.forward(quarter, repeat).logits, 0, 1e-4));
}

TEST(TinyHtsat, ABatchGivesWhatItsClipsGiveAlone)
{
    const c10::InferenceMode inference;
    const Htsat model = tinyHtsat();
    const at::Tensor other = at::tensor(syntheticWaveform(64000, 9)).unsqueeze(0);
    const at::Tensor both = model.forward(at::cat({sound(64000), other})).logits;
    EXPECT_TRUE(at::allclose(both[0], model.forward(sound(64000)).logits[0], 1e-5, 1e-5));
    EXPECT_TRUE(at::allclose(both[1], model.forward(other).logits[0], 1e-5, 1e-5));
    EXPECT_FALSE(at::allclose(both[0], both[1], 1e-3, 1e-3));
}

class HtsatFiles : public testing::Test
{
protected:
    // As the authors save it, with what is computed and the head that nothing uses.
    Tensors stored() const
    {
        Tensors tensors;
        for (const auto& [name, tensor] : m_parameters)
            tensors.emplace("sed_model." + name, tensor);
        tensors.emplace("sed_model.logmel_extractor.melW", htsat::melWeights());
        tensors.emplace("sed_model.bn0.num_batches_tracked", at::zeros({1}));
        tensors.emplace("sed_model.layers.1.blocks.1.attn_mask", at::zeros({2, 2}));
        tensors.emplace("sed_model.layers.0.blocks.0.attn.relative_position_index", at::zeros({64, 64}));
        tensors.emplace("sed_model.spectrogram_extractor.stft.conv_real.weight", at::zeros({3, 1, 4}));
        tensors.emplace("sed_model.head.bias", at::zeros({5}));
        return tensors;
    }

    std::filesystem::path save(const Tensors& tensors) const
    {
        const auto path = m_folder.path() / "m.ckpt";
        writeTorchFile(path, tensors, "state_dict");
        return path;
    }

    std::string errorOf(const Tensors& tensors, ErrorCode code = ErrorCode::BadFile) const
    {
        try {
            loadHtsatCheckpoint(save(tensors));
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), code) << error.what();
            EXPECT_THAT(error.what(), AllOf(HasSubstr("m.ckpt"), Not(HasSubstr("\n"))));
            return error.what();
        }
        return "no error";
    }

    test::TemporaryFolder m_folder;
    Parameters m_parameters = syntheticParameters(tinyHtsatConfig().parameters(), 3);
};

TEST_F(HtsatFiles, TheAuthorsLayoutIsReadBack)
{
    const HtsatCheckpoint found = loadHtsatCheckpoint(save(stored()));
    EXPECT_EQ(found.config, tinyHtsatConfig());
    ASSERT_EQ(found.parameters.size(), m_parameters.size());
    for (const auto& [name, tensor] : m_parameters)
        EXPECT_TRUE(at::equal(found.parameters.at(name), tensor)) << name;
}

TEST_F(HtsatFiles, AllWrongTensorsAreListedGotAndWanted)
{
    Tensors tensors = stored();
    tensors.erase("sed_model.layers.2.downsample.norm.bias");
    tensors.insert_or_assign("sed_model.bn0.running_var", at::zeros({32}));
    tensors.emplace("sed_model.absolute_pos_embed", at::zeros({2, 2}));
    EXPECT_THAT(errorOf(tensors), AllOf(HasSubstr("3 of its tensors are wrong"),
                                        HasSubstr("missing 'layers.2.downsample.norm.bias' [128]"),
                                        HasSubstr("'sed_model.bn0.running_var' is [32], wanted [64]"),
                                        HasSubstr("unknown 'sed_model.absolute_pos_embed' [2, 2]")));
}

TEST_F(HtsatFiles, LyingShapesAndOtherFrontEndsAreRefused)
{
    const auto with = [&](const std::string& name, const at::Tensor& value) {
        Tensors tensors = stored();
        tensors.insert_or_assign("sed_model." + name, value);
        return tensors;
    };
    EXPECT_THAT(errorOf(with("layers.1.blocks.0.attn.relative_position_bias_table", at::zeros({225, 3}))),
                HasSubstr("cannot have the 3 heads"));
    EXPECT_THAT(errorOf(with("layers.0.blocks.0.attn.relative_position_bias_table", at::zeros({169, 1}))),
                HasSubstr("is [169, 1], wanted [225, 1]"));
    EXPECT_THAT(errorOf(with("tscam_conv.weight", at::zeros({5, 64, 4, 3}))), HasSubstr("wanted [5, 64, 2, 3]"));
    EXPECT_THAT(errorOf(with("norm.bias", at::full({64}, std::numeric_limits<float>::infinity()))),
                HasSubstr("no finite numbers"));
    EXPECT_THAT(errorOf(with("logmel_extractor.melW", htsat::melWeights() * 1.01), ErrorCode::Unsupported),
                HasSubstr("mel bank"));
    EXPECT_THAT(errorOf(with("logmel_extractor.melW", at::zeros({513, 128})), ErrorCode::Unsupported),
                HasSubstr("mel bank"));
    EXPECT_THAT(errorOf({{"sed_model.tscam_conv.bias", at::zeros({5})}}), HasSubstr("which an HTS-AT model needs"));
    EXPECT_THAT(errorOf({{"x", at::zeros({5})}}, ErrorCode::Unsupported), HasSubstr("an HTS-AT is wanted"));
}

TEST_F(HtsatFiles, TheModelHearsWhatTheNetworkHears)
{
    const HtsatModel model(save(stored()), {"cpu", Precision::Auto, 1});
    EXPECT_EQ(model.info().architecture, "HTS-AT");
    EXPECT_EQ(model.info().classes, 5);
    EXPECT_EQ(model.info().embeddingSize, 64);
    EXPECT_EQ(model.info().parameters, tinyHtsatConfig().parameterCount());
    const std::vector<float> samples = syntheticWaveform(64000, 1);
    std::vector<float> logits(5);
    std::vector<float> embedding(64);
    model.logits(samples, logits, embedding);
    const c10::InferenceMode inference;
    const HtsatOutput wanted = tinyHtsat().forward(sound(64000));
    EXPECT_TRUE(at::allclose(at::tensor(logits), wanted.logits[0], 1e-5, 1e-5));
    EXPECT_TRUE(at::allclose(at::tensor(embedding), wanted.embedding[0], 1e-5, 1e-5));
    EXPECT_THROW(model.logits({}, logits), Error);
    EXPECT_THROW(model.logits(samples, std::span(logits).first(4)), Error);
    EXPECT_THROW(HtsatModel(save(stored()), {"cpu", Precision::Bf16, 1}), Error);
    EXPECT_THROW(TaggingModel::load(save(stored()), {}), Error); // it hears no spectrograms
}

} // namespace
} // namespace dass
