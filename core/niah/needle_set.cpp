#include "core/niah/needle_set.h"

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/distill/data_list.h"
#include "core/distill/random_stream.h"
#include "core/distill/spectrogram.h"
#include "core/distill/teacher_outputs.h"
#include "core/features/fbank.h"
#include "core/model/safetensors.h"
#include "core/niah/haystack.h"
#include "core/niah/sound_source.h"
#include "core/report/utf8.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>
#include <utility>

namespace dass::niah {

namespace {

constexpr std::int64_t kSpectrogramBytes = kNeedleFrames * fbank::kMelBins * static_cast<std::int64_t>(sizeof(float));
const std::int64_t kMostSamples = samplesOf(kNeedleFrames);

// The clips in the order in which they are tried.
std::vector<distill::Clip> clipsOf(const NeedleSource& source, const distill::LabelTable& table, std::int64_t& rows)
{
    std::vector<distill::Clip> clips;
    if (!source.list.empty()) {
        distill::DataList list = readDataList(source.list, table, {source.root, source.splitColumn, source.split});
        clips = std::move(list.clips);
        rows = list.rows;
    }
    for (const NeedleFile& file : source.files)
        clips.push_back({file.path, distill::labelIndices(file.labels, table, file.path.string()),
                         static_cast<std::int64_t>(clips.size())});
    if (!source.choiceSeed)
        return clips;
    distill::RandomStream random(*source.choiceSeed, distill::Stream::Needles, {});
    std::vector<distill::Clip> chosen;
    for (std::int64_t index : distill::permutation(static_cast<std::int64_t>(clips.size()), random))
        chosen.push_back(clips[static_cast<std::size_t>(index)]);
    return chosen;
}

void labelFromTeacher(distill::Clip& clip, const distill::TeacherOutputs& teachers, double threshold)
{
    if (!clip.labels.empty())
        return;
    const std::vector<float> logits = teachers.logits(clip.row);
    for (std::size_t c = 0; c < logits.size(); ++c) {
        if (1 / (1 + std::exp(-static_cast<double>(logits[c]))) > threshold)
            clip.labels.push_back(static_cast<std::int64_t>(c));
    }
}

} // namespace

NeedleSound needleOf(std::vector<float> samples)
{
    if (static_cast<std::int64_t>(samples.size()) > kMostSamples)
        samples.resize(static_cast<std::size_t>(kMostSamples));
    NeedleSound needle;
    needle.spectrogram = distill::paddedFbank(samples, kNeedleFrames);
    fbank::normalise(needle.spectrogram);
    const double energy = std::inner_product(samples.begin(), samples.end(), samples.begin(), 0.0);
    needle.rms = samples.empty() ? 0 : std::sqrt(energy / static_cast<double>(samples.size()));
    needle.samples = std::move(samples);
    return needle;
}

NeedleSet::NeedleSet(const Options& options)
    : m_keepSamples(options.keepSamples), m_spectrograms(std::make_shared<SpillFile>(options.scratchFolder))
{
    if (m_keepSamples)
        m_samples = std::make_shared<SpillFile>(options.scratchFolder);
}

std::optional<NeedleSet> NeedleSet::read(const NeedleSource& source, const distill::LabelTable& table,
                                         const Options& options, const std::stop_token& stop)
{
    NeedleSet set(options);
    if (!source.spectrograms.empty())
        set.readSpectrograms(source, table);
    else if (!set.readClips(source, table, options, stop))
        return std::nullopt;
    return set;
}

void NeedleSet::add(Needle needle, const NeedleSound& sound)
{
    const std::int64_t index = size();
    const auto bytes = std::as_bytes(std::span(sound.spectrogram));
    m_spectrograms->write(index * kSpectrogramBytes, bytes);
    std::string identity = m_fingerprint + sha256Of({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    for (std::int64_t label : needle.labels)
        identity += ',' + std::to_string(label);
    m_fingerprint = sha256Of(identity);
    if (m_keepSamples) {
        needle.samples = static_cast<std::int64_t>(sound.samples.size());
        m_samples->write(index * kMostSamples * static_cast<std::int64_t>(sizeof(float)),
                         std::as_bytes(std::span(sound.samples)));
    }
    m_needles.push_back(std::move(needle));
}

bool NeedleSet::readClips(const NeedleSource& source, const distill::LabelTable& table, const Options& options,
                          const std::stop_token& stop)
{
    std::int64_t rows = 0;
    const std::vector<distill::Clip> clips = clipsOf(source, table, rows);
    std::vector<distill::TeacherSpec> teacher;
    if (!source.teacher.empty())
        teacher.push_back({distill::TeacherKind::Stored, source.teacher});
    const distill::TeacherOutputs teachers(teacher, false, rows, table.classes());
    const std::int64_t most = source.limit > 0 ? source.limit : static_cast<std::int64_t>(clips.size());
    const auto shortest = static_cast<std::size_t>(
        std::max(static_cast<double>(fbank::kFrameLength), source.minSeconds * fbank::kSampleRate));
    for (distill::Clip clip : clips) {
        if (size() >= most)
            break;
        if (stop.stop_requested())
            return false;
        if (source.labelsFromTeacher && !teachers.empty())
            labelFromTeacher(clip, teachers, *source.labelsFromTeacher);
        if (clip.labels.empty()) {
            ++m_unlabelled;
            continue;
        }
        try {
            std::vector<float> samples = decodeSamples(clip.path, kMostSamples, stop);
            if (samples.size() < shortest) {
                ++m_tooShort;
                continue;
            }
            const NeedleSound sound = needleOf(std::move(samples));
            if (!(sound.rms > 0))
                throw Error(ErrorCode::BadFile, clip.path.string() + ": is silent");
            add({utf8Of(clip.path), clip.labels, sound.rms, 0}, sound);
        } catch (const Error& error) {
            m_leftOut.emplace_back(error.what());
        }
        if (options.progress)
            options.progress(size(), most);
    }
    if (stop.stop_requested()) // a clip may have been cut short
        return false;
    if (m_needles.empty())
        throw Error(ErrorCode::BadFile, "no needle is left of " + std::to_string(clips.size()) +
                                            " clips: " + std::to_string(m_unlabelled) + " have no label, " +
                                            std::to_string(m_tooShort) + " are too short, " +
                                            std::to_string(m_leftOut.size()) + " cannot be read" +
                                            (m_leftOut.empty() ? "" : "; " + m_leftOut.front()));
    return true;
}

void NeedleSet::readSpectrograms(const NeedleSource& source, const distill::LabelTable& table)
{
    const SafetensorsFile file(source.spectrograms);
    const TensorInfo& input = file.at("input");
    const TensorInfo& targets = file.at("targets");
    const std::string where = "'" + source.spectrograms.string() + "': ";
    if (input.shape.size() != 3 || input.shape[1] != kNeedleFrames || input.shape[2] != fbank::kMelBins ||
        input.elements() == 0)
        throw Error(ErrorCode::BadFile, where + "tensor 'input' has the shape " + toString(input.shape) +
                                            ", [needles, 1024, 128] was wanted");
    if (targets.shape != std::vector<std::int64_t>{input.shape[0], table.classes()})
        throw Error(ErrorCode::BadFile, where + "tensor 'targets' has the shape " + toString(targets.shape) + ", [" +
                                            std::to_string(input.shape[0]) + ", " + std::to_string(table.classes()) +
                                            "] was wanted");
    const std::vector<float> values = floatsOf(input);
    if (std::any_of(values.begin(), values.end(), [](float value) { return !std::isfinite(value); }))
        throw Error(ErrorCode::BadFile, where + "tensor 'input' holds values that are no numbers");
    const std::vector<float> wanted = floatsOf(targets);
    const auto classes = static_cast<std::size_t>(table.classes());
    const std::size_t each = kSpectrogramBytes / sizeof(float);
    const std::int64_t most = source.limit > 0 ? std::min(source.limit, input.shape[0]) : input.shape[0];
    for (std::int64_t i = 0; i < most; ++i) {
        Needle needle{"needle " + std::to_string(i), {}, 0, 0};
        for (std::size_t c = 0; c < classes; ++c) {
            if (wanted[static_cast<std::size_t>(i) * classes + c] > 0.5F)
                needle.labels.push_back(static_cast<std::int64_t>(c));
        }
        if (needle.labels.empty()) {
            ++m_unlabelled;
            continue;
        }
        const auto begin = values.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(i) * each);
        add(std::move(needle), {{begin, begin + static_cast<std::ptrdiff_t>(each)}, {}, 0});
    }
    if (m_needles.empty())
        throw Error(ErrorCode::BadFile, where + "none of its needles has a label in 'targets'");
}

NeedleSound NeedleSet::sound(std::int64_t index) const
{
    const Needle& needle = m_needles.at(static_cast<std::size_t>(index));
    NeedleSound sound;
    sound.rms = needle.rms;
    sound.spectrogram.resize(kSpectrogramBytes / sizeof(float));
    const SpillFile::Window window(*m_spectrograms, index * kSpectrogramBytes, kSpectrogramBytes);
    std::memcpy(sound.spectrogram.data(), window.data(), kSpectrogramBytes);
    if (needle.samples > 0) {
        sound.samples.resize(static_cast<std::size_t>(needle.samples));
        const auto bytes = static_cast<std::int64_t>(sound.samples.size() * sizeof(float));
        const SpillFile::Window kept(*m_samples, index * kMostSamples * static_cast<std::int64_t>(sizeof(float)),
                                     bytes);
        std::memcpy(sound.samples.data(), kept.data(), sound.samples.size() * sizeof(float));
    }
    return sound;
}

} // namespace dass::niah
