#pragma once

#include "app/session/tag_choice.h"

#include <QObject>
#include <QString>

class QMenu;
class QWidget;

namespace dass {

class AnalyzeSession;
struct ClassList;

// The menu of tag lists: tags to keep, to leave out or to draw, from files and into files.
class TagLists : public QObject
{
    Q_OBJECT
public:
    enum class Kind { Kept, LeftOut, Drawn };

    TagLists(AnalyzeSession& session, QWidget* parent);

    QMenu* menu() const { return m_menu; }

    // Off the GUI thread; what went wrong and which names are unknown is told by the session's notices.
    void load(Kind kind, const QString& path);
    void save(Kind kind, const QString& path);

signals:
    void loaded(dass::TagLists::Kind kind); // taken over

private:
    void fill();
    void askToLoad(Kind kind, const QString& title);
    void askToSave(Kind kind, const QString& title);
    void take(Kind kind, const QString& name, const ClassList& list);
    std::vector<std::int64_t> classes(Kind kind) const;

    AnalyzeSession& m_session;
    QWidget* m_parent;
    QMenu* m_menu;
};

} // namespace dass
