#pragma once

#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace dass::distill {

// Reads one object of a specification strictly: each key is asked for once with what it may be, and finish() refuses
// the keys that nobody asked for. Errors name the file and the key's path.
class JsonObject
{
public:
    using Json = nlohmann::json;

    JsonObject(const Json& object, std::string file, std::string prefix = "");

    // A JSON null counts as absent. The child outlives neither this object nor the document.
    JsonObject child(const std::string& key);
    const Json* find(const std::string& key); // nullptr when absent

    void read(const std::string& key, double& value, double lowest, double highest);
    void read(const std::string& key, std::int64_t& value, std::int64_t lowest, std::int64_t highest);
    void read(const std::string& key, std::string& value);
    void read(const std::string& key, bool& value);
    bool readIntegers(const std::string& key, std::vector<std::int64_t>& values);

    template <class T>
    void readChoice(const std::string& key, T& value, const std::vector<std::pair<std::string, T>>& choices)
    {
        std::string name;
        read(key, name);
        if (name.empty())
            return;
        std::string allowed;
        for (const auto& [choice, meaning] : choices) {
            if (choice == name) {
                value = meaning;
                return;
            }
            allowed += (allowed.empty() ? "" : ", ") + choice;
        }
        fail(key, "is \"" + name + "\"; want one of " + allowed);
    }

    // What `fromName` knows by the name, or an error that says where the name stands.
    template <class FromName>
    auto named(const std::string& key, const std::string& name, FromName fromName) const
    {
        try {
            return fromName(name);
        } catch (const Error& error) {
            fail(key, std::string("cannot be used: ") + error.what());
        }
    }

    void finish() const;
    [[noreturn]] void fail(const std::string& key, const std::string& what,
                           ErrorCode code = ErrorCode::InvalidArgument) const;

private:
    Json m_object;
    std::string m_file;
    std::string m_prefix;
    std::set<std::string> m_known;
};

} // namespace dass::distill
