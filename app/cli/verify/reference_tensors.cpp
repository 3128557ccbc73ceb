#include "app/cli/verify/reference_tensors.h"

#include "core/base/error.h"
#include "core/base/one_line.h"
#include "core/model/tensor_io.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace dass::cli {

namespace {

constexpr std::int64_t kMostValues = std::int64_t{1} << 25; // the largest input has some hundred thousand

bool isFloat(DType dtype)
{
    return dtype == DType::F32 || dtype == DType::F64 || dtype == DType::F16 || dtype == DType::BF16;
}

std::string wantedText(const std::vector<std::int64_t>& wanted)
{
    std::string text;
    for (const std::int64_t length : wanted)
        text += (text.empty() ? "" : ", ") + (length == kAnyLength ? "any" : std::to_string(length));
    return "[" + text + "]";
}

} // namespace

void requireModest(const StoredTensor& tensor)
{
    if (tensor.elements() > kMostValues)
        throw Error(ErrorCode::BadFile, "its tensor '" + oneLine(tensor.name) + "' has " +
                                            std::to_string(tensor.elements()) + " values; at most " +
                                            std::to_string(kMostValues) + " make sense");
}

void requireModestSize(const std::string& what, const std::vector<std::int64_t>& lengths)
{
    double values = 1; // may be more than 64 bits hold
    for (const std::int64_t length : lengths)
        values *= static_cast<double>(length);
    if (values > static_cast<double>(kMostValues))
        throw Error(ErrorCode::BadFile, "its inputs make more than " + std::to_string(kMostValues) + " values of " +
                                            what + "; no reference needs so many");
}

at::Tensor readInput(const SafetensorsFile& file, const std::string& name, const std::vector<std::int64_t>& wanted)
{
    const StoredTensor& found = file.at(name);
    const auto fits = [](std::int64_t length, std::int64_t want) { return want == kAnyLength || length == want; };
    if (!isFloat(found.dtype) || !std::ranges::equal(found.shape, wanted, fits))
        throw Error(ErrorCode::BadFile, "its tensor '" + oneLine(name) + "' is " + toString(found.shape) + " of " +
                                            std::string(nameOf(found.dtype)) + "; floats of the shape " +
                                            wantedText(wanted) + " were wanted");
    requireModest(found);
    return toTensor(found);
}

bool holdsNumbers(const StoredTensor& tensor, at::IntArrayRef numbers)
{
    return tensor.dtype == DType::I64 && tensor.shape.size() == 1 &&
           tensor.shape.front() == static_cast<std::int64_t>(numbers.size()) &&
           at::equal(toTensor(tensor), at::tensor(numbers));
}

} // namespace dass::cli
