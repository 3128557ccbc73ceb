#include "ui/mainwindow/shortcut_map.h"

#include "app/session/settings.h"
#include "ui/widgets/key_names.h"
#include "ui/widgets/text_format.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>

namespace dass {

namespace {

// Untrusted: a line of the settings file. None that is no key sequence.
ShortcutMap::Keys parse(const QStringList& names)
{
    ShortcutMap::Keys keys;
    for (const QString& name : names)
        if (const QKeySequence sequence(name, QKeySequence::PortableText);
            sequence.count() == 1 && sequence[0].key() != Qt::Key_unknown)
            keys << sequence;
    return keys;
}

QStringList names(const ShortcutMap::Keys& keys)
{
    QStringList all;
    for (const QKeySequence& sequence : keys)
        all << sequence.toString(QKeySequence::PortableText);
    return all;
}

} // namespace

ShortcutMap::ShortcutMap(Settings& settings, QObject* parent) : QObject(parent), m_settings(settings) {}

void ShortcutMap::collect(const QMenuBar* bar)
{
    m_entries.clear();
    m_menus.clear();
    for (const QAction* action : bar->actions())
        if (const QMenu* menu = action->menu()) {
            m_menus.insert(QKeySequence::mnemonic(menu->title()), withoutMnemonic(menu->title()));
            collect(menu, {withoutMnemonic(menu->title())});
        }
    const QHash<QString, QStringList> chosen = m_settings.keys();
    for (Entry& entry : m_entries)
        if (const auto at = chosen.constFind(entry.id); at != chosen.constEnd())
            take(entry, parse(*at));
    tell();
}

void ShortcutMap::collect(const QMenu* menu, const QStringList& menus)
{
    for (QAction* action : menu->actions()) {
        if (action->menu())
            collect(action->menu(), menus + QStringList(withoutMnemonic(action->menu()->title())));
        else if (!action->objectName().isEmpty())
            m_entries.push_back({action->objectName(), action, menus, withoutMnemonic(action->text()),
                                 action->shortcuts(), action->shortcuts()});
    }
}

void ShortcutMap::apply(const std::vector<Entry>& entries)
{
    QHash<QString, QStringList> chosen = m_settings.keys();
    for (const Entry& wanted : entries)
        for (Entry& entry : m_entries)
            if (entry.id == wanted.id && entry.keys != wanted.keys)
                take(entry, wanted.keys);
    for (const Entry& entry : m_entries) {
        chosen.remove(entry.id);
        if (entry.keys != entry.standard)
            chosen.insert(entry.id, names(entry.keys));
    }
    m_settings.setKeys(chosen);
    tell();
}

QString ShortcutMap::menuOpenedBy(const QKeySequence& keys) const
{
    return m_menus.value(keys);
}

void ShortcutMap::take(Entry& entry, const Keys& keys)
{
    entry.keys = keys;
    if (entry.action)
        entry.action->setShortcuts(keys);
}

void ShortcutMap::tell() const
{
    QHash<QString, QString> all;
    for (const Entry& entry : m_entries)
        if (!entry.keys.isEmpty())
            all.insert(entry.id, textOf(entry.keys));
    KeyNames::instance().set(all);
}

QString ShortcutMap::textOf(const Keys& keys)
{
    return keys.isEmpty() ? QString() : keys.first().toString(QKeySequence::NativeText);
}

} // namespace dass
