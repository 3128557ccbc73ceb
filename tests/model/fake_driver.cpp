// Stands in for NVIDIA's driver; what it says of itself is compiled in.

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
}
