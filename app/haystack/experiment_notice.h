#pragma once

#include "core/niah/runner.h"

#include <QString>

namespace dass {

struct ExperimentNotice
{
    QString title;
    QString text;
};

// What a warning of a run says in the window, by what it warns of.
ExperimentNotice noticeOf(const niah::RunProgress& warning);

} // namespace dass
