#pragma once

#include "core/niah/cell_file.h"
#include "core/niah/record.h"
#include "core/niah/scores.h"

#include <filesystem>
#include <map>
#include <stop_token>
#include <string>

namespace dass::niah {

// The tables of an experiment's folder (formats.md), made from the cells that are finished. One thread at a time.
class ResultTables
{
public:
    // Keeps references.
    ResultTables(std::filesystem::path folder, const Experiment& experiment);

    // A finished cell, of all needles. What is told of the cell is kept, its logits are not, but for baselines. False,
    // and the cell is not told of, when stopped.
    bool add(std::size_t cell, const CellContents& contents, const std::stop_token& stop = {});
    bool has(std::size_t cell) const { return m_cells.contains(cell); }

    void writeCells() const; // cells.csv
    // needles.csv, and logits.safetensors where the experiment wants it; reads the cells' files again.
    void writeNeedles() const;
    void writeFigure() const; // figure.svg, where a cell has scores

private:
    struct Row
    {
        CellScores scores;
        double seconds = 0;
        std::string note;
    };
    std::string keyColumns(const Cell& cell) const; // model,pooling,haystack,snr_db,length_s,length_frames,position
    void appendNeedles(const CellRecord& record, const CellContents& contents, std::string& table) const;

    std::filesystem::path m_folder;
    const Experiment& m_experiment;
    ScoreBook m_book;
    std::map<std::size_t, Row> m_cells; // by index; baselines too
};

} // namespace dass::niah
