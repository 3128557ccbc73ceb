#include "core/base/error.h"

#include <algorithm>
#include <new>

namespace dass {

namespace {

// Names of files and tensors come from outside and may hold line breaks or control characters.
std::string onOneLine(std::string text)
{
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    return text;
}

} // namespace

Error::Error(ErrorCode code, const std::string& message) : std::runtime_error(onOneLine(message)), m_code(code) {}

std::string describe(const std::exception& exception)
{
    if (dynamic_cast<const std::bad_alloc*>(&exception))
        return "out of memory; close other programs, or use a smaller batch, model or tile";
    const std::string text = exception.what();
    const std::string line = onOneLine(text.substr(0, text.find('\n')));
    return line.empty() ? "an error that says nothing of itself; the log may tell what was being done" : line;
}

} // namespace dass
