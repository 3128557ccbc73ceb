#include "core/base/make_folder.h"

#include "core/base/error.h"

#include <string>
#include <system_error>

namespace dass {

void makeFolder(const std::filesystem::path& folder, std::string_view advice)
{
    if (folder.empty())
        return;
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        throw Error(ErrorCode::Io, "cannot make the folder '" + folder.string() + "': " + error.message() + "; " +
                                       std::string(advice));
}

} // namespace dass
