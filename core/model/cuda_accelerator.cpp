#include "core/base/error.h"
#include "core/model/accelerator.h"
#include "core/model/device.h"
#include "core/model/upload_staging.h"

#include <ATen/ATen.h>
#include <ATen/Context.h>
#include <ATen/DeviceAccelerator.h>
#include <c10/util/Exception.h>

#include <utility>

namespace dass {

namespace {

class Silence final : public c10::WarningHandler
{
public:
    void process(const c10::Warning& /*warning*/) override {}
};

// Through torch's own interfaces for any accelerator: none of CUDA's headers, nor any of its libraries, is needed here.
class CudaAccelerator final : public Accelerator
{
public:
    CudaAccelerator(int index, std::string title)
        : m_device(at::kCUDA, static_cast<c10::DeviceIndex>(index)), m_title(std::move(title)),
          m_staging([](std::int64_t bytes) { return at::empty({bytes}, at::dtype(at::kByte).pinned_memory(true)); },
                    [device = m_device] { wait(device); })
    {
        at::Context& context = at::globalContext();
        if (!context.hasCUDA()) // torch looks for CUDA once, and remembers that there was none
            throw Error(ErrorCode::Unsupported, "CUDA cannot be added to a program that has looked for it before the "
                                                "CUDA plugin was opened; start the program again");
        context.lazyInitDevice(at::kCUDA);
        {
            // torch wants its newer setting in place of this one, but parts of it still ask for both to agree.
            Silence silence;
            const c10::WarningUtils::WarningHandlerGuard guard(&silence);
            context.setAllowTF32CuDNN(false);
        }
        at::empty({1}, at::TensorOptions(m_device)); // the device's own context is made now, or this throws
    }

    std::string name() const override { return gpuName(m_device.index()); }
    std::string title() const override { return m_title; }
    at::Device device() const override { return m_device; }

    std::int64_t freeBytes() const override
    {
        c10::DeviceAllocator& memory = allocator();
        const auto stats = memory.getDeviceStats(m_device.index());
        constexpr auto all = static_cast<std::size_t>(c10::CachingAllocator::StatType::AGGREGATE);
        const std::int64_t idle = stats.reserved_bytes[all].current - stats.allocated_bytes[all].current;
        return static_cast<std::int64_t>(memory.getMemoryInfo(m_device.index()).first) + idle;
    }

    void releaseIdle() override { allocator().emptyCache(); }

    // Through page-locked memory, which the device reads by itself at the bus's full speed.
    at::Tensor upload(const at::Tensor& values) override
    {
        return m_staging.lay(values).to(m_device, /*non_blocking=*/true);
    }

    void finish() override { wait(m_device); }

private:
    static void wait(at::Device device) { at::accelerator::synchronizeDevice(device.index()); }
    static c10::DeviceAllocator& allocator() { return *c10::getDeviceAllocator(at::kCUDA); }

    at::Device m_device;
    std::string m_title;
    UploadStaging m_staging;
};

} // namespace

std::unique_ptr<Accelerator> openCuda(int index, const std::string& title)
{
    return std::make_unique<CudaAccelerator>(index, title);
}

} // namespace dass
