#include "core/report/make_folder.h"

#include "core/base/error.h"

#include <system_error>

namespace dass {

void makeFolder(const std::filesystem::path& folder)
{
    if (folder.empty())
        return;
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        throw Error(ErrorCode::Io, "cannot make the folder '" + folder.string() + "': " + error.message() +
                                       "; choose another folder for the results");
}

} // namespace dass
