#include "core/distill/text_file.h"

#include "core/base/error.h"

#include <fstream>
#include <iterator>

namespace dass::distill {

std::string readTextFile(const std::filesystem::path& path)
{
    std::error_code ignored; // a path that cannot be looked at is reported as not found
    if (!std::filesystem::is_regular_file(path, ignored))
        throw Error(ErrorCode::NotFound, path.string() + ": there is no such file");
    std::ifstream stream(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream)
        throw Error(ErrorCode::Io, path.string() + ": cannot be read");
    return text;
}

} // namespace dass::distill
