#pragma once

#include "core/model/tiled_dass.h"
#include "core/model/whole_model.h"

#include <functional>
#include <span>
#include <utility>

namespace dass {

// A TiledDass as a WholeInput.
class TiledInput final : public WholeInput
{
public:
    // where: a Dass on the CPU, or a TileDevice.
    template <class Where>
    TiledInput(const Where& where, TiledOptions options) : m_tiled(where, std::move(options))
    {
    }

    void add(std::span<const float> frames) override;
    bool finish(std::span<float> logits, std::span<float> embedding) override;

private:
    TiledDass m_tiled;
};

// stopRequested: as TiledOptions'.
TiledOptions tiledOptions(const WholeOptions& options, std::function<bool()> stopRequested);

} // namespace dass
