#include "core/model/safetensors.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/model/safetensors_header.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace dass {

namespace {

constexpr std::size_t kLengthBytes = 8;
constexpr std::uint64_t kMaxHeaderBytes = 100'000'000; // the format's own limit

[[noreturn]] void failFile(const std::filesystem::path& path, const std::string& reason)
{
    throw Error(ErrorCode::BadFile, "'" + path.string() + "' is not a valid safetensors file: " + reason +
                                        "; fetch or export the file again");
}

std::uint64_t headerLength(const RegularFile& file)
{
    std::uint64_t length = 0;
    file.read(0, std::as_writable_bytes(std::span(&length, 1)), "its header's length");
    return length;
}

void checkNoOverlap(const std::filesystem::path& path, const std::vector<HeaderEntry>& entries)
{
    std::vector<const HeaderEntry*> order;
    for (const HeaderEntry& entry : entries)
        if (entry.begin < entry.end)
            order.push_back(&entry);
    std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return a->begin < b->begin; });
    for (std::size_t i = 1; i < order.size(); ++i)
        if (order[i]->begin < order[i - 1]->end)
            failFile(path, "tensor '" + order[i]->name + "' overlaps tensor '" + order[i - 1]->name + "'");
}

std::size_t bytesOf(const TensorLayout& tensor)
{
    return static_cast<std::size_t>(elementsOf(tensor.shape)) * sizeOf(tensor.dtype);
}

} // namespace

SafetensorsFile::SafetensorsFile(const std::filesystem::path& path) : m_file(std::make_shared<RegularFile>(path))
{
    const std::uint64_t size = m_file->size();
    if (size < kLengthBytes)
        failFile(path, "it has " + std::to_string(size) + " bytes, its header length alone takes 8");
    const std::uint64_t length = headerLength(*m_file);
    if (length > kMaxHeaderBytes || length > size - kLengthBytes)
        failFile(path,
                 "it claims a header of " + std::to_string(length) + " bytes in a file of " + std::to_string(size));

    std::string text(length, '\0');
    m_file->read(kLengthBytes, std::as_writable_bytes(std::span(text)), "its header");
    const std::uint64_t data = kLengthBytes + length;
    SafetensorsHeader header;
    try {
        header = parseSafetensorsHeader(text, size - data);
    } catch (const Error& error) {
        failFile(path, error.what());
    }
    checkNoOverlap(path, header.entries);
    m_metadata = std::move(header.metadata);
    for (HeaderEntry& entry : header.entries)
        m_tensors.emplace(entry.name,
                          StoredTensor{entry.name, entry.dtype, std::move(entry.shape), m_file, data + entry.begin});
}

const StoredTensor& SafetensorsFile::at(const std::string& name) const
{
    const auto found = m_tensors.find(name);
    if (found == m_tensors.end())
        throw Error(ErrorCode::NotFound, "'" + path().string() + "' has no tensor '" + name + "' among its " +
                                             std::to_string(m_tensors.size()));
    return found->second;
}

bool looksLikeSafetensors(const std::filesystem::path& path)
{
    try {
        const RegularFile file(path);
        std::byte first{};
        if (headerLength(file) > kMaxHeaderBytes)
            return false;
        file.read(kLengthBytes, {&first, 1}, "its header");
        return first == std::byte{'{'};
    } catch (const Error&) {
        return false;
    }
}

std::string startOfSafetensors(const std::map<std::string, TensorLayout>& tensors,
                               const std::map<std::string, std::string>& metadata)
{
    // Appended to by itself: the JSON object searches all its keys for each that it adds, and these are each once.
    nlohmann::ordered_json::object_t header;
    header.reserve(tensors.size() + 1);
    if (!metadata.empty())
        header.emplace_back("__metadata__", metadata);
    std::size_t offset = 0;
    for (const auto& [name, tensor] : tensors) {
        const std::size_t end = offset + bytesOf(tensor);
        header.emplace_back(name, nlohmann::ordered_json{{"dtype", nameOf(tensor.dtype)},
                                                         {"shape", tensor.shape},
                                                         {"data_offsets", {offset, end}}});
        offset = end;
    }
    std::string text = nlohmann::ordered_json(std::move(header)).dump();
    text.resize((text.size() + 7) / 8 * 8, ' '); // so that the data starts aligned
    const std::uint64_t length = text.size();
    return std::string(reinterpret_cast<const char*>(&length), kLengthBytes) + text;
}

void writeSafetensors(const std::filesystem::path& path, const std::map<std::string, TensorInfo>& tensors,
                      const std::map<std::string, std::string>& metadata)
{
    std::map<std::string, TensorLayout> layouts;
    for (const auto& [name, tensor] : tensors) {
        const TensorLayout& layout = layouts.emplace(name, TensorLayout{tensor.dtype, tensor.shape}).first->second;
        if (const std::size_t wanted = bytesOf(layout); tensor.bytes.size() != wanted)
            throw Error(ErrorCode::InvalidArgument, "tensor '" + name + "' has " + std::to_string(tensor.bytes.size()) +
                                                        " bytes, its shape " + toString(tensor.shape) + " needs " +
                                                        std::to_string(wanted));
    }
    const std::string start = startOfSafetensors(layouts, metadata);
    AtomicFile file(path);
    file.stream().write(start.data(), static_cast<std::streamsize>(start.size()));
    for (const auto& [name, tensor] : tensors)
        file.stream().write(reinterpret_cast<const char*>(tensor.bytes.data()),
                            static_cast<std::streamsize>(tensor.bytes.size()));
    file.commit();
}

TensorInfo floatTensor(std::vector<std::int64_t> shape, std::span<const float> values)
{
    return {DType::F32, std::move(shape), std::as_bytes(values)};
}

} // namespace dass
