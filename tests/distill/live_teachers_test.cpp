// Teachers that are asked while the student learns: what they say is what their networks say of the same batch.
#include "core/base/error.h"
#include "core/distill/batch_source.h"
#include "core/distill/live_teachers.h"
#include "core/distill/run_data.h"
#include "core/distill/spectrogram.h"
#include "core/model/ast.h"
#include "core/model/htsat.h"
#include "core/model/synthetic.h"
#include "core/model/tensor_io.h"
#include "tests/distill/run_fixture.h"

#include <ATen/ATen.h>
#include <gmock/gmock.h>
#include <torch/script.h>

#include <cmath>

namespace dass::distill {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr std::int64_t kTeacherClasses = ToyData::kClasses;

AstConfig smallAst()
{
    return AstConfig::of(32, 1, kTeacherClasses);
}

HtsatConfig smallHtsat()
{
    HtsatConfig config;
    config.width = 8;
    config.layers = {{{1, 1, 16}, {1, 2, 32}, {1, 4, 64}, {1, 8, 64}}};
    config.classes = kTeacherClasses;
    return config;
}

class LiveTeachersTest : public RunTest
{
protected:
    void SetUp() override
    {
        writeTensors(m_folder.path() / "ast.safetensors", syntheticParameters(smallAst().parameters(), 5));
        writeTensors(m_folder.path() / "htsat.safetensors", syntheticParameters(smallHtsat().parameters(), 6));
    }

    // Saves a module whose forward(self, x) has this body.
    void writeModule(const std::string& body) const
    {
        torch::jit::Module module("teacher");
        module.define("def forward(self, x):\n    " + body + "\n");
        module.save((m_folder.path() / "module.pt").string());
    }

    Json specWith(const Json& teachers, std::int64_t epochs = 1) const
    {
        Json spec = m_toy.spec(epochs);
        spec["teachers"] = teachers;
        return spec;
    }

    Spec read(const Json& teachers) const { return readSpec(m_toy.writeSpec(specWith(teachers))); }

    // All of a specification's teachers on a made-up view, and on stored outputs where it has such teachers.
    static at::Tensor said(const Spec& spec, const TeacherView& view, const at::Tensor& stored = {})
    {
        const Student student(spec, kTeacherClasses);
        return LiveTeachers(spec, kTeacherClasses, student).logits(view, stored);
    }

    static TeacherView view()
    {
        return {at::tensor(syntheticSpectrogram(2 * 48, 1)).view({2, 48, 128}),
                at::tensor(syntheticWaveform(2 * 16000, 2)).view({2, 16000})};
    }

    std::string refusal(const Json& teachers) const
    {
        try {
            said(read(teachers), view());
        } catch (const Error& error) {
            EXPECT_THAT(error.what(), testing::Not(HasSubstr("\n")));
            return error.what();
        }
        return "no error";
    }
};

TEST_F(LiveTeachersTest, EachSaysWhatItsNetworkSays)
{
    const TeacherView shown = view();
    const at::Tensor ast =
        Ast(smallAst(), syntheticParameters(smallAst().parameters(), 5)).forward(shown.spectrograms).logits;
    EXPECT_TRUE(at::allclose(said(read({{{"kind", "ast"}, {"path", "ast.safetensors"}}}), shown), ast, 1e-4, 1e-5));

    const at::Tensor htsat =
        Htsat(smallHtsat(), syntheticParameters(smallHtsat().parameters(), 6)).forward(shown.waveforms).logits;
    EXPECT_TRUE(at::allclose(said(read({{{"kind", "hts-at"}, {"path", "htsat.safetensors"}}}), shown), htsat));

    writeModule("return (x.mean(1)[:, :3], x)");
    const Json module{{"kind", "torchscript"}, {"path", "module.pt"}, {"trusted", true}};
    EXPECT_TRUE(at::allclose(said(read(Json::array({module})), shown), shown.spectrograms.mean(1).slice(1, 0, 3)));
}

TEST_F(LiveTeachersTest, TogetherTheyAreTheMeanOfTheirLogitsByWeight)
{
    writeModule("return x[:, 0, :3]");
    const TeacherView shown = view();
    const at::Tensor stored = at::full({2, kTeacherClasses}, 2.0F);
    const Spec spec = read({{{"kind", "stored"}, {"path", "teacher.npy"}, {"weight", 1}},
                            {{"kind", "ast"}, {"path", "ast.safetensors"}, {"weight", 2}},
                            {{"kind", "torchscript"}, {"path", "module.pt"}, {"trusted", true}, {"weight", 5}}});
    const at::Tensor ast = said(read({{{"kind", "ast"}, {"path", "ast.safetensors"}}}), shown);
    const at::Tensor module = shown.spectrograms.select(1, 0).slice(1, 0, 3);
    EXPECT_TRUE(at::allclose(said(spec, shown, stored), stored / 8 + ast * 2 / 8 + module * 5 / 8, 1e-5, 1e-6));
}

// Its step is the only one that can differ from the same run with the outputs stored beforehand.
TEST_F(LiveTeachersTest, ALiveDassTeachesWhatItsStoredOutputsTeach)
{
    Json plain = m_toy.spec(2);
    plain["mixup"] = 0;
    plain["freq_mask"] = plain["time_mask"] = 0;
    plain["student"]["drop_path"] = 0;
    ASSERT_EQ(train(plain, "teacher"), Outcome::Finished);

    const Spec spec = readSpec(m_toy.writeSpec(plain));
    RunData data = readRunData(spec);
    const auto path = m_folder.path() / "teacher" / "model.safetensors";
    const std::unique_ptr<LiveTeacher> teacher =
        loadTeacher({TeacherKind::Dass, path}, kTeacherClasses, Precision::Fp32);
    std::vector<float> outputs;
    for (std::int64_t row = 0; row < data.train.store->size(); ++row) {
        std::vector<float> clip = data.train.store->samples(row);
        std::vector<float> spectrogram = paddedFbank(clip, 48);
        fbank::normalise(spectrogram);
        const at::Tensor logits = teacher->logits({at::tensor(spectrogram).view({1, 48, 128}), {}});
        outputs.insert(outputs.end(), logits.const_data_ptr<float>(), logits.const_data_ptr<float>() + kTeacherClasses);
    }
    writeNpy(m_folder.path() / "outputs.npy", outputs, data.train.store->size(), kTeacherClasses);

    Json stored = plain;
    stored["teachers"] = {{{"kind", "stored"}, {"path", "outputs.npy"}}};
    Json live = plain;
    live["teachers"] = {{{"kind", "dass"}, {"path", "teacher/model.safetensors"}}};
    ASSERT_EQ(train(stored, "stored"), Outcome::Finished);
    ASSERT_EQ(train(live, "live"), Outcome::Finished);
    const std::vector<Json> wanted = metrics("step", "stored");
    const std::vector<Json> got = metrics("step", "live");
    ASSERT_EQ(got.size(), wanted.size());
    for (std::size_t step = 0; step < got.size(); ++step)
        EXPECT_NEAR(got[step].at("loss_kd"), wanted[step].at("loss_kd").get<double>(), 2e-4) << "step " << step;
    EXPECT_TRUE(std::isfinite(metrics("epoch", "live").back().at("eval_loss").get<double>()));
}

TEST_F(LiveTeachersTest, TheStudentsOwnMeanTeachesAndTheRunResumesExactly)
{
    Json spec = specWith({{{"kind", "ema"}}}, 3);
    spec.erase("ema");
    EXPECT_EQ(readSpec(m_toy.writeSpec(spec)).ema, 0.999);
    spec["ema"] = 0.9;
    ASSERT_EQ(train(spec, "whole"), Outcome::Finished);
    std::stop_source stop;
    const auto stopAfter = [&](const DistillProgress& progress) {
        if (progress.step == 5)
            stop.request_stop();
    };
    ASSERT_EQ(train(spec, "parts", {}, stopAfter, stop.get_token()), Outcome::Cancelled);
    DistillOptions again;
    again.resume = true;
    ASSERT_EQ(train(spec, "parts", again), Outcome::Finished);
    EXPECT_EQ(bytesOf(m_folder.path() / "whole/model.safetensors"),
              bytesOf(m_folder.path() / "parts/model.safetensors"));
    const std::vector<Json> steps = metrics("step", "whole");
    EXPECT_GT(steps.back().at("loss_kd").get<double>(), 0);
}

TEST_F(LiveTeachersTest, AnHtsatHearsTheBatchsWaveformAt32kHz)
{
    const Spec spec = read({{{"kind", "hts-at"}, {"path", "htsat.safetensors"}}});
    const Spec plain = readSpec(m_toy.writeSpec(m_toy.spec(1), "plain.json"));
    EXPECT_EQ(soundRate(spec.teachers), 32000);
    RunData loud = readRunData(spec);
    RunData usual = readRunData(plain);
    BatchSource source(*loud.train.store, loud.train.teachers, spec, kTeacherClasses);
    BatchSource reference(*usual.train.store, usual.train.teachers, plain, kTeacherClasses);
    const Batch batch = source.batch(0);
    const Batch wanted = reference.batch(0);
    const std::int64_t samples = 2 * (47 * fbank::kFrameShift + fbank::kFrameLength);
    ASSERT_EQ(batch.waveforms.size(), static_cast<std::size_t>(batch.clips * samples));
    EXPECT_TRUE(wanted.waveforms.empty());
    EXPECT_TRUE(batch.teacher.empty());
    // The student hears the same, but for what two conversions of the sampling rate take from the highest octave.
    ASSERT_EQ(batch.spectrograms.size(), wanted.spectrograms.size());
    double difference = 0;
    for (std::size_t i = 0; i < wanted.spectrograms.size(); ++i)
        difference += std::abs(batch.spectrograms[i] - wanted.spectrograms[i]);
    EXPECT_LT(difference / static_cast<double>(wanted.spectrograms.size()), 0.05);
    EXPECT_EQ(train(specWith({{{"kind", "hts-at"}, {"path", "htsat.safetensors"}}})), Outcome::Finished);
}

TEST_F(LiveTeachersTest, WhatCannotTeachIsRefusedInOneLine)
{
    writeModule("return x");
    const Json module{{"kind", "torchscript"}, {"path", "module.pt"}};
    EXPECT_THAT(refusal(Json::array({module})),
                AllOf(HasSubstr("teachers[0].trusted has to be true"), HasSubstr("program")));
    Json trusted = module;
    trusted["trusted"] = true;
    EXPECT_THAT(refusal(Json::array({trusted})),
                AllOf(HasSubstr("module.pt"), HasSubstr("[2, 48, 128]"), HasSubstr("[2, 3]")));
    trusted["path"] = "teacher.npy";
    EXPECT_THAT(refusal(Json::array({trusted})), AllOf(HasSubstr("teacher.npy"), HasSubstr("no TorchScript module")));
    EXPECT_THAT(refusal({{{"kind", "dass"}, {"path", "ast.safetensors"}}}), HasSubstr("ast.safetensors"));

    writeTensors(m_folder.path() / "seven.safetensors", syntheticParameters(AstConfig::of(32, 1, 7).parameters(), 5));
    EXPECT_THAT(refusal({{{"kind", "ast"}, {"path", "seven.safetensors"}}}),
                AllOf(HasSubstr("seven.safetensors"), HasSubstr("7 classes"), HasSubstr("has 3")));

    Json waveform = module;
    waveform.update({{"trusted", true}, {"input", "waveform"}, {"sample_rate", 44100}});
    EXPECT_THAT(refusal({waveform, {{"kind", "hts-at"}, {"path", "htsat.safetensors"}}}),
                AllOf(HasSubstr("32000"), HasSubstr("44100")));
    EXPECT_THAT(refusal({{{"path", "ast.safetensors"}}}), HasSubstr("teachers[0].kind is missing"));
}

} // namespace
} // namespace dass::distill
