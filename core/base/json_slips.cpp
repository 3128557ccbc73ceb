#include "core/base/json_slips.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <set>
#include <vector>

namespace dass {

namespace {

using Json = nlohmann::json;

// Is told each part of a text in its order, and returns false where the parser is to leave off.
class SlipFinder final : public nlohmann::json_sax<Json>
{
public:
    const std::string& found() const { return m_found; }

    bool null() override { return value(); }
    bool boolean(bool /*value*/) override { return value(); }
    bool number_integer(number_integer_t /*value*/) override { return value(); }
    bool number_unsigned(number_unsigned_t /*value*/) override { return value(); }
    bool number_float(number_float_t /*value*/, const string_t& /*text*/) override { return value(); }
    bool binary(binary_t& /*bytes*/) override { return value(); }
    bool string(string_t& text) override { return value() && withoutNul(text); }
    bool start_object(std::size_t /*size*/) override { return open(false); }
    bool start_array(std::size_t /*size*/) override { return open(true); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t /*place*/, const std::string& /*token*/, const nlohmann::detail::exception&) override
    {
        return false;
    }

    bool key(string_t& name) override
    {
        Level& level = m_levels.back();
        level.key = name;
        if (!level.keys.insert(name).second)
            m_found = place() + " stands there twice; keep one";
        return m_found.empty() && withoutNul(name);
    }

private:
    // A list or an object that is open.
    struct Level
    {
        bool isList = false;
        std::size_t items = 0;      // of a list, so far
        std::set<std::string> keys; // of an object, so far
        std::string key;            // the last of them
    };

    bool value()
    {
        if (!m_levels.empty() && m_levels.back().isList)
            ++m_levels.back().items;
        return true;
    }

    bool open(bool isList)
    {
        value();
        m_levels.emplace_back().isList = isList;
        return true;
    }

    bool close()
    {
        m_levels.pop_back();
        return true;
    }

    bool withoutNul(const std::string& text)
    {
        if (text.find('\0') != std::string::npos)
            m_found = place() + " holds the character NUL (\\u0000), which no name has; remove it";
        return m_found.empty();
    }

    // As "models[0].path".
    std::string place() const
    {
        std::string path;
        for (const Level& level : m_levels) {
            if (level.isList)
                path += "[" + std::to_string(level.items - 1) + "]";
            else
                path += (path.empty() ? "" : ".") + level.key;
        }
        return path.empty() ? "the text" : path;
    }

    std::vector<Level> m_levels;
    std::string m_found;
};

} // namespace

std::string slipIn(std::string_view text)
{
    SlipFinder finder;
    Json::sax_parse(text, &finder);
    return finder.found();
}

} // namespace dass
