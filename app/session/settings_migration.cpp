#include "app/session/settings_migration.h"

#include "app/jobs/path_text.h"
#include "core/base/error.h"
#include "core/base/free_path.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSettings>

#include <algorithm>
#include <array>

namespace dass {

namespace {

constexpr qint64 kMostBytes = 4 << 20;                  // a real one has some kilobytes
constexpr const char* kVersionKey = "settings/version"; // not there: version 1

// One of which every file of settings has had.
constexpr std::array kGroups{"files",    "layout", "model", "playback", "results", "run",
                             "settings", "speed",  "tags",  "view",     "window"};

QString words(const char* text)
{
    return QCoreApplication::translate("dass::Settings", text);
}

// The name that the file has now; empty where it could not be renamed.
QString movedAside(const QString& file)
{
    try {
        const std::filesystem::path free = freePath(toPath(file + QStringLiteral(".damaged")));
        const QString aside = fromPath(free);
        return QFile::rename(file, aside) ? aside : QString();
    } catch (const Error&) {
        return {};
    }
}

bool isReadable(const QString& file)
{
    if (QFileInfo(file).size() > kMostBytes)
        return false;
    const QSettings store(file, QSettings::IniFormat);
    if (store.status() != QSettings::NoError)
        return false;
    // Most of what is no file of settings is read as keys without values: none of ours is among them.
    const QStringList groups = store.childGroups();
    const bool ours =
        std::ranges::any_of(kGroups, [&](const char* group) { return groups.contains(QLatin1String(group)); });
    return ours || QFileInfo(file).size() == 0;
}

// 1 kept ranks by their number.
void toVersion2(QSettings& store)
{
    constexpr std::array names{"maximum", "mean", "seconds_above"};
    bool isNumber = false;
    const uint rank = store.value("view/rank").toUInt(&isNumber);
    if (isNumber && rank < names.size())
        store.setValue("view/rank", names.at(rank));
    else
        store.remove("view/rank");
}

} // namespace

QString usableSettings(const QString& file, SettingsTrouble& trouble)
{
    const QFileInfo facts(file);
    if (!facts.exists() || (facts.isFile() && isReadable(file)))
        return file;
    const QString aside = movedAside(file);
    trouble.title = words(QT_TRANSLATE_NOOP("dass::Settings", "Settings could not be read: the defaults are used."));
    trouble.text = aside.isEmpty()
                       ? words(QT_TRANSLATE_NOOP("dass::Settings", "%1 is no file of settings and could not be "
                                                                   "renamed; remove it, else nothing is remembered."))
                             .arg(file)
                       : words(QT_TRANSLATE_NOOP("dass::Settings", "The old ones are kept as %1.")).arg(aside);
    return file;
}

void migrateSettings(QSettings& store, SettingsTrouble& trouble)
{
    const bool fresh = store.allKeys().isEmpty();
    bool isNumber = false;
    const int found = store.value(kVersionKey, 1).toInt(&isNumber);
    const int version = isNumber ? found : 1;
    if (version > kSettingsVersion) {
        const QString copy = store.fileName() + QStringLiteral(".version-") + QString::number(version);
        if (QFile::exists(copy) || !QFile::copy(store.fileName(), copy))
            return;
        trouble.title = words(QT_TRANSLATE_NOOP("dass::Settings", "Settings are those of a newer version."));
        trouble.text = words(QT_TRANSLATE_NOOP("dass::Settings", "What this one does not know has its default; a copy "
                                                                 "is kept as %1."))
                           .arg(copy);
        return;
    }
    if (!fresh && version < 2)
        toVersion2(store);
    if (version != kSettingsVersion || !store.contains(kVersionKey))
        store.setValue(kVersionKey, kSettingsVersion);
}

} // namespace dass
