#include "core/model/dass_config.h"

#include "core/base/error.h"
#include "core/model/safetensors.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <numeric>

namespace dass {

namespace {

constexpr std::int64_t kDirections = 4;
constexpr std::int64_t kMaxStages = 16;
constexpr std::int64_t kMaxDepth = 1000; // blocks of a group; a name with a larger number is taken for a stray one

std::string stagePrefix(std::size_t stage)
{
    return "layers." + std::to_string(stage) + ".";
}

std::string blockPrefix(std::size_t stage, std::int64_t block)
{
    return stagePrefix(stage) + "blocks." + std::to_string(block) + ".";
}

class ConfigReader
{
public:
    explicit ConfigReader(const ShapeMap& shapes) : m_shapes(shapes) {}

    DassConfig read() const
    {
        DassConfig config;
        config.stem = length("patch_embed.0.weight", 4, 0);
        for (std::size_t i = 0; i < kMaxStages; ++i) {
            const std::vector<std::int64_t> blocks = blocksOf(i);
            if (blocks.empty())
                break;
            config.stages.push_back(readStage(i, blocks));
        }
        if (config.stages.empty())
            throw Error(ErrorCode::BadFile, "it has no tensor 'layers.0.blocks.0.…', so it is no DASS model");
        config.stateSize = fromAnyBlock(0, blocksOf(0), "op.A_logs", 2, 1);
        config.classes = length("classifier.head.weight", 2, 0);
        return config;
    }

private:
    DassStage readStage(std::size_t stage, const std::vector<std::int64_t>& blocks) const
    {
        DassStage result;
        result.dim = fromAnyBlock(stage, blocks, "norm.weight", 1, 0);
        result.depth = blocks.back() + 1;
        result.inner = fromAnyBlock(stage, blocks, "op.Ds", 1, 0) / kDirections;
        result.rank = fromAnyBlock(stage, blocks, "op.dt_projs_weight", 3, 2);
        result.mlp = fromAnyBlock(stage, blocks, "mlp.fc1.weight", 2, 0);
        return result;
    }

    // The numbers j of layers.<stage>.blocks.<j>, ascending.
    std::vector<std::int64_t> blocksOf(std::size_t stage) const
    {
        const std::string prefix = stagePrefix(stage) + "blocks.";
        std::vector<std::int64_t> blocks;
        for (auto it = m_shapes.lower_bound(prefix); it != m_shapes.end() && it->first.starts_with(prefix); ++it) {
            const char* begin = it->first.data() + prefix.size();
            const char* end = it->first.data() + it->first.size();
            std::int64_t block = -1;
            const auto [rest, error] = std::from_chars(begin, end, block);
            if (error == std::errc() && rest != end && *rest == '.' && block >= 0 && block < kMaxDepth)
                blocks.push_back(block);
        }
        std::sort(blocks.begin(), blocks.end());
        blocks.erase(std::unique(blocks.begin(), blocks.end()), blocks.end());
        return blocks;
    }

    std::int64_t fromAnyBlock(std::size_t stage, const std::vector<std::int64_t>& blocks, const std::string& suffix,
                              std::size_t rank, std::size_t axis) const
    {
        for (const std::int64_t block : blocks)
            if (m_shapes.contains(blockPrefix(stage, block) + suffix))
                return length(blockPrefix(stage, block) + suffix, rank, axis);
        return length(blockPrefix(stage, blocks.front()) + suffix, rank, axis);
    }

    std::int64_t length(const std::string& name, std::size_t rank, std::size_t axis) const
    {
        const auto found = m_shapes.find(name);
        if (found == m_shapes.end())
            throw Error(ErrorCode::BadFile, "it has no tensor '" + name + "', which a DASS model needs");
        constexpr std::int64_t kLongest = std::int64_t{1} << 31;
        const auto fits = [](std::int64_t value) { return value >= 1 && value <= kLongest; };
        if (found->second.size() != rank || !std::ranges::all_of(found->second, fits))
            throw Error(ErrorCode::BadFile, "tensor '" + name + "' has the shape " + toString(found->second) + ", " +
                                                std::to_string(rank) + " dimensions that are not empty were wanted");
        return found->second[axis];
    }

    const ShapeMap& m_shapes;
};

using NamedShapes = std::vector<std::pair<std::string, Shape>>;

void addNorm(NamedShapes& out, const std::string& name, std::int64_t dim)
{
    out.emplace_back(name + ".weight", Shape{dim});
    out.emplace_back(name + ".bias", Shape{dim});
}

void addWithBias(NamedShapes& out, const std::string& name, const Shape& weight)
{
    out.emplace_back(name + ".weight", weight);
    out.emplace_back(name + ".bias", Shape{weight.front()});
}

void addBlock(NamedShapes& out, const std::string& prefix, const DassStage& stage, std::int64_t stateSize)
{
    addNorm(out, prefix + "norm", stage.dim);
    const std::string op = prefix + "op.";
    out.emplace_back(op + "x_proj_weight", Shape{kDirections, stage.rank + 2 * stateSize, stage.inner});
    out.emplace_back(op + "dt_projs_weight", Shape{kDirections, stage.inner, stage.rank});
    out.emplace_back(op + "dt_projs_bias", Shape{kDirections, stage.inner});
    out.emplace_back(op + "A_logs", Shape{kDirections * stage.inner, stateSize});
    out.emplace_back(op + "Ds", Shape{kDirections * stage.inner});
    addNorm(out, op + "out_norm", stage.inner);
    out.emplace_back(op + "in_proj.weight", Shape{stage.inner, stage.dim});
    out.emplace_back(op + "conv2d.weight", Shape{stage.inner, 1, 3, 3});
    out.emplace_back(op + "out_proj.weight", Shape{stage.dim, stage.inner});
    addNorm(out, prefix + "norm2", stage.dim);
    addWithBias(out, prefix + "mlp.fc1", {stage.mlp, stage.dim});
    addWithBias(out, prefix + "mlp.fc2", {stage.dim, stage.mlp});
}

} // namespace

DassConfig DassConfig::of(const std::vector<std::int64_t>& dims, const std::vector<std::int64_t>& depths,
                          std::int64_t classes, std::int64_t stateSize)
{
    if (dims.empty() || dims.size() != depths.size())
        throw Error(ErrorCode::InvalidArgument, "a DASS model needs as many depths as dims; got " +
                                                    std::to_string(dims.size()) + " dims and " +
                                                    std::to_string(depths.size()) + " depths");
    const auto positive = [](std::int64_t value) { return value > 0; };
    if (!std::all_of(dims.begin(), dims.end(), positive) || !std::all_of(depths.begin(), depths.end(), positive) ||
        classes < 1 || stateSize < 1)
        throw Error(ErrorCode::InvalidArgument,
                    "dims, depths, classes and state size of a DASS model must be positive");
    DassConfig config{std::max<std::int64_t>(1, dims.front() / 2), {}, stateSize, classes};
    for (std::size_t i = 0; i < dims.size(); ++i)
        config.stages.push_back({dims[i], depths[i], dims[i], (dims[i] + 15) / 16, 4 * dims[i]});
    return config;
}

DassConfig DassConfig::small(std::int64_t classes)
{
    return of({96, 192, 384, 768}, {2, 2, 8, 2}, classes);
}

DassConfig DassConfig::medium(std::int64_t classes)
{
    return of({96, 192, 384, 768}, {2, 2, 20, 2}, classes);
}

DassConfig DassConfig::fromShapes(const ShapeMap& shapes)
{
    return ConfigReader(shapes).read();
}

std::vector<std::int64_t> DassConfig::dims() const
{
    std::vector<std::int64_t> result;
    for (const DassStage& stage : stages)
        result.push_back(stage.dim);
    return result;
}

std::vector<std::int64_t> DassConfig::depths() const
{
    std::vector<std::int64_t> result;
    for (const DassStage& stage : stages)
        result.push_back(stage.depth);
    return result;
}

std::int64_t DassConfig::blockCount() const
{
    const std::vector<std::int64_t> counts = depths();
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

std::vector<std::pair<std::string, Shape>> DassConfig::parameters() const
{
    NamedShapes out;
    addWithBias(out, "patch_embed.0", {stem, 1, 3, 3});
    addNorm(out, "patch_embed.2", stem);
    addWithBias(out, "patch_embed.5", {stages.front().dim, stem, 3, 3});
    addNorm(out, "patch_embed.7", stages.front().dim);
    for (std::size_t i = 0; i < stages.size(); ++i) {
        for (std::int64_t j = 0; j < stages[i].depth; ++j)
            addBlock(out, blockPrefix(i, j), stages[i], stateSize);
        if (i + 1 < stages.size()) {
            addWithBias(out, stagePrefix(i) + "downsample.1", {stages[i + 1].dim, stages[i].dim, 3, 3});
            addNorm(out, stagePrefix(i) + "downsample.3", stages[i + 1].dim);
        }
    }
    addNorm(out, "classifier.norm", embeddingSize());
    addWithBias(out, "classifier.head", {classes, embeddingSize()});
    return out;
}

std::int64_t DassConfig::parameterCount() const
{
    std::int64_t total = 0;
    for (const auto& [name, shape] : parameters())
        total += std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
    return total;
}

} // namespace dass
