#include "core/model/dass_config.h"

#include "core/base/error.h"

#include <algorithm>
#include <numeric>

namespace dass {

namespace {

constexpr std::int64_t kDirections = 4;
constexpr std::int64_t kMaxStages = 16;

std::string stagePrefix(std::size_t stage)
{
    return "layers." + std::to_string(stage) + ".";
}

std::string blocksPrefix(std::size_t stage)
{
    return stagePrefix(stage) + "blocks.";
}

class ConfigReader
{
public:
    explicit ConfigReader(const ShapeMap& shapes) : m_shapes(shapes, "a DASS model") {}

    DassConfig read() const
    {
        DassConfig config;
        config.stem = m_shapes.length("patch_embed.0.weight", 4, 0);
        for (std::size_t i = 0; i < kMaxStages; ++i) {
            const std::vector<std::int64_t> blocks = m_shapes.numbersAfter(blocksPrefix(i));
            if (blocks.empty())
                break;
            config.stages.push_back(readStage(i, blocks));
        }
        if (config.stages.empty())
            throw Error(ErrorCode::BadFile, "it has no tensor 'layers.0.blocks.0.…', so it is no DASS model");
        const std::string first = blocksPrefix(0);
        config.stateSize = m_shapes.lengthOfAny(first, m_shapes.numbersAfter(first), "op.A_logs", 2, 1);
        config.classes = m_shapes.length("classifier.head.weight", 2, 0);
        return config;
    }

private:
    DassStage readStage(std::size_t stage, const std::vector<std::int64_t>& blocks) const
    {
        const auto length = [&](const char* suffix, std::size_t rank, std::size_t axis) {
            return m_shapes.lengthOfAny(blocksPrefix(stage), blocks, suffix, rank, axis);
        };
        DassStage result;
        result.dim = length("norm.weight", 1, 0);
        result.depth = blocks.back() + 1;
        result.inner = length("op.Ds", 1, 0) / kDirections;
        result.rank = length("op.dt_projs_weight", 3, 2);
        result.mlp = length("mlp.fc1.weight", 2, 0);
        return result;
    }

    ShapeReader m_shapes;
};

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

NamedShapes DassConfig::parameters() const
{
    NamedShapes out;
    addWithBias(out, "patch_embed.0", {stem, 1, 3, 3});
    addNorm(out, "patch_embed.2", stem);
    addWithBias(out, "patch_embed.5", {stages.front().dim, stem, 3, 3});
    addNorm(out, "patch_embed.7", stages.front().dim);
    for (std::size_t i = 0; i < stages.size(); ++i) {
        for (std::int64_t j = 0; j < stages[i].depth; ++j)
            addBlock(out, blocksPrefix(i) + std::to_string(j) + ".", stages[i], stateSize);
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
    return elementsOf(parameters());
}

} // namespace dass
