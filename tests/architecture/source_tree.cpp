#include "source_tree.h"

#include <fstream>
#include <regex>
#include <set>

namespace dass::architecture {
namespace {

namespace fs = std::filesystem;

bool isSource(const fs::path& path)
{
    static const std::set<std::string> kExtensions{".h", ".cpp", ".cu", ".cuh"};
    return kExtensions.contains(path.extension().string());
}

std::vector<std::string> includesOf(const fs::path& path)
{
    static const std::regex kInclude(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
    std::vector<std::string> names;
    std::ifstream stream(path);
    for (std::string line; std::getline(stream, line);) {
        std::smatch match;
        if (std::regex_search(line, match, kInclude)) {
            names.push_back(match[1]);
        }
    }
    return names;
}

bool matches(const std::string& name, const char* pattern)
{
    return std::regex_search(name, std::regex(pattern));
}

} // namespace

Origin originOf(const std::string& name)
{
    if (matches(name, "^(Qt?[A-Z]|Qt|q[a-z]+\\.h$)")) { // QWidget, QtCore/qglobal.h, qcustomplot.h
        return Origin::Qt;
    }
    if (matches(name, "^(torch|ATen|c10)/")) {
        return Origin::Torch;
    }
    if (matches(name, "^lib(av[a-z]+|sw(resample|scale)|postproc)/")) {
        return Origin::FFmpeg;
    }
    if (matches(name, "^(cuda|cub|cublas|cudnn|cufft|curand|nvrtc|nvml|thrust)[a-zA-Z_]*(\\.h|/)")) {
        return Origin::Cuda;
    }
    if (matches(name, "^(spdlog|fmt)/")) {
        return Origin::Spdlog;
    }
    return Origin::Other;
}

SourceTree::SourceTree(const fs::path& root, const std::vector<std::string>& folders)
{
    for (const std::string& folder : folders) {
        if (!fs::is_directory(root / folder)) {
            continue;
        }
        for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
            if (entry.is_regular_file() && isSource(entry.path())) {
                m_includes[entry.path().lexically_relative(root).generic_string()] = includesOf(entry.path());
            }
        }
    }
}

std::vector<std::string> SourceTree::files() const
{
    std::vector<std::string> names;
    for (const auto& [name, includes] : m_includes) {
        names.push_back(name);
    }
    return names;
}

std::string SourceTree::resolved(const std::string& from, const std::string& name) const
{
    const std::string beside = (fs::path(from).parent_path() / name).lexically_normal().generic_string();
    return m_includes.contains(beside) ? beside : name;
}

std::vector<Reached> SourceTree::reachedFrom(const std::string& file) const
{
    std::vector<Reached> reached;
    std::set<std::string> seen{file};
    std::vector<std::pair<std::string, std::string>> pending{{file, ""}}; // file and the trail to what it includes
    while (!pending.empty()) {
        const auto [from, trail] = pending.back();
        pending.pop_back();
        for (const std::string& written : m_includes.at(from)) {
            const std::string name = resolved(from, written);
            if (!seen.insert(name).second) {
                continue;
            }
            const bool own = m_includes.contains(name);
            reached.push_back({name, own ? Origin::Project : originOf(name), trail + name});
            if (own) {
                pending.emplace_back(name, trail + name + " > ");
            }
        }
    }
    return reached;
}

} // namespace dass::architecture
