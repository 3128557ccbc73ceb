#include "core/base/json_file.h"

#include "core/base/json_bounds.h"
#include "core/base/json_slips.h"
#include "core/base/text_file.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace dass {

namespace {

constexpr int kMaxDepth = 64;
constexpr std::size_t kMostValues = 20'000'000; // each takes some 60 bytes of memory
constexpr std::uintmax_t kMostSpecBytes = 4'000'000;

nlohmann::json parseBounded(const std::string& text, const std::filesystem::path& path, ErrorCode code)
{
    const JsonShape shape = shapeOfJson(text);
    if (shape.depth > kMaxDepth)
        throw Error(code, path.string() + ": nests lists and objects more than " + std::to_string(kMaxDepth) +
                              " deep; nothing that belongs there does");
    if (shape.values > kMostValues)
        throw Error(code, path.string() + ": holds " + std::to_string(shape.values) + " values; want " +
                              std::to_string(kMostValues) + " at most, as a list of three million clips has");
    try {
        return nlohmann::json::parse(text);
    } catch (const nlohmann::json::exception& error) {
        throw Error(code, path.string() + ": is no valid JSON: " + error.what());
    }
}

} // namespace

bool nestsTooDeep(std::string_view text)
{
    return shapeOfJson(text).depth > kMaxDepth;
}

nlohmann::json readJsonFile(const std::filesystem::path& path, ErrorCode code)
{
    return parseBounded(readTextFile(path), path, code);
}

nlohmann::json readSpecFile(const std::filesystem::path& path)
{
    std::error_code ignored; // a path without a size is reported by the reader
    const std::uintmax_t size = std::filesystem::file_size(path, ignored);
    if (!ignored && size > kMostSpecBytes)
        throw Error(ErrorCode::InvalidArgument,
                    path.string() + ": has " + std::to_string(size) + " bytes; want a specification of " +
                        std::to_string(kMostSpecBytes) + " at most, name many clips by a list of their own");
    const std::string text = readTextFile(path);
    nlohmann::json spec = parseBounded(text, path, ErrorCode::InvalidArgument);
    if (const std::string slip = slipIn(text); !slip.empty())
        throw Error(ErrorCode::InvalidArgument, path.string() + ": " + slip);
    return spec;
}

} // namespace dass
