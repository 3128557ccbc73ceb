#include "core/inference/smoothing_kernel.h"

#include "core/inference/events.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/inference/smoothing_kernel.cpp"
// clang-format off
#include <hwy/foreach_target.h> // before all other Highway headers
#include <hwy/highway.h>
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace dass {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, kSmoothingBlock>;
using Doubles = hn::Repartition<double, Floats>;
using HalfFloats = hn::Rebind<float, Doubles>;

void meanOfRowsImpl(std::span<const float* const> rows, std::span<const std::size_t> blocks, float* out)
{
    const Doubles dd;
    const HalfFloats dh;
    const auto count = hn::Set(dd, static_cast<double>(rows.size()));
    for (const std::size_t block : blocks) {
        for (std::size_t c = block; c < block + kSmoothingBlock; c += hn::Lanes(dd)) {
            auto sum = hn::Zero(dd);
            for (const float* row : rows)
                sum = hn::Add(sum, hn::PromoteTo(dd, hn::LoadU(dh, row + c)));
            hn::StoreU(hn::DemoteTo(dh, hn::Div(sum, count)), dh, out + c);
        }
    }
}

// Least first, as far as the middle: minimum and maximum of pairs, which no lane branches on.
void medianOfRowsImpl(std::span<const float* const> rows, std::span<const std::size_t> blocks, float* out)
{
    const Floats d;
    const std::size_t lanes = hn::Lanes(d);
    HWY_ALIGN float kept[kMostSmoothingRows * kSmoothingBlock];
    const std::size_t middle = rows.size() / 2;
    for (const std::size_t block : blocks) {
        for (std::size_t c = block; c < block + kSmoothingBlock; c += lanes) {
            for (std::size_t i = 0; i < rows.size(); ++i)
                hn::Store(hn::LoadU(d, rows[i] + c), d, kept + i * lanes);
            auto least = hn::Zero(d);
            for (std::size_t i = 0; i <= middle; ++i) {
                least = hn::Load(d, kept + i * lanes);
                for (std::size_t j = i + 1; j < rows.size(); ++j) {
                    const auto other = hn::Load(d, kept + j * lanes);
                    hn::Store(hn::Max(least, other), d, kept + j * lanes);
                    least = hn::Min(least, other);
                }
            }
            hn::StoreU(least, d, out + c);
        }
    }
}

} // namespace HWY_NAMESPACE
} // namespace dass
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dass {

HWY_EXPORT(meanOfRowsImpl);
HWY_EXPORT(medianOfRowsImpl);

void meanOfRows(std::span<const float* const> rows, std::span<const std::size_t> blocks, float* out)
{
    HWY_DYNAMIC_DISPATCH(meanOfRowsImpl)(rows, blocks, out);
}

void medianOfRows(std::span<const float* const> rows, std::span<const std::size_t> blocks, float* out)
{
    HWY_DYNAMIC_DISPATCH(medianOfRowsImpl)(rows, blocks, out);
}

} // namespace dass
#endif
