#include "core/base/error.h"

#include "core/base/one_line.h"

#include <new>

namespace dass {

Error::Error(ErrorCode code, const std::string& message) : std::runtime_error(oneLine(message)), m_code(code) {}

std::string describe(const std::exception& exception)
{
    if (dynamic_cast<const std::bad_alloc*>(&exception))
        return "out of memory; close other programs, or use a smaller batch, model or tile";
    const std::string text = exception.what();
    const std::string line = oneLine(text.substr(0, text.find('\n')));
    return line.empty() ? "an error that says nothing of itself; the log may tell what was being done" : line;
}

} // namespace dass
