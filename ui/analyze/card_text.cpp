#include "ui/analyze/card_text.h"

#include <QRegularExpression>
#include <QStringList>

namespace dass {

namespace {

constexpr qsizetype kMostCharacters = 32'000;
constexpr qsizetype kLongestLine = 2000;
constexpr int kMostMarksInParagraph = 150;
constexpr int kMostMarks = 1200;
constexpr int kMostItems = 300; // of lists and tables
constexpr int kDeepest = 8;     // quotations and lists in each other

// Emphasis, code, links, addresses, escapes, entities.
const QRegularExpression& marks()
{
    static const QRegularExpression pattern(QStringLiteral("[*`\\[\\]<>&\\\\~!]|(?<![A-Za-z0-9])_|://|www\\.|@|\\t"));
    return pattern;
}

const QRegularExpression& nesting()
{
    static const QRegularExpression pattern(
        QStringLiteral("^((?:[ \\t]*(?:>|[-*+]|\\d{1,9}[.)])){%1})(?:[ \\t]*(?:>|[-*+]|\\d{1,9}[.)]))+").arg(kDeepest));
    return pattern;
}

const QRegularExpression& item()
{
    static const QRegularExpression pattern(QStringLiteral("^([ \\t>]*)(?:[-*+]|\\d{1,9}[.)])(?=[ \\t]|$)"));
    return pattern;
}

int countOf(const QRegularExpression& pattern, const QString& line)
{
    return static_cast<int>(line.count(pattern));
}

} // namespace

QString tamedMarkdown(const QString& markdown)
{
    QStringList lines;
    for (const QString& line : markdown.left(kMostCharacters).split(QLatin1Char('\n')))
        for (qsizetype at = 0; at == 0 || at < line.size(); at += kLongestLine)
            lines << line.mid(at, kLongestLine);
    int inParagraph = 0;
    int inAll = 0;
    int items = 0;
    for (QString& line : lines) {
        if (line.trimmed().isEmpty()) {
            line.clear();
            inParagraph = 0;
            continue;
        }
        line.replace(nesting(), QStringLiteral("\\1"));
        if ((line.contains(item()) || line.contains(QLatin1Char('|'))) && ++items > kMostItems) {
            line.replace(item(), QStringLiteral("\\1"));
            line.replace(QLatin1Char('|'), QLatin1Char(' '));
        }
        const int here = countOf(marks(), line);
        inParagraph += here;
        inAll += here;
        if (inParagraph > kMostMarksInParagraph || inAll > kMostMarks)
            line.replace(marks(), QStringLiteral(" "));
    }
    QString tamed = lines.join(QLatin1Char('\n'));
    if (markdown.size() > kMostCharacters)
        tamed += QStringLiteral("\n\n…");
    return tamed;
}

} // namespace dass
