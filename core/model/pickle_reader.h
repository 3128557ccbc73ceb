#pragma once

#include "core/base/error.h"
#include "core/model/pickle_value.h"

#include <cstddef>
#include <span>

namespace dass {

// The pickle calls something that is not on the list, perhaps to harm whoever loads it.
class PickleRefused : public Error
{
public:
    using Error::Error;
};

// Reads a pickle as data. It understands the opcodes that Python's pickle module writes in protocols 0 to 5, but
// imports and runs nothing: what a constructor would do is imitated for tensors and plain containers
// (pickle_globals.h). Time and memory are bounded (pickle_budget.h); nothing recurses.
class PickleDocument
{
public:
    // Throws Error(BadFile) without the file's name: cut or malformed pickles, unknown opcodes, tensors whose sizes are
    // impossible, more work or memory than any model needs. Throws PickleRefused for calls that are not on the list,
    // naming the function.
    explicit PickleDocument(std::span<const std::byte> pickle);
    PickleDocument(const PickleDocument&) = delete;
    PickleDocument& operator=(const PickleDocument&) = delete;

    const PickleValue& root() const { return *m_root; }

private:
    std::deque<PickleValue> m_values;
    const PickleValue* m_root = nullptr;
};

} // namespace dass
