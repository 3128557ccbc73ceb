#include "core/inference/model_pass.h"

#include "core/inference/dense_pass.h"
#include "core/inference/whole_pass.h"
#include "core/inference/window_pass.h"

namespace dass {

std::unique_ptr<ModelPass> ModelPass::make(const TaggingSettings& settings, ModelCalls& calls, RowSink& sink,
                                           std::stop_token stop)
{
    if (settings.mode == TaggingMode::Dense)
        return std::make_unique<DensePass>(settings, calls, sink, std::move(stop));
    if (settings.mode == TaggingMode::Whole)
        return std::make_unique<WholePass>(settings, calls, sink);
    return std::make_unique<WindowPass>(settings, calls, sink, std::move(stop));
}

} // namespace dass
