#include "core/model/model_info.h"

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/model/architecture.h"
#include "core/model/checkpoint_info.h"

namespace dass {

ModelInfo infoOf(const Checkpoint& checkpoint)
{
    ModelInfo info;
    info.path = checkpoint.path;
    info.name = checkpoint.name;
    info.architecture = nameOf(Architecture::Dass);
    info.layout = nameOf(checkpoint.layout);
    info.sha256 = sha256OfFile(checkpoint.path);
    info.dims = checkpoint.config.dims();
    info.depths = checkpoint.config.depths();
    info.stateSize = checkpoint.config.stateSize;
    info.parameters = checkpoint.config.parameterCount();
    info.classes = checkpoint.config.classes;
    info.embeddingSize = checkpoint.config.embeddingSize();
    info.labels = checkpoint.labels;
    info.pooling = checkpoint.pooling;
    return info;
}

ModelInfo infoOf(const AstCheckpoint& checkpoint)
{
    ModelInfo info;
    info.path = checkpoint.path;
    info.name = checkpoint.name;
    info.architecture = nameOf(Architecture::Ast);
    info.layout = nameOf(checkpoint.layout);
    info.sha256 = sha256OfFile(checkpoint.path);
    info.dims = {checkpoint.config.width};
    info.depths = {checkpoint.config.depth};
    info.parameters = checkpoint.config.parameterCount();
    info.classes = checkpoint.config.classes;
    info.embeddingSize = checkpoint.config.width;
    info.labels = checkpoint.labels;
    return info;
}

ModelInfo infoOf(const HtsatCheckpoint& checkpoint)
{
    ModelInfo info;
    info.path = checkpoint.path;
    info.name = checkpoint.name;
    info.architecture = nameOf(Architecture::Htsat);
    info.layout = nameOf(Layout::Official);
    info.sha256 = sha256OfFile(checkpoint.path);
    info.dims = checkpoint.config.dims();
    info.depths = checkpoint.config.depths();
    info.parameters = checkpoint.config.parameterCount();
    info.classes = checkpoint.config.classes;
    info.embeddingSize = checkpoint.config.embeddingSize();
    info.labels = checkpoint.labels;
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
