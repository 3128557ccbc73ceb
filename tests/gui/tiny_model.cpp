#include "tests/gui/tiny_model.h"

#include "core/base/atomic_file.h"
#include "core/model/ast_checkpoint.h"
#include "core/model/ast_start.h"
#include "core/model/checkpoint.h"
#include "core/model/safetensors.h"

namespace dass {

void makeTinyModel(const std::filesystem::path& folder, const std::vector<std::string>& classes)
{
    std::vector<Label> labels;
    for (const std::string& name : classes)
        labels.push_back({"", name});
    const DassConfig config = DassConfig::of({16, 32, 64, 96}, {1, 1, 1, 1}, static_cast<std::int64_t>(classes.size()));
    saveHuggingFace(folder, config, freshParameters(config, 7), labels);
    writeFileAtomically(folder / "README.md",
                        "---\nlicense: cc0-1.0\ntags:\n  - test\n---\n# Tiny tagger\n\nA model of "
                        "**fresh weights**. See [its page](https://example.org/tiny).\n\n"
                        "![a picture](https://example.org/picture.png)\n");
}

void makeTinyAst(const std::filesystem::path& folder, const std::vector<std::string>& classes)
{
    std::vector<Label> labels;
    for (const std::string& name : classes)
        labels.push_back({"", name});
    const AstConfig config = AstConfig::of(32, 2, static_cast<std::int64_t>(classes.size()));
    saveHuggingFace(folder, config, freshParameters(config, 7), labels);
}

void makeBrokenHtsat(const std::filesystem::path& file)
{
    const std::vector<float> values{1, 2};
    writeSafetensors(file, {{"sed_model.norm.weight", floatTensor({2}, values)}});
}

} // namespace dass
