#include "ui/analyze/engine_names.h"

#include <QCoreApplication>

#include <string>

namespace dass {

namespace {

// Named for the translators; the engine has them itself. fp32, bf16 and the like are called so everywhere.
[[maybe_unused]] constexpr const char* kWords[] = {
    QT_TRANSLATE_NOOP("dass::EngineNames", "events as CSV"),
    QT_TRANSLATE_NOOP("dass::EngineNames", "every probability over time as a wide CSV"),
    QT_TRANSLATE_NOOP("dass::EngineNames", "one line a class as CSV"),
    QT_TRANSLATE_NOOP("dass::EngineNames", "Audacity label track"),
    QT_TRANSLATE_NOOP("dass::EngineNames", "Raven selection table"),
    QT_TRANSLATE_NOOP("dass::EngineNames", "events, summary and provenance as JSON"),
    QT_TRANSLATE_NOOP("dass::EngineNames", "events as a table to read"),
    QT_TRANSLATE_NOOP("dass::EngineNames", "mean"),
    QT_TRANSLATE_NOOP("dass::EngineNames", "first"),
    QT_TRANSLATE_NOOP("dass::EngineNames", "mid"),
    QT_TRANSLATE_NOOP("dass::EngineNames", "last"),
    QT_TRANSLATE_NOOP("dass::EngineNames", "sum"),
    QT_TRANSLATE_NOOP("dass::EngineNames", "max"),
    QT_TRANSLATE_NOOP("dass::EngineNames", "auto"),
};

} // namespace

QString engineWords(std::string_view english)
{
    return QCoreApplication::translate("dass::EngineNames", std::string(english).c_str());
}

} // namespace dass
