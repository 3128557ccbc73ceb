#pragma once

#include "app/haystack/builder_state.h"
#include "core/niah/spec.h"

#include <QObject>
#include <QString>

#include <utility>
#include <vector>

class QWidget;

namespace dass {

class AnalyzeSession;
class HaystackSession;
class LabelledCombo;

// Which model the builder tests: Analyze's, until another one is chosen here. One that was chosen and is not there at
// present stays wanted, and is taken once it is.
class TestedModel : public QObject
{
    Q_OBJECT
public:
    // shell: whose models can be chosen. It and the session outlive this; the list is a child of `header`.
    TestedModel(AnalyzeSession& shell, HaystackSession& session, QWidget* header, QObject* parent);

    LabelledCombo* list() const { return m_list; } // to choose from
    void update();                                 // after Analyze's models changed

    void use(const QString& path, bool sinusoidalPositions = false); // in place of Analyze's; listed once it is read
    void useCell(const niah::ModelEntry& model);                     // that an opened cell was made with
    void forget();                                                   // what was chosen was of what is no more shown

    // As the builder's state keeps it. ofSession: what is restored is an opened session's, whose model joins the list.
    void describe(BuilderState& state) const;
    void restore(const BuilderState& state, bool ofSession);

signals:
    void listed(const std::vector<std::pair<QString, QString>>& models); // names and paths
    void noticed(const QString& title, const QString& text);

private:
    void choose(const QString& path, bool sinusoidalPositions);
    void takeAbsent();
    void askForAbsent(const QString& path, bool there, bool ofSession);
    std::vector<std::pair<QString, QString>> known() const;
    int place();

    AnalyzeSession& m_shell;
    HaystackSession& m_session;
    LabelledCombo* m_list;
    bool m_own = false;              // chosen here; else Analyze's
    QString m_absent;                // was chosen here and is kept until it is there again; empty: none
    bool m_absentSinusoidal = false; // its positions
    QString m_ofCell;                // of a cell that was opened, while it is looked for; empty: none
};

} // namespace dass
