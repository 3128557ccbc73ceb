#include "core/model/tagging_support.h"

#include "core/base/error.h"
#include "core/base/thread_count.h"
#include "core/model/block_cache.h"
#include "core/model/cpu_features.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

namespace dass {

namespace {

// DASS-Medium's buffers for a batch of clips and some to spare.
constexpr std::size_t kKeptBytes = std::size_t{256} << 20;

} // namespace

Precision chosenPrecision(Precision wanted)
{
    if (wanted == Precision::Auto)
        return cpuMultipliesBf16() ? Precision::Bf16 : Precision::Fp32;
    return wanted;
}

void prepareProcess(const ModelOptions& options)
{
    at::set_num_threads(threadCount(options.threads)); // more than there are cores only get in the way
    keepFreedBlocks(kKeptBytes);
}

void requireSize(std::size_t found, std::int64_t wanted, const char* what)
{
    if (static_cast<std::int64_t>(found) != wanted)
        throw Error(ErrorCode::InvalidArgument, std::string(what) + " has " + std::to_string(found) + " values, " +
                                                    std::to_string(wanted) + " were wanted");
}

at::Tensor viewOf(std::span<const float> values, at::IntArrayRef shape)
{
    return at::from_blob(const_cast<float*>(values.data()), shape, at::kFloat);
}

void copyOut(const at::Tensor& from, std::span<float> to)
{
    requireSize(to.size(), from.numel(), "the room for a result");
    viewOf(to, from.sizes()).copy_(from);
}

} // namespace dass
