#include "core/niah/preparation.h"

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/sha256.h"
#include "core/base/utf8.h"
#include "core/model/spill_file.h"
#include "core/niah/cell_file.h"
#include "core/niah/sound_model.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace dass::niah {

namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

constexpr int kRules = 1; // raised when the same specification begins to give other numbers

// What identifies the sound of a haystack. Not to be used once a stop was asked for.
std::string identityOf(const HaystackSpec& haystack, const std::stop_token& stop)
{
    Json json{{"kind", nameOf(haystack.kind)}};
    switch (haystack.kind) {
    case HaystackKind::White:
    case HaystackKind::Pink:
    case HaystackKind::Brown:
        json["seed"] = haystack.seed;
        break;
    case HaystackKind::Recording:
        json["file"] = sha256OfFile(haystack.file, stop).value_or("");
        break;
    case HaystackKind::Babble:
        if (haystack.file.empty())
            break;
        for (const fs::path& file : voicesIn(haystack.file))
            json["files"].push_back({utf8Of(file.filename()), sha256OfFile(file, stop).value_or("")});
        break;
    case HaystackKind::Zero:
        break;
    }
    return json.dump();
}

// The table that needles' labels are looked up in, and that all models have to share.
class Labels
{
public:
    explicit Labels(const fs::path& file)
    {
        if (!file.empty())
            m_table.emplace(file);
    }

    void require(const ModelInfo& info)
    {
        if (!m_table)
            m_table.emplace(info.labels, "the label table of " + info.path.string());
        if (m_table->classes() != info.classes)
            throw Error(ErrorCode::BadFile, info.path.string() + ": the model has " + std::to_string(info.classes) +
                                                " classes, " + m_table->source() + " holds " +
                                                std::to_string(m_table->classes()) +
                                                "; models of one experiment have to share their classes");
    }

    const std::optional<distill::LabelTable>& table() const { return m_table; }

private:
    std::optional<distill::LabelTable> m_table;
};

bool canBeNoted(ErrorCode code)
{
    return code == ErrorCode::Unsupported || code == ErrorCode::OutOfMemory;
}

// False when stopped: each model may take a minute to be read.
bool addModels(const Spec& spec, const RunOptions& options, Preparation& preparation, Labels& labels,
               const std::stop_token& stop)
{
    Experiment& experiment = preparation.experiment;
    std::string firstNote;
    for (std::size_t m = 0; m < spec.models.size(); ++m) {
        if (stop.stop_requested())
            return false;
        ModelRecord record;
        record.name = spec.models[m].name;
        record.astPositions = spec.models[m].sinusoidalPositions ? kSinusoidal : "";
        std::string computing;
        std::int64_t soundFrames = 0;
        try {
            const auto model = loadModel(spec, m, options);
            const ModelInfo& info = model->info();
            labels.require(info);
            record.title = info.name;
            record.sha256 = info.sha256;
            record.architecture = info.architecture;
            record.parameters = info.parameters;
            experiment.precision = nameOf(model->precision());
            computing = computingOf(*model);
            if (const auto* sound = dynamic_cast<const SoundModel*>(model.get()))
                soundFrames = sound->mostFrames();
        } catch (const Error& error) {
            if (!canBeNoted(error.code()))
                throw;
            record.note = error.what();
            firstNote = firstNote.empty() ? record.note : firstNote;
        }
        experiment.models.push_back(std::move(record));
        preparation.computing.push_back(std::move(computing));
        preparation.soundFrames.push_back(soundFrames);
    }
    for (std::string& computing : preparation.computing) { // of those that could not be loaded now
        if (computing.empty())
            computing = experiment.precision;
    }
    const bool none = std::all_of(experiment.models.begin(), experiment.models.end(),
                                  [](const ModelRecord& model) { return !model.note.empty(); });
    if (none)
        throw Error(ErrorCode::Unsupported, firstNote);
    return !stop.stop_requested();
}

void addCells(const Spec& spec, Preparation& preparation, const std::stop_token& stop)
{
    Experiment& experiment = preparation.experiment;
    std::vector<std::string> models;
    for (const ModelRecord& model : experiment.models)
        models.push_back(model.name);
    for (const HaystackSpec& haystack : spec.haystacks) {
        experiment.haystacks.push_back(validUtf8(haystack.name));
        preparation.haystackIdentities.push_back(identityOf(haystack, stop));
    }
    for (const Cell& cell : cellsOf(spec)) {
        CellRecord record{cell, validUtf8(keyOf(cell, models, experiment.haystacks)), {}, {}};
        record.file = cellFileName(record.key);
        record.fingerprint = fingerprintOf(cell, spec, preparation);
        experiment.cells.push_back(std::move(record));
    }
}

// What the needles will take, said before they take it; a warning where that is more than there is.
RunProgress spaceForNeedles(std::int64_t most, std::int64_t bytes, const fs::path& scratchFolder)
{
    const fs::path folder = spillFolder(scratchFolder);
    std::error_code unknown;
    const auto space = fs::space(folder, unknown);
    const auto gigabytes = [](auto size) { return fixedText(static_cast<double>(size) / 1e9, 2) + " GB"; };
    RunProgress now;
    now.message = "reading up to " + std::to_string(most) + " needles, " + gigabytes(bytes) +
                  " of temporary files in '" + folder.string() + "'";
    if (!unknown && static_cast<double>(space.available) < static_cast<double>(bytes)) {
        now.warning = Warning::Space;
        now.shortage = SpaceShortage{folder, bytes, static_cast<std::int64_t>(space.available)};
        now.message += ", which has " + gigabytes(space.available) +
                       " free; free some space, name another folder (--scratch, or TMPDIR), or take fewer needles "
                       "(needles.limit)";
    }
    return now;
}

} // namespace

std::string computingOf(const TaggingModel& model)
{
    const std::string device = model.device();
    const std::string precision = nameOf(model.precision());
    return device == "cpu" ? precision : device.substr(0, device.find(':')) + " " + precision;
}

std::string fingerprintOf(const Cell& cell, const Spec& spec, const Preparation& preparation)
{
    const Experiment& experiment = preparation.experiment;
    Json json{{"rules", kRules},
              {"model", experiment.models[cell.model].sha256},
              {"precision", preparation.computing[cell.model]},
              {"needles", experiment.needleFingerprint},
              {"pooling", nameOf(cell.pooling)},
              {"baseline", cell.baseline}};
    if (const std::string& positions = experiment.models[cell.model].astPositions; !positions.empty())
        json["ast_positions"] = positions;
    if (!cell.baseline) {
        json["haystack"] = preparation.haystackIdentities[cell.haystack];
        json["snr"] = snrText(cell.snrDb);
        json["frames"] = cell.frames;
        json["position"] = cell.position;
        json["insertion"] = nameOf(spec.insertion);
        if (spec.insertion != Insertion::Spectrogram)
            json["crossfade"] = spec.crossfadeSeconds;
    }
    return sha256Of(json.dump());
}

std::unique_ptr<TaggingModel> loadModel(const Spec& spec, std::size_t model, const RunOptions& options)
{
    const ModelEntry& entry = spec.models[model];
    const ModelOptions how{spec.device, spec.precision, options.threads, entry.sinusoidalPositions};
    return options.load ? options.load(entry.path, how) : loadTestedModel(entry.path, how);
}

std::optional<Preparation> prepare(const Spec& spec, const RunOptions& options, const std::stop_token& stop,
                                   const ProgressSink<RunProgress>& progress)
{
    Preparation preparation;
    Experiment& experiment = preparation.experiment;
    experiment.bootstrap = spec.bootstrap;
    experiment.saveLogits = spec.saveLogits;
    experiment.shard = options.shard;
    experiment.specText = specJson(spec).dump(-1, ' ', false, Json::error_handler_t::replace);
    Labels labels(spec.labels);
    if (!addModels(spec, options, preparation, labels, stop))
        return std::nullopt;

    NeedleSet::Options reading;
    reading.keepSamples =
        spec.insertion != Insertion::Spectrogram ||
        std::any_of(preparation.soundFrames.begin(), preparation.soundFrames.end(), [](auto most) { return most > 0; });
    reading.known = options.estimateOnly;
    reading.scratchFolder = options.scratchFolder;
    if (!options.estimateOnly) {
        reading.begin = [&](std::int64_t most, std::int64_t bytes) {
            progress(spaceForNeedles(most, bytes, options.scratchFolder));
        };
    }
    reading.progress = [&](std::int64_t done, std::int64_t of) {
        RunProgress now;
        now.stage = "reading needles";
        now.fraction = static_cast<double>(done) / static_cast<double>(of);
        progress(now);
    };
    auto needles = NeedleSet::read(spec.needles, *labels.table(), reading, stop);
    if (!needles)
        return std::nullopt;
    experiment.labels = labels.table()->labels();
    experiment.needleFingerprint = needles->fingerprint();
    for (const Needle& needle : needles->needles())
        experiment.needles.push_back({needle.name, needle.labels});
    addCells(spec, preparation, stop);
    requireBounded(experiment);
    if (stop.stop_requested())
        return std::nullopt;
    preparation.needles = std::move(*needles);
    return preparation;
}

} // namespace dass::niah
