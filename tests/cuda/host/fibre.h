#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace dass::cuda::host {

// A thread of a block: a stack of its own within the calling OS thread. It runs when resumed, until it yields or its
// function returns. One that is destroyed while it waits is forgotten; nothing on its stack is unwound.
class Fibre
{
public:
    Fibre();
    ~Fibre();
    Fibre(const Fibre&) = delete;
    Fibre& operator=(const Fibre&) = delete;

    void start(std::function<void()> function); // a fibre can be started anew
    void resume();
    void yield(); // from within the function

    bool isDone() const { return m_isDone; }

private:
    struct Context;
    static void enter(unsigned high, unsigned low);

    std::unique_ptr<Context> m_context;
    std::function<void()> m_function;
    bool m_isDone = true;
};

} // namespace dass::cuda::host
