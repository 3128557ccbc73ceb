#include "app/cli/output_file.h"

#include "app/cli/scratch_folder.h"
#include "core/base/error.h"
#include "core/base/regular_file.h"

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <span>
#include <system_error>
#include <unistd.h>

namespace dass::cli {

namespace {

[[noreturn]] void refuse(const std::filesystem::path& output, int reason)
{
    throw Error(ErrorCode::Io, "cannot write '" + output.string() + "': " + std::strerror(reason) +
                                   "; check that the folder exists, is writable and has free space");
}

} // namespace

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

void requireWritable(const std::filesystem::path& output)
{
    namespace fs = std::filesystem;
    std::error_code missing; // then it is to be made
    const fs::file_status found = fs::symlink_status(output, missing);
    if (output == "-" || (fs::exists(found) && !fs::is_directory(found) && !fs::is_regular_file(found)))
        return; // a link or device: writing tells
    if (output.empty() || fs::is_directory(found))
        refuse(output, output.empty() ? ENOENT : EISDIR);
    const fs::path folder = fs::absolute(output).parent_path();
    const fs::file_status around = fs::status(folder, missing);
    if (!fs::exists(around))
        refuse(output, ENOENT);
    if (!fs::is_directory(around))
        refuse(output, ENOTDIR);
    if (access(folder.c_str(), W_OK | X_OK) != 0)
        refuse(output, errno);
}

void requireFolderFor(const std::filesystem::path& file)
{
    namespace fs = std::filesystem;
    std::error_code missing; // goes on with the folder above
    fs::path folder = fs::absolute(file).parent_path();
    if (fs::exists(folder, missing)) {
        requireWritable(file);
        return;
    }
    while (!fs::exists(folder, missing) && folder.has_relative_path())
        folder = folder.parent_path();
    if (!fs::is_directory(folder, missing))
        refuse(file, ENOTDIR);
    if (access(folder.c_str(), W_OK | X_OK) != 0)
        refuse(file, errno);
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
    const RegularFile file(path);
    std::vector<char> block(1 << 20);
    std::uint64_t done = 0;
    while (const std::size_t got = file.readSome(done, std::as_writable_bytes(std::span(block)))) {
        std::cout.write(block.data(), static_cast<std::streamsize>(got));
        done += got;
    }
    requirePrinted();
}

void requirePrinted()
{
    // The stream of C++ and that of C share their buffer but not their memory of failures.
    if (!std::cout.flush() || std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
        throw Error(ErrorCode::Io, "cannot write to stdout; is its reader gone, or the disk full?");
}

} // namespace dass::cli
