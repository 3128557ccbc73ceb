#pragma once

#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QStringList>

#include <vector>

class QAction;
class QMenu;
class QMenuBar;

namespace dass {

class Settings;

// The keys of the actions in a window's menus: the program's own, or what a person chose instead. An action's id is its
// object name, "file.open": it is what the settings and KeyNames know it by, and stays as it is from version to
// version.
class ShortcutMap : public QObject
{
    Q_OBJECT
public:
    using Keys = QList<QKeySequence>; // the first one is shown

    struct Entry
    {
        QString id;
        QPointer<QAction> action;
        QStringList menus; // from the menu bar to where it is, "View", "Theme"
        QString text;      // without marks of mnemonics and dialogs
        Keys standard;     // the program's own keys
        Keys keys;
    };

    // settings outlives it.
    ShortcutMap(Settings& settings, QObject* parent);

    // Takes over every action with an id in the menus, with the keys that it has as the program's own, and gives it
    // those that a person chose. Ids that the settings name and no action has are left alone.
    void collect(const QMenuBar* bar);

    const std::vector<Entry>& entries() const { return m_entries; } // in the order of the menus
    // From now on and from start to start. Those whose keys are the program's own are no longer named in the settings.
    void apply(const std::vector<Entry>& entries);

    // The title of the menu that Alt and its underlined letter open; empty: none.
    QString menuOpenedBy(const QKeySequence& keys) const;

    static QString textOf(const Keys& keys); // as the system writes keys; empty: none

private:
    void collect(const QMenu* menu, const QStringList& menus);
    void take(Entry& entry, const Keys& keys);
    void tell() const;

    Settings& m_settings;
    std::vector<Entry> m_entries;
    QHash<QKeySequence, QString> m_menus; // by mnemonic
};

} // namespace dass
