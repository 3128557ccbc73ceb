#pragma once

#include <QHash>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

namespace dass {

struct SettingsTrouble;

// The values of a file of settings in memory. Changes are known at once and written by a thread of the store's own, in
// one piece: writing waits for the disk. What other programs write to the file meanwhile stays in it, but for the same
// keys, and is not seen. One thread, but for the store's own.
class SettingsStore
{
public:
    // Reads an INI file, after setting it aside or migrating it where that is needed.
    SettingsStore(const QString& file, SettingsTrouble& trouble);
    ~SettingsStore(); // when everything is written
    SettingsStore(const SettingsStore&) = delete;
    SettingsStore& operator=(const SettingsStore&) = delete;

    QVariant value(const QString& key, const QVariant& fallback = {}) const { return m_values.value(key, fallback); }
    QStringList allKeys() const { return m_values.keys(); }
    void setValue(const QString& key, const QVariant& value);
    void remove(const QString& key);

private:
    void change(const QString& key, const QVariant& value);
    void writeUntilStopped(const std::stop_token& stop);

    QString m_file;
    QHash<QString, QVariant> m_values;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    QHash<QString, QVariant> m_changes; // not written yet; an invalid value removes the key
    std::jthread m_thread;              // last: it is joined before what it uses goes
};

} // namespace dass
