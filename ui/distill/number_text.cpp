#include "ui/distill/number_text.h"

#include <QLocale>

namespace dass {

namespace {

// "1.000" is not to be a thousand in one language and one in the next.
QLocale withoutGroups(QLocale locale)
{
    locale.setNumberOptions(QLocale::OmitGroupSeparator | QLocale::RejectGroupSeparator);
    return locale;
}

} // namespace

QString numberText(double value)
{
    return withoutGroups(QLocale()).toString(value, 'g', 6);
}

std::optional<double> readNumber(const QString& text)
{
    for (const QLocale& locale : {withoutGroups(QLocale()), withoutGroups(QLocale::c())}) {
        bool isNumber = false;
        const double number = locale.toDouble(text.trimmed(), &isNumber);
        if (isNumber)
            return number;
    }
    return std::nullopt;
}

} // namespace dass
