#include "core/model/tagging_model.h"

#include "core/base/error.h"
#include "core/model/architecture.h"
#include "core/model/ast_tagging_model.h"
#include "core/model/dass_tagging_model.h"
#include "core/model/weights_file.h"

#include <array>
#include <utility>

namespace dass {

namespace {

constexpr std::pair<const char*, Pooling> kPoolings[] = {
    {"mean", Pooling::Mean}, {"first", Pooling::First}, {"mid", Pooling::Mid},
    {"last", Pooling::Last}, {"sum", Pooling::Sum},     {"max", Pooling::Max},
};

constexpr std::pair<const char*, Precision> kPrecisions[] = {
    {"auto", Precision::Auto},
    {"fp32", Precision::Fp32},
    {"bf16", Precision::Bf16},
};

template <class Table>
auto valueOf(const Table& table, const std::string& name, const std::string& what)
{
    std::string known;
    for (const auto& [text, value] : table) {
        if (name == text)
            return value;
        known += (known.empty() ? "" : ", ") + std::string(text);
    }
    throw Error(ErrorCode::InvalidArgument, "there is no " + what + " '" + name + "'; choose one of " + known);
}

template <class Table, class Value>
std::string nameIn(const Table& table, Value value)
{
    for (const auto& [text, other] : table)
        if (value == other)
            return text;
    throw Error(ErrorCode::Internal, "a value without a name");
}

} // namespace

Pooling poolingFromName(const std::string& name)
{
    return valueOf(kPoolings, name, "pooling");
}

Precision precisionFromName(const std::string& name)
{
    return valueOf(kPrecisions, name, "precision");
}

std::string nameOf(Pooling pooling)
{
    return nameIn(kPoolings, pooling);
}

std::string nameOf(Precision precision)
{
    return nameIn(kPrecisions, precision);
}

std::unique_ptr<TaggingModel> TaggingModel::load(const std::filesystem::path& path, const ModelOptions& options)
{
    const Architecture architecture = architectureOf(path);
    if (options.sinusoidalPositions && architecture != Architecture::Ast)
        throw Error(ErrorCode::InvalidArgument, inQuotes(resolveModelPath(path)) + " is " + withArticle(architecture) +
                                                    "; sinusoidal positions (ast_positions) are for an AST, leave "
                                                    "them out");
    switch (architecture) {
    case Architecture::Dass:
        return DassTaggingModel::load(path, options);
    case Architecture::Ast:
        return AstTaggingModel::load(path, options);
    case Architecture::Htsat:
        throw Error(ErrorCode::Unsupported,
                    inQuotes(resolveModelPath(path)) +
                        " is an HTS-AT, which hears sound at 32 kHz in place of the spectrogram that recordings are "
                        "tagged from; dass inspect and dass logits --audio take it, tagging takes DASS and AST models");
    }
    throw Error(ErrorCode::Internal, "an architecture without a model");
}

std::int64_t TaggingModel::denseSteps(std::int64_t frames)
{
    return (frames + 31) / 32; // five convolutions of stride 2, each rounding up
}

} // namespace dass
