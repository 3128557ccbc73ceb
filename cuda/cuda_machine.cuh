#pragma once

// The machine of machine.cuh on a GPU, and launches on a stream. For nvcc only.

#include "cuda/elements.cuh"
#include "cuda/machine.cuh"

#include <cuda_runtime.h>
#include <limits>
#include <stdexcept>
#include <string>

namespace dass::cuda {

// Memory that no thread of the launch writes: loads may be reordered and go through the read-only path.
template <class T>
class ReadOnly
{
public:
    DASS_BOTH ReadOnly() : m_at(nullptr) {}
    DASS_BOTH explicit ReadOnly(const T* at) : m_at(at) {}
    template <class Index>
    DASS_DEVICE T operator[](Index index) const
    {
        if constexpr (sizeof(T) == 2)
            return T{__ldg(reinterpret_cast<const unsigned short*>(m_at + index))};
        else
            return __ldg(m_at + index);
    }
    DASS_DEVICE ReadOnly operator+(int64_t count) const { return ReadOnly(m_at + count); }
    DASS_BOTH explicit operator bool() const { return m_at != nullptr; }

private:
    const T* m_at;
};

struct CudaMachine
{
    template <class T>
    struct GlobalOf
    {
        using Type = T*;
    };
    template <class T>
    struct GlobalOf<const T>
    {
        using Type = ReadOnly<T>;
    };
    template <class T>
    using Global = typename GlobalOf<T>::Type;
    template <class T>
    using Shared = T*;

    DASS_DEVICE int thread() const { return static_cast<int>(threadIdx.x); }
    DASS_DEVICE int threads() const { return static_cast<int>(blockDim.x); }
    DASS_DEVICE int64_t block() const { return blockIdx.x; }
    DASS_DEVICE void sync() const { __syncthreads(); }
    template <class T>
    DASS_DEVICE T* shared(int firstWord, int) const
    {
        extern __shared__ float4 sharedMemory[];
        static_assert(sizeof(T) == 4);
        return reinterpret_cast<T*>(sharedMemory) + firstWord;
    }
    DASS_DEVICE float shuffleXor(float value, int lanes) const { return __shfl_xor_sync(0xFFFFFFFFU, value, lanes); }
    DASS_DEVICE void syncWarp() const { __syncwarp(); }
    DASS_DEVICE void multiplyAdd(float (&sums)[4], const uint32_t (&a)[4], uint32_t b0, uint32_t b1, BFloat16) const
    {
        asm volatile(
            "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, "
            "{%0, %1, %2, %3};"
            : "+f"(sums[0]), "+f"(sums[1]), "+f"(sums[2]), "+f"(sums[3])
            : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b0), "r"(b1));
    }
    DASS_DEVICE void multiplyAdd(float (&sums)[4], const uint32_t (&a)[4], uint32_t b0, uint32_t b1, Float16) const
    {
        asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, "
                     "{%0, %1, %2, %3};"
                     : "+f"(sums[0]), "+f"(sums[1]), "+f"(sums[2]), "+f"(sums[3])
                     : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b0), "r"(b1));
    }
};

template <class Kernel, class Parameters>
__global__ void __launch_bounds__(Kernel::kMaxThreads, Kernel::kBlocksWanted)
    runKernel(const __grid_constant__ Parameters parameters)
{
    Kernel::run(CudaMachine(), parameters);
}

// Launches on a stream; throws std::runtime_error with CUDA's words where a launch is refused.
class CudaLauncher
{
public:
    using Machine = CudaMachine;

    explicit CudaLauncher(cudaStream_t stream) : m_stream(stream) {}

    template <class Kernel, class Parameters>
    void launch(const LaunchSize& size, const Parameters& parameters) const
    {
        if (size.blocks == 0)
            return;
        if (size.blocks > std::numeric_limits<int>::max())
            throw std::runtime_error(std::string("CUDA kernel ") + Kernel::kName + ": " + std::to_string(size.blocks) +
                                     " blocks are more than a grid has; choose a shorter input");
        const auto bytes = static_cast<size_t>(size.sharedWords) * 4;
        const auto entry = &runKernel<Kernel, Parameters>;
        if (bytes > kSharedWithoutAsking)
            check(cudaFuncSetAttribute(entry, cudaFuncAttributeMaxDynamicSharedMemorySize, static_cast<int>(bytes)),
                  Kernel::kName);
        entry<<<static_cast<unsigned>(size.blocks), static_cast<unsigned>(size.threads), bytes, m_stream>>>(parameters);
        check(cudaGetLastError(), Kernel::kName);
    }

    // What a pass is given as plain pointers, null for nothing, as its kernels' arrays of so many values.
    template <class T>
    CudaMachine::Global<const T> input(const char*, const void* at, int64_t) const
    {
        return ReadOnly<T>(static_cast<const T*>(at));
    }
    template <class T>
    CudaMachine::Global<T> output(const char*, void* at, int64_t) const
    {
        return static_cast<T*>(at);
    }

private:
    static constexpr size_t kSharedWithoutAsking = 48 * 1024;

    static void check(cudaError_t error, const char* kernel)
    {
        if (error != cudaSuccess)
            throw std::runtime_error(std::string("CUDA kernel ") + kernel + ": " + cudaGetErrorString(error));
    }

    cudaStream_t m_stream;
};

} // namespace dass::cuda
