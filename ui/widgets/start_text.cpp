#include "ui/widgets/start_text.h"

#include <QCoreApplication>

#include <cstdlib>

namespace dass {

namespace {

struct StartText
{
    Q_DECLARE_TR_FUNCTIONS(dass::StartText)
};

} // namespace

QString startText(const RecordingStart& start)
{
    using namespace std::chrono;
    const auto day = floor<days>(start.time);
    const year_month_day date(day);
    const hh_mm_ss time(start.time - day);
    const auto two = [](auto value) { return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0')); };
    QString text = QStringLiteral("%1-%2-%3 %4:%5:%6")
                       .arg(static_cast<int>(date.year()))
                       .arg(two(static_cast<unsigned>(date.month())), two(static_cast<unsigned>(date.day())),
                            two(time.hours().count()), two(time.minutes().count()), two(time.seconds().count()));
    if (const auto rest = time.subseconds().count(); rest != 0)
        text += QStringLiteral(".%1").arg(rest, 3, 10, QLatin1Char('0'));
    return text;
}

QString offsetText(const RecordingStart& start)
{
    if (!start.utcOffset)
        return {};
    const auto minutes = start.utcOffset->count();
    if (minutes == 0)
        return QStringLiteral("UTC");
    const auto size = std::abs(minutes);
    QString text = QStringLiteral("UTC") + (minutes < 0 ? QChar(0x2212) : QChar('+')) + QString::number(size / 60);
    if (size % 60 != 0)
        text += QStringLiteral(":%1").arg(size % 60, 2, 10, QLatin1Char('0'));
    return text;
}

QString startSourceText(const RecordingStart& start)
{
    switch (start.source) {
    case StartSource::Guano:
        return StartText::tr("from the file's GUANO chunk");
    case StartSource::Comment:
        return StartText::tr("from the file's comment");
    case StartSource::CreationTime:
        return StartText::tr("from the container's creation time");
    case StartSource::FileName:
        return StartText::tr("from the file's name");
    case StartSource::Typed:
        return StartText::tr("typed");
    }
    return {};
}

} // namespace dass
