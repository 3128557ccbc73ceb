#pragma once

#include <QObject>
#include <QString>

namespace dass {

class AnalyzeSession;
class TransportBar;
struct BatchSummary;

// What the transport bar says at its right: the run that goes on, how the last one ended or what was written last, else
// what the program is ready for.
class ActivityWords : public QObject
{
    Q_OBJECT
public:
    ActivityWords(AnalyzeSession& session, TransportBar& bar, QObject* parent); // session and bar outlive it

    void tell(const QString& words);        // until something else is told, or another model is chosen
    void tellTrouble(const QString& words); // likewise, with the icon of something that failed

private:
    enum class Trouble { None, Tagging, Other };
    void keep(const QString& words, Trouble trouble);
    void update();
    void showRunning();
    void showPaused();
    QString readyWords() const;
    QString wordsOf(const BatchSummary& summary) const;
    void goToNextFailed();

    AnalyzeSession& m_session;
    TransportBar& m_bar;
    QString m_words; // that were told last; empty: none
    Trouble m_trouble = Trouble::None;
};

} // namespace dass
