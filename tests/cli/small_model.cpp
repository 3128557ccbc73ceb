#include "tests/cli/small_model.h"

#include "core/model/checkpoint.h"
#include "core/model/labels.h"
#include "tests/base/temporary_folder.h"

namespace dass {

std::filesystem::path smallModel()
{
    static const test::TemporaryFolder folder;
    static const std::filesystem::path path = [] {
        const DassConfig config = DassConfig::of({16, 32, 64, 96}, {1, 1, 1, 1});
        const auto made = folder.path() / "small-model";
        saveHuggingFace(made, config, freshParameters(config, 7), defaultLabels(config.classes));
        return made;
    }();
    return path;
}

} // namespace dass
