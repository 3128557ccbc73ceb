#include "core/niah/cell.h"

#include "core/base/error.h"

#include <charconv>

namespace dass::niah {

namespace {

void addCells(const Spec& spec, std::size_t haystack, std::size_t model, std::vector<Cell>& cells)
{
    const bool hasSnr = spec.haystacks[haystack].kind != HaystackKind::Zero;
    const std::vector<std::optional<double>> ratios = hasSnr ? spec.snrDb : std::vector{std::optional<double>()};
    const std::vector<double>& own = spec.models[model].positions;
    for (std::int64_t frames : spec.lengths) {
        for (const auto& snr : ratios) {
            for (double position : own.empty() ? spec.positions : own) {
                for (Pooling pooling : spec.pooling)
                    cells.push_back({model, haystack, pooling, snr, frames, position, false});
            }
        }
    }
}

} // namespace

std::vector<Cell> cellsOf(const Spec& spec)
{
    std::vector<Cell> cells;
    for (std::size_t model = 0; model < spec.models.size(); ++model) {
        for (Pooling pooling : spec.pooling)
            cells.push_back({model, 0, pooling, std::nullopt, 1024, 0, true});
    }
    for (std::size_t haystack = 0; haystack < spec.haystacks.size(); ++haystack) {
        for (std::size_t model = 0; model < spec.models.size(); ++model)
            addCells(spec, haystack, model, cells);
    }
    return cells;
}

std::int64_t cellCount(const Spec& spec)
{
    const auto sizeOf = [](const auto& list) { return static_cast<std::int64_t>(list.size()); };
    std::int64_t haystacks = 0; // at each of their ratios
    for (const HaystackSpec& haystack : spec.haystacks)
        haystacks += haystack.kind == HaystackKind::Zero ? 1 : sizeOf(spec.snrDb);
    std::int64_t positions = 0; // of all models
    for (const ModelEntry& model : spec.models)
        positions += sizeOf(model.positions.empty() ? spec.positions : model.positions);
    return sizeOf(spec.pooling) * (sizeOf(spec.models) + haystacks * sizeOf(spec.lengths) * positions);
}

std::string keyOf(const Cell& cell, const std::vector<std::string>& models, const std::vector<std::string>& haystacks)
{
    const std::string start = models.at(cell.model) + '/' + nameOf(cell.pooling) + '/';
    if (cell.baseline)
        return start + "baseline";
    return start + haystacks.at(cell.haystack) + '/' + snrText(cell.snrDb) + '/' + std::to_string(cell.frames) + '/' +
           numberText(cell.position);
}

std::string textOf(const Shard& shard)
{
    return std::to_string(shard.index + 1) + '/' + std::to_string(shard.count);
}

Shard shardFromText(const std::string& text)
{
    Shard shard;
    const char* const end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, shard.index);
    if (first.ec == std::errc() && first.ptr != end && *first.ptr == '/') {
        const auto second = std::from_chars(first.ptr + 1, end, shard.count);
        if (second.ec == std::errc() && second.ptr == end && shard.index >= 1 && shard.index <= shard.count &&
            shard.count <= 1'000'000) {
            --shard.index;
            return shard;
        }
    }
    throw Error(ErrorCode::InvalidArgument, "--shard '" + text + "' is not I/N with I from 1 to N, such as 1/4");
}

} // namespace dass::niah
