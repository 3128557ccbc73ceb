#include "core/model/cpu_features.h"

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace dass {

bool cpuMultipliesBf16()
{
#if defined(__x86_64__)
    constexpr unsigned kAvx512Bf16 = 1U << 5; // leaf 7, subleaf 1, EAX
    constexpr unsigned kAmxBf16 = 1U << 22;   // leaf 7, subleaf 0, EDX
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    if (__get_cpuid_count(7, 0, &a, &b, &c, &d) == 0)
        return false;
    if ((d & kAmxBf16) != 0)
        return true;
    const unsigned subleaves = a;
    return subleaves >= 1 && __get_cpuid_count(7, 1, &a, &b, &c, &d) != 0 && (a & kAvx512Bf16) != 0;
#else
    return false;
#endif
}

} // namespace dass
