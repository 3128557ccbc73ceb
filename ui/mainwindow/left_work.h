#pragma once

#include <QObject>

namespace dass {

class AnalyzeSession;
class NoticeBar;
class SessionActions;

// Offers, in the notice bar, what an earlier start left: unsaved work, else a batch that did not end.
class LeftWork : public QObject
{
    Q_OBJECT
public:
    LeftWork(AnalyzeSession& session, SessionActions& sessions, NoticeBar& notices, QObject* parent); // all outlive it

private:
    void offer();
    void offerBatch();
    void accept();
    void decline();

    AnalyzeSession& m_session;
    SessionActions& m_sessions;
    NoticeBar& m_notices;
};

} // namespace dass
