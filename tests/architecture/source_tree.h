#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace dass::architecture {

// What an included header belongs to.
enum class Origin { Project, Qt, Torch, FFmpeg, Cuda, Spdlog, Other };

struct Reached
{
    std::string name; // as a path below the root for the project's own, as written for others
    Origin origin = Origin::Other;
    std::string trail; // the headers that lead there, "a.h > b.h > name"
};

// The source files below a root and what they include.
class SourceTree
{
public:
    // Reads every .h, .cpp, .cu and .cuh file in the named folders below the root; folders that are not there are
    // left out.
    SourceTree(const std::filesystem::path& root, const std::vector<std::string>& folders);

    std::vector<std::string> files() const; // paths below the root, sorted

    // Everything that a file includes, itself or through headers of the project; each name once.
    std::vector<Reached> reachedFrom(const std::string& file) const;

private:
    std::string resolved(const std::string& from, const std::string& name) const;

    std::map<std::string, std::vector<std::string>> m_includes; // names as written
};

Origin originOf(const std::string& externalName);

} // namespace dass::architecture
