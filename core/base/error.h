#pragma once

#include <stdexcept>
#include <string>

namespace dass {

enum class ErrorCode {
    InvalidArgument, // a setting or option that cannot be used
    NotFound,        // a file, tensor or model that is not there
    BadFile,         // a file whose contents are not what they should be
    Unsupported,     // well formed, but not something this build can do
    OutOfMemory,
    Io,       // the operating system refused to read or write
    Internal, // a broken promise of our own code
};

// The one exception of the program. The message is a single line that names the file or tensor, what was found, what
// was wanted, and what to do. Being cancelled is not an error; see run_control.h.
class Error : public std::runtime_error {
public:
    Error(ErrorCode code, const std::string& message);
    ErrorCode code() const noexcept { return m_code; }

private:
    ErrorCode m_code;
};

// One line for any exception, for the boundary of a job or program. Keeps only the first line of a foreign message.
std::string describe(const std::exception& exception);

} // namespace dass
