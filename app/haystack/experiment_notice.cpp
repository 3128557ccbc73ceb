#include "app/haystack/experiment_notice.h"

#include "app/jobs/path_text.h"
#include "core/base/number_text.h"

#include <QCoreApplication>
#include <QDir>

namespace dass {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(dass::ExperimentNotice)
};

QString gigabytes(std::int64_t bytes)
{
    return Words::tr("%1 GB").arg(QString::fromStdString(fixedText(static_cast<double>(bytes) / 1e9, 2)));
}

} // namespace

ExperimentNotice noticeOf(const niah::RunProgress& warning)
{
    const QString message = QString::fromStdString(warning.message);
    switch (warning.warning) {
    case niah::Warning::Space:
        if (const auto& disk = warning.shortage)
            return {Words::tr("The disk is likely to become full"),
                    Words::tr("The needles take up to %1 of temporary files in %2, where %3 are free. Free some space "
                              "there, or take fewer needles.")
                        .arg(gigabytes(disk->needed), QDir::toNativeSeparators(fromPath(disk->folder)),
                             gigabytes(disk->free))};
        break;
    case niah::Warning::Device:
        return {Words::tr("The experiment went on with another device"), message};
    case niah::Warning::LeftOut:
    case niah::Warning::None:
        break;
    }
    return {Words::tr("Some of the experiment was left out"), message};
}

} // namespace dass
