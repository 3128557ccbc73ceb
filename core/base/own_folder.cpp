#include "core/base/own_folder.h"

#include "core/base/error.h"

#include <string>

namespace dass {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse(const fs::path& entry, bool link)
{
    throw Error(ErrorCode::BadFile, entry.string() + ": is " + (link ? "a symbolic link" : "a pipe or a device") +
                                        ", and is written to; want a file of the folder's own. Copy what it stands "
                                        "for there, or remove it");
}

void requireOwnEntries(const fs::path& folder, bool foldersMayBeLinks)
{
    std::error_code failure; // a folder that is not there, or cannot be read, is told of by what uses it
    for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end; entry.increment(failure)) {
        std::error_code ignored;
        const fs::file_type type = entry->symlink_status(ignored).type();
        if (type == fs::file_type::symlink && !(foldersMayBeLinks && entry->is_directory(ignored)))
            refuse(entry->path(), true);
        if (type == fs::file_type::fifo || type == fs::file_type::socket || type == fs::file_type::character ||
            type == fs::file_type::block)
            refuse(entry->path(), false);
    }
}

} // namespace

void requireOwnFiles(const fs::path& folder, const char* subfolder)
{
    requireOwnEntries(folder, true);
    std::error_code ignored;
    if (fs::is_symlink(folder / subfolder, ignored))
        refuse(folder / subfolder, true);
    requireOwnEntries(folder / subfolder, false);
}

} // namespace dass
