#include "core/distill/text_file.h"

#include "core/base/error.h"

#include <fstream>
#include <iterator>

namespace dass::distill {

std::string readTextFile(const std::filesystem::path& path)
{
    std::error_code ignored; // a path that cannot be looked at is reported as not found
    const std::filesystem::file_status status = std::filesystem::status(path, ignored);
    if (!std::filesystem::exists(status))
        throw Error(ErrorCode::NotFound, path.string() + ": there is no such file");
    if (!std::filesystem::is_regular_file(status))
        throw Error(ErrorCode::NotFound, path.string() + ": is a folder or device; want a file");
    std::ifstream stream(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream)
        throw Error(ErrorCode::Io, path.string() + ": cannot be read");
    return text;
}

} // namespace dass::distill
