#pragma once

#include <memory>
#include <optional>
#include <string>

namespace dass {

// A library of the system that may be missing, and its functions by name: for drivers, whose headers are not to be
// needed. Never closed, as CUDA wants it.
class DynamicLibrary
{
public:
    // Null if there is none of this name, as dlopen finds it.
    static std::unique_ptr<DynamicLibrary> open(const std::string& name);

    // What the function, which returns an int, gives; nothing where the library lacks it. The arguments' types must be
    // exactly the function's.
    template <class... Arguments>
    std::optional<int> call(const char* function, Arguments... arguments) const
    {
        const auto address = reinterpret_cast<int (*)(Arguments...)>(addressOf(function));
        if (address == nullptr)
            return std::nullopt;
        return address(arguments...);
    }

private:
    explicit DynamicLibrary(void* handle) : m_handle(handle) {}
    void* addressOf(const char* function) const;

    void* m_handle;
};

} // namespace dass
