#pragma once

#include "core/model/tagging_model.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>

namespace dass {

struct ModelChoice
{
    std::filesystem::path path;
    ModelOptions options;

    bool operator==(const ModelChoice&) const = default;
};

// Keeps the model that was used last, so that the files of a batch share it. Any thread may ask; a second asker waits
// until the first one's model is loaded. The model itself is for one thread at a time: only tagging jobs call it, and
// they run one after another.
class ModelStore
{
public:
    using Loader = std::function<std::unique_ptr<TaggingModel>(const std::filesystem::path&, const ModelOptions&)>;
    explicit ModelStore(Loader loader = TaggingModel::load) : m_loader(std::move(loader)) {}

    // Throws what TaggingModel::load throws.
    std::shared_ptr<TaggingModel> get(const ModelChoice& choice);

private:
    const Loader m_loader;
    std::mutex m_mutex;
    ModelChoice m_choice;
    std::shared_ptr<TaggingModel> m_model;
};

} // namespace dass
