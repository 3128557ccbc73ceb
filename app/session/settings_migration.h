#pragma once

#include <QString>

class QSettings;

namespace dass {

struct SettingsTrouble
{
    QString title;
    QString text;
};

inline constexpr int kSettingsVersion = 2;

// Before the file is read: one that cannot be read as settings, or is far too large, gets another name, so that the
// program starts with the defaults and nothing is lost. Returns the file.
QString usableSettings(const QString& file, SettingsTrouble& trouble);

// Once it is read: what an older version of the program wrote becomes what this one reads. Settings of a newer version
// are copied aside before this one writes into them.
void migrateSettings(QSettings& store, SettingsTrouble& trouble);

} // namespace dass
