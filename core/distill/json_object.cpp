#include "core/distill/json_object.h"

namespace dass::distill {

JsonObject::JsonObject(const Json& object, std::string file, std::string prefix)
    : m_object(object), m_file(std::move(file)), m_prefix(std::move(prefix))
{
    if (!m_object.is_object())
        throw Error(ErrorCode::InvalidArgument,
                    m_file + ": " + (m_prefix.empty() ? "the specification" : m_prefix.substr(0, m_prefix.size() - 1)) +
                        " has to be an object {…}");
}

void JsonObject::fail(const std::string& key, const std::string& what, ErrorCode code) const
{
    throw Error(code, m_file + ": " + m_prefix + key + " " + what);
}

const JsonObject::Json* JsonObject::find(const std::string& key)
{
    m_known.insert(key);
    const auto found = m_object.find(key);
    return found == m_object.end() || found->is_null() ? nullptr : &*found;
}

JsonObject JsonObject::child(const std::string& key)
{
    const Json* found = find(key);
    return {found == nullptr ? Json::object() : *found, m_file, m_prefix + key + "."};
}

void JsonObject::read(const std::string& key, double& value, double lowest, double highest)
{
    const Json* found = find(key);
    if (found == nullptr)
        return;
    if (!found->is_number())
        fail(key, "is " + found->dump() + "; want a number");
    value = found->get<double>();
    if (!(value >= lowest && value <= highest))
        fail(key, "is " + found->dump() + "; want " + Json(lowest).dump() + " to " + Json(highest).dump());
}

void JsonObject::read(const std::string& key, std::int64_t& value, std::int64_t lowest, std::int64_t highest)
{
    const Json* found = find(key);
    if (found == nullptr)
        return;
    if (!found->is_number_integer())
        fail(key, "is " + found->dump() + "; want a whole number");
    value = found->get<std::int64_t>();
    if (value < lowest || value > highest)
        fail(key, "is " + found->dump() + "; want " + std::to_string(lowest) + " to " + std::to_string(highest));
}

void JsonObject::read(const std::string& key, std::string& value)
{
    const Json* found = find(key);
    if (found == nullptr)
        return;
    if (!found->is_string())
        fail(key, "is " + found->dump() + "; want a text");
    value = found->get<std::string>();
}

void JsonObject::read(const std::string& key, bool& value)
{
    const Json* found = find(key);
    if (found == nullptr)
        return;
    if (!found->is_boolean())
        fail(key, "is " + found->dump() + "; want true or false");
    value = found->get<bool>();
}

bool JsonObject::readIntegers(const std::string& key, std::vector<std::int64_t>& values)
{
    const Json* found = find(key);
    if (found == nullptr)
        return false;
    if (!found->is_array() || found->empty())
        fail(key, "is " + found->dump() + "; want a list of whole numbers");
    values.clear();
    for (const Json& item : *found) {
        if (!item.is_number_integer() || item.get<std::int64_t>() < 1)
            fail(key, "is " + found->dump() + "; want whole numbers from 1");
        values.push_back(item.get<std::int64_t>());
    }
    return true;
}

void JsonObject::finish() const
{
    for (const auto& [key, value] : m_object.items()) {
        if (m_known.contains(key))
            continue;
        std::string known;
        for (const std::string& name : m_known)
            known += (known.empty() ? "" : ", ") + name;
        fail(key, "is not known here; the keys are " + known);
    }
}

} // namespace dass::distill
