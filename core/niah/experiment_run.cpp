#include "core/niah/experiment_run.h"

#include "core/base/error.h"
#include "core/base/thread_count.h"

#include <algorithm>
#include <utility>

namespace dass::niah {

ExperimentRun::ExperimentRun(const Spec& spec, std::filesystem::path folder, const RunOptions& options,
                             std::stop_token stop, ProgressSink<RunProgress> progress)
    : m_spec(spec), m_folder(std::move(folder)), m_options(options), m_stop(std::move(stop)),
      m_progress(std::move(progress))
{
}

void ExperimentRun::tell(const std::string& message, Warning warning) const
{
    RunProgress now;
    now.message = message;
    now.warning = warning;
    m_progress(now);
}

Outcome ExperimentRun::estimate()
{
    return begin() ? Outcome::Finished : Outcome::Cancelled;
}

Outcome ExperimentRun::run()
{
    if (!begin())
        return Outcome::Cancelled;
    writeExperiment(m_folder, experiment());
    m_recorded = true;
    const bool whole = m_options.shard.count == 1;
    if (whole) {
        m_tables = std::make_unique<ResultTables>(m_folder, experiment());
        for (std::size_t c = 0; c < experiment().cells.size(); ++c) {
            const bool finished = m_rowsDone[c] < 0 || m_rowsDone[c] == rows();
            if (finished && !tabulate(c, contentsOf(experiment().cells[c])))
                return Outcome::Cancelled; // the tables that there are tell of them
        }
    }
    bool done = work();
    if (m_tables) {
        for (std::size_t c = 0; c < experiment().cells.size(); ++c) { // whose baseline came after them
            if (m_rowsDone[c] == rows() && !m_tables->has(c))
                done = tabulate(c, contentsOf(experiment().cells[c])) && done;
        }
        writeTables(true);
    }
    if (done)
        tellTaken();
    if (!whole && done)
        tell("part " + textOf(m_options.shard) + " is done; dass niah merge makes one of all parts");
    return done ? Outcome::Finished : Outcome::Cancelled;
}

bool ExperimentRun::begin()
{
    m_prepared = prepare(m_spec, m_options, m_stop, m_progress);
    if (!m_prepared)
        return false;
    const NeedleSet& needles = m_prepared->needles;
    for (const std::string& complaint : needles.leftOut())
        tell(complaint, Warning::LeftOut);
    for (const ModelRecord& model : experiment().models) {
        if (!model.note.empty())
            tell(model.name + ": " + model.note, Warning::LeftOut);
    }
    tell(std::to_string(needles.size()) + " needles (left out: " + needles.leftOutText() + ")");
    findDone();
    return measure();
}

void ExperimentRun::findDone()
{
    std::error_code ignored;
    if (std::filesystem::exists(m_folder / kRecordName, ignored)) {
        const Shard before = readExperiment(m_folder).shard;
        if (before != m_options.shard)
            throw Error(ErrorCode::InvalidArgument, m_folder.string() + ": holds part " + textOf(before) + ", not " +
                                                        textOf(m_options.shard) +
                                                        "; every part needs a folder of its own");
    }
    std::int64_t anew = 0;
    for (const CellRecord& record : experiment().cells) {
        const CellContents contents = contentsOf(record);
        m_rowsDone.push_back(contents.rows());
        anew += contents.rows() == 0 && std::filesystem::exists(cellPath(m_folder, record), ignored);
    }
    if (anew > 0)
        tell(std::to_string(anew) + " cells of the folder are of another model, other needles or other settings, or "
                                    "could not be computed before, and are made anew");
}

CellContents ExperimentRun::contentsOf(const CellRecord& record) const
{
    auto kept =
        readCell(cellPath(m_folder, record), record.fingerprint, m_prepared->needles.size(), experiment().classes());
    if (kept && kept->shard == m_options.shard && (kept->note.empty() || kept->rows() > 0)) {
        kept->note.clear(); // what could not be computed before may be possible here and now
        return std::move(*kept);
    }
    return nothingOf(record);
}

CellContents ExperimentRun::nothingOf(const CellRecord& record) const
{
    CellContents fresh;
    fresh.fingerprint = record.fingerprint;
    fresh.shard = m_options.shard;
    fresh.needles = m_prepared->needles.size();
    fresh.classes = experiment().classes();
    return fresh;
}

bool ExperimentRun::isNeedleAlone(const Cell& cell) const
{
    return m_spec.insertion == Insertion::Spectrogram && cell.frames == kNeedleFrames && !cell.baseline;
}

bool ExperimentRun::tabulate(std::size_t cell, const CellContents& contents)
{
    const bool told = m_tables->add(cell, contents, m_stop);
    if (contents.note.empty())
        m_clock.advance(m_tableSeconds);
    return told;
}

std::size_t ExperimentRun::baselineOf(const Cell& cell) const
{
    const auto found = std::find_if(experiment().cells.begin(), experiment().cells.end(), [&](const auto& other) {
        return other.cell.baseline && other.cell.model == cell.model && other.cell.pooling == cell.pooling;
    });
    return static_cast<std::size_t>(found - experiment().cells.begin());
}

ExperimentRun::Loaded& ExperimentRun::load(std::size_t model)
{
    if (m_loaded && m_loaded->index == model)
        return *m_loaded;
    m_loaded.reset(); // before the next one takes as much
    const auto begin = std::chrono::steady_clock::now();
    Loaded loaded{model, loadModel(m_spec, model, m_options), nullptr, {}};
    loaded.scorer = std::make_unique<MixtureScorer>(
        *loaded.model, ScorerOptions{threadCount(m_options.threads), m_spec.tileFrames, m_options.scratchFolder},
        m_stop);
    m_loaded = std::move(loaded); // one without a scorer is none
    followDevice();               // perhaps another one than when it was loaded to be known
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    m_clock.advance(m_loadSeconds.try_emplace(model, took.count()).first->second);
    return *m_loaded;
}

// Rows of different devices or precisions are not mixed in a cell: those that are not whole begin anew where the model
// goes on with others.
bool ExperimentRun::followDevice()
{
    const std::size_t model = m_loaded->index;
    std::string& computing = m_prepared->computing[model];
    const std::string now = computingOf(*m_loaded->model);
    if (now == computing)
        return false;
    tell(experiment().models[model].name + ": goes on with " + now + " in place of " + computing +
             "; cells under way are begun anew",
         Warning::Device);
    computing = now;
    for (std::size_t c = 0; c < m_rowsDone.size(); ++c) {
        CellRecord& record = m_prepared->experiment.cells[c];
        if (record.cell.model != model || m_rowsDone[c] < 0 || m_rowsDone[c] == rows())
            continue;
        if (isNeedleAlone(record.cell) && m_rowsDone[baselineOf(record.cell)] == rows())
            continue; // its rows will be the baseline's
        record.fingerprint = fingerprintOf(record.cell, m_spec, *m_prepared);
        m_rowsDone[c] = contentsOf(record).rows();
    }
    if (m_recorded)
        writeExperiment(m_folder, experiment());
    return true;
}

void ExperimentRun::tellNotices()
{
    for (const std::string& notice : m_loaded->model->takeNotices()) {
        if (m_loaded->told.insert(notice).second) // one for each mixture says it once
            tell(experiment().models[m_loaded->index].name + ": " + notice, Warning::Device);
    }
}

HaystackOptions ExperimentRun::haystackOptions(std::size_t haystack) const
{
    HaystackOptions options;
    options.scratchFolder = m_options.scratchFolder;
    options.keepSamples = m_spec.insertion != Insertion::Spectrogram;
    for (std::size_t c = 0; c < m_rowsDone.size(); ++c) {
        const Cell& cell = experiment().cells[c].cell;
        if (cell.baseline || cell.haystack != haystack || m_rowsDone[c] == rows())
            continue;
        options.lengths.push_back(haystackFrames(cell.frames, m_spec.insertion));
        options.keepSamples = options.keepSamples || cell.frames <= m_prepared->soundFrames[cell.model];
    }
    return options;
}

const Haystack* ExperimentRun::haystackOf(const Cell& cell)
{
    const std::size_t index = cell.baseline ? 0 : cell.haystack;
    if (m_haystackIndex == index)
        return &*m_haystack;
    m_haystack.reset();
    m_haystackIndex.reset();
    HaystackOptions options = haystackOptions(index);
    options.progress = [&](double fraction) {
        RunProgress now;
        now.stage = "making haystack";
        now.item = m_spec.haystacks[index].name;
        now.fraction = fraction;
        m_progress(now);
    };
    m_haystack = Haystack::make(m_spec.haystacks[index], options, m_stop);
    if (!m_haystack)
        return nullptr;
    m_haystackIndex = index;
    if (const auto cost = m_haystackSeconds.find(index); cost != m_haystackSeconds.end())
        m_clock.advance(cost->second);
    return &*m_haystack;
}

} // namespace dass::niah
