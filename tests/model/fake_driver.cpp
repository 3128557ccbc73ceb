// Stands in for NVIDIA's driver and its library for management; what it says of itself is compiled in.

#include <cstddef>
#include <cstring>

extern "C" {

int cuInit(unsigned)
{
    return FAKE_INIT_ERROR;
}
int cuDriverGetVersion(int* version)
{
    *version = FAKE_VERSION;
    return 0;
}
int cuDeviceGetCount(int* count)
{
    *count = FAKE_COUNT;
    return 0;
}
int cuDeviceGetName(char* name, int, int)
{
    for (const char* from = "Fake GPU"; (*name = *from) != '\0'; ++name, ++from) {
    }
    return 0;
}
int cuDeviceGetAttribute(int* value, int attribute, int)
{
    *value = attribute == 75 ? FAKE_CAPABILITY / 10 : FAKE_CAPABILITY % 10;
    return 0;
}
int cuDeviceGet(int* device, int index)
{
    *device = index + 40; // a handle, no number
    return 0;
}
int cuDeviceTotalMem_v2(std::size_t* bytes, int)
{
    *bytes = 24'000'000'000;
    return 0;
}
int cuDeviceGetPCIBusId(char* bus, int, int device)
{
    std::strcpy(bus, device == 40 ? "0000:01:00.0" : "0000:02:00.0");
    return 0;
}

// Counts GPUs the other way round; the first of the driver's has 3 GB free, the others 11.
int nvmlInit_v2()
{
    return 0;
}
int nvmlDeviceGetHandleByPciBusId_v2(const char* bus, void** handle)
{
    static int gpus[2];
    *handle = &gpus[std::strcmp(bus, "0000:01:00.0") == 0 ? 1 : 0];
    static_cast<int*>(*handle)[0] = std::strcmp(bus, "0000:01:00.0") == 0 ? 3 : 11;
    return 0;
}
int nvmlDeviceGetMemoryInfo(void* handle, unsigned long long* memory)
{
    const auto free = static_cast<unsigned long long>(*static_cast<int*>(handle)) * 1'000'000'000;
    memory[0] = 24'000'000'000;
    memory[1] = free;
    memory[2] = 24'000'000'000 - free;
    return 0;
}
}
