#pragma once

#include "core/model/ast.h"
#include "core/model/ast_checkpoint.h"
#include "core/model/tagging_model.h"

namespace dass {

// TaggingModel of an AST checkpoint on the CPU. It pools nothing over time, so that the only pooling is its own, mean,
// and there is no dense mode: both say so in an Error(Unsupported).
class AstTaggingModel final : public TaggingModel
{
public:
    AstTaggingModel(ModelInfo info, AstCheckpoint checkpoint, const ModelOptions& options);

    // On the device that the options name. Throws as TaggingModel::load.
    static std::unique_ptr<TaggingModel> load(const std::filesystem::path& path, const ModelOptions& options);

    const ModelInfo& info() const override { return m_info; }
    Precision precision() const override { return m_precision; }
    std::string device() const override { return "cpu"; }

    void logits(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames, Pooling pooling,
                std::span<float> logits, std::span<float> embeddings) override;
    void denseLogits(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames, std::int64_t columns,
                     std::span<float> logits) override;
    void setStop(std::stop_token stop) override { m_stop = std::move(stop); }
    std::int64_t workingBytes(std::int64_t batch, std::int64_t frames) const override;

private:
    ModelInfo m_info;
    Precision m_precision = Precision::Fp32;
    Ast m_model;
    std::stop_token m_stop;
};

} // namespace dass
