#include "core/distill/stored_outputs.h"

#include "core/base/error.h"
#include "core/base/mapped_file.h"
#include "core/model/safetensors.h"

#include <bit>
#include <cstring>
#include <optional>
#include <regex>
#include <string>

namespace dass::distill {

namespace {

constexpr std::string_view kNpyMagic{"\x93NUMPY", 6};
constexpr std::uint64_t kMaxElements = 1ULL << 33;
constexpr std::uint32_t kMaxHeader = 4096; // bytes; numpy needs some 120, and std::regex recurses for each

static_assert(std::endian::native == std::endian::little, "data is taken as it lies in the file");

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

// The array of a .npy file, whose bytes are given.
TensorInfo arrayIn(const std::filesystem::path& path, std::span<const std::byte> bytes)
{
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (!text.starts_with(kNpyMagic) || text.size() < 12)
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
    const auto elements = static_cast<std::uint64_t>(rows) * static_cast<std::uint64_t>(classes);
    if (classes == 0 || elements > kMaxElements || text.size() - begin != elements * sizeOf(*dtype))
        throw badNpy(path, "holds " + std::to_string(text.size() - begin) + " bytes of values where its header says " +
                               std::to_string(rows) + " x " + std::to_string(classes));
    return TensorInfo{*dtype, {rows, classes}, bytes.subspan(begin)};
}

const TensorInfo& tensorIn(const SafetensorsFile& file)
{
    const TensorInfo* found = file.contains("logits") ? &file.at("logits") : nullptr;
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

// The file's array as `use` wants it, while the file is mapped.
template <class Use>
auto withArrayOf(const std::filesystem::path& path, const Use& use)
{
    if (looksLikeSafetensors(path)) {
        const SafetensorsFile file(path);
        return use(tensorIn(file));
    }
    const MappedFile file(path);
    return use(arrayIn(path, file.bytes()));
}

} // namespace

StoredOutputs::StoredOutputs(const std::filesystem::path& path) : m_path(path)
{
    withArrayOf(path, [this](const TensorInfo& array) {
        m_rows = array.shape[0];
        m_classes = array.shape[1];
        m_values = floatsOf(array);
    });
    for (float value : m_values) {
        if (!(value - value == 0.0F))
            throw Error(ErrorCode::BadFile, path.string() + ": holds a value that is not finite");
    }
}

OutputsShape StoredOutputs::shapeOf(const std::filesystem::path& path)
{
    return withArrayOf(path, [](const TensorInfo& array) { return OutputsShape{array.shape[0], array.shape[1]}; });
}

std::span<const float> StoredOutputs::row(std::int64_t index) const
{
    const auto classes = static_cast<std::size_t>(m_classes);
    return std::span(m_values).subspan(static_cast<std::size_t>(index) * classes, classes);
}

} // namespace dass::distill
