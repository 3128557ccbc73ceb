#include "app/session/kept_model.h"

#include "app/jobs/file_look.h"
#include "app/session/analyze_session.h"
#include "app/session/installed_files.h"

#include <QCoreApplication>
#include <QDir>

namespace dass {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(dass::KeptModel)
};

void useBundledModel(AnalyzeSession& session)
{
    if (const QString bundled = bundledModelFolder(); !bundled.isEmpty())
        session.setModel(bundled, false); // for this time
}

} // namespace

void useKeptModel(AnalyzeSession& session)
{
    const QString kept = session.settings().modelPath();
    if (kept.isEmpty()) {
        useBundledModel(session);
        return;
    }
    lookForFile(kept, &session, [&session, kept](bool there) {
        if (!session.model().path().isEmpty())
            return; // another was chosen meanwhile
        if (there) {
            session.setModel(kept);
            return;
        }
        useBundledModel(session);
        emit session.noticed(
            Words::tr("The chosen model is not there at present."),
            Words::tr("'%1' is taken by the next start that finds it; until then the model that comes with the program "
                      "is used.")
                .arg(QDir::toNativeSeparators(kept)));
    });
}

} // namespace dass
