#include "core/niah/cell_file.h"

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/model/safetensors.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace dass::niah {

namespace {

constexpr const char* kFormat = "dass-niah-cell-1";
constexpr std::size_t kLongestName = 120; // of a file, before the hash

double numberOf(const std::string& text)
{
    double value = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    return end.ec == std::errc() && std::isfinite(value) ? std::max(value, 0.0) : 0;
}

std::string textAt(const SafetensorsFile& file, const std::string& key)
{
    const auto found = file.metadata().find(key);
    return found == file.metadata().end() ? std::string() : found->second;
}

} // namespace

std::string cellFileName(const std::string& key)
{
    std::string name = key.substr(0, kLongestName);
    for (char& c : name) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.';
        if (!plain)
            c = c == '/' ? '_' : '-';
    }
    return name + "-" + sha256Of(key).substr(0, 8) + ".safetensors";
}

void writeCell(const std::filesystem::path& file, const CellContents& contents)
{
    writeSafetensors(file, {{"logits", floatTensor({contents.rows(), contents.classes}, contents.logits)}},
                     {{"format", kFormat},
                      {"fingerprint", contents.fingerprint},
                      {"shard", textOf(contents.shard)},
                      {"needles", std::to_string(contents.needles)},
                      {"seconds", numberText(contents.seconds)},
                      {"note", contents.note}});
}

std::optional<CellContents> readCell(const std::filesystem::path& path, const std::string& fingerprint,
                                     std::int64_t needles, std::int64_t classes)
{
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))
        return std::nullopt;
    try {
        const SafetensorsFile file(path);
        CellContents contents;
        contents.fingerprint = fingerprint;
        contents.needles = needles;
        contents.classes = classes;
        contents.shard = shardFromText(textAt(file, "shard"));
        contents.seconds = numberOf(textAt(file, "seconds"));
        contents.note = textAt(file, "note");
        if (textAt(file, "format") != kFormat || textAt(file, "fingerprint") != fingerprint ||
            textAt(file, "needles") != std::to_string(needles))
            return std::nullopt;
        const StoredTensor& logits = file.at("logits");
        if (logits.dtype != DType::F32 || logits.shape.size() != 2 || logits.shape[1] != classes ||
            logits.shape[0] > contents.shard.rows(needles))
            return std::nullopt;
        contents.logits = floatsOf(logits);
        if (std::any_of(contents.logits.begin(), contents.logits.end(), [](float l) { return std::isnan(l); }))
            return std::nullopt;
        return contents;
    } catch (const Error&) { // damaged: as if it were not there
        return std::nullopt;
    }
}

} // namespace dass::niah
