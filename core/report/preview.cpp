#include "core/report/preview.h"

#include <ostream>
#include <streambuf>

namespace dass {

namespace {

// Keeps the first lines, and asks the writer to leave off when it has them.
class FirstLines : public std::streambuf
{
public:
    FirstLines(std::size_t lines, std::size_t columns, std::stop_source& enough)
        : m_lines(lines), m_columns(columns), m_enough(enough)
    {
    }

    std::string take() { return std::move(m_text); }
    bool isFull() const { return m_lines == 0; }
    bool isMore() const { return m_more; }

protected:
    int_type overflow(int_type value) override
    {
        if (value != traits_type::eof())
            put(traits_type::to_char_type(value));
        return traits_type::not_eof(value);
    }

    std::streamsize xsputn(const char* text, std::streamsize count) override
    {
        for (std::streamsize i = 0; i < count; ++i)
            put(text[i]);
        return count;
    }

private:
    void put(char value)
    {
        const bool continues = (static_cast<unsigned char>(value) & 0xC0) == 0x80;
        if (m_lines == 0) {
            m_more = true;
        } else if (value == '\n') {
            m_text += value;
            m_column = 0;
            m_cut = false;
            if (--m_lines == 0)
                m_enough.request_stop();
        } else if (value != '\r' && !(m_cut = m_cut || (m_column >= m_columns && !continues))) {
            m_text += value;
            m_column += continues ? 0 : 1;
        }
    }

    std::string m_text;
    std::size_t m_lines;
    std::size_t m_columns;
    std::size_t m_column = 0;
    bool m_cut = false;
    bool m_more = false;
    std::stop_source& m_enough;
};

} // namespace

std::string previewOf(const Report& report, const Export& format, std::size_t lines, std::size_t columns,
                      const std::stop_token& stop)
{
    std::stop_source enough;
    const std::stop_callback forward(stop, [&enough] { enough.request_stop(); });
    FirstLines first(lines, columns, enough);
    std::ostream out(&first);
    const Outcome outcome = format.write(report, out, enough.get_token());
    out.flush();
    std::string text = first.take();
    if (first.isMore() || (first.isFull() && outcome == Outcome::Cancelled))
        text += "…\n";
    return text;
}

} // namespace dass
