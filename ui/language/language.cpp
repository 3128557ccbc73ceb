#include "ui/language/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

#include <algorithm>
#include <array>

// Resources of a static library must be asked for by name, outside of any namespace.
static void initialiseResources()
{
    Q_INIT_RESOURCE(translations);
}

namespace dass {

namespace {

constexpr std::array<Language, 3> kLanguages = {{{"en", "English"}, {"de", "Deutsch"}, {"zh_CN", "简体中文"}}};

const Language* find(const QString& code)
{
    const auto at = std::find_if(kLanguages.begin(), kLanguages.end(),
                                 [&](const Language& language) { return code == QLatin1String(language.code); });
    return at == kLanguages.end() ? nullptr : at;
}

// "zh-Hans-CN", "zh-CN" and "zh" are read by whoever reads zh_CN; "zh-Hant-TW" is another script.
const Language* spokenIn(const QString& system)
{
    const QLocale wanted(system);
    if (wanted.language() == QLocale::Chinese && wanted.script() == QLocale::TraditionalHanScript)
        return nullptr;
    const auto at = std::find_if(kLanguages.begin(), kLanguages.end(), [&](const Language& language) {
        return QLocale(QLatin1String(language.code)).language() == wanted.language();
    });
    return at == kLanguages.end() ? nullptr : at;
}

// The application owns them; they go when another language is installed.
void installFile(const QString& folder, const QString& name)
{
    auto* translator = new QTranslator(QCoreApplication::instance());
    if (translator->load(name, folder))
        QCoreApplication::installTranslator(translator);
    else
        delete translator; // a package of Qt's that is not installed: its buttons stay English
}

} // namespace

std::span<const Language> languages()
{
    return kLanguages;
}

const Language& languageFor(const QString& choice, const QStringList& system)
{
    if (const Language* chosen = find(choice))
        return *chosen;
    for (const QString& name : system)
        if (const Language* spoken = spokenIn(name))
            return *spoken;
    return kLanguages.front();
}

QLocale numberLocale(const QString& choice)
{
    const Language* chosen = find(choice);
    QLocale locale = chosen ? QLocale(QLatin1String(chosen->code)) : QLocale::system();
    locale.setNumberOptions(locale.numberOptions() | QLocale::OmitGroupSeparator);
    return locale;
}

void installLanguage(const QString& choice)
{
    initialiseResources();
    qDeleteAll(QCoreApplication::instance()->findChildren<QTranslator*>(QString(), Qt::FindDirectChildrenOnly));
    QLocale::setDefault(numberLocale(choice));
    const QString code = QLatin1String(languageFor(choice, QLocale::system().uiLanguages()).code);
    installFile(QLibraryInfo::path(QLibraryInfo::TranslationsPath), QStringLiteral("qtbase_") + code);
    installFile(QStringLiteral(":/translations"), QStringLiteral("dass-studio_") + code);
}

} // namespace dass
