#include "app/session/kept_model.h"

#include "app/session/analyze_session.h"
#include "app/session/installed_files.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace dass {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(dass::KeptModel)
};

} // namespace

void useKeptModel(AnalyzeSession& session)
{
    const QString kept = session.settings().modelPath();
    if (!kept.isEmpty() && QFileInfo::exists(kept)) {
        session.setModel(kept);
        return;
    }
    if (const QString bundled = bundledModelFolder(); !bundled.isEmpty())
        session.setModel(bundled, false); // for this time
    if (!kept.isEmpty())
        emit session.noticed(
            Words::tr("The chosen model is not there at present."),
            Words::tr("'%1' is taken again when it is; meanwhile the model that comes with the program is used.")
                .arg(QDir::toNativeSeparators(kept)));
}

} // namespace dass
