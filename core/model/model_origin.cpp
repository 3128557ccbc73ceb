#include "core/model/model_origin.h"

#include "core/base/atomic_file.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <utility>

namespace dass {

namespace {

using nlohmann::json;

constexpr const char* kName = "origin.json";
constexpr std::uintmax_t kMaxOriginBytes = 64 << 10;

constexpr std::pair<const char*, std::string ModelOrigin::*> kFields[] = {
    {"release", &ModelOrigin::release}, {"name", &ModelOrigin::name},         {"page", &ModelOrigin::page},
    {"licence", &ModelOrigin::licence}, {"revision", &ModelOrigin::revision}, {"sha256", &ModelOrigin::sha256},
    {"fetched", &ModelOrigin::fetched},
};

} // namespace

std::optional<ModelOrigin> readModelOrigin(const std::filesystem::path& folder)
{
    const std::filesystem::path file = folder / kName;
    std::error_code ignored; // what cannot be looked at tells nothing
    if (!std::filesystem::is_regular_file(file, ignored) || std::filesystem::file_size(file, ignored) > kMaxOriginBytes)
        return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    const json read = json::parse(stream, nullptr, false);
    if (!read.is_object())
        return std::nullopt;
    ModelOrigin origin;
    for (const auto& [key, field] : kFields)
        if (const auto value = read.find(key); value != read.end() && value->is_string())
            origin.*field = value->get<std::string>();
    return origin;
}

void writeModelOrigin(const std::filesystem::path& folder, const ModelOrigin& origin)
{
    nlohmann::ordered_json out;
    for (const auto& [key, field] : kFields)
        out[key] = origin.*field;
    writeFileAtomically(folder / kName, out.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
}

} // namespace dass
