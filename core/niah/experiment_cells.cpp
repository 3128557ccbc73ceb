// The work of an experiment, cell by cell.
#include "core/base/error.h"
#include "core/base/seconds_since.h"
#include "core/niah/experiment_run.h"

#include <algorithm>
#include <cmath>
#include <new>
#include <utility>

namespace dass::niah {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kBetweenSaves{15}; // of a cell under way
constexpr std::chrono::seconds kBetweenTables{5};

// Of mixtures by one pooling after the other, each of which is a cell's. Throws Error(Unsupported) for what is no
// number.
void appendLogits(const std::vector<float>& logits, std::vector<CellContents>& contents)
{
    if (std::any_of(logits.begin(), logits.end(), [](float logit) { return std::isnan(logit); }))
        throw Error(ErrorCode::Unsupported, "the model gives values that are no numbers");
    const auto size = static_cast<std::ptrdiff_t>(logits.size() / contents.size());
    auto from = logits.begin();
    for (CellContents& each : contents) {
        each.logits.insert(each.logits.end(), from, from + size);
        from += size;
    }
}

} // namespace

// Cells that differ in their pooling alone lie behind each other (cellsOf), and one pass gives the scores of all of
// them, where the model can and as many of their needles are done.
std::vector<std::size_t> ExperimentRun::groupFrom(std::size_t first, const MixtureScorer& scorer) const
{
    std::vector<std::size_t> group{first};
    Cell cell = experiment().cells[first].cell;
    for (std::size_t c = first + 1; c < m_rowsDone.size() && scorer.poolsTogether(cell.frames) && !isNeedleAlone(cell);
         ++c) {
        cell.pooling = experiment().cells[c].cell.pooling;
        if (cell != experiment().cells[c].cell || m_rowsDone[c] != m_rowsDone[first])
            break;
        group.push_back(c);
    }
    return group;
}

bool ExperimentRun::work()
{
    for (std::size_t c = 0; c < experiment().cells.size(); ++c) {
        if (m_stop.stop_requested())
            return false;
        if (m_rowsDone[c] < rows() && !compute(c))
            return false;
    }
    return !m_stop.stop_requested();
}

bool ExperimentRun::compute(std::size_t index)
{
    const Cell& cell = experiment().cells[index].cell;
    const bool usable = experiment().models[cell.model].note.empty();
    if (!usable || isNeedleAlone(cell))
        return computeAlone(index);
    std::vector<std::size_t> together;
    try {
        together = groupFrom(index, *load(cell.model).scorer);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Unsupported && error.code() != ErrorCode::OutOfMemory)
            throw;
        return computeAlone(index); // memory may have been short for a moment
    } catch (const std::bad_alloc&) {
        return computeAlone(index);
    }
    if (together.size() == 1)
        return computeAlone(index);
    std::vector<std::size_t> group;
    std::vector<CellContents> contents;
    for (const std::size_t member : together) {
        CellContents there = contentsOf(experiment().cells[member]);
        // A file may hold more by now than when the folder was looked at; the others' turn comes.
        if (!contents.empty() && there.rows() != contents.front().rows())
            continue;
        group.push_back(member);
        contents.push_back(std::move(there));
    }
    try {
        if (!computeRows(group, contents))
            return false;
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Unsupported && error.code() != ErrorCode::OutOfMemory)
            throw;
        return computeAlone(index); // each says for itself what it cannot
    } catch (const std::bad_alloc&) {
        return computeAlone(index);
    }
    for (std::size_t i = 0; i < group.size(); ++i)
        finish(group[i], contents[i]);
    return true;
}

bool ExperimentRun::computeAlone(std::size_t index)
{
    const CellRecord& record = experiment().cells[index];
    std::vector<CellContents> one{contentsOf(record)};
    CellContents& contents = one.front();
    const std::string& modelNote = experiment().models[record.cell.model].note;
    if (!modelNote.empty()) {
        contents.note = modelNote;
    } else if (isNeedleAlone(record.cell)) {
        const CellRecord& alone = experiment().cells[baselineOf(record.cell)];
        const auto baseline =
            readCell(cellPath(m_folder, alone), alone.fingerprint, contents.needles, contents.classes);
        if (baseline) {
            contents.logits = baseline->logits;
            contents.seconds = baseline->seconds;
            contents.note = baseline->note;
        }
    } else {
        try {
            if (!computeRows({index}, one))
                return false;
        } catch (const Error& error) {
            if (error.code() != ErrorCode::Unsupported && error.code() != ErrorCode::OutOfMemory)
                throw;
            contents.note = error.what(); // the rows that there are stay, for another start
        } catch (const std::bad_alloc& error) {
            contents.note = describe(error);
        }
    }
    finish(index, contents);
    return true;
}

// Of cells that differ in their pooling alone and have as many rows.
bool ExperimentRun::computeRows(const std::vector<std::size_t>& group, std::vector<CellContents>& contents)
{
    const CellRecord& record = experiment().cells[group.front()];
    const Cell& cell = record.cell;
    MixtureScorer& scorer = *load(cell.model).scorer;
    std::vector<Pooling> poolings;
    for (const std::size_t member : group)
        poolings.push_back(experiment().cells[member].cell.pooling);
    // A needle alone is at home in any haystack, of which it takes nothing.
    const Haystack nothing = *Haystack::make({}, {}, {});
    const Haystack* haystack = cell.baseline ? &nothing : haystackOf(cell);
    if (haystack == nullptr)
        return false;
    MixtureSettings settings{cell.frames, cell.position, cell.snrDb, m_spec.insertion, m_spec.crossfadeSeconds};
    if (cell.baseline)
        settings.insertion = Insertion::Spectrogram;
    // Of no time where it could not be measured.
    const double cost = m_costs[cell.model].seconds(scorer, cell.frames);
    const auto save = [&] {
        for (std::size_t i = 0; i < group.size(); ++i)
            writeCell(cellPath(m_folder, experiment().cells[group[i]]), contents[i]);
    };
    auto saved = Clock::now();
    std::int64_t before = contents.front().rows(); // that were no part of the estimate
    while (contents.front().rows() < rows()) {
        const auto begin = Clock::now();
        const std::int64_t first = contents.front().rows();
        const std::int64_t count = std::min(scorer.atOnce(cell.frames), rows() - first);
        std::vector<NeedleSound> sounds; // mixtures refer to them
        std::vector<Mixture> mixtures;
        for (std::int64_t i = 0; i < count; ++i)
            sounds.push_back(m_prepared->needles.sound(m_options.shard.needle(first + i)));
        for (const NeedleSound& sound : sounds)
            mixtures.emplace_back(sound, *haystack, settings);
        const auto size = static_cast<std::size_t>(count * contents.front().classes); // of one pooling
        std::vector<float> logits(group.size() * size);
        const bool done = scorer.score(mixtures, poolings, logits,
                                       [&](double fraction) { tellScoring(record.key, fraction * cost); });
        tellNotices();
        if (done && followDevice()) {
            m_clock.advance(-cost * static_cast<double>(contents.front().rows() - before));
            for (std::size_t i = 0; i < group.size(); ++i)
                contents[i] = nothingOf(experiment().cells[group[i]]);
            before = 0;
            continue;
        }
        for (CellContents& each : contents)
            each.seconds += secondsSince(begin) / static_cast<double>(group.size());
        if (done) {
            appendLogits(logits, contents);
            m_clock.advance(cost * static_cast<double>(count));
        }
        if (!done || (Clock::now() - saved > kBetweenSaves && contents.front().rows() < rows())) {
            save();
            saved = Clock::now();
        }
        if (!done)
            return false;
        tellScoring(record.key, 0);
    }
    return true;
}

// underWay: of the step after those that are done, in estimated seconds.
void ExperimentRun::tellScoring(const std::string& key, double underWay)
{
    RunProgress now;
    now.stage = "scoring";
    now.item = key;
    now.fraction = m_estimated ? m_clock.fraction(underWay) : cellsShare();
    if (m_estimated)
        now.secondsLeft = m_clock.secondsLeft(underWay);
    m_progress(now);
}

double ExperimentRun::cellsShare() const
{
    const auto finished =
        std::count_if(m_rowsDone.begin(), m_rowsDone.end(), [&](auto done) { return done < 0 || done == rows(); });
    return static_cast<double>(finished) / static_cast<double>(m_rowsDone.size());
}

void ExperimentRun::finish(std::size_t index, const CellContents& contents)
{
    const CellRecord& record = experiment().cells[index];
    const std::string& modelNote = experiment().models[record.cell.model].note;
    std::error_code ignored;
    // A model that cannot be used, perhaps for want of memory, is not known: what it made before is left alone.
    if (modelNote.empty() || !std::filesystem::exists(cellPath(m_folder, record), ignored))
        writeCell(cellPath(m_folder, record), contents);
    m_rowsDone[index] = contents.note.empty() ? contents.rows() : -1;
    if (!contents.note.empty() && contents.note != modelNote)
        tell(record.key + ": " + contents.note, Warning::LeftOut);
    if (!m_tables)
        return;
    tabulate(index, contents);
    if (Clock::now() - m_tablesWritten > kBetweenTables)
        writeTables(false);
}

void ExperimentRun::writeTables(bool all)
{
    m_tables->writeCells();
    if (all) {
        m_tables->writeNeedles();
        m_tables->writeFigure();
    }
    m_tablesWritten = Clock::now();
}

} // namespace dass::niah
