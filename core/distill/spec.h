#pragma once

#include "core/model/tagging_model.h"

#include <nlohmann/json_fwd.hpp>

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dass::distill {

enum class KdKind { KlDiv, Bce, BceSoftmax, L2, Cosine, L2Cosine };
enum class ScheduleKind { Step, Cosine };
enum class SamplerKind { Shuffle, Balanced };
enum class Initialisation { Scratch, ImageNet, Checkpoint };
enum class StudentArchitecture { Dass, Ast };
enum class HeadBias { Zero, Prior };
enum class Crop { Start, Random };
enum class MixedTargets { Mean, Max };
enum class TeacherKind { Stored, Ast, HtsAt, Dass, Ema, TorchScript };
enum class TeacherInput { Spectrogram, Waveform };

struct AstSize
{
    std::int64_t width = 768;
    std::int64_t depth = 12; // blocks
    std::int64_t heads = 0;  // 0 = as AstConfig::of, or the checkpoint's
};

struct StudentSpec
{
    StudentArchitecture arch = StudentArchitecture::Dass;
    std::vector<std::int64_t> dims; // of a DASS
    std::vector<std::int64_t> depths;
    AstSize ast;
    Initialisation init = Initialisation::Scratch;
    std::filesystem::path checkpoint;   // of init imagenet (VMamba's or DeiT's weights) and checkpoint
    Pooling pooling = Pooling::Mean;    // of a DASS
    double dropPath = 0;                // of a DASS
    HeadBias headBias = HeadBias::Zero; // of a fresh head; prior = the logits of the training set's mean targets
};

// A teacher: outputs stored beforehand, or a network that hears every batch as the student does.
struct TeacherSpec
{
    TeacherKind kind = TeacherKind::Stored;
    std::filesystem::path
        path{}; // outputs (rows follow the training list's) or weights; none of the student's own mean
    std::filesystem::path evalPath{}; // stored: outputs of the evaluation list; empty = none
    double weight = 1;
    TeacherInput input = TeacherInput::Spectrogram; // of a TorchScript module
    int sampleRate = 16000;                         // Hz of a TorchScript module's waveform

    bool isLive() const { return kind != TeacherKind::Stored; }
};

// Hz of the waveform that a teacher hears; 0 where it hears the spectrogram or nothing.
int waveformRate(const TeacherSpec& teacher);

// Hz that a run's clips are decoded at: more than the student's 16,000 where a teacher hears the waveform at more.
int soundRate(const std::vector<TeacherSpec>& teachers);

// How a clip shorter than clip_frames becomes as long: drawn in proportion to these weights. Padding is the authors'.
struct ShortClipsSpec
{
    double pad = 1;    // silence: zeros in the log-mel domain
    double repeat = 0; // the clip again and again, from a random place in it
    double join = 0;   // further clips drawn from the list; a label or teacher's probability is the largest of them
};

// Some steps' clips are hidden in longer inputs, as needles in a haystack.
struct HaystackSpec
{
    double share = 0;           // of the steps
    std::int64_t frames = 4096; // of the longest input
    double noise = 0.5;         // share of the clips that lie in white noise; the others lie in zeros
};

struct DataSpec
{
    std::filesystem::path train;
    std::filesystem::path eval; // empty = no evaluation
    std::filesystem::path labels;
    std::filesystem::path root; // of relative paths in the lists; empty = each list's own folder
    std::int64_t clipFrames = 1024;
    std::int64_t evalFrames = 1024; // that evaluation pads or cuts a clip to
    std::string splitColumn;        // of a CSV list that holds both sets
    std::string trainSplit;
    std::string evalSplit;
    std::optional<double> labelsFromTeacher; // a clip without labels gets those whose teacher probability is higher
    Crop crop = Crop::Start;
    ShortClipsSpec shortClips;
    HaystackSpec haystack;
    double gainDb = 0;           // each clip is made louder or quieter by up to so much, drawn evenly
    double badShare = 0.1;       // a run ends when more of a list's clips than this cannot be read
    std::int64_t cacheMb = 4096; // decoded clips kept in memory, of both lists together
};

struct LossSpec
{
    KdKind kd = KdKind::KlDiv;
    double kdWeight = 0.5;
    double temperature = 1;
};

struct OptimizerSpec
{
    double lr = 1e-4;
    std::array<double, 2> betas{0.95, 0.999};
    double eps = 1e-8;
    double weightDecay = 5e-7;
    std::int64_t warmupSteps = 1000;
    std::int64_t warmupEvery = 50; // steps between two settings of the rate during the warm-up
};

struct ScheduleSpec
{
    ScheduleKind kind = ScheduleKind::Step;
    std::int64_t epochs = 25;
    std::int64_t decayFrom = 10; // step: the first factor comes after this epoch
    std::int64_t decayEvery = 5;
    double decay = 0.5;
    double finalFraction = 0.01; // cosine: of lr, at the last step
};

// Everything that determines a run (docs/formats.md, Distillation). Paths are absolute or relative to the
// working folder; the reader has resolved those of the file.
struct Spec
{
    StudentSpec student;
    std::vector<TeacherSpec> teachers;
    DataSpec data;
    LossSpec loss;
    OptimizerSpec optimizer;
    ScheduleSpec schedule;
    SamplerKind sampler = SamplerKind::Shuffle;
    std::int64_t batch = 12;
    double mixup = 0.5;
    MixedTargets mixupTargets = MixedTargets::Mean;
    std::int64_t freqMask = 48;
    std::int64_t timeMask = 192;
    std::optional<std::array<std::int64_t, 2>> weightAverage; // first and last epoch
    double ema = 0; // momentum of a running mean of the weights, which is then what is evaluated and kept; 0 = none
    std::int64_t evalEvery = 1;            // epochs
    std::int64_t checkpointSteps = 500;    // between two states that a run can resume from, beside each epoch's end
    Precision precision = Precision::Fp32; // of activations and products in training; weights and their sums stay fp32
    bool recomputeBlocks = false;          // less memory for up to a third more time
    std::uint64_t seed = 0;
    std::string preset; // that the file names, and whose keys it changes; empty = none
};

// Reads a specification and checks it whole: unknown keys, types, ranges, what this build cannot do, and that every
// named file exists. Relative paths start from the file's folder. Throws Error(InvalidArgument, NotFound, Unsupported)
// naming the key, what was found and what is allowed.
Spec readSpec(const std::filesystem::path& path);

// The same of a specification that is at hand. `source` stands for the file in errors, `folder` is where relative paths
// start.
Spec readSpec(const nlohmann::json& document, const std::string& source, const std::filesystem::path& folder);

// The specification with every key filled in and absolute paths, as the run folder keeps it.
std::string specText(const Spec& spec);

} // namespace dass::distill
