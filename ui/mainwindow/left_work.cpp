#include "ui/mainwindow/left_work.h"

#include "app/session/analyze_session.h"
#include "app/session/batch_keeper.h"
#include "ui/mainwindow/notice_bar.h"
#include "ui/mainwindow/session_actions.h"

namespace dass {

LeftWork::LeftWork(AnalyzeSession& session, SessionActions& sessions, NoticeBar& notices, QObject* parent)
    : QObject(parent), m_session(session), m_sessions(sessions), m_notices(notices)
{
    connect(&session.batchKeeper(), &BatchKeeper::leftChanged, this, &LeftWork::offer);
    connect(&sessions, &SessionActions::offerChanged, this, &LeftWork::offer);
    connect(&notices, &NoticeBar::accepted, this, &LeftWork::accept);
    connect(&notices, &NoticeBar::declined, this, &LeftWork::decline);
    offer();
}

void LeftWork::offer()
{
    if (m_sessions.hasOffer()) // a batch that was under way then is part of it
        m_notices.showOffer(m_sessions.offerTitle(), m_sessions.offerText(), tr("Restore unsaved work"), tr("Discard"));
    else if (m_session.batchKeeper().leftRecordings() == 0 || m_sessions.continuesBatch())
        m_notices.withdrawOffer();
    else
        offerBatch();
}

void LeftWork::offerBatch()
{
    const int all = m_session.batchKeeper().leftRecordings();
    const int done = m_session.batchKeeper().leftDone();
    const QString many = all == 1 ? tr("The last batch, of 1 recording, did not end.")
                                  : tr("The last batch, of %n recordings, did not end.", nullptr, all);
    const QString rest = tr("One that was being tagged starts again from its beginning.");
    m_notices.showOffer(many, done == 0 ? rest : tr("Done: %1 of %2.").arg(done).arg(all) + ' ' + rest,
                        all == 1 ? tr("Continue the batch of 1 recording")
                                 : tr("Continue the batch of %n recordings", nullptr, all),
                        tr("Forget it"));
}

void LeftWork::accept()
{
    if (m_sessions.hasOffer())
        m_sessions.acceptOffer();
    else
        m_session.batchKeeper().goOn();
}

void LeftWork::decline()
{
    if (m_sessions.hasOffer())
        m_sessions.keeper().discardLeft();
    else
        m_session.batchKeeper().forget();
}

} // namespace dass
