#include "core/model/safetensors_header.h"

#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <set>

namespace dass {

namespace {

using nlohmann::json;

constexpr int kMaxDepth = 3; // header, entry, shape
constexpr int kMaxRank = 32;
constexpr int kMaxMetadata = 100'000;
constexpr std::size_t kMaxTensors = 250'000; // a haystack test's logits have the most, one tensor a cell
constexpr const char* kMetadataKey = "__metadata__";

[[noreturn]] void fail(const std::string& reason)
{
    throw Error(ErrorCode::BadFile, reason);
}

// Names come from the file: shorten what would fill the screen.
std::string inQuotes(const std::string& name)
{
    return "'" + (name.size() > 200 ? name.substr(0, 200) + "…" : name) + "'";
}

DType parseDType(const std::string& name, const std::string& text)
{
    for (const DType dtype : {DType::Bool, DType::U8, DType::I8, DType::U16, DType::I16, DType::F16, DType::BF16,
                              DType::U32, DType::I32, DType::F32, DType::U64, DType::I64, DType::F64})
        if (nameOf(dtype) == text)
            return dtype;
    fail("tensor " + inQuotes(name) + " has the dtype " + inQuotes(text) + ", which is not a known one");
}

std::size_t unsignedNumber(const std::string& name, const json& value, const char* what)
{
    if (!value.is_number_unsigned())
        fail("tensor " + inQuotes(name) + " has " + value.dump() + " among its " + what +
             ", a whole number from 0 up was wanted");
    return value.get<std::size_t>();
}

// Product of the shape and the element's size, or failure when it does not fit 63 bits.
std::size_t bytesOf(const HeaderEntry& entry)
{
    constexpr std::size_t limit = std::numeric_limits<std::int64_t>::max();
    std::size_t bytes = sizeOf(entry.dtype);
    bool empty = false;
    for (const std::int64_t length : entry.shape) {
        empty = empty || length == 0;
        const auto factor = static_cast<std::size_t>(std::max<std::int64_t>(length, 1)); // strides are products, too
        if (bytes > limit / factor)
            fail("tensor " + inQuotes(entry.name) + " has the impossible shape " + toString(entry.shape));
        bytes *= factor;
    }
    return empty ? 0 : bytes;
}

HeaderEntry parseEntry(const std::string& name, const json& value, std::size_t dataBytes)
{
    for (const char* key : {"dtype", "shape", "data_offsets"})
        if (!value.contains(key))
            fail("tensor " + inQuotes(name) + " has no '" + key + "'");
    const json& dtype = value["dtype"];
    const json& shape = value["shape"];
    const json& offsets = value["data_offsets"];
    if (!dtype.is_string() || !shape.is_array() || !offsets.is_array() || offsets.size() != 2)
        fail("tensor " + inQuotes(name) + " has a dtype, shape or data_offsets of the wrong kind");

    HeaderEntry entry{name, parseDType(name, dtype.get_ref<const std::string&>()), {}, 0, 0};
    for (const json& length : shape) {
        const std::size_t number = unsignedNumber(name, length, "shape");
        if (number > static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max()))
            fail("tensor " + inQuotes(name) + " has the impossible length " + length.dump());
        entry.shape.push_back(static_cast<std::int64_t>(number));
    }
    entry.begin = unsignedNumber(name, offsets[0], "data_offsets");
    entry.end = unsignedNumber(name, offsets[1], "data_offsets");
    if (entry.begin > entry.end || entry.end > dataBytes)
        fail("tensor " + inQuotes(name) + " lies at bytes " + std::to_string(entry.begin) + " to " +
             std::to_string(entry.end) + " of the " + std::to_string(dataBytes) + " that the file has");
    if (const std::size_t wanted = bytesOf(entry); entry.end - entry.begin != wanted)
        fail("tensor " + inQuotes(name) + " has " + std::to_string(entry.end - entry.begin) + " bytes, its shape " +
             toString(entry.shape) + " of " + std::string(nameOf(entry.dtype)) + " needs " + std::to_string(wanted));
    return entry;
}

// Takes each entry out of the parser's hands as soon as it is complete, so that no document tree grows.
class HeaderBuilder
{
public:
    explicit HeaderBuilder(std::size_t dataBytes) : m_dataBytes(dataBytes) {}

    bool operator()(int depth, json::parse_event_t event, json& parsed)
    {
        using Event = json::parse_event_t;
        const bool opens = event == Event::object_start || event == Event::array_start;
        if (opens && depth >= kMaxDepth)
            fail("its header is nested more than " + std::to_string(kMaxDepth) + " deep");
        if (depth == 0 && event == Event::array_start)
            fail("its header is a JSON array, an object was wanted");
        if (depth == 1 && (event == Event::value || event == Event::array_start))
            fail("its entry " + inQuotes(m_name) + " is not an object");
        if (depth == 1 && event == Event::key)
            startEntry(parsed.get<std::string>());
        if (event == Event::value && ++m_values > (m_name == kMetadataKey ? kMaxMetadata : kMaxRank))
            fail("tensor " + inQuotes(m_name) + " has more than " + std::to_string(kMaxRank) + " dimensions");
        if (depth == 1 && event == Event::object_end) {
            finishEntry(parsed);
            return false;
        }
        return true;
    }

    SafetensorsHeader take() { return std::move(m_header); }

private:
    void startEntry(std::string name)
    {
        m_name = std::move(name);
        m_values = 0;
        if (!m_names.insert(m_name).second)
            fail("it names tensor " + inQuotes(m_name) + " twice");
        if (m_names.size() > kMaxTensors)
            fail("it has more than " + std::to_string(kMaxTensors) + " tensors");
    }

    void finishEntry(const json& value)
    {
        if (m_name != kMetadataKey) {
            m_header.entries.push_back(parseEntry(m_name, value, m_dataBytes));
            return;
        }
        for (const auto& [key, text] : value.items()) {
            if (!text.is_string())
                fail("its metadata " + inQuotes(key) + " is not a string");
            m_header.metadata.emplace(key, text.get<std::string>());
        }
    }

    std::size_t m_dataBytes;
    SafetensorsHeader m_header;
    std::set<std::string> m_names;
    std::string m_name;
    int m_values = 0;
};

} // namespace

SafetensorsHeader parseSafetensorsHeader(std::string_view text, std::size_t dataBytes)
{
    HeaderBuilder builder(dataBytes);
    try {
        const json rest = json::parse(text, std::ref(builder));
        if (!rest.is_object())
            fail("its header is not a JSON object");
    } catch (const json::exception&) {
        fail("its header is not well-formed JSON");
    }
    return builder.take();
}

} // namespace dass
