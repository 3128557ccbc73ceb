#include "core/model/pickle_reader.h"

#include "core/base/error.h"
#include "core/model/pickle_machine.h"

#include <algorithm>
#include <charconv>

namespace dass {

namespace {

constexpr std::size_t kMaxValues = 300'000; // a checkpoint of 10,000 tensors has some 200,000
constexpr std::size_t kMemoEntryBytes = 64; // of a hash table: a node and its place

std::int64_t parseInteger(const std::string& text)
{
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

} // namespace

const PickleValue* findInDict(const PickleValue& dict, std::string_view key)
{
    if (dict.kind != PickleValue::Kind::Dict)
        return nullptr;
    for (std::size_t i = 0; i + 1 < dict.items.size(); i += 2)
        if (dict.items[i]->kind == PickleValue::Kind::String && dict.items[i]->text == key)
            return dict.items[i + 1];
    return nullptr;
}

PickleDocument::PickleDocument(std::span<const std::byte> pickle)
{
    m_root = PickleMachine(pickle, m_values).run();
}

std::span<const std::byte> PickleBytes::take(std::uint64_t length)
{
    if (length > m_bytes.size() - m_position)
        throw Error(ErrorCode::BadFile, "its pickle ends in the middle of a value");
    const auto part = m_bytes.subspan(m_position, length);
    m_position += length;
    return part;
}

std::string PickleBytes::text(std::uint64_t length)
{
    const auto part = take(length);
    return {reinterpret_cast<const char*>(part.data()), part.size()};
}

std::string PickleBytes::line()
{
    const auto rest = m_bytes.subspan(m_position);
    const auto end = std::find(rest.begin(), rest.end(), std::byte{'\n'});
    std::string result = text(static_cast<std::uint64_t>(end - rest.begin()));
    take(1);
    return result;
}

PickleMachine::PickleMachine(std::span<const std::byte> pickle, std::deque<PickleValue>& values)
    : m_bytes(pickle), m_values(values)
{
}

const PickleValue* PickleMachine::run()
{
    while (step(m_bytes.number<unsigned char>())) {
    }
    return pop();
}

void PickleMachine::fail(const std::string& reason) const
{
    throw Error(ErrorCode::BadFile, "its pickle " + reason + " (byte " + std::to_string(m_bytes.position()) + ")");
}

bool PickleMachine::step(unsigned char opcode)
{
    switch (opcode) {
    case '.':
        return false;
    case 0x80: // PROTO
        if (m_bytes.number<std::uint8_t>() > 5)
            fail("is of a later protocol than 5");
        return true;
    case 0x95:
        m_bytes.number<std::uint64_t>();
        return true; // FRAME: only a hint for readers from pipes
    default:
        break;
    }
    if (stepNumber(opcode) || stepText(opcode) || stepContainer(opcode) || stepMemo(opcode) || stepObject(opcode))
        return true;
    fail("has opcode " + std::to_string(opcode) + ", which no checkpoint needs");
}

bool PickleMachine::stepNumber(unsigned char opcode)
{
    switch (opcode) {
    case 'N':
        push(make(Kind::None));
        return true;
    case 0x88: // NEWTRUE
    case 0x89: // NEWFALSE
        push(make(Kind::Bool));
        top()->integer = opcode == 0x88 ? 1 : 0;
        return true;
    case 'J':
        pushInt(m_bytes.number<std::int32_t>());
        return true;
    case 'K':
        pushInt(m_bytes.number<std::uint8_t>());
        return true;
    case 'M':
        pushInt(m_bytes.number<std::uint16_t>());
        return true;
    case 0x8a:
        pushLong(m_bytes.number<std::uint8_t>());
        return true;
    case 0x8b:
        pushLong(m_bytes.number<std::uint32_t>());
        return true;
    case 'I':
    case 'L':
        pushInt(parseInteger(m_bytes.line()));
        return true;
    case 'F': // only ever settings and scores, whose values are not used
        m_bytes.line();
        push(make(Kind::Float));
        return true;
    case 'G': {
        std::string bigEndian = m_bytes.text(sizeof(double));
        std::reverse(bigEndian.begin(), bigEndian.end());
        push(make(Kind::Float));
        std::memcpy(&top()->number, bigEndian.data(), sizeof(double));
        return true;
    }
    default:
        return false;
    }
}

bool PickleMachine::stepText(unsigned char opcode)
{
    switch (opcode) {
    case 'X':
    case 'T':
    case 'B':
        pushText(m_bytes.text(m_bytes.number<std::uint32_t>()));
        return true;
    case 'U':
    case 'C':
    case 0x8c:
        pushText(m_bytes.text(m_bytes.number<std::uint8_t>()));
        return true;
    case 0x8d:
    case 0x8e:
    case 0x96:
        pushText(m_bytes.text(m_bytes.number<std::uint64_t>()));
        return true;
    case 'S':
    case 'V':
        pushText(m_bytes.line());
        return true;
    default:
        return false;
    }
}

bool PickleMachine::stepContainer(unsigned char opcode)
{
    switch (opcode) {
    case '(':
        m_budget.keep(2 * sizeof(std::size_t)); // vectors grow to twice their size
        m_marks.push_back(m_stack.size());
        return true;
    case '0': // POP takes a mark when that is what lies on top
        if (!m_marks.empty() && m_marks.back() == m_stack.size())
            m_marks.pop_back();
        else
            pop();
        return true;
    case '1':
        popToMark();
        return true;
    case '2':
        push(top());
        return true;
    case ')':
        pushTuple(0);
        return true;
    case 0x85:
        pushTuple(1);
        return true;
    case 0x86:
        pushTuple(2);
        return true;
    case 0x87:
        pushTuple(3);
        return true;
    case ']':
    case 0x8f:
        push(make(Kind::List));
        return true; // a set, too: its elements are never looked up
    case '}':
        push(make(Kind::Dict));
        return true;
    case 't':
    case 'l':
    case 'd':
    case 0x91: {
        std::vector<PickleValue*> items = popToMark();
        push(make(opcode == 't' ? Kind::Tuple : opcode == 'd' ? Kind::Dict : Kind::List));
        top()->items = std::move(items);
        return true;
    }
    case 'a': {
        PickleValue* item = pop();
        extend({item});
        return true;
    }
    case 's': {
        PickleValue* value = pop();
        PickleValue* key = pop();
        extend({key, value});
        return true;
    }
    case 'e':
    case 'u':
    case 0x90:
        extend(popToMark());
        return true;
    default:
        return false;
    }
}

bool PickleMachine::stepMemo(unsigned char opcode)
{
    switch (opcode) {
    case 'q':
        remember(m_bytes.number<std::uint8_t>());
        return true;
    case 'r':
        remember(m_bytes.number<std::uint32_t>());
        return true;
    case 'p':
        remember(static_cast<std::uint64_t>(parseInteger(m_bytes.line())));
        return true;
    case 0x94:
        remember(m_memo.size());
        return true;
    case 'h':
        recall(m_bytes.number<std::uint8_t>());
        return true;
    case 'j':
        recall(m_bytes.number<std::uint32_t>());
        return true;
    case 'g':
        recall(static_cast<std::uint64_t>(parseInteger(m_bytes.line())));
        return true;
    default:
        return false;
    }
}

PickleValue* PickleMachine::make(Kind kind)
{
    if (m_values.size() >= kMaxValues)
        fail("holds more than " + std::to_string(kMaxValues) + " values");
    m_budget.keep(sizeof(PickleValue));
    PickleValue& value = m_values.emplace_back();
    value.kind = kind;
    return &value;
}

void PickleMachine::push(PickleValue* value)
{
    m_budget.keep(2 * sizeof(PickleValue*)); // here and in the container that it goes to
    m_stack.push_back(value);
}

void PickleMachine::pushInt(std::int64_t value)
{
    push(make(Kind::Int));
    top()->integer = value;
}

void PickleMachine::pushText(std::string text)
{
    push(make(Kind::String));
    m_budget.keep(text.size());
    top()->text = std::move(text);
}

void PickleMachine::pushTuple(std::size_t count)
{
    PickleValue* tuple = make(Kind::Tuple);
    for (std::size_t i = 0; i < count; ++i)
        tuple->items.push_back(pop());
    std::reverse(tuple->items.begin(), tuple->items.end());
    push(tuple);
}

// Little-endian two's complement of any length. What does not fit 64 bits is no size or index: it becomes opaque.
void PickleMachine::pushLong(std::uint64_t length)
{
    const auto bytes = m_bytes.take(length);
    if (length > sizeof(std::int64_t)) {
        push(make(Kind::Opaque));
        return;
    }
    const bool negative = length > 0 && (bytes.back() & std::byte{0x80}) != std::byte{0};
    std::int64_t value = negative ? -1 : 0;
    std::memcpy(&value, bytes.data(), bytes.size());
    pushInt(value);
}

PickleValue* PickleMachine::pop()
{
    PickleValue* value = top();
    m_stack.pop_back();
    return value;
}

PickleValue* PickleMachine::top()
{
    const std::size_t floor = m_marks.empty() ? 0 : m_marks.back();
    if (m_stack.size() <= floor)
        fail("takes a value that is not there");
    return m_stack.back();
}

std::vector<PickleValue*> PickleMachine::popToMark()
{
    if (m_marks.empty())
        fail("takes a mark that is not there");
    const auto from = m_stack.begin() + static_cast<std::ptrdiff_t>(m_marks.back());
    std::vector<PickleValue*> items(from, m_stack.end());
    m_stack.erase(from, m_stack.end());
    m_marks.pop_back();
    return items;
}

void PickleMachine::extend(const std::vector<PickleValue*>& items)
{
    PickleValue* container = top();
    const bool dict = container->kind == Kind::Dict;
    if (!dict && container->kind != Kind::List && container->kind != Kind::Opaque)
        fail("adds elements to something that is no container");
    if (dict && items.size() % 2 != 0)
        fail("adds a key without a value");
    if (container->kind != Kind::Opaque)
        container->items.insert(container->items.end(), items.begin(), items.end());
}

void PickleMachine::remember(std::uint64_t index)
{
    if (m_memo.insert_or_assign(index, top()).second)
        m_budget.keep(kMemoEntryBytes);
}

void PickleMachine::recall(std::uint64_t index)
{
    const auto found = m_memo.find(index);
    if (found == m_memo.end())
        fail("recalls a value that it never stored");
    push(found->second);
}

} // namespace dass
