#include "core/niah/tables.h"

#include "core/base/atomic_file.h"
#include "core/base/csv.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/metrics/logits.h"
#include "core/model/safetensors.h"
#include "core/niah/figure.h"
#include "core/niah/figure_parts.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

namespace dass::niah {

namespace {

constexpr const char* kKeyColumns = "model,pooling,haystack,snr_db,length_s,length_frames,position";
constexpr const char* kLineEnd = "\r\n";

std::string scoreText(double value)
{
    return std::isfinite(value) ? fixedText(value, kProbabilityDecimals) : std::string();
}

} // namespace

ResultTables::ResultTables(std::filesystem::path folder, const Experiment& experiment)
    : m_folder(std::move(folder)), m_experiment(experiment), m_book(experiment)
{
}

bool ResultTables::add(std::size_t index, const CellContents& contents, const std::stop_token& stop)
{
    const Cell& cell = m_experiment.cells.at(index).cell;
    Row row;
    row.seconds = contents.seconds;
    row.note = contents.note;
    if (contents.note.empty()) {
        if (cell.baseline && !m_book.setBaseline(cell, contents.logits, stop))
            return false;
        if (!m_book.hasBaseline(cell))
            return true; // told once the needles alone are known
        const std::optional<CellScores> scores = m_book.score(cell, contents.logits, stop);
        if (!scores)
            return false;
        row.scores = *scores;
    }
    m_cells[index] = std::move(row);
    return true;
}

std::string ResultTables::keyColumns(const Cell& cell) const
{
    return csvField(m_experiment.models[cell.model].name) + ',' + nameOf(cell.pooling) + ',' +
           csvField(m_experiment.haystacks[cell.haystack]) + ',' + (cell.snrDb ? numberText(*cell.snrDb) : "") + ',' +
           fixedText(static_cast<double>(cell.frames) / 100, 2) + ',' + std::to_string(cell.frames) + ',' +
           numberText(cell.position);
}

void ResultTables::writeCells() const
{
    std::string table = std::string(kKeyColumns) +
                        ",needles,mAP,mAP_10s,relative_drop,retention,seconds,mAUC,mAUC_10s,mAP_low,mAP_high,"
                        "relative_drop_low,relative_drop_high,retention_low,retention_high,note,mAUC_low,mAUC_high" +
                        kLineEnd;
    for (const auto& [index, row] : m_cells) {
        const Cell& cell = m_experiment.cells[index].cell;
        if (cell.baseline)
            continue;
        table += keyColumns(cell) + ',';
        if (row.note.empty()) {
            const CellScores& s = row.scores;
            table += std::to_string(s.needles) + ',' + scoreText(s.meanAveragePrecision) + ',' +
                     scoreText(s.baseMeanAveragePrecision) + ',' + scoreText(s.relativeDrop) + ',' +
                     scoreText(s.retention) + ',' + fixedText(row.seconds, 2);
            for (double value : {s.meanRocAuc, s.baseMeanRocAuc, s.meanAveragePrecisionInterval.low,
                                 s.meanAveragePrecisionInterval.high, s.relativeDropInterval.low,
                                 s.relativeDropInterval.high, s.retentionInterval.low, s.retentionInterval.high})
                table += ',' + scoreText(value);
            table += ",," + scoreText(s.meanRocAucInterval.low) + ',' + scoreText(s.meanRocAucInterval.high);
        } else {
            table += "0,,,,," + fixedText(row.seconds, 2) + ",,,,,,,,," + csvField(validUtf8(row.note)) + ",,";
        }
        table += kLineEnd;
    }
    writeFileAtomically(m_folder / kCellTable, table);
}

void ResultTables::writeFigure() const
{
    std::map<std::size_t, const CellScores*> scored;
    for (const auto& [index, row] : m_cells)
        scored[index] = row.note.empty() ? &row.scores : nullptr;
    const std::string svg = figureSvg(figureOf(m_experiment, scored));
    if (!svg.empty())
        writeFileAtomically(m_folder / "figure.svg", svg);
}

void ResultTables::appendNeedles(const CellRecord& record, const CellContents& contents, std::string& table) const
{
    const auto classes = static_cast<std::size_t>(m_experiment.classes());
    const std::string key = keyColumns(record.cell) + ',';
    const std::span<const float> baseline = m_book.baseline(record.cell);
    for (std::size_t i = 0; i < m_experiment.needles.size(); ++i) {
        const auto logits = std::span(contents.logits).subspan(i * classes, classes);
        const auto alone = baseline.subspan(i * classes, classes);
        for (std::int64_t label : m_experiment.needles[i].labels) {
            const auto c = static_cast<std::size_t>(label);
            const Label& what = m_experiment.labels[c];
            table += key + csvField(m_experiment.needles[i].name) + ',' + csvField(validUtf8(what.name)) + ',' +
                     csvField(validUtf8(what.mid)) + ',';
            appendFixed(table, sigmoid(logits[c]), kProbabilityDecimals);
            table += ',';
            appendFixed(table, sigmoid(alone[c]), kProbabilityDecimals);
            table += ',' + std::to_string(rankOf(logits, c)) + ',' + std::to_string(rankOf(alone, c)) + kLineEnd;
        }
    }
}

void ResultTables::writeNeedles() const
{
    AtomicFile file(m_folder / kNeedleTable);
    file.stream() << kKeyColumns << ",needle,label,mid,probability,probability_10s,rank,rank_10s" << kLineEnd;
    std::vector<std::pair<std::string, CellContents>> kept; // for logits.safetensors
    for (const auto& [index, row] : m_cells) {
        const CellRecord& record = m_experiment.cells[index];
        if (record.cell.baseline || !row.note.empty())
            continue;
        auto contents = readCell(cellPath(m_folder, record), record.fingerprint,
                                 static_cast<std::int64_t>(m_experiment.needles.size()), m_experiment.classes());
        if (!contents || contents->rows() != static_cast<std::int64_t>(m_experiment.needles.size()))
            throw Error(ErrorCode::Io, cellPath(m_folder, record).string() + ": was changed or removed meanwhile");
        std::string table;
        appendNeedles(record, *contents, table);
        file.stream() << table;
        if (m_experiment.saveLogits)
            kept.emplace_back(record.key, std::move(*contents));
    }
    file.commit();
    if (!m_experiment.saveLogits)
        return;
    std::map<std::string, TensorInfo> tensors;
    for (const auto& [key, contents] : kept)
        tensors.emplace(key, floatTensor({contents.rows(), contents.classes}, contents.logits));
    writeSafetensors(m_folder / "logits.safetensors", tensors);
}

} // namespace dass::niah
