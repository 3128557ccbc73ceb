#include "core/audio/audio_reader.h"
#include "core/base/error.h"
#include "core/base/resources.h"
#include "core/features/fbank.h"
#include "core/niah/sound_source.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

namespace dass::niah {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostVoices = 500;
constexpr std::int64_t kMostKeptSamples = std::int64_t{60} * fbank::kSampleRate;
constexpr std::size_t kBlock = 4 * fbank::kSampleRate;
constexpr const char* kBundledBabble = "niah/babble.opus";

// A recording that is opened anew each time it has ended. For long ones: a short one would be opened all the time.
class LoopedRecording final : public SoundSource
{
public:
    explicit LoopedRecording(fs::path file) : m_file(std::move(file)), m_reader(std::in_place, m_file) {}

    void read(std::span<float> samples) override
    {
        while (!samples.empty()) {
            const std::size_t got = m_reader->read(samples);
            samples = samples.subspan(got);
            m_since += got;
            if (got > 0)
                continue;
            if (std::exchange(m_since, 0) == 0)
                throw Error(ErrorCode::BadFile, m_file.string() + ": gave no sound when it was read again");
            m_reader.emplace(m_file);
        }
    }

private:
    fs::path m_file;
    std::optional<AudioReader> m_reader;
    std::size_t m_since = 0; // samples since it was opened
};

class LoopedSamples final : public SoundSource
{
public:
    explicit LoopedSamples(std::vector<float> samples) : m_samples(std::move(samples)) {}

    void read(std::span<float> samples) override
    {
        for (float& sample : samples) {
            sample = m_samples[m_next];
            m_next = m_next + 1 < m_samples.size() ? m_next + 1 : 0;
        }
    }

private:
    std::vector<float> m_samples;
    std::size_t m_next = 0;
};

double rootMeanSquare(std::span<const float> samples)
{
    const double sum = std::inner_product(samples.begin(), samples.end(), samples.begin(), 0.0);
    return samples.empty() ? 0 : std::sqrt(sum / static_cast<double>(samples.size()));
}

// Adds a voice to the others. The sum is as long as the longest; shorter ones start again.
void addVoice(std::vector<float>& sum, std::vector<float> voice)
{
    const double rms = rootMeanSquare(voice);
    if (!(rms > 0))
        return;
    for (float& sample : voice)
        sample = static_cast<float>(sample / rms);
    if (voice.size() > sum.size())
        std::swap(sum, voice);
    if (voice.empty())
        return;
    for (std::size_t i = 0; i < sum.size(); ++i)
        sum[i] += voice[i % voice.size()];
}

} // namespace

std::vector<float> decodeSamples(const fs::path& file, std::int64_t most, const std::stop_token& stop)
{
    std::vector<float> samples;
    std::optional<AudioReader> reader = AudioReader::open(file, {}, stop);
    if (!reader)
        return samples;
    std::vector<float> block(kBlock);
    while (static_cast<std::int64_t>(samples.size()) < most && !stop.stop_requested()) {
        const std::size_t got = reader->read(block);
        if (got == 0)
            break;
        samples.insert(samples.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(got));
    }
    if (static_cast<std::int64_t>(samples.size()) > most)
        samples.resize(static_cast<std::size_t>(most));
    return samples;
}

fs::path bundledBabble()
{
    return requireResource(kBundledBabble);
}

std::vector<fs::path> voicesIn(const fs::path& fileOrFolder)
{
    std::error_code error;
    if (!fs::is_directory(fileOrFolder, error))
        return {fileOrFolder};
    std::vector<fs::path> files;
    fs::recursive_directory_iterator entries(fileOrFolder, fs::directory_options::skip_permission_denied, error);
    for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
        std::error_code gone;
        if (entries->is_regular_file(gone))
            files.push_back(entries->path());
        if (files.size() > kMostVoices)
            throw Error(ErrorCode::BadFile, fileOrFolder.string() + ": holds more than " + std::to_string(kMostVoices) +
                                                " files; a babble of so many voices is noise, choose a folder with "
                                                "fewer");
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::unique_ptr<SoundSource> loopSamples(std::vector<float> samples)
{
    return std::make_unique<LoopedSamples>(std::move(samples));
}

std::unique_ptr<SoundSource> loopRecording(const fs::path& file)
{
    std::vector<float> samples = decodeSamples(file, kMostKeptSamples + 1, {});
    if (samples.empty())
        throw Error(ErrorCode::BadFile, file.string() + ": holds no sound; want a recording to hide needles in");
    if (static_cast<std::int64_t>(samples.size()) <= kMostKeptSamples)
        return loopSamples(std::move(samples));
    return std::make_unique<LoopedRecording>(file);
}

std::unique_ptr<SoundSource> sumOfVoices(const fs::path& fileOrFolder, const std::stop_token& stop)
{
    const fs::path from = fileOrFolder.empty() ? bundledBabble() : fileOrFolder;
    const std::vector<fs::path> files = voicesIn(from);
    std::vector<float> sum;
    std::string complaint;
    for (const fs::path& file : files) {
        try {
            addVoice(sum, decodeSamples(file, kMostVoiceSamples, stop));
        } catch (const Error& error) { // a folder holds other things too
            if (files.size() == 1)
                throw;
            complaint = error.what();
        }
        if (stop.stop_requested())
            return nullptr;
    }
    if (sum.empty())
        throw Error(ErrorCode::BadFile, from.string() + ": holds no sound to make a babble of" +
                                            (complaint.empty() ? "" : "; " + complaint));
    return loopSamples(std::move(sum));
}

} // namespace dass::niah
