#include "core/distill/json_file.h"

#include "core/distill/text_file.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace dass::distill {

namespace {

constexpr int kMaxDepth = 64;
constexpr std::uintmax_t kMostSpecBytes = 4'000'000;

} // namespace

// The parser's own callback would tell the depth too, but searches all of a list after each of its objects.
bool nestsTooDeep(std::string_view text)
{
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted && c == '\\')
            ++i; // what follows ends no text
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '[' || c == '{') && ++depth > kMaxDepth)
            return true;
        else if (!quoted && (c == ']' || c == '}'))
            --depth;
    }
    return false;
}

nlohmann::json readJsonFile(const std::filesystem::path& path, ErrorCode code)
{
    const std::string text = readTextFile(path);
    if (nestsTooDeep(text))
        throw Error(code, path.string() + ": nests lists and objects more than " + std::to_string(kMaxDepth) +
                              " deep; nothing that belongs there does");
    try {
        return nlohmann::json::parse(text);
    } catch (const nlohmann::json::exception& error) {
        throw Error(code, path.string() + ": is no valid JSON: " + error.what());
    }
}

nlohmann::json readSpecFile(const std::filesystem::path& path)
{
    std::error_code ignored; // a path without a size is reported by the reader
    const std::uintmax_t size = std::filesystem::file_size(path, ignored);
    if (!ignored && size > kMostSpecBytes)
        throw Error(ErrorCode::InvalidArgument,
                    path.string() + ": has " + std::to_string(size) + " bytes; want a specification of " +
                        std::to_string(kMostSpecBytes) + " at most, name many clips by a list of their own");
    return readJsonFile(path, ErrorCode::InvalidArgument);
}

} // namespace dass::distill
