#pragma once

#include <QLocale>
#include <QString>
#include <QStringList>

#include <span>

namespace dass {

// A language that the window speaks.
struct Language
{
    const char* code; // of the file in translations/; English, which the sources are written in, has none
    const char* name; // in the language itself, UTF-8
};

// English first.
std::span<const Language> languages();

// The language to speak: the chosen one, else the first of the system's that there is, else English. `system` as of
// QLocale::uiLanguages(), "de-AT"; `choice` a code, anything else means the system's.
const Language& languageFor(const QString& choice, const QStringList& system);

// How numbers and dates are written: as the chosen language does, without a choice as the system does. Thousands are
// not grouped.
QLocale numberLocale(const QString& choice);

// The program's and Qt's own words in this language, and numbers as of numberLocale(), from now on: widgets that are
// there already keep theirs. Needs the application object. GUI thread.
void installLanguage(const QString& choice);

} // namespace dass
