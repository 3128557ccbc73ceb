#include "app/cli/output_file.h"

#include "app/cli/scratch_folder.h"
#include "core/base/error.h"
#include "core/base/mapped_file.h"

#include <cstdio>
#include <iostream>
#include <system_error>

namespace dass::cli {

void requireOtherFile(const std::vector<std::filesystem::path>& inputs, const std::filesystem::path& output)
{
    for (const std::filesystem::path& input : inputs) {
        std::error_code missing; // then they are not the same
        if (output != "-" && std::filesystem::equivalent(input, output, missing))
            throw Error(ErrorCode::InvalidArgument, "the output '" + output.string() + "' is the input '" +
                                                        input.string() +
                                                        "', which it would replace; choose another output");
    }
}

void writeTensorFile(const std::string& output, const std::map<std::string, TensorInfo>& tensors)
{
    if (output != "-") {
        writeSafetensors(output, tensors);
        return;
    }
    const ScratchFolder folder; // the format's writer wants a file
    const std::filesystem::path path = folder.path() / "tensors.safetensors";
    writeSafetensors(path, tensors);
    const MappedFile file(path);
    std::cout.write(reinterpret_cast<const char*>(file.bytes().data()),
                    static_cast<std::streamsize>(file.bytes().size()));
    requirePrinted();
}

void requirePrinted()
{
    // The stream of C++ and that of C share their buffer but not their memory of failures.
    if (!std::cout.flush() || std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
        throw Error(ErrorCode::Io, "cannot write to stdout; is its reader gone, or the disk full?");
}

} // namespace dass::cli
