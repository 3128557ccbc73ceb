#pragma once

#if defined(__SSE2__) || defined(_M_X64)
#include <xmmintrin.h>
#endif

namespace dass::ops {

// While it lives, the calling thread takes denormal numbers (below 1.2e-38 in fp32) for 0, and those threads of its
// OpenMP team that serve it do so from then on. They add nothing to a result, but arithmetic on them takes a hundred
// times as long on most x86 processors: dying-out states of a scan and tiny weights would slow a model down several
// times. Nothing happens on other processors.
class FlushDenormals
{
public:
    explicit FlushDenormals(int threads) // that the team has
    {
#pragma omp parallel num_threads(threads)
        set(get() | kFlush);
    }
    ~FlushDenormals()
    {
        set(m_before);
    }

    FlushDenormals(const FlushDenormals&) = delete;
    FlushDenormals& operator=(const FlushDenormals&) = delete;

private:
#if defined(__SSE2__) || defined(_M_X64)
    static constexpr unsigned kFlush = 0x8040; // flush to zero, denormals are zero
    static unsigned get()
    {
        return _mm_getcsr();
    }
    static void set(unsigned state)
    {
        _mm_setcsr(state);
    }
#else
    static constexpr unsigned kFlush = 0;
    static unsigned get()
    {
        return 0;
    }
    static void set(unsigned) {}
#endif

    unsigned m_before = get();
};

} // namespace dass::ops
