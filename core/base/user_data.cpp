#include "core/base/user_data.h"

#include <cstdlib>

namespace dass {

std::filesystem::path userDataFolder()
{
    constexpr const char* kName = "dass-studio";
    if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data == '/') // others do not count
        return std::filesystem::path(data) / kName;
    if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
        return std::filesystem::path(home) / ".local" / "share" / kName;
    return {};
}

} // namespace dass
