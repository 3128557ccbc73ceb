#pragma once

namespace dass {

// What the files in a model's folder are called (formats.md).
inline constexpr const char* kWeightsName = "model.safetensors";
inline constexpr const char* kConfigName = "config.json";
inline constexpr const char* kModelCardName = "model-card.md";

} // namespace dass
