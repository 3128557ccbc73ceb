#pragma once

#include "core/model/pickle_budget.h"
#include "core/model/pickle_value.h"

#include <cstddef>
#include <cstring>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace dass {

// The bytes of a pickle and what reads them in turn. Every read is checked against the end.
class PickleBytes
{
public:
    explicit PickleBytes(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    std::size_t position() const { return m_position; }

    template <class T>
    T number() // little-endian
    {
        T value;
        std::memcpy(&value, take(sizeof(T)).data(), sizeof(T));
        return value;
    }

    std::string text(std::uint64_t length);
    std::string line();
    std::span<const std::byte> take(std::uint64_t length);

private:
    std::span<const std::byte> m_bytes;
    std::size_t m_position = 0;
};

// Runs the opcodes on a stack of values that the caller's deque owns.
class PickleMachine
{
public:
    PickleMachine(std::span<const std::byte> pickle, std::deque<PickleValue>& values);
    const PickleValue* run();

private:
    using Kind = PickleValue::Kind;

    bool step(unsigned char opcode); // false at STOP
    bool stepNumber(unsigned char opcode);
    bool stepText(unsigned char opcode);
    bool stepContainer(unsigned char opcode);
    bool stepMemo(unsigned char opcode);
    bool stepObject(unsigned char opcode);

    PickleValue* make(Kind kind);
    void push(PickleValue* value);
    void pushInt(std::int64_t value);
    void pushText(std::string text);
    void pushGlobal(const std::string& module, const std::string& name);
    void pushTuple(std::size_t count);
    void pushLong(std::uint64_t length);
    PickleValue* pop();
    PickleValue* top();
    std::vector<PickleValue*> popToMark();
    void extend(const std::vector<PickleValue*>& items); // the container on top

    void remember(std::uint64_t index);
    void recall(std::uint64_t index);

    PickleValue* call(const PickleValue& function, const PickleValue& arguments);
    void addItems(PickleValue& container, const std::vector<PickleValue*>& items);
    PickleValue* instantiate(const PickleValue& type);
    PickleValue* rebuildTensor(const PickleValue& arguments);
    PickleValue* persistentStorage(const PickleValue& id);

    [[noreturn]] void fail(const std::string& reason) const;
    [[noreturn]] void refuse(const std::string& action) const;

    PickleBytes m_bytes;
    PickleBudget m_budget;
    std::deque<PickleValue>& m_values;
    std::vector<PickleValue*> m_stack;
    std::vector<std::size_t> m_marks;
    std::unordered_map<std::uint64_t, PickleValue*> m_memo;
};

} // namespace dass
