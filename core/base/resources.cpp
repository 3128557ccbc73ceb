#include "core/base/resources.h"

#include "core/base/error.h"

#include <cstdlib>
#include <map>
#include <string>

namespace dass {

namespace {

std::vector<std::filesystem::path> resourceFolders()
{
    std::vector<std::filesystem::path> folders;
    if (const char* named = std::getenv("DASS_RESOURCES"); named != nullptr && *named != '\0')
        folders.emplace_back(named);
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    if (!error) {
        folders.push_back(program.parent_path().parent_path() / "share" / "dass-studio");
        folders.push_back(program.parent_path() / "resources");
    }
    folders.emplace_back(DASS_SOURCE_RESOURCES);
    return folders;
}

} // namespace

std::optional<std::filesystem::path> findResource(const std::filesystem::path& relative)
{
    for (const auto& folder : resourceFolders()) {
        std::error_code ignored; // a folder that cannot be looked into does not have it
        if (std::filesystem::exists(folder / relative, ignored))
            return folder / relative;
    }
    return std::nullopt;
}

std::filesystem::path requireResource(const std::filesystem::path& relative)
{
    if (const auto found = findResource(relative))
        return *found;
    std::string places;
    for (const auto& folder : resourceFolders())
        places += (places.empty() ? "'" : ", '") + folder.string() + "'";
    throw Error(ErrorCode::NotFound, "the program's own file '" + relative.string() + "' is in none of " + places +
                                         "; install it again, or set DASS_RESOURCES to its resources");
}

std::vector<std::filesystem::path> listResources(const std::filesystem::path& folder)
{
    std::map<std::filesystem::path, std::filesystem::path> byName;
    for (const auto& place : resourceFolders()) {
        std::error_code ignored; // a folder that cannot be looked into, or no further, holds nothing more
        using Entries = std::filesystem::directory_iterator;
        for (Entries entry(place / folder, ignored); entry != Entries(); entry.increment(ignored))
            byName.emplace(entry->path().filename(), entry->path());
    }
    std::vector<std::filesystem::path> found;
    for (auto& [name, path] : byName)
        found.push_back(std::move(path));
    return found;
}

} // namespace dass
