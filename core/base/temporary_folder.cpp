#include "core/base/temporary_folder.h"

#include <system_error>

namespace dass {

std::filesystem::path temporaryFolder()
{
    std::error_code missing;
    auto folder = std::filesystem::temp_directory_path(missing);
    return missing ? std::filesystem::path("/tmp") : folder;
}

} // namespace dass
