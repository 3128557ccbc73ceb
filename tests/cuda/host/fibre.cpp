#include "tests/cuda/host/fibre.h"

#include <cstdint>
#include <stdexcept>
#include <sys/mman.h>
#include <ucontext.h>
#include <utility>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
#elif defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#endif

namespace dass::cuda::host {

namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kStack = 64 * kPage;

} // namespace

struct Fibre::Context
{
    ucontext_t own;
    ucontext_t caller;
    char* memory; // a page that must not be touched, then the stack
#if defined(__SANITIZE_ADDRESS__)
    const void* callerStack = nullptr;
    std::size_t callerStackSize = 0;
#elif defined(__SANITIZE_THREAD__)
    void* ownOfSanitizer = nullptr;
    void* callerOfSanitizer = nullptr;
#endif

    Context()
    {
        void* const at = mmap(nullptr, kPage + kStack, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (at == MAP_FAILED)
            throw std::runtime_error("no memory for a fibre's stack");
        memory = static_cast<char*>(at);
        mprotect(memory, kPage, PROT_NONE);
#if defined(__SANITIZE_THREAD__)
        ownOfSanitizer = __tsan_create_fiber(0);
#endif
    }
    ~Context()
    {
#if defined(__SANITIZE_THREAD__)
        __tsan_destroy_fiber(ownOfSanitizer);
#endif
        munmap(memory, kPage + kStack);
    }

    // The sanitizers want to know of every change of stacks.
    void switchToOwn()
    {
#if defined(__SANITIZE_ADDRESS__)
        void* fakeStack = nullptr;
        __sanitizer_start_switch_fiber(&fakeStack, memory + kPage, kStack);
        swapcontext(&caller, &own);
        __sanitizer_finish_switch_fiber(fakeStack, nullptr, nullptr);
#else
#if defined(__SANITIZE_THREAD__)
        callerOfSanitizer = __tsan_get_current_fiber();
        __tsan_switch_to_fiber(ownOfSanitizer, 0);
#endif
        swapcontext(&caller, &own);
#endif
    }
    void entered()
    {
#if defined(__SANITIZE_ADDRESS__)
        __sanitizer_finish_switch_fiber(nullptr, &callerStack, &callerStackSize);
#endif
    }
    void switchToCaller()
    {
#if defined(__SANITIZE_ADDRESS__)
        void* fakeStack = nullptr;
        __sanitizer_start_switch_fiber(&fakeStack, callerStack, callerStackSize);
        swapcontext(&own, &caller);
        __sanitizer_finish_switch_fiber(fakeStack, &callerStack, &callerStackSize);
#else
#if defined(__SANITIZE_THREAD__)
        __tsan_switch_to_fiber(callerOfSanitizer, 0);
#endif
        swapcontext(&own, &caller);
#endif
    }
};

Fibre::Fibre() : m_context(std::make_unique<Context>()) {}

Fibre::~Fibre() = default;

void Fibre::start(std::function<void()> function)
{
    m_function = std::move(function);
    m_isDone = false;
    Context& context = *m_context;
    getcontext(&context.own);
    context.own.uc_stack.ss_sp = context.memory + kPage;
    context.own.uc_stack.ss_size = kStack;
    context.own.uc_link = nullptr;
    const auto self = reinterpret_cast<std::uintptr_t>(this); // makecontext hands over ints only
    makecontext(&context.own, reinterpret_cast<void (*)()>(&Fibre::enter), 2, static_cast<unsigned>(self >> 32),
                static_cast<unsigned>(self));
}

void Fibre::enter(unsigned high, unsigned low)
{
    auto* const self = reinterpret_cast<Fibre*>(static_cast<std::uintptr_t>(high) << 32 | low);
    self->m_context->entered();
    self->m_function();
    self->m_isDone = true;
    self->m_context->switchToCaller();
}

void Fibre::resume()
{
    m_context->switchToOwn();
}

void Fibre::yield()
{
    m_context->switchToCaller();
}

} // namespace dass::cuda::host
