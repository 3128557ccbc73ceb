#include "ui/analyze/recording_patterns.h"

#include "core/report/recording_list.h"

#include <QStringList>

#include <string_view>

namespace dass {

QString recordingPatterns()
{
    QStringList patterns;
    for (const std::string_view extension : recordingExtensions()) {
        const QString pattern = '*' + QString::fromUtf8(extension.data(), static_cast<qsizetype>(extension.size()));
        patterns << pattern << pattern.toUpper();
    }
    return patterns.join(' ');
}

} // namespace dass
