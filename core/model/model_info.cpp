#include "core/model/model_info.h"

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/model/architecture.h"
#include "core/model/checkpoint_info.h"

namespace dass {

namespace {

// What every kind of checkpoint says; the rest differs by kind.
template <class AnyCheckpoint>
ModelInfo commonInfo(const AnyCheckpoint& checkpoint, Architecture architecture, Layout layout)
{
    ModelInfo info;
    info.path = checkpoint.path;
    info.name = checkpoint.name;
    info.architecture = nameOf(architecture);
    info.layout = nameOf(layout);
    info.sha256 = sha256OfFile(checkpoint.path);
    info.parameters = checkpoint.config.parameterCount();
    info.classes = checkpoint.config.classes;
    info.labels = checkpoint.labels;
    return info;
}

} // namespace

ModelInfo infoOf(const Checkpoint& checkpoint)
{
    ModelInfo info = commonInfo(checkpoint, Architecture::Dass, checkpoint.layout);
    info.dims = checkpoint.config.dims();
    info.depths = checkpoint.config.depths();
    info.stateSize = checkpoint.config.stateSize;
    info.embeddingSize = checkpoint.config.embeddingSize();
    info.pooling = checkpoint.pooling;
    return info;
}

ModelInfo infoOf(const AstCheckpoint& checkpoint)
{
    ModelInfo info = commonInfo(checkpoint, Architecture::Ast, checkpoint.layout);
    info.dims = {checkpoint.config.width};
    info.depths = {checkpoint.config.depth};
    info.embeddingSize = checkpoint.config.width;
    return info;
}

ModelInfo infoOf(const HtsatCheckpoint& checkpoint)
{
    ModelInfo info = commonInfo(checkpoint, Architecture::Htsat, Layout::Official);
    info.dims = checkpoint.config.dims();
    info.depths = checkpoint.config.depths();
    info.embeddingSize = checkpoint.config.embeddingSize();
    return info;
}

ModelInfo readModelInfo(const std::filesystem::path& path)
{
    switch (architectureOf(path)) {
    case Architecture::Dass:
        return infoOf(loadCheckpoint(path));
    case Architecture::Ast:
        return infoOf(loadAstCheckpoint(path));
    case Architecture::Htsat:
        return infoOf(loadHtsatCheckpoint(path));
    }
    throw Error(ErrorCode::Internal, "an architecture without a checkpoint");
}

bool tagsRecordings(const ModelInfo& info)
{
    return info.architecture != nameOf(Architecture::Htsat);
}

} // namespace dass
