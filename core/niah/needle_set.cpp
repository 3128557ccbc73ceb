#include "core/niah/needle_set.h"

#include "core/base/error.h"
#include "core/base/random_stream.h"
#include "core/base/sha256.h"
#include "core/base/utf8.h"
#include "core/distill/data_list.h"
#include "core/distill/spectrogram.h"
#include "core/distill/teacher_outputs.h"
#include "core/features/fbank.h"
#include "core/metrics/logits.h"
#include "core/model/safetensors.h"
#include "core/niah/haystack.h"
#include "core/niah/sound_source.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>
#include <utility>

namespace dass::niah {

namespace {

constexpr std::int64_t kFloat = static_cast<std::int64_t>(sizeof(float));
constexpr std::int64_t kSpectrogramBytes = kNeedleFrames * fbank::kMelBins * kFloat;
const std::int64_t kMostSamples = samplesOf(kNeedleFrames);

// Numbers from 0 on in the order in which needles are tried.
std::vector<std::int64_t> orderOf(std::int64_t count, const std::optional<std::uint64_t>& choiceSeed)
{
    if (choiceSeed) {
        RandomStream random(*choiceSeed, Stream::Needles, {});
        return permutation(count, random);
    }
    std::vector<std::int64_t> order(static_cast<std::size_t>(count));
    std::iota(order.begin(), order.end(), std::int64_t{0});
    return order;
}

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
    std::vector<distill::Clip> chosen;
    for (std::int64_t index : orderOf(static_cast<std::int64_t>(clips.size()), source.choiceSeed))
        chosen.push_back(clips[static_cast<std::size_t>(index)]);
    return chosen;
}

void labelFromTeacher(distill::Clip& clip, const distill::TeacherOutputs& teachers,
                      const std::optional<double>& threshold)
{
    if (!clip.labels.empty() || !threshold || teachers.empty())
        return;
    const std::vector<float> logits = teachers.logits(clip.row);
    for (std::size_t c = 0; c < logits.size(); ++c) {
        if (sigmoid(static_cast<double>(logits[c])) > *threshold)
            clip.labels.push_back(static_cast<std::int64_t>(c));
    }
}

// How many of the clips have a label; so many at most.
std::int64_t labelled(const std::vector<distill::Clip>& clips, const distill::TeacherOutputs& teachers,
                      const std::optional<double>& threshold, std::int64_t most, const std::stop_token& stop)
{
    std::int64_t count = 0;
    for (auto clip = clips.begin(); clip != clips.end() && count < most && !stop.stop_requested(); ++clip) {
        distill::Clip one = *clip;
        labelFromTeacher(one, teachers, threshold);
        count += !one.labels.empty();
    }
    return count;
}

// How many rows of targets have a label; so many at most.
std::int64_t labelledRows(const StoredTensor& targets, std::int64_t most, const std::stop_token& stop)
{
    std::int64_t count = 0;
    for (std::int64_t row = 0; row < targets.shape.front() && count < most && !stop.stop_requested(); ++row) {
        const std::vector<float> wanted = rowOf(targets, row);
        count += std::any_of(wanted.begin(), wanted.end(), [](float value) { return value > 0.5F; });
    }
    return count;
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

std::optional<NoNeedle> whyNoNeedle(std::span<const float> samples)
{
    if (static_cast<std::int64_t>(samples.size()) < fbank::kFrameLength)
        return NoNeedle::TooShort;
    const auto heard =
        samples.first(static_cast<std::size_t>(std::min(static_cast<std::int64_t>(samples.size()), kMostSamples)));
    const bool silent = std::all_of(heard.begin(), heard.end(), [](float sample) { return sample * sample == 0; });
    return silent ? std::optional(NoNeedle::Silent) : std::nullopt;
}

std::string wordsOf(NoNeedle why, const std::filesystem::path& clip)
{
    return clip.string() + (why == NoNeedle::Silent ? ": is silent" : ": is too short") + "; choose another clip";
}

NeedleSet::NeedleSet(const Options& options) : m_keepSamples(options.keepSamples)
{
    if (options.known)
        return;
    m_spectrograms = std::make_shared<SpillFile>(options.scratchFolder);
    if (m_keepSamples)
        m_samples = std::make_shared<SpillFile>(options.scratchFolder);
}

std::optional<NeedleSet> NeedleSet::read(const NeedleSource& source, const distill::LabelTable& table,
                                         const Options& options, const std::stop_token& stop)
{
    NeedleSet set(options);
    const bool done = source.spectrograms.empty() ? set.readClips(source, table, options, stop)
                                                  : set.readSpectrograms(source, table, options, stop);
    return done ? std::optional(std::move(set)) : std::nullopt;
}

std::string NeedleSet::leftOutText() const
{
    return std::to_string(m_unlabelled) + " without a label, " + std::to_string(m_tooShort) + " too short, " +
           std::to_string(m_silent) + " silent, " + std::to_string(unreadable()) + " that cannot be read";
}

void NeedleSet::begin(std::int64_t most, bool withSamples, const Options& options) const
{
    if (options.begin)
        options.begin(most, most * (kSpectrogramBytes + (withSamples ? kMostSamples * kFloat : 0)));
}

std::int64_t NeedleSet::scratchBytes() const
{
    std::int64_t samples = 0;
    for (const Needle& needle : m_needles)
        samples += needle.samples;
    return size() * kSpectrogramBytes + samples * kFloat;
}

void NeedleSet::add(Needle needle, const NeedleSound& sound)
{
    const std::int64_t index = size();
    const auto bytes = std::as_bytes(std::span(sound.spectrogram));
    if (m_spectrograms)
        m_spectrograms->write(index * kSpectrogramBytes, bytes);
    std::string identity = m_fingerprint + sha256Of({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    for (std::int64_t label : needle.labels)
        identity += ',' + std::to_string(label);
    m_fingerprint = sha256Of(identity);
    if (m_keepSamples)
        needle.samples = static_cast<std::int64_t>(sound.samples.size());
    if (m_samples)
        m_samples->write(index * kMostSamples * kFloat, std::as_bytes(std::span(sound.samples)));
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
    if (options.begin)
        begin(labelled(clips, teachers, source.labelsFromTeacher, most, stop), m_keepSamples, options);
    for (distill::Clip clip : clips) {
        if (size() >= most)
            break;
        if (stop.stop_requested())
            return false;
        labelFromTeacher(clip, teachers, source.labelsFromTeacher);
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
            if (whyNoNeedle(samples) == NoNeedle::Silent) {
                ++m_silent;
                m_leftOut.push_back(wordsOf(NoNeedle::Silent, clip.path));
                continue;
            }
            const NeedleSound sound = needleOf(std::move(samples));
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
        throw Error(ErrorCode::BadFile, "no needle is left of " + std::to_string(clips.size()) + " clips: " +
                                            leftOutText() + (m_leftOut.empty() ? "" : "; " + m_leftOut.front()));
    return true;
}

bool NeedleSet::readSpectrograms(const NeedleSource& source, const distill::LabelTable& table, const Options& options,
                                 const std::stop_token& stop)
{
    const SafetensorsFile file(source.spectrograms);
    const StoredTensor& input = file.at("input");
    const StoredTensor& targets = file.at("targets");
    const std::string where = "'" + source.spectrograms.string() + "': ";
    if (input.shape.size() != 3 || input.shape[1] != kNeedleFrames || input.shape[2] != fbank::kMelBins ||
        input.elements() == 0)
        throw Error(ErrorCode::BadFile, where + "tensor 'input' has the shape " + toString(input.shape) +
                                            ", [needles, 1024, 128] was wanted");
    if (targets.shape != std::vector<std::int64_t>{input.shape[0], table.classes()})
        throw Error(ErrorCode::BadFile, where + "tensor 'targets' has the shape " + toString(targets.shape) + ", [" +
                                            std::to_string(input.shape[0]) + ", " + std::to_string(table.classes()) +
                                            "] was wanted");
    const std::int64_t most = source.limit > 0 ? std::min(source.limit, input.shape[0]) : input.shape[0];
    begin(most, false, options);
    // Where all are taken there is nothing to choose: they come as they lie there, and so did those of the programs
    // that knew no choice here, whose experiments are gone on with.
    const bool chooses = source.choiceSeed && labelledRows(targets, most + 1, stop) > most;
    for (const std::int64_t row : orderOf(input.shape[0], chooses ? source.choiceSeed : std::nullopt)) {
        if (size() >= most)
            break;
        if (stop.stop_requested())
            return false;
        Needle needle{"needle " + std::to_string(row), {}, 0, 0};
        const std::vector<float> wanted = rowOf(targets, row);
        for (std::size_t c = 0; c < wanted.size(); ++c) {
            if (wanted[c] > 0.5F)
                needle.labels.push_back(static_cast<std::int64_t>(c));
        }
        if (needle.labels.empty()) {
            ++m_unlabelled;
            continue;
        }
        std::vector<float> spectrogram = rowOf(input, row);
        if (std::any_of(spectrogram.begin(), spectrogram.end(), [](float value) { return !std::isfinite(value); }))
            throw Error(ErrorCode::BadFile,
                        where + "tensor 'input' holds values that are no numbers, in row " + std::to_string(row));
        add(std::move(needle), {std::move(spectrogram), {}, 0});
        if (options.progress)
            options.progress(size(), most);
    }
    if (m_needles.empty())
        throw Error(ErrorCode::BadFile, where + "none of its needles has a label in 'targets'");
    return true;
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
        const SpillFile::Window kept(*m_samples, index * kMostSamples * kFloat, bytes);
        std::memcpy(sound.samples.data(), kept.data(), sound.samples.size() * sizeof(float));
    }
    return sound;
}

} // namespace dass::niah
