#include "core/distill/stored_outputs.h"

#include "core/base/error.h"
#include "core/model/safetensors.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <regex>
#include <string>
#include <string_view>

namespace dass::distill {

namespace {

constexpr std::string_view kNpyMagic{"\x93NUMPY", 6};
constexpr std::uint64_t kMaxElements = 1ULL << 33;
constexpr std::uint64_t kMaxStart = 12;    // bytes before the header
constexpr std::uint32_t kMaxHeader = 4096; // bytes; numpy needs some 120, and std::regex recurses for each

Error badNpy(const std::filesystem::path& path, const std::string& what)
{
    return {ErrorCode::BadFile, path.string() + ": " + what};
}

std::optional<DType> dtypeOf(const std::string& description)
{
    if (description == "<f2")
        return DType::F16;
    if (description == "<f4")
        return DType::F32;
    if (description == "<f8")
        return DType::F64;
    return std::nullopt;
}

// The array of a .npy file.
StoredTensor arrayIn(const std::filesystem::path& path)
{
    auto file = std::make_shared<const RegularFile>(path);
    std::string text(std::min(file->size(), kMaxStart + kMaxHeader), '\0');
    file->read(0, std::as_writable_bytes(std::span(text)), "its header");
    if (!text.starts_with(kNpyMagic) || text.size() < kMaxStart)
        throw badNpy(path, "is neither a .npy nor a .safetensors file");
    const int version = text[6];
    if (version < 1 || version > 3)
        throw badNpy(path, "is a .npy file of version " + std::to_string(version) + "; versions 1 to 3 can be read");
    const std::size_t lengthBytes = version == 1 ? 2 : 4;
    std::uint32_t headerLength = 0;
    std::memcpy(&headerLength, text.data() + 8, lengthBytes);
    if (headerLength > kMaxHeader)
        throw badNpy(path, "has a header of " + std::to_string(headerLength) + " bytes; want at most " +
                               std::to_string(kMaxHeader));
    const std::size_t begin = 8 + lengthBytes + headerLength;
    if (begin > text.size())
        throw badNpy(path, "ends within its header");
    const std::string header(text.substr(8 + lengthBytes, headerLength));

    std::smatch dtypeMatch;
    std::smatch shapeMatch;
    if (!std::regex_search(header, dtypeMatch, std::regex(R"('descr':\s*'([^']*)')")) ||
        !std::regex_search(header, shapeMatch, std::regex(R"('shape':\s*\(\s*(\d{1,12})\s*,\s*(\d{1,12})\s*,?\s*\))")))
        throw badNpy(path, "has a header that does not describe a two-dimensional array [clips, classes]");
    const std::optional<DType> dtype = dtypeOf(dtypeMatch[1]);
    if (!dtype)
        throw badNpy(path, "holds values of type " + dtypeMatch[1].str() + "; want <f2, <f4 or <f8");
    if (header.find("'fortran_order': False") == std::string::npos)
        throw badNpy(path, "is stored column by column; save it in C order");
    const std::int64_t rows = std::stoll(shapeMatch[1]);
    const std::int64_t classes = std::stoll(shapeMatch[2]);
    const bool isTooLarge =
        classes > 0 && static_cast<std::uint64_t>(rows) > kMaxElements / static_cast<std::uint64_t>(classes);
    StoredTensor array{"values", *dtype, {rows, classes}, std::move(file), begin};
    if (const std::uint64_t there = array.file->size() - begin; classes == 0 || isTooLarge || there != array.bytes())
        throw badNpy(path, "holds " + std::to_string(there) + " bytes of values where its header says " +
                               std::to_string(rows) + " x " + std::to_string(classes));
    return array;
}

const StoredTensor& tensorIn(const SafetensorsFile& file)
{
    const StoredTensor* found = file.contains("logits") ? &file.at("logits") : nullptr;
    if (found == nullptr && file.tensors().size() == 1)
        found = &file.tensors().begin()->second;
    if (found == nullptr)
        throw Error(ErrorCode::BadFile, file.path().string() + ": holds " + std::to_string(file.tensors().size()) +
                                            " tensors; want one, or one named logits");
    if (found->shape.size() != 2 || found->shape[1] == 0)
        throw Error(ErrorCode::BadFile, file.path().string() + ": the tensor has the shape " + toString(found->shape) +
                                            "; want [clips, classes]");
    return *found;
}

StoredTensor valuesIn(const std::filesystem::path& path)
{
    return looksLikeSafetensors(path) ? tensorIn(SafetensorsFile(path)) : arrayIn(path);
}

} // namespace

StoredOutputs::StoredOutputs(const std::filesystem::path& path) : m_values(valuesIn(path)) {}

void StoredOutputs::requireFinite() const
{
    constexpr std::int64_t kBlock = std::int64_t{1} << 18; // values
    std::vector<float> block;
    const std::int64_t all = m_values.elements();
    for (std::int64_t first = 0; first < all; first += kBlock) {
        block.resize(static_cast<std::size_t>(std::min(kBlock, all - first)));
        m_values.readFloats(first, block);
        requireUnchanged();
        const auto odd = std::ranges::find_if_not(block, [](float value) { return value - value == 0.0F; });
        if (odd != block.end())
            throw Error(ErrorCode::BadFile, path().string() + ": row " +
                                                std::to_string((first + (odd - block.begin())) / classes()) +
                                                " holds a value that is not finite");
    }
}

std::vector<float> StoredOutputs::row(std::int64_t index) const
{
    std::vector<float> values = rowOf(m_values, index);
    requireUnchanged(); // asked afterwards, so that no value of after a change is handed out
    return values;
}

// Values of another teacher may be as finite as the first one's.
void StoredOutputs::requireUnchanged() const
{
    if (const std::string change = m_values.file->change(); !change.empty())
        throw Error(ErrorCode::BadFile, path().string() + ": has changed since it was opened: " + change +
                                            "; let nothing write to it while it is in use, and see that it is as "
                                            "wanted before going on");
}

} // namespace dass::distill
