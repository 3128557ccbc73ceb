#include "core/model/dynamic_library.h"

#include <dlfcn.h>

namespace dass {

std::unique_ptr<DynamicLibrary> DynamicLibrary::open(const std::string& name)
{
    void* const handle = dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr)
        return nullptr;
    return std::unique_ptr<DynamicLibrary>(new DynamicLibrary(handle));
}

void* DynamicLibrary::addressOf(const char* function) const
{
    return dlsym(m_handle, function);
}

} // namespace dass
