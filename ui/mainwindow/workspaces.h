#pragma once

#include <QHash>
#include <QList>
#include <QString>
#include <QWidget>

class QAction;
class QActionGroup;
class QMenu;
class QMenuBar;
class QStackedWidget;

namespace dass {

class HeaderBar;
enum class Icon;

struct Workspace
{
    const char* id; // of its action, as ShortcutMap's
    Icon icon;
    QString text; // with its letter: "&Analyze"
    int key;      // Ctrl and this digit
    QWidget* page;
    QWidget* controls = nullptr; // at the right of the header
    QMenu* menu = nullptr;       // in the menu bar
};

// The pages below the header, one at a time: a tab, an action with a key and, where it has them, controls in the header
// and a menu each. The first one that is added is shown first.
class Workspaces : public QWidget
{
    Q_OBJECT
public:
    // The header outlives it.
    explicit Workspaces(HeaderBar& header, QWidget* parent = nullptr);

    void add(const Workspace& workspace); // takes page and controls
    // These actions are there, and their keys do something, only while this page is shown.
    void reserve(const QWidget* page, const QList<QAction*>& actions);

    QMenu* menu() const { return m_menu; } // to go from one to another
    void addMenusTo(QMenuBar* bar);        // the pages' own
    QWidget* current() const;
    void show(const QWidget* page);

signals:
    void currentChanged(QWidget* page);

private:
    void showAt(int index);

    HeaderBar& m_header;
    QStackedWidget* m_pages;
    QMenu* m_menu;
    QActionGroup* m_group;
    QList<QMenu*> m_menus;
    QHash<const QWidget*, QList<QAction*>> m_reserved;
    QHash<const QWidget*, QWidget*> m_focus; // where the keyboard was
};

} // namespace dass
