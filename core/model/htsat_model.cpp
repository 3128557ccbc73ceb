#include "core/model/htsat_model.h"

#include "core/base/error.h"
#include "core/model/checkpoint_info.h"
#include "core/model/htsat.h"
#include "core/model/htsat_checkpoint.h"
#include "core/model/tagging_support.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

namespace dass {

struct HtsatModel::Impl
{
    explicit Impl(HtsatCheckpoint checkpoint)
        : info(infoOf(checkpoint)), network(checkpoint.config, std::move(checkpoint.parameters))
    {
    }

    ModelInfo info;
    Htsat network;
};

HtsatModel::HtsatModel(const std::filesystem::path& path, const ModelOptions& options)
{
    requireCpu(options.device, "an HTS-AT");
    if (options.precision == Precision::Bf16)
        throw Error(ErrorCode::Unsupported, "HTS-AT is computed in fp32; leave the precision out");
    prepareProcess(options);
    m_impl = std::make_unique<Impl>(loadHtsatCheckpoint(path));
}

HtsatModel::~HtsatModel() = default;

const ModelInfo& HtsatModel::info() const
{
    return m_impl->info;
}

void HtsatModel::logits(std::span<const float> samples, std::span<float> logits, std::span<float> embedding) const
{
    const c10::InferenceMode inference;
    const HtsatOutput output = m_impl->network.forward(viewOf(samples, {1, static_cast<std::int64_t>(samples.size())}));
    copyOut(output.logits, logits);
    if (!embedding.empty())
        copyOut(output.embedding, embedding);
}

} // namespace dass
