#pragma once

#include "core/base/error.h"

#include <QStringList>
#include <nlohmann/json.hpp>

#include <cstddef>
#include <filesystem>
#include <string>

namespace dass {

// Takes values out of the JSON of a file that anyone may have written: each has its type and its limits, and what is
// wrong is an Error(BadFile) of one line that names the file, where in it, and what was found.
class JsonFields
{
public:
    using Json = nlohmann::json; // an object of a million keys does not make it slow

    explicit JsonFields(std::filesystem::path file);

protected:
    static constexpr std::size_t kLongestPath = 4096;
    static constexpr std::size_t kLongestText = 16384;
    static constexpr std::size_t kMostTexts = 10'000; // of a list

    const Json& at(const Json& json, const char* key) const;
    const Json& object(const Json& json, const char* key) const;
    const Json& list(const Json& json, const char* key, std::size_t most) const;
    std::string text(const Json& json, const char* key, std::size_t longest) const;
    QStringList texts(const Json& json, const char* key) const;
    double number(const Json& json, const char* key, double low, double high) const;
    int whole(const Json& json, const char* key, int low, int high) const;
    bool boolean(const Json& json, const char* key) const;
    std::filesystem::path absolutePath(const Json& json, const char* key) const;

    // parse: throws Error for a name that it does not know.
    template <class Parse>
    auto named(const Json& json, const char* key, Parse parse) const
    {
        try {
            return parse(text(json, key, 50));
        } catch (const Error& error) {
            fail("has a \"" + std::string(key) + "\" that this version does not know (" + error.what() + ')');
        }
    }

    [[noreturn]] void fail(const std::string& what) const;

    static std::filesystem::path pathFrom(const std::string& utf8);

    const std::filesystem::path m_file;
    std::string m_where; // "recording 3"; empty: the file as a whole
};

} // namespace dass
