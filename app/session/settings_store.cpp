#include "app/session/settings_store.h"

#include "app/session/settings_migration.h"

#include <QSettings>

#include <utility>

namespace dass {

SettingsStore::SettingsStore(const QString& file, SettingsTrouble& trouble) : m_file(usableSettings(file, trouble))
{
    QSettings found(m_file, QSettings::IniFormat);
    migrateSettings(found, trouble);
    for (const QString& key : found.allKeys())
        m_values.insert(key, found.value(key));
    m_thread = std::jthread([this](const std::stop_token& stop) { writeUntilStopped(stop); });
}

SettingsStore::~SettingsStore() = default; // the jthread asks to stop and joins

void SettingsStore::setValue(const QString& key, const QVariant& value)
{
    const auto before = m_values.constFind(key);
    if (before != m_values.constEnd() && *before == value)
        return;
    m_values.insert(key, value);
    change(key, value);
}

void SettingsStore::remove(const QString& key)
{
    if (m_values.remove(key))
        change(key, {});
}

void SettingsStore::change(const QString& key, const QVariant& value)
{
    const std::scoped_lock lock(m_mutex);
    m_changes.insert(key, value);
    m_wake.notify_one();
}

void SettingsStore::writeUntilStopped(const std::stop_token& stop)
{
    for (;;) {
        QHash<QString, QVariant> changes;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, stop, [this] { return !m_changes.isEmpty(); });
            if (m_changes.isEmpty())
                return;
            changes = std::exchange(m_changes, {});
        }
        QSettings file(m_file, QSettings::IniFormat);
        for (auto entry = changes.cbegin(); entry != changes.cend(); ++entry) {
            if (entry->isValid())
                file.setValue(entry.key(), *entry);
            else
                file.remove(entry.key());
        }
        file.sync();
    }
}

} // namespace dass
