#include "core/distill/path_reader.h"

#include <utility>

namespace dass::distill {

namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

bool isUtf8(const std::string& text)
{
    try {
        static_cast<void>(Json(text).dump());
        return true;
    } catch (const Json::type_error&) {
        return false;
    }
}

} // namespace

PathReader::PathReader(fs::path base) : m_base(std::move(base)) {}

fs::path PathReader::read(JsonObject& object, const std::string& key, bool required) const
{
    std::string text;
    object.read(key, text);
    if (text.empty()) {
        if (required)
            object.fail(key, "is missing; want a path");
        return {};
    }
    const fs::path path = fs::absolute(m_base / text).lexically_normal();
    if (!isUtf8(path.string())) // the folder's name, as JSON holds no other text
        object.fail(key, "names " + path.string() + ", which is not UTF-8 and could not be kept in JSON; rename " +
                             "the folder");
    std::error_code ignored; // what cannot be looked at counts as not there
    if (!fs::exists(path, ignored))
        object.fail(key, "names " + path.string() + ", which does not exist", ErrorCode::NotFound);
    return path;
}

} // namespace dass::distill
