// What a job takes in memory.

#include "app/distill/job_memory.h"

#include "core/audio/audio_reader.h"
#include "core/base/error.h"
#include "core/base/json_file.h"
#include "core/base/thread_count.h"
#include "core/distill/batch_source.h"
#include "core/distill/clip_store.h"
#include "core/distill/data_list.h"
#include "core/distill/label_table.h"
#include "core/distill/run_files.h"
#include "core/distill/spec.h"
#include "core/features/fbank.h"
#include "core/model/model_files.h"

#include <QRegularExpression>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

namespace dass {

namespace {

namespace fs = std::filesystem;

constexpr double kBytesOfUnit = 103;           // of activations, per position, channel and block: 426 MB a clip in all
constexpr double kBytesOfUnitRecomputed = 59;  // 243 MB
constexpr double kBytesOfAstUnit = 67;         // per token, channel and block: 188 MB a clip of the tiny one
constexpr std::int64_t kBytesOfParameter = 20; // weight, gradient, Adam's two means and a running mean
constexpr std::int64_t kProgramBytes = 400'000'000;
constexpr std::int64_t kTeacherClipBytes = 30'000'000; // an AST of base size, which keeps nothing of its blocks
constexpr double kParametersOfBlock = 10.5; // per squared channel: two linears, the scan's projections, the MLP
constexpr double kParametersOfChannel = 40; // of a block: norms, biases and the depthwise convolution
constexpr double kParametersOfStep = 9;     // from a stage to the next, per channel of each: a 3 x 3 convolution
constexpr double kClasses = 527;            // of AudioSet; of another label file it matters little
constexpr double kPatch = 16;               // frames of an AST's patch
constexpr double kPatchStride = 10;
constexpr double kPatchRows = 12;
constexpr std::int64_t kGradientBytes = 4; // of a parameter
constexpr double kMostOfFree = 0.8;
constexpr std::size_t kOpenedClips = 8;
constexpr double kUsualSeconds = 10; // of a clip, where none says

// As a few clips of the list say.
double meanSeconds(const distill::DataList& list, const std::stop_token& stop)
{
    double sum = 0;
    double count = 0;
    const std::size_t stride = std::max<std::size_t>(1, list.clips.size() / kOpenedClips);
    for (std::size_t i = 0; i < list.clips.size() && !stop.stop_requested(); i += stride) {
        try {
            const auto reader = AudioReader::open(list.clips[i].path, {}, stop);
            if (!reader || !reader->info().duration)
                continue;
            sum += std::clamp(*reader->info().duration, 0.0, static_cast<double>(distill::ClipStore::kMaxSeconds));
            ++count;
        } catch (const Error&) {
            // It takes no memory; the run tells of it.
        }
    }
    return count > 0 ? sum / count : kUsualSeconds;
}

std::int64_t shardsOf(std::int64_t clips)
{
    return (clips + distill::kShardClips - 1) / distill::kShardClips;
}

ListBytes listsOf(const distill::Spec& spec, const std::stop_token& stop)
{
    const distill::DataSpec& data = spec.data;
    const distill::LabelTable table(data.labels);
    ListBytes bytes;
    for (const bool evaluation : {false, true}) {
        const fs::path& path = evaluation ? data.eval : data.train;
        if (path.empty())
            continue;
        if (const auto list = readDataList(
                path, table, {data.root, data.splitColumn, evaluation ? data.evalSplit : data.trainSplit}, stop))
            bytes += listBytes(spec, *list, table.classes(), evaluation, stop);
    }
    return bytes;
}

} // namespace

std::int64_t parametersOf(const NetworkSize& size)
{
    double count = 0;
    double before = 0; // channels of the stage before
    for (std::size_t stage = 0; stage < std::min(size.dims.size(), size.depths.size()); ++stage) {
        const auto channels = static_cast<double>(size.dims[stage]);
        count += static_cast<double>(size.depths[stage]) * channels *
                     (kParametersOfBlock * channels + kParametersOfChannel) +
                 kParametersOfStep * before * channels;
        before = channels;
    }
    return static_cast<std::int64_t>(std::min(count + kClasses * before, 1e13));
}

std::int64_t trainingBytes(const NetworkSize& size, std::int64_t frames, std::int64_t clipsAtOnce, bool recompute)
{
    double units = 0;
    double positions = static_cast<double>(frames) / 4 * (fbank::kMelBins / 4.0);
    for (std::size_t stage = 0; stage < std::min(size.dims.size(), size.depths.size()); ++stage) {
        units += positions * static_cast<double>(size.dims[stage]) * static_cast<double>(size.depths[stage]);
        positions /= 4;
    }
    const double clip = units * (recompute ? kBytesOfUnitRecomputed : kBytesOfUnit);
    const double all = clip * static_cast<double>(clipsAtOnce) +
                       static_cast<double>(kBytesOfParameter * parametersOf(size)) + kProgramBytes;
    return static_cast<std::int64_t>(std::min(all, 1e18));
}

std::int64_t parametersOf(const distill::AstSize& size)
{
    return 12 * size.width * size.width * size.depth; // of the blocks, which are nearly all
}

std::int64_t trainingBytes(const distill::AstSize& size, std::int64_t frames, std::int64_t clipsAtOnce)
{
    const double columns = std::max(0.0, (static_cast<double>(frames) - kPatch) / kPatchStride) + 1;
    const double clip = kBytesOfAstUnit * (2 + kPatchRows * columns) * static_cast<double>(size.width * size.depth);
    const double all = clip * static_cast<double>(clipsAtOnce) +
                       static_cast<double>(kBytesOfParameter * parametersOf(size)) + kProgramBytes;
    return static_cast<std::int64_t>(std::min(all, 1e18));
}

ListBytes& ListBytes::operator+=(const ListBytes& other)
{
    sound += other.sound;
    outputs += other.outputs;
    return *this;
}

std::int64_t ListBytes::held(const distill::Spec& spec) const
{
    return std::min(sound, spec.data.cacheMb * distill::kCacheMegabyte) + outputs;
}

ListBytes listBytes(const distill::Spec& spec, const distill::DataList& list, std::int64_t classes, bool evaluation,
                    const std::stop_token& stop)
{
    const bool isLive = std::ranges::any_of(spec.teachers, &distill::TeacherSpec::isLive);
    std::int64_t stored = 0;
    bool isWhole = true; // or their mean would be another teacher
    for (const distill::TeacherSpec& teacher : spec.teachers) {
        stored += teacher.isLive() ? 0 : 1;
        isWhole = isWhole && (teacher.isLive() || !evaluation || !teacher.evalPath.empty());
    }
    // Their files are read row by row; an evaluation holds its rows' mean while it is scored.
    const bool isHeld = stored > 0 && evaluation && isWhole && !isLive;
    const int rate = evaluation ? fbank::kSampleRate : soundRate(spec.teachers);
    const double clips = meanSeconds(list, stop) * rate * sizeof(std::int16_t) * static_cast<double>(list.clips.size());
    const auto floatBytes = static_cast<std::int64_t>(sizeof(float));
    return {static_cast<std::int64_t>(clips), isHeld ? list.rows * classes * floatBytes : 0};
}

std::int64_t teacherBytes(const distill::Spec& spec, std::int64_t clipsAtOnce)
{
    std::int64_t bytes = 0;
    for (const distill::TeacherSpec& teacher : spec.teachers) {
        if (!teacher.isLive() || teacher.weight <= 0)
            continue;
        bytes += kTeacherClipBytes * clipsAtOnce;
        std::error_code failure; // of what has no size nothing is known
        const bool isFolder = fs::is_directory(teacher.path, failure);
        const auto size = fs::file_size(isFolder ? teacher.path / kWeightsName : teacher.path, failure);
        if (!failure)
            bytes += static_cast<std::int64_t>(size);
    }
    return bytes;
}

std::int64_t networkBytes(const distill::Spec& spec)
{
    const std::int64_t atOnce = std::min<std::int64_t>(spec.batch, distill::kShardClips * threadCount(0));
    const std::int64_t frames = spec.data.clipFrames;
    const bool isAst = spec.student.arch == distill::StudentArchitecture::Ast;
    const NetworkSize size{spec.student.dims, spec.student.depths};
    const std::int64_t student = isAst ? trainingBytes(spec.student.ast, frames, atOnce)
                                       : trainingBytes(size, frames, atOnce, spec.recomputeBlocks);
    // Clips that are not computed at once leave the gradients of their shards, until all are added up.
    const std::int64_t waiting = shardsOf(spec.batch) - shardsOf(atOnce);
    const std::int64_t gradients =
        waiting * kGradientBytes * (isAst ? parametersOf(spec.student.ast) : parametersOf(size));
    return student + gradients + teacherBytes(spec, atOnce);
}

bool isOutOfMemory(const QString& error)
{
    static const QRegularExpression kWords(
        QStringLiteral("out of memory|bad_alloc|can't allocate|cannot allocate|not enough memory"),
        QRegularExpression::CaseInsensitiveOption);
    return error.contains(kWords);
}

std::int64_t fittingBatch(const std::string& text, const fs::path& folder, std::int64_t freeBytes,
                          const std::stop_token& stop)
{
    const auto json = nestsTooDeep(text) ? nlohmann::json() : nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object())
        return 0;
    try {
        distill::Spec spec = distill::readSpec(json, distill::kSpecName, folder);
        const double lists = static_cast<double>(listsOf(spec, stop).held(spec));
        for (spec.batch /= 2; spec.batch >= 1; spec.batch /= 2)
            if (static_cast<double>(networkBytes(spec)) + lists < kMostOfFree * static_cast<double>(freeBytes))
                return spec.batch;
    } catch (const Error&) {
        // What cannot be read cannot be started again either.
    }
    return 0;
}

} // namespace dass
