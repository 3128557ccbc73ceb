#include "app/session/json_fields.h"

#include <cmath>
#include <utility>

namespace dass {

namespace fs = std::filesystem;

JsonFields::JsonFields(fs::path file) : m_file(std::move(file)) {}

fs::path JsonFields::pathFrom(const std::string& utf8)
{
    return {std::u8string(utf8.begin(), utf8.end())};
}

const JsonFields::Json& JsonFields::at(const Json& json, const char* key) const
{
    if (!json.is_object() || !json.contains(key))
        fail("has no \"" + std::string(key) + '"');
    return json[key];
}

const JsonFields::Json& JsonFields::object(const Json& json, const char* key) const
{
    const Json& value = at(json, key);
    if (!value.is_object())
        fail("has a \"" + std::string(key) + "\" that is no object");
    return value;
}

const JsonFields::Json& JsonFields::list(const Json& json, const char* key, std::size_t most) const
{
    const Json& value = at(json, key);
    if (!value.is_array() || value.size() > most)
        fail("has a \"" + std::string(key) + "\" that is no list of at most " + std::to_string(most));
    return value;
}

std::string JsonFields::text(const Json& json, const char* key, std::size_t longest) const
{
    const Json& value = at(json, key);
    if (!value.is_string() || value.get_ref<const std::string&>().size() > longest)
        fail("has a \"" + std::string(key) + "\" that is no text of at most " + std::to_string(longest) + " bytes");
    return value.get<std::string>();
}

QStringList JsonFields::texts(const Json& json, const char* key) const
{
    QStringList all;
    for (const Json& one : list(json, key, kMostTexts)) {
        if (!one.is_string() || one.get_ref<const std::string&>().size() > kLongestText)
            fail("has a \"" + std::string(key) + "\" with something that is no text");
        all << QString::fromStdString(one.get<std::string>());
    }
    return all;
}

double JsonFields::number(const Json& json, const char* key, double low, double high) const
{
    const Json& value = at(json, key);
    const double number = value.is_number() ? value.get<double>() : std::nan("");
    if (!(number >= low && number <= high))
        fail("has a \"" + std::string(key) + "\" that is no number from " + Json(low).dump() + " to " +
             Json(high).dump());
    return number;
}

int JsonFields::whole(const Json& json, const char* key, int low, int high) const
{
    if (!at(json, key).is_number_integer())
        fail("has a \"" + std::string(key) + "\" that is no whole number");
    return static_cast<int>(number(json, key, low, high));
}

bool JsonFields::boolean(const Json& json, const char* key) const
{
    const Json& value = at(json, key);
    if (!value.is_boolean())
        fail("has a \"" + std::string(key) + "\" that is neither true nor false");
    return value.get<bool>();
}

fs::path JsonFields::absolutePath(const Json& json, const char* key) const
{
    const fs::path path = pathFrom(text(json, key, kLongestPath));
    if (!path.is_absolute() || path.native().find('\0') != std::string::npos)
        fail("has a \"" + std::string(key) + "\" that names no file");
    return path.lexically_normal();
}

void JsonFields::fail(const std::string& what) const
{
    throw Error(ErrorCode::BadFile,
                '\'' + m_file.string() + "' cannot be opened: " + (m_where.empty() ? "it " : m_where + ' ') + what);
}

} // namespace dass
