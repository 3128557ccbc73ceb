#pragma once

// What kernels are written against. Every kernel is a struct with a static run(machine, parameters) that is a template
// of the machine: CudaMachine (cuda_machine.cuh) on a GPU, the runner of tests/cuda/host on any other. So one source is
// compiled for both, and what the tests check is what the GPU runs. A machine has
//   Global<T>, Shared<T>                     pointers: p[i], p + n, and, for Global, a test for null
//   thread(), threads()                      index in the block and the block's size
//   block()                                  index of the block in the grid, which has one dimension
//   sync()                                   barrier of the block, reached by all of its threads
//   shared<T>(firstWord, count)              an array in the block's shared memory; words of 4 bytes
//   shuffleXor(value, lanes)                 value of the lane whose number differs by these bits; by a whole warp
//   syncWarp()                               barrier of the warp, also for what its lanes wrote and read
//   multiplyAdd(sums, a, b0, b1, Element())  sums += A B on tensor cores, by a whole warp: A [16, 16] and B [16, 8] in
//                                            16 bits, sums [16, 8] in fp32. Lane 4g + p has of A, two values a word, at
//                                            columns 2p and 2p + 8 rows g and g + 8: a[0] (g, 2p), a[1] (g + 8, 2p),
//                                            a[2] (g, 2p + 8), a[3] (g + 8, 2p + 8); of B's column g rows 2p and
//                                            2p + 8; of the sums, columns 2p and 2p + 1, rows g and g + 8
// C++17: what nvcc's front end is run with.

#include <cstdint>

#ifdef __CUDACC__
#define DASS_DEVICE __device__ __forceinline__
#define DASS_BOTH __host__ __device__ inline
#define DASS_PRAGMA(text) _Pragma(#text)
#define DASS_UNROLL(count) DASS_PRAGMA(unroll count)
#else
#define DASS_DEVICE inline
#define DASS_BOTH inline
#define DASS_UNROLL(count)
#endif

namespace dass::cuda {

inline constexpr int kWarp = 32;

// How many blocks fit on a multiprocessor if a thread has so many registers. Kernels state it (kBlocksWanted), so that
// the compiler takes as many as that allows instead of spilling for more blocks.
constexpr int blocksOfRegisters(int threads, int registers)
{
    return 65536 / (threads * registers);
}

struct LaunchSize
{
    int64_t blocks;
    int threads;     // a block, a multiple of a warp
    int sharedWords; // of 4 bytes, a block
};

template <class Integer>
DASS_BOTH constexpr Integer ceilDivide(Integer a, Integer b)
{
    return (a + b - 1) / b;
}

} // namespace dass::cuda
