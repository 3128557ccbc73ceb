#include "core/base/json_file.h"

#include "core/base/json_bounds.h"
#include "core/base/json_slips.h"
#include "core/base/text_file.h"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

namespace dass {

namespace {

constexpr int kMaxDepth = 64;
constexpr std::size_t kMostValues = 20'000'000; // each takes some 60 bytes of memory
constexpr std::uintmax_t kMostSpecBytes = 4'000'000;

// A place in a text, which for the parser ends where a stop is asked for.
class StoppableText
{
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    StoppableText(const char* place, const std::stop_token& stop) : m_place(place), m_stop(&stop) {}

    reference operator*() const { return *m_place; }
    StoppableText& operator++()
    {
        ++m_place;
        return *this;
    }
    StoppableText operator++(int)
    {
        StoppableText before = *this;
        ++m_place;
        return before;
    }
    bool operator==(const StoppableText& end) const
    {
        constexpr std::ptrdiff_t kBetweenLooks = 1 << 16;
        return m_place == end.m_place || ((end.m_place - m_place) % kBetweenLooks == 0 && m_stop->stop_requested());
    }

private:
    const char* m_place;
    const std::stop_token* m_stop;
};

// Nothing once a stop was asked for.
std::optional<nlohmann::json> parseBounded(const std::string& text, const std::filesystem::path& path, ErrorCode code,
                                           const std::stop_token& stop = {})
{
    const JsonShape shape = shapeOfJson(text);
    if (shape.depth > kMaxDepth)
        throw Error(code, path.string() + ": nests lists and objects more than " + std::to_string(kMaxDepth) +
                              " deep; nothing that belongs there does");
    if (shape.values > kMostValues)
        throw Error(code, path.string() + ": holds " + std::to_string(shape.values) + " values; want " +
                              std::to_string(kMostValues) + " at most, as a list of three million clips has");
    try {
        nlohmann::json parsed =
            nlohmann::json::parse(StoppableText(text.data(), stop), StoppableText(text.data() + text.size(), stop));
        return parsed;
    } catch (const nlohmann::json::exception& error) {
        if (stop.stop_requested())
            return std::nullopt;
        throw Error(code, path.string() + ": is no valid JSON: " + error.what());
    }
}

void requireSpecSize(std::uintmax_t bytes, const std::filesystem::path& path)
{
    if (bytes > kMostSpecBytes)
        throw Error(ErrorCode::InvalidArgument,
                    path.string() + ": has " + std::to_string(bytes) + " bytes; want a specification of " +
                        std::to_string(kMostSpecBytes) + " at most, name many clips by a list of their own");
}

} // namespace

bool nestsTooDeep(std::string_view text)
{
    return shapeOfJson(text).depth > kMaxDepth;
}

nlohmann::json readJsonFile(const std::filesystem::path& path, ErrorCode code)
{
    return *readJsonFile(path, code, std::stop_token());
}

std::optional<nlohmann::json> readJsonFile(const std::filesystem::path& path, ErrorCode code,
                                           const std::stop_token& stop)
{
    const std::optional<std::string> text = readTextFile(path, stop);
    return text ? parseBounded(*text, path, code, stop) : std::nullopt;
}

nlohmann::json readSpecFile(const std::filesystem::path& path)
{
    std::error_code ignored; // a path without a size is reported by the reader
    const std::uintmax_t size = std::filesystem::file_size(path, ignored);
    if (!ignored)
        requireSpecSize(size, path);
    return parseSpec(readTextFile(path), path);
}

nlohmann::json parseSpec(const std::string& text, const std::filesystem::path& path)
{
    requireSpecSize(text.size(), path);
    nlohmann::json spec = *parseBounded(text, path, ErrorCode::InvalidArgument);
    if (const std::string slip = slipIn(text); !slip.empty())
        throw Error(ErrorCode::InvalidArgument, path.string() + ": " + slip);
    return spec;
}

} // namespace dass
