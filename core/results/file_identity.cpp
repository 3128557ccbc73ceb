#include "core/results/file_identity.h"

#include "core/base/sha256.h"

#include <chrono>
#include <fstream>
#include <system_error>

namespace dass {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kBlocks = 8;
constexpr std::uint64_t kBlockBytes = 4096;

} // namespace

std::optional<FileIdentity> identityOf(const fs::path& file)
{
    std::error_code error;
    if (!fs::is_regular_file(file, error) || error)
        return std::nullopt;
    FileIdentity identity;
    identity.bytes = fs::file_size(file, error);
    if (error)
        return std::nullopt;
    const auto time = fs::last_write_time(file, error);
    if (error)
        return std::nullopt;
    const auto system = std::chrono::file_clock::to_sys(time);
    identity.modified = std::chrono::duration_cast<std::chrono::nanoseconds>(system.time_since_epoch()).count();
    return identity;
}

std::string sampleOf(const fs::path& file)
{
    std::error_code error;
    const std::uint64_t bytes = fs::file_size(file, error);
    std::ifstream stream(file, std::ios::binary);
    if (error || !stream)
        return {};
    std::string sample;
    std::string block(kBlockBytes, '\0');
    const std::uint64_t last = bytes > kBlockBytes ? bytes - kBlockBytes : 0;
    for (std::uint64_t i = 0; i < kBlocks; ++i) {
        stream.clear(); // a short file ends within a block
        stream.seekg(static_cast<std::streamoff>(last / (kBlocks - 1) * i + last % (kBlocks - 1) * i / (kBlocks - 1)));
        stream.read(block.data(), static_cast<std::streamsize>(block.size()));
        if (stream.bad())
            return {};
        sample.append(block, 0, static_cast<std::size_t>(stream.gcount()));
    }
    return sha256Of(std::to_string(bytes) + '\n' + sample);
}

std::optional<bool> isSameFile(const FileIdentity& known, const fs::path& file)
{
    const std::optional<FileIdentity> now = identityOf(file);
    if (!now)
        return std::nullopt;
    if (now->bytes != known.bytes)
        return false;
    return now->modified == known.modified || (!known.sample.empty() && sampleOf(file) == known.sample);
}

} // namespace dass
