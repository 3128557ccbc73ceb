#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace dass {

// Assembles pickles byte by byte, good ones and bad ones.
class PickleWriter
{
public:
    std::string bytes() const { return m_bytes; }

    PickleWriter& raw(const std::string& opcodes);
    PickleWriter& global(const std::string& module, const std::string& name);
    PickleWriter& text(const std::string& value);
    PickleWriter& integer(std::int64_t value);
    PickleWriter& integers(const std::vector<std::int64_t>& values); // a tuple

    // A whole tensor: _rebuild_tensor_v2 over a storage of the archive.
    PickleWriter& tensor(const std::string& storageType, const std::string& key, std::int64_t stored,
                         std::int64_t offset, const std::vector<std::int64_t>& shape,
                         const std::vector<std::int64_t>& strides);

private:
    std::string m_bytes;
};

using ZipEntries = std::vector<std::pair<std::string, std::string>>; // name, contents

// Entries are stored, or deflated where `compress`.
void writeZip(const std::filesystem::path& path, const ZipEntries& entries, bool compress = false);

// What torch.save would write for a dict of fp32 tensors, wrapped under `key` unless that is empty.
void writeTorchFile(const std::filesystem::path& path, const std::map<std::string, at::Tensor>& tensors,
                    const std::string& key = "");

} // namespace dass
