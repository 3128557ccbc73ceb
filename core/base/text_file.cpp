#include "core/base/text_file.h"

#include "core/base/error.h"

#include <cerrno>
#include <cstring>
#include <fstream>

namespace dass {

std::string readTextFile(const std::filesystem::path& path, std::uintmax_t most)
{
    return *readTextFile(path, std::stop_token(), most);
}

std::optional<std::string> readTextFile(const std::filesystem::path& path, const std::stop_token& stop,
                                        std::uintmax_t most)
{
    constexpr std::size_t kBlock = std::size_t{1} << 20;
    std::error_code ignored; // a path that cannot be looked at is reported as not found
    const std::filesystem::file_status status = std::filesystem::status(path, ignored);
    if (!std::filesystem::exists(status))
        throw Error(ErrorCode::NotFound, path.string() + ": there is no such file");
    if (!std::filesystem::is_regular_file(status))
        throw Error(ErrorCode::NotFound, path.string() + ": is a folder or device; want a file");
    const std::uintmax_t size = std::filesystem::file_size(path, ignored); // of holes, too, which cost nothing on disk
    if (!ignored && size > most)
        throw Error(ErrorCode::BadFile, path.string() + ": has " + std::to_string(size) + " bytes; want " +
                                            std::to_string(most) + " at most, as a text file here has");
    std::ifstream stream(path, std::ios::binary);
    std::string text;
    for (std::string block(kBlock, '\0'); stream;) {
        if (stop.stop_requested())
            return std::nullopt;
        stream.read(block.data(), static_cast<std::streamsize>(block.size()));
        text.append(block, 0, static_cast<std::size_t>(stream.gcount()));
    }
    if (!stream.is_open() || stream.bad())
        throw Error(ErrorCode::Io, path.string() + ": cannot be read");
    return text;
}

bool isThere(const std::filesystem::path& path)
{
    std::error_code failure;
    const bool found = std::filesystem::exists(path, failure);
    if (failure)
        throw Error(ErrorCode::Io, path.string() + ": cannot be looked at: " + failure.message());
    return found;
}

void appendBytes(const std::filesystem::path& path, std::string_view bytes)
{
    errno = 0;
    std::ofstream stream(path, std::ios::app | std::ios::binary);
    stream << bytes << std::flush;
    if (!stream)
        throw Error(ErrorCode::Io,
                    path.string() + ": cannot be written: " + std::strerror(errno == 0 ? EIO : errno) +
                        "; see that the folder has room and may be written to, then go on with --resume");
}

} // namespace dass
