// The texts that say when a recording began.

#include "core/audio/recording_start.h"

#include <algorithm>
#include <charconv>

namespace dass {

namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2199;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kBlanks(" \t\r\n\0", 5); // chunks are filled up with zeros
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

// Takes a text apart from its front. Once something did not fit, everything else fails too.
class Scanner
{
public:
    explicit Scanner(std::string_view text) : m_rest(text) {}

    bool good() const { return m_good; }
    bool atEnd() const { return m_rest.empty(); }
    std::string_view rest() const { return m_rest; }
    char next() const { return m_rest.empty() ? '\0' : m_rest.front(); }

    // Exactly so many digits.
    int number(std::size_t digits)
    {
        int value = 0;
        const bool all = m_rest.size() >= digits && std::all_of(m_rest.begin(), m_rest.begin() + digits, isDigit);
        m_good = m_good && all;
        if (!m_good)
            return 0;
        std::from_chars(m_rest.data(), m_rest.data() + digits, value);
        m_rest.remove_prefix(digits);
        return value;
    }

    void skip(std::string_view wanted)
    {
        m_good = m_good && m_rest.starts_with(wanted);
        if (m_good)
            m_rest.remove_prefix(wanted.size());
    }

    // One of these characters.
    char oneOf(std::string_view wanted)
    {
        const char c = next();
        m_good = m_good && !m_rest.empty() && wanted.find(c) != std::string_view::npos;
        if (m_good)
            m_rest.remove_prefix(1);
        return m_good ? c : '\0';
    }

    // ".5", ".123456": cut to milliseconds. Nothing there is 0.
    int optionalMilliseconds()
    {
        if (!m_good || next() != '.')
            return 0;
        m_rest.remove_prefix(1);
        int value = 0;
        int digits = 0;
        for (; isDigit(next()); ++digits) {
            if (digits < 3)
                value = value * 10 + (next() - '0');
            m_rest.remove_prefix(1);
        }
        m_good = digits > 0;
        for (; digits < 3; ++digits)
            value *= 10;
        return value;
    }

private:
    std::string_view m_rest;
    bool m_good = true;
};

struct Fields
{
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int millisecond = 0;
};

std::optional<RecordingStart> startOf(const Fields& f, std::optional<minutes> offset, StartSource source)
{
    using namespace std::chrono;
    const year_month_day date{year{f.year}, month{static_cast<unsigned>(f.month)}, day{static_cast<unsigned>(f.day)}};
    if (f.year < kFirstYear || f.year > kLastYear || !date.ok() || f.hour > 23 || f.minute > 59 || f.second > 59)
        return std::nullopt;
    return RecordingStart{local_days{date} + hours{f.hour} + minutes{f.minute} + seconds{f.second} +
                              milliseconds{f.millisecond},
                          offset, source};
}

// With the sign in front: "+2", "+02", "+0200", "+2:00", "+02:00".
std::optional<minutes> signedOffset(std::string_view text)
{
    Scanner scanner(text);
    const int sign = scanner.oneOf("+-") == '-' ? -1 : 1;
    const auto digits = static_cast<std::size_t>(
        std::find_if_not(scanner.rest().begin(), scanner.rest().end(), isDigit) - scanner.rest().begin());
    if (!scanner.good() || digits < 1 || (digits > 2 && digits != 4))
        return std::nullopt;
    const int hours = scanner.number(digits == 4 ? 2 : digits);
    int more = 0;
    if (digits == 4) {
        more = scanner.number(2);
    } else if (!scanner.atEnd()) {
        scanner.skip(":");
        more = scanner.number(2);
    }
    const minutes offset(sign * (hours * 60 + more));
    const bool somewhere = offset >= minutes(-12 * 60) && offset <= minutes(14 * 60);
    if (!scanner.good() || !scanner.atEnd() || more > 59 || !somewhere)
        return std::nullopt;
    return offset;
}

// "20240531_043000" or "2024-05-31_04-30-00" at the front.
std::optional<RecordingStart> startAtFrontOfName(std::string_view name)
{
    Scanner scanner(name);
    Fields f;
    f.year = scanner.number(4);
    const bool separated = !isDigit(scanner.next());
    const auto separate = [&](std::string_view wanted) { return separated ? scanner.oneOf(wanted) : '\0'; };
    const char inDate = separate("-_.");
    f.month = scanner.number(2);
    if (inDate != '\0')
        scanner.skip({&inDate, 1});
    f.day = scanner.number(2);
    const char between = scanner.oneOf("_-T ");
    f.hour = scanner.number(2);
    const char inTime = separate("-_.:h");
    f.minute = scanner.number(2);
    if (inTime != '\0' && inTime != 'h')
        scanner.skip({&inTime, 1});
    else if (inTime == 'h')
        scanner.oneOf("m");
    f.second = scanner.number(2);
    if (!scanner.good() || isDigit(scanner.next()))
        return std::nullopt;
    std::optional<minutes> offset;
    if (between == 'T' && scanner.next() == 'Z')
        offset = minutes(0);
    else if (between == 'T' && scanner.rest().size() >= 5 && !(scanner.rest().size() > 5 && isDigit(scanner.rest()[5])))
        offset = signedOffset(scanner.rest().substr(0, 5));
    return startOf(f, offset, StartSource::FileName);
}

// "04:30:00" or "04:30:00.125".
void readClock(Scanner& scanner, Fields& f)
{
    f.hour = scanner.number(2);
    scanner.skip(":");
    f.minute = scanner.number(2);
    scanner.skip(":");
    f.second = scanner.number(2);
    f.millisecond = scanner.optionalMilliseconds();
}

} // namespace

std::optional<minutes> parseUtcOffset(std::string_view text)
{
    text = trimmed(text);
    if (text == "Z" || text == "UTC")
        return minutes(0);
    if (text.starts_with("UTC"))
        text.remove_prefix(3);
    return signedOffset(text);
}

std::optional<RecordingStart> startFromIso(std::string_view text)
{
    Scanner scanner(trimmed(text));
    Fields f;
    f.year = scanner.number(4);
    scanner.skip("-");
    f.month = scanner.number(2);
    scanner.skip("-");
    f.day = scanner.number(2);
    scanner.oneOf("T ");
    readClock(scanner, f);
    if (!scanner.good())
        return std::nullopt;
    std::optional<minutes> offset;
    if (!scanner.atEnd()) {
        offset = parseUtcOffset(scanner.rest());
        if (!offset)
            return std::nullopt;
    }
    return startOf(f, offset, StartSource::Typed);
}

std::optional<RecordingStart> startFromGuano(std::string_view text)
{
    constexpr std::string_view kMagic = "GUANO|Version:";
    constexpr std::string_view kKey = "Timestamp:";
    if (!text.starts_with(kMagic))
        return std::nullopt;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!line.starts_with(kKey))
            continue;
        std::optional<RecordingStart> start = startFromIso(line.substr(kKey.size()));
        if (start)
            start->source = StartSource::Guano;
        return start;
    }
    return std::nullopt;
}

std::optional<RecordingStart> startFromComment(std::string_view text)
{
    Scanner scanner(trimmed(text));
    Fields f;
    scanner.skip("Recorded at ");
    readClock(scanner, f);
    scanner.skip(" ");
    f.day = scanner.number(2);
    scanner.skip("/");
    f.month = scanner.number(2);
    scanner.skip("/");
    f.year = scanner.number(4);
    scanner.skip(" (UTC");
    const std::size_t close = scanner.rest().find(')');
    if (!scanner.good() || close == std::string_view::npos)
        return std::nullopt;
    const std::string_view zone = scanner.rest().substr(0, close);
    const std::optional<minutes> offset = zone.empty() ? minutes(0) : signedOffset(zone);
    if (!offset)
        return std::nullopt;
    return startOf(f, offset, StartSource::Comment);
}

std::optional<RecordingStart> startFromFileName(std::string_view name)
{
    for (std::size_t at = 0; at < name.size(); ++at) {
        if (!isDigit(name[at]) || (at > 0 && isDigit(name[at - 1])))
            continue;
        if (const auto start = startAtFrontOfName(name.substr(at)))
            return start;
    }
    return std::nullopt;
}

} // namespace dass
