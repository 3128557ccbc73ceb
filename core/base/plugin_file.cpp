#include "core/base/plugin_file.h"

#include <system_error>

namespace dass {

std::optional<std::filesystem::path> findPluginFile(const std::string& name)
{
    std::error_code ignored; // what cannot be looked at is not there
    const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
    if (program.empty())
        return std::nullopt;
    const auto above = program.parent_path();
    for (const auto& folder : {above / "lib", above / DASS_PRIVATE_LIBRARIES, program})
        if (std::filesystem::exists(folder / name, ignored))
            return folder / name;
    return std::nullopt;
}

} // namespace dass
