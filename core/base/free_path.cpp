#include "core/base/free_path.h"

#include "core/base/error.h"

#include <string>
#include <system_error>

namespace dass {

namespace fs = std::filesystem;

fs::path freePath(const fs::path& stem, std::string_view suffix)
{
    for (int number = 1; number <= kMostNumbered; ++number) {
        fs::path path = stem;
        if (number > 1)
            path += '-' + std::to_string(number);
        path += suffix;
        std::error_code ignored;
        if (fs::symlink_status(path, ignored).type() == fs::file_type::not_found)
            return path;
    }
    throw Error(ErrorCode::Io, stem.string() + std::string(suffix) + ": is taken, as are all names to number " +
                                   std::to_string(kMostNumbered) + "; remove some of them, or choose another name");
}

} // namespace dass
