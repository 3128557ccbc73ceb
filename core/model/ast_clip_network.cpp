#include "core/model/ast_clip_network.h"

#include "core/base/error.h"

namespace dass {

void requireAstPooling(Pooling pooling)
{
    if (pooling != Pooling::Mean)
        throw Error(ErrorCode::Unsupported,
                    "an AST is not pooled over time, so there is no pooling '" + nameOf(pooling) + "'; choose mean");
}

void refuseDenseMode(const std::string& model)
{
    throw Error(ErrorCode::Unsupported, "the dense mode needs a DASS model; '" + model +
                                            "' is an AST, which has one answer a window; choose the mode windows");
}

ClipNetwork::Output AstClipNetwork::forward(const at::Tensor& input, Pooling pooling, const std::stop_token& stop) const
{
    requireAstPooling(pooling);
    AstOptions options;
    options.stopRequested = [stop] { return stop.stop_requested(); };
    AstOutput output = m_model.forward(input, options);
    return {std::move(output.logits), std::move(output.embedding)};
}

at::Tensor AstClipNetwork::denseLogits(const at::Tensor& /*input*/, std::int64_t /*columns*/,
                                       const std::stop_token& /*stop*/) const
{
    refuseDenseMode(m_name);
}

std::int64_t AstClipNetwork::workingBytes(std::int64_t batch, std::int64_t frames) const
{
    const bool bf16 = m_model.parameters().at("v.patch_embed.proj.weight").scalar_type() == at::kBFloat16;
    return batch * (dass::workingBytes(m_model.config(), frames, bf16 ? 2 : 4) + frames * 128 * 4);
}

} // namespace dass
