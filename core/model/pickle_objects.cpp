// The opcodes of PickleMachine that name, call and make objects. Nothing here imports or runs anything.

#include "core/model/pickle_globals.h"
#include "core/model/pickle_machine.h"
#include "core/model/pickle_reader.h"

namespace dass {

namespace {

using Kind = PickleValue::Kind;

constexpr std::size_t kMaxDimensions = 16;
constexpr std::size_t kMaxNameLength = 1024; // of a function, class or storage

bool integersOf(const PickleValue& tuple, std::vector<std::int64_t>& out)
{
    if ((tuple.kind != Kind::Tuple && tuple.kind != Kind::List) || tuple.items.size() > kMaxDimensions)
        return false;
    out.reserve(tuple.items.size());
    for (const PickleValue* item : tuple.items) {
        if (item->kind != Kind::Int || item->integer < 0)
            return false;
        out.push_back(item->integer);
    }
    return true;
}

// Elements of a storage that the tensor's last one lies before; false when that overflows.
bool spanOf(const PickleValue& tensor, std::int64_t& elements, std::int64_t& end)
{
    elements = 1;
    end = tensor.integer;
    for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
        std::int64_t reach = 0;
        if (__builtin_mul_overflow(elements, tensor.shape[i], &elements))
            return false;
        if (tensor.shape[i] > 0 && (__builtin_mul_overflow(tensor.shape[i] - 1, tensor.strides[i], &reach) ||
                                    __builtin_add_overflow(end, reach, &end)))
            return false;
    }
    return elements == 0 || !__builtin_add_overflow(end, 1, &end);
}

} // namespace

bool PickleMachine::stepObject(unsigned char opcode)
{
    switch (opcode) {
    case 'c': {
        const std::string module = m_bytes.line();
        pushGlobal(module, m_bytes.line());
        return true;
    }
    case 0x93: { // STACK_GLOBAL
        const PickleValue* name = pop();
        const PickleValue* module = pop();
        pushGlobal(module->text, name->text);
        return true;
    }
    case 'Q':
        push(persistentStorage(*pop()));
        return true;
    case 'R': {
        const PickleValue* arguments = pop();
        push(call(*pop(), *arguments));
        return true;
    }
    case 0x81: // NEWOBJ
        pop();
        push(instantiate(*pop()));
        return true;
    case 0x92: // NEWOBJ_EX
        pop();
        pop();
        push(instantiate(*pop()));
        return true;
    case 'i': { // INST
        const std::string module = m_bytes.line();
        const std::string name = m_bytes.line();
        PickleValue* arguments = make(Kind::Tuple);
        arguments->items = popToMark();
        pushGlobal(module, name);
        push(call(*pop(), *arguments));
        return true;
    }
    case 'o': { // OBJ
        const std::vector<PickleValue*> items = popToMark();
        if (items.empty())
            fail("makes an object of no class");
        push(call(*items.front(), *make(Kind::Tuple)));
        return true;
    }
    case 'b':
        pop();
        return true; // BUILD: attributes of an object, of which none matters
    default:
        return false;
    }
}

void PickleMachine::pushGlobal(const std::string& module, const std::string& name)
{
    if (module.size() > kMaxNameLength || name.size() > kMaxNameLength)
        fail("names a function with more letters than any has");
    push(make(Kind::Global));
    m_budget.keep(module.size() + name.size() + 1);
    top()->text = module + "." + name;
}

void PickleMachine::refuse(const std::string& action) const
{
    throw PickleRefused(ErrorCode::BadFile,
                        "its pickle tries to " + action + ", which loading a model never needs; nothing was run");
}

PickleValue* PickleMachine::call(const PickleValue& function, const PickleValue& arguments)
{
    if (function.kind != Kind::Global)
        fail("calls something that is no function");
    if (arguments.kind != Kind::Tuple)
        fail("calls '" + function.text + "' without arguments");
    const std::vector<PickleValue*>& items = arguments.items;
    switch (roleOf(function.text)) {
    case GlobalRole::OrderedDict: {
        PickleValue* dict = make(Kind::Dict);
        if (!items.empty()) {
            m_budget.visit(items.front()->items.size());
            for (PickleValue* pair : items.front()->items)
                if (pair->items.size() == 2)
                    addItems(*dict, pair->items);
        }
        return dict;
    }
    case GlobalRole::RebuildTensor:
        return rebuildTensor(arguments);
    case GlobalRole::RebuildParameter:
        if (items.empty() || items.front()->kind != Kind::Tensor)
            fail("makes a parameter of something that is no tensor");
        return items.front();
    case GlobalRole::Size:
        if (items.size() != 1)
            fail("makes a torch.Size of no tuple");
        return items.front();
    case GlobalRole::Inert:
        return make(Kind::Opaque);
    case GlobalRole::Refused:
        break;
    }
    refuse("call '" + function.text + "'");
}

// A pickle can name the same items again and again in a few bytes each.
void PickleMachine::addItems(PickleValue& container, const std::vector<PickleValue*>& items)
{
    m_budget.visit(items.size());
    m_budget.keep(items.size() * sizeof(PickleValue*));
    container.items.insert(container.items.end(), items.begin(), items.end());
}

PickleValue* PickleMachine::instantiate(const PickleValue& type)
{
    if (type.kind != Kind::Global)
        fail("makes an object of something that is no class");
    if (!mayInstantiate(type.text))
        refuse("make a '" + type.text + "'");
    return make(roleOf(type.text) == GlobalRole::OrderedDict ? Kind::Dict : Kind::Opaque);
}

// _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks)
PickleValue* PickleMachine::rebuildTensor(const PickleValue& arguments)
{
    const std::vector<PickleValue*>& items = arguments.items;
    PickleValue* tensor = make(Kind::Tensor);
    if (items.size() < 4 || items[0]->kind != Kind::Storage || items[1]->kind != Kind::Int || items[1]->integer < 0 ||
        !integersOf(*items[2], tensor->shape) || !integersOf(*items[3], tensor->strides) ||
        tensor->shape.size() != tensor->strides.size())
        fail("has a tensor with a storage, offset, size or stride that makes no sense");
    m_budget.visit(tensor->shape.size() + tensor->strides.size());
    m_budget.keep((tensor->shape.size() + tensor->strides.size()) * sizeof(std::int64_t));
    tensor->items = {items[0]};
    tensor->integer = items[1]->integer;
    std::int64_t elements = 0;
    std::int64_t end = 0;
    const std::int64_t stored = items[0]->integer;
    if (!spanOf(*tensor, elements, end) || (elements > 0 && (end > stored || elements > stored)))
        fail("has a tensor of size " + toString(tensor->shape) + ", strides " + toString(tensor->strides) +
             " and offset " + std::to_string(tensor->integer) + " in a storage of " + std::to_string(stored) +
             " elements");
    tensor->end = elements > 0 ? end : tensor->integer;
    return tensor;
}

// ('storage', torch.FloatStorage, key, location, elements)
PickleValue* PickleMachine::persistentStorage(const PickleValue& id)
{
    if (id.kind != Kind::Tuple || id.items.size() < 5 || id.items[0]->text != "storage" ||
        id.items[1]->kind != Kind::Global || id.items[2]->kind != Kind::String || id.items[4]->kind != Kind::Int ||
        id.items[4]->integer < 0 || id.items[2]->text.size() > kMaxNameLength)
        fail("refers to something outside that is no tensor's storage");
    const auto dtype = storageDType(id.items[1]->text);
    if (!dtype)
        fail("has a storage of type '" + id.items[1]->text + "', which this program cannot use");
    PickleValue* storage = make(Kind::Storage);
    m_budget.keep(id.items[2]->text.size());
    storage->text = id.items[2]->text;
    storage->dtype = *dtype;
    storage->integer = id.items[4]->integer;
    return storage;
}

} // namespace dass
