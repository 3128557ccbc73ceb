#include "app/session/bounded_json.h"

#include "core/base/error.h"
#include "core/base/json_bounds.h"
#include "core/base/regular_file.h"

#include <fstream>
#include <system_error>

namespace dass {

namespace fs = std::filesystem;

nlohmann::json parseBoundedJson(const std::string& text, const std::string& name, const JsonBounds& bounds)
{
    if (const JsonShape shape = shapeOfJson(text); shape.depth > bounds.depth || shape.values > bounds.values)
        throw Error(ErrorCode::BadFile, name + " cannot be opened: it holds " + bounds.most);
    try {
        return nlohmann::json::parse(text);
    } catch (const nlohmann::json::exception& damage) {
        throw Error(ErrorCode::BadFile, name + " cannot be opened: it is damaged (" + describe(damage) + ')');
    }
}

nlohmann::json readBoundedJson(const fs::path& file, const JsonBounds& bounds)
{
    const std::string name = '\'' + file.string() + '\'';
    requireRegularFile(file);
    std::error_code error;
    const std::uint64_t bytes = fs::file_size(file, error);
    std::ifstream stream(file, std::ios::binary);
    if (error || !stream)
        throw Error(ErrorCode::Io, name + " cannot be read; check its rights");
    if (bytes > bounds.bytes)
        throw Error(ErrorCode::BadFile,
                    name + " cannot be opened: it has " + std::to_string(bytes) + " bytes, " + bounds.most);
    std::string text(bytes, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(bytes));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return parseBoundedJson(text, name, bounds);
}

} // namespace dass
